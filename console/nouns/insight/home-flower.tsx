import { useState } from 'react'
import type { HeartState, Home } from '#contract/insight/home.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { shares } from '../../parts/marks/gauge.rules.ts'
import { Gauge } from '../../parts/marks/gauge.tsx'
import { hearts } from '../../parts/marks/hearts.ts'
import { marksWords } from '../../parts/marks/marks.words.ts'
import { PetalSign } from '../../parts/marks/petals.tsx'
import { useWords } from '../../parts/words.tsx'
import { WordsFigure } from './figures.tsx'
import css from './home.module.css'
import { homeWords } from './home.words.ts'
import { worstFirst } from './verdict.rules.ts'

type Period = Pick<Home, 'from' | 'to'>
const period = ({ from, to }: Period): Period => ({ from, to })

/** The flower with each heart's figures beside its petal. */
export function Flower({ home }: { home: Home }) {
  return (
    <div className={css.flower}>
      <div className={css.gauge}>
        <Gauge hearts={home.hearts.map((h) => (h.hasData ? h : { ...h, good: 0, unknown: 0, lost: 0 }))} />
      </div>
      {hearts.map((heart) => {
        const state = home.hearts.find((h) => h.heart === heart)
        return state && <HeartLabel key={heart} state={state} period={period(home)} />
      })}
    </div>
  )
}

function HeartLabel({ state, period: within }: { state: HeartState; period: Period }) {
  const words = useWords(homeWords)
  const names = useWords(marksWords).hearts
  const { heart } = state
  return (
    <section className={css.heart} data-heart={heart} aria-label={names[heart]}>
      <h2>
        <b>{names[heart]}</b> {words.flows[heart]}
      </h2>
      {state.hasData ? (
        <>
          <p className={css.score}>
            <WordsFigure search={{ state: 'ended', heart, ...within }}>{state.score ?? '–'}</WordsFigure>
          </p>
          <p className={css.facts}>
            <HeartFacts state={state} period={within} />
          </p>
        </>
      ) : (
        <p className={css.noData}>
          <b>{words.noData}</b>
          <span>{words.noDataWhy[heart]}</span>
        </p>
      )}
    </section>
  )
}

function HeartFacts({ state, period: within }: { state: HeartState; period: Period }) {
  const words = useWords(homeWords)
  const { heart, wordsKept, wordsBroken, wordsOpen } = state
  const ended = wordsKept + wordsBroken
  const share = shares(state)
  return (
    <>
      {ended > 0 && (
        <WordsFigure search={{ state: 'ended', heart, ...within }}>
          {words.kept(Math.round((wordsKept * 100) / ended))}
        </WordsFigure>
      )}
      {wordsOpen > 0 && <WordsFigure search={{ state: 'open', heart }}>{words.open(wordsOpen)}</WordsFigure>}
      {share && <span className="nowrap">{words.unknown(share.unknown)}</span>}
    </>
  )
}

/** The same on a phone: a row each, the one that needs the owner most on top. */
export function HeartRows({ home }: { home: Home }) {
  const words = useWords(homeWords)
  const names = useWords(marksWords).hearts
  return (
    <ul className={css.heartRows}>
      {worstFirst(home.hearts).map((state) => {
        const { heart, wordsKept, wordsBroken } = state
        const ended = wordsKept + wordsBroken
        const share = shares(state)
        return (
          <li key={heart} data-heart={heart}>
            <WordsFigure search={{ state: 'ended', heart, ...period(home) }} className={css.heartRow}>
              <PetalSign heart={heart} />
              <b className={css.heartName}>{names[heart]}</b>
              {state.hasData ? (
                <>
                  <b className={css.rowScore}>{state.score ?? '–'}</b>
                  <span>{ended > 0 && words.kept(Math.round((wordsKept * 100) / ended))}</span>
                  <span>{share && words.unknown(share.unknown)}</span>
                </>
              ) : (
                <span className={css.rowNoData}>{words.noDataWhy[heart]}</span>
              )}
              <svg width="8" height="12" viewBox="0 0 8 12" aria-hidden="true">
                <path d="M1.5 1.5 L6 6 L1.5 10.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
              </svg>
            </WordsFigure>
          </li>
        )
      })}
    </ul>
  )
}

export function Legend() {
  const words = useWords(homeWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={css.legend}>
      <span>
        <i data-kind="good" />
        {words.legendGood}
      </span>
      <span>
        <i data-kind="unknown" />
        {words.legendUnknown}
      </span>
      <span>
        <i data-kind="lost" />
        {words.legendLost}
      </span>
      <button type="button" className="figure" onClick={() => setOpen(true)}>
        {words.how}
      </button>
      {isOpen && (
        <Dialog title={words.howTitle} onClose={() => setOpen(false)}>
          {words.howLines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Dialog>
      )}
    </div>
  )
}
