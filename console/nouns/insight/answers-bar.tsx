import type { Home } from '#contract/insight/home.ts'
import { useWords } from '../../parts/words.tsx'
import { AnswersFigure } from './figures.tsx'
import css from './home.module.css'
import { homeWords } from './home.words.ts'

/** Seven days of answers as one bar: circle in time, diamond before due, octagon late. */
export function AnswersBar({ home, targets }: { home: Home; targets: { target: number; due: number } }) {
  const words = useWords(homeWords)
  const { withinTarget, withinDue, withinAnnounced, late, automatic, medianMs } = home.clocks
  const turns = withinTarget + withinDue + withinAnnounced + late
  const parts = [
    { kind: 'calm', clock: 'kept_target', n: withinTarget, label: words.within(targets.target) },
    { kind: 'amber', clock: 'kept', n: withinDue, label: words.between(targets.target, targets.due) },
    // Only where a notice stood: longer than our own limit, and not longer than what was announced.
    ...(withinAnnounced > 0
      ? ([{ kind: 'amber', clock: 'announced', n: withinAnnounced, label: words.announced }] as const)
      : []),
    { kind: 'late', clock: 'missed', n: late, label: words.over(targets.due) },
  ] as const
  return (
    <section className={css.answers}>
      <div className={css.partHead}>
        <h2>{words.answers}</h2>
        <p>
          {medianMs !== null && <AnswersFigure>{words.median((medianMs / 1000).toFixed(1))}</AnswersFigure>}
          {automatic > 0 && <span>{words.automatic(automatic)}</span>}
        </p>
      </div>
      {turns === 0 ? (
        <p className={css.quiet}>
          {home.conversations > 0 || home.waitingNow > 0 ? words.noneAnswered : words.noTurns}
        </p>
      ) : (
        <>
          <div className={css.bar} aria-hidden="true">
            {parts.map(
              (part) =>
                part.n > 0 && <i key={part.clock} data-kind={part.kind} style={{ flexGrow: part.n }} />,
            )}
          </div>
          <ul className={css.barLegend}>
            {parts.map((part) => (
              <li key={part.clock} data-kind={part.kind}>
                <StateShape kind={part.kind} />
                <span>{part.label}</span>
                <AnswersFigure search={{ clock: part.clock }}>{words.nTurns(part.n)}</AnswersFigure>
                <span className={css.percent}>{Math.round((part.n * 100) / turns)}%</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** The three shapes of a clock, small. */
export function StateShape({ kind }: { kind: 'calm' | 'amber' | 'late' }) {
  return (
    <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
      {kind === 'calm' && <circle r="4.4" fill="none" stroke="var(--calm)" strokeWidth="2" />}
      {kind === 'amber' && (
        <path
          d="M0 -5 L5 0 L0 5 L-5 0 Z"
          fill="var(--amber-mark)"
          stroke="var(--amber)"
          strokeLinejoin="round"
        />
      )}
      {kind === 'late' && (
        <path d="M-2.3 -5.6 H2.3 L5.6 -2.3 V2.3 L2.3 5.6 H-2.3 L-5.6 2.3 V-2.3 Z" fill="var(--late)" />
      )}
    </svg>
  )
}
