import { useMemo } from 'react'
import { useTicking } from '../ticking.ts'
import { useWords } from '../words.tsx'
import { countdown, shortOver, type Countdown, type CountdownPhase } from './countdown.rules.ts'
import { marksWords } from './marks.words.ts'
import css from './ring.module.css'

export type { Countdown }

export interface RingProps {
  /** ISO 8601, as in `TurnClock`. */
  startedAt: string
  targetAt: string
  dueAt: string
  /** The server's time in epoch milliseconds, as `serverNow` gives it. */
  now: () => number
  size?: number
}

/** Where a clock stands, told once a second: `{ phase, seconds }`. */
export function useCountdown(
  clock: Pick<RingProps, 'startedAt' | 'targetAt' | 'dueAt'>,
  now: () => number,
): Countdown {
  const { startedAt, targetAt, dueAt } = clock
  const times = useMemo(
    () => ({ startedAt: Date.parse(startedAt), targetAt: Date.parse(targetAt), dueAt: Date.parse(dueAt) }),
    [startedAt, targetAt, dueAt],
  )
  const told = useTicking(() => {
    const { phase, seconds } = countdown(times, now())
    return `${phase} ${seconds}`
  })
  const [phase, seconds] = told.split(' ') as [CountdownPhase, string]
  return { phase, seconds: Number(seconds) }
}

/** The words beside a ring: 还有 5 秒, 只剩 2 秒, 超了 6 秒. */
export function useCountdownWords({ phase, seconds }: Countdown): string {
  return useWords(marksWords)[phase](seconds)
}

const RADIUS = 14
const AROUND = 2 * Math.PI * RADIUS

/** Countdown ring in place of an avatar: circle, diamond, octagon. */
export function Ring({ startedAt, targetAt, dueAt, now, size = 32 }: RingProps) {
  const state = useCountdown({ startedAt, targetAt, dueAt }, now)
  const label = useCountdownWords(state)
  return (
    <svg
      className={css.ring}
      data-phase={state.phase}
      width={size}
      height={size}
      viewBox="-16 -16 32 32"
      role="img"
      aria-label={label}
    >
      {(state.phase === 'calm' || state.phase === 'ahead') && (
        <>
          <circle r={RADIUS} className={css.track} />
          {state.phase === 'calm' && <Arc startedAt={startedAt} dueAt={dueAt} now={now} />}
        </>
      )}
      {state.phase === 'amber' && (
        <rect
          x="-11"
          y="-11"
          width="22"
          height="22"
          rx="3.5"
          transform="rotate(45)"
          className={css.diamond}
        />
      )}
      {state.phase === 'late' && (
        <path
          d="M-6.4 -15.4 H6.4 L15.4 -6.4 V6.4 L6.4 15.4 H-6.4 L-15.4 6.4 V-6.4 Z"
          className={css.octagon}
        />
      )}
      <text className={css.digit} textAnchor="middle" y="5" aria-hidden="true">
        {state.phase === 'late'
          ? shortOver(state.seconds)
          : state.phase === 'ahead'
            ? '–'
            : state.seconds < 100
              ? state.seconds
              : `${Math.ceil(state.seconds / 60)}m`}
      </text>
    </svg>
  )
}

function Arc({ startedAt, dueAt, now }: Pick<RingProps, 'startedAt' | 'dueAt' | 'now'>) {
  // Drained by the style sheet, so that a hundred rings cost no rendering between two digits.
  const style = useMemo(() => {
    const start = Date.parse(startedAt)
    return { animationDuration: `${Date.parse(dueAt) - start}ms`, animationDelay: `${start - now()}ms` }
  }, [startedAt, dueAt, now])
  return (
    <circle r={RADIUS} className={css.arc} transform="rotate(-90)" strokeDasharray={AROUND} style={style} />
  )
}
