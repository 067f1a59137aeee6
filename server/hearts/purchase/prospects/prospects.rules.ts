/**
 * 意向客户 (BUY-06): whoever consulted and did not buy is followed up by somebody on a day, and is not let go at the first
 * contact without a reason. 跟踪服务到底，不要轻易放弃.
 */
import type { DropReason } from '#contract/purchase/kinds.ts'
import { fold, statementText, type Said } from '../said.rules.ts'

export type ProspectState = 'open' | 'won' | 'dropped'

/** What the end of a conversation makes of its buyer. `selling`: needs or doubts were written down, so it was about buying. */
export const prospectVerdict = (facts: {
  wrote: boolean
  hasBoughtEver: boolean
  boughtSince: boolean
  isSelling: boolean
  isAboutOrder: boolean
  hasOpen: boolean
}): 'open' | 'won' | 'none' => {
  if (facts.boughtSince) return facts.hasOpen ? 'won' : 'none'
  if (facts.hasOpen || !facts.wrote) return 'none'
  // A stranger with a parcel in hand is no stranger to the shop.
  if (facts.isAboutOrder && !facts.isSelling) return 'none'
  // Who bought before mostly writes about that order; it is a purchase again only where somebody talked them through one.
  return !facts.hasBoughtEver || facts.isSelling ? 'open' : 'none'
}

const ordered = [
  /(收到|签收)了|没收到|还没到|一直没到|(我的|上次|昨天|之前)(订单|买的|那单|下的单)|(我要|申请)退(货|款)/,
  /\b(my order|came (yesterday|today)|has(n't| not) (come|arrived)|never (came|arrived)|arrived (broken|damaged)|i want (a refund|to return))\b/,
]
const whereabouts =
  /到哪了|快递.{0,4}(到哪|呢)|物流.{0,6}(不动|没更新)|\bwhere is my (order|parcel|package)\b/

/** Does the buyer speak of something they have bought? What they ask for the case of buying is no such thing. */
export const isAboutOrder = (messages: readonly Said[]): boolean =>
  messages.some(
    ({ author, text }) =>
      author === 'buyer' &&
      (whereabouts.test(fold(text)) || ordered.some((one) => one.test(statementText(text)))),
  )

/** May this one be let go? A buyer nobody has followed up yet only with a reason in words, and not for not answering. */
export const mayDrop = (facts: {
  followUps: number
  reason: DropReason
  note: string | null
}): 'ok' | 'needs_words' | 'not_asked_yet' => {
  const hasWords = (facts.note ?? '').trim() !== ''
  if (facts.followUps === 0 && facts.reason === 'no_answer') return 'not_asked_yet'
  if (!hasWords && (facts.followUps === 0 || facts.reason === 'other')) return 'needs_words'
  return 'ok'
}

const dayMs = 86_400_000
/** Days until the buyer is written to, after so many follow-ups: two, then a week, then a month. */
const pauses = [2, 7, 30] as const
export const nextDay = (now: Date, followUps: number): Date =>
  new Date(now.getTime() + (pauses[Math.min(followUps, pauses.length - 1)] ?? 30) * dayMs)

export const prospectMoves: Readonly<Record<ProspectState, readonly ProspectState[]>> = {
  open: ['won', 'dropped'],
  // Let go and come back, or a purchase that was undone.
  won: ['open'],
  dropped: ['open', 'won'],
}
export const mayMoveProspect = (from: ProspectState, to: ProspectState): boolean =>
  prospectMoves[from].includes(to)
