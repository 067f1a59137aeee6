import { useWords } from '../words.tsx'
import { marksWords } from './marks.words.ts'
import css from './slip.module.css'

export type SlipState = 'open' | 'soon' | 'kept' | 'broken' | 'released' | 'told' | 'draft'

const PAPER = 'M3.25 2.75 H9.2 L12.75 6.3 V13.25 H3.25 Z'

/** A word given, as a folded slip of paper. Where the state is written beside it, pass `isSilent`. */
export function Slip({
  state,
  size = 16,
  isSilent = false,
}: {
  state: SlipState
  size?: number
  isSilent?: boolean
}) {
  const label = useWords(marksWords).slips[state]
  return (
    <svg
      className={css.slip}
      data-state={state}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      {...(isSilent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path className={css.paper} d={PAPER} />
      {state === 'broken' && <path className={css.sign} d="M8.9 2.9 L6.6 6.6 L9.4 8.8 L7.1 13.1" />}
      {state === 'soon' && <path className={css.half} d="M4 8.2 H12 V12.5 H4 Z" />}
      {state === 'kept' && <path className={css.sign} d="M5.4 8.9 L7.3 10.8 L10.7 6.9" />}
      {state === 'told' && <path className={css.sign} d="M5.6 9.6 H10 M8.3 7.7 L10.2 9.6 L8.3 11.5" />}
      {state === 'released' && <path className={css.sign} d="M5.6 9.6 H10.4" />}
    </svg>
  )
}

/** How a word shows now: `soonAt` and `dueAt` in ISO 8601, `now` in epoch milliseconds. An open word past due is broken. */
export function slipState(word: { state?: string; soonAt: string; dueAt: string }, now: number): SlipState {
  if (word.state !== undefined && word.state !== 'open') return word.state as SlipState
  if (now >= Date.parse(word.dueAt)) return 'broken'
  return now >= Date.parse(word.soonAt) ? 'soon' : 'open'
}
