/**
 * The owner's first sentence 一句话: what these seven days come to. The gravest thing is said, and only that:
 * buyers nobody looks after now, then words broken, then answers late, then what went well.
 */
import type { Home } from '#contract/insight/home.ts'

/** `held`: how many other hearts had words fall due and kept all of them; nothing is said of hearts that promised nothing. */
export type Verdict =
  | { is: 'empty' }
  | { is: 'unattended'; waiting: number }
  | { is: 'waiting'; waiting: number }
  | {
      is: 'broken_one'
      heart: Home['hearts'][number]['heart']
      what: string
      given: number
      broken: number
      held: number
    }
  | {
      is: 'broken_some'
      heart: Home['hearts'][number]['heart']
      ended: number
      broken: number
      held: number
    }
  | { is: 'late'; turns: number; late: number; isAllKept: boolean }
  | { is: 'kept'; words: number; turns: number }
  | { is: 'in_time'; turns: number }
  | { is: 'only_orders'; orders: number }

type Known = Pick<
  Home,
  'hearts' | 'orders' | 'conversations' | 'clocks' | 'mostBroken' | 'waitingNow' | 'onDesk'
>

export function verdictOf(home: Known): Verdict {
  const { withinTarget, withinDue, withinAnnounced, late } = home.clocks
  const turns = withinTarget + withinDue + withinAnnounced + late
  const kept = home.hearts.reduce((sum, h) => sum + h.wordsKept, 0)
  const broken = home.hearts.filter((h) => h.wordsBroken > 0)
  if (home.waitingNow > 0 && home.onDesk === 0) return { is: 'unattended', waiting: home.waitingNow }
  const worst = broken.toSorted((a, b) => b.wordsBroken - a.wordsBroken)[0]
  if (worst) {
    const held = home.hearts.filter((h) => h.wordsKept > 0 && h.wordsBroken === 0).length
    if (home.mostBroken && home.mostBroken.broken > 0)
      return { is: 'broken_one', heart: worst.heart, ...home.mostBroken, held }
    return {
      is: 'broken_some',
      heart: worst.heart,
      ended: worst.wordsKept + worst.wordsBroken,
      broken: worst.wordsBroken,
      held,
    }
  }
  if (late > 0) return { is: 'late', turns, late, isAllKept: kept > 0 }
  if (kept > 0) return { is: 'kept', words: kept, turns }
  if (turns > 0) return { is: 'in_time', turns }
  if (home.waitingNow > 0) return { is: 'waiting', waiting: home.waitingNow }
  if (home.orders > 0) return { is: 'only_orders', orders: home.orders }
  return { is: 'empty' }
}

/** Days on which clearly more words fall due than on the others of the week, and at least three. */
export function crowdedDays(days: readonly { count: number }[]): boolean[] {
  const mean = days.reduce((sum, d) => sum + d.count, 0) / Math.max(1, days.length)
  return days.map((d) => d.count >= 3 && d.count >= mean * 1.5)
}

/** Hearts from the one that needs the owner most: lowest score first, those without data last. */
export const worstFirst = <H extends { score: number | null; hasData: boolean }>(hearts: readonly H[]): H[] =>
  hearts.toSorted((a, b) => Number(b.hasData) - Number(a.hasData) || (a.score ?? 101) - (b.score ?? 101))
