/**
 * Which orders are doubtful 存疑 [ORD-11]: the buyer asks for another address, a note that a packer could read in two ways, an amount
 * or a number of pieces far from the usual. Only these wait for a word of the buyer. A note that thanks, hurries or simply wishes
 * something is no doubt: it is shown and done.
 */
import type { Doubt } from '#contract/purchase/confirmation.ts'
import type { ConfirmationRules } from '#contract/purchase/confirmation-setup.ts'

export interface DoubtedOrder {
  note: string | null
  totalMinor: number
  /** The most of one line. */
  mostPieces: number
}
/** What orders of this store usually cost, in the same currency. */
export interface Usual {
  medianMinor: number | null
  /** Orders it was taken from. */
  count: number
}
/** From fewer orders nobody knows what is usual. */
export const leastForUsual = 20

const addressChange = [
  /(改|换|更改|修改|变更)(一?下|个|成|为|到)*.{0,6}(地址|收货|收件|门牌|楼号|房号|电话)/,
  /(地址|门牌|楼号|房号|收件人|收货人|电话).{0,8}(写错|填错|错了|不对|有误|要改|改成|改为|改到|换成|换一下|改一下)/,
  /(寄|发|送)(到|去|往).{0,12}(别的|另外|另一|公司|单位|老家|新地址|这个地址|父母|爸妈)/,
  /不要(寄|发|送)(到)?.{0,6}(原来|之前|那个|这个)?(的)?地址/,
  /\b(change|update|correct|wrong|different|another|new)\b[^.!?]{0,25}\b(address|apartment|flat|postcode|zip|street|house number|phone)\b/i,
  /\b(address|apartment|flat|postcode|zip|house number)\b[^.!?]{0,25}\b(is wrong|incorrect|should be|changed|mistake|typo)\b/i,
  /\b(ship|send|deliver)\b[^.!?]{0,15}\bto (my|the|a) (office|work|parents|other|new|different)\b/i,
]
/** Alternatives, conditions, questions, and what takes back the order itself. */
const unclear = [
  /[?？]/,
  /或者|要么|还是(要|发|选|用)|随便|随机|看着(发|办|配)|都(行|可以)|不确定|再说|待定/,
  /(如果|要是|假如|没有的话|有的话|缺货)/,
  /(换成|改成|不要了|少发|多发|先别发|先不发|暂时不|晚点发|等.{0,6}再发|分开(发|寄)|拆成)/,
  /\b(either|whichever|not sure|surprise me|up to you|if|otherwise)\b/i,
  /\b(instead of|swap|replace|don'?t ship|do not ship|hold (it|the order)|wait (until|for)|split)\b/i,
]

/** True when a text asks for another place, person or number to send to. */
export const asksForOtherAddress = (text: string): boolean =>
  addressChange.some((pattern) => pattern.test(text))

export const doubtsOf = (order: DoubtedOrder, usual: Usual, rules: ConfirmationRules): Doubt[] => {
  const doubts: Doubt[] = []
  const note = order.note?.trim() ?? ''
  if (note !== '') {
    if (asksForOtherAddress(note)) doubts.push({ kind: 'address_change', detail: note })
    else if (isUnclear(note, rules.doubtWords)) doubts.push({ kind: 'unclear_note', detail: note })
  }
  const { unusualTimes: times, unusualPieces: pieces } = rules
  if (
    times > 0 &&
    usual.medianMinor !== null &&
    usual.medianMinor > 0 &&
    usual.count >= leastForUsual &&
    order.totalMinor >= times * usual.medianMinor
  )
    doubts.push({
      kind: 'unusual_amount',
      detail: String(Math.round((order.totalMinor / usual.medianMinor) * 10) / 10),
    })
  if (pieces > 0 && order.mostPieces >= pieces)
    doubts.push({ kind: 'unusual_pieces', detail: String(order.mostPieces) })
  return doubts
}

const isUnclear = (note: string, words: readonly string[]): boolean =>
  unclear.some((pattern) => pattern.test(note)) ||
  words.some((word) => word.trim() !== '' && note.toLowerCase().includes(word.trim().toLowerCase()))

/** Adds a doubt once; of the same kind the newest words stay. */
export const withDoubt = (doubts: readonly Doubt[], doubt: Doubt): Doubt[] => [
  ...doubts.filter((one) => one.kind !== doubt.kind),
  doubt,
]
