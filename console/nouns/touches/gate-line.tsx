import type { GateVerdict } from '#contract/touches/touches.ts'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { touchWords } from './touches.words.ts'
import css from './touches.module.css'

/** Whether somebody may be written to now: a shape, a word, the rule and from when. */
export function GateLine({ verdict }: { verdict: GateVerdict }) {
  const words = useWords(touchWords)
  const time = useShopTime()
  if (verdict.is === 'allowed')
    return (
      <span className={css.free}>
        <span aria-hidden>●</span> {words.free}
      </span>
    )
  const rule = words.rules[verdict.by]
  return (
    <span className={css.held}>
      <span aria-hidden>◆</span>{' '}
      {verdict.from ? words.from(time.due(verdict.from), rule) : words.closed(rule)}
    </span>
  )
}
