/**
 * 邮费尺度 [PRM-05, PRC-07]: the carriage is the one thing an agent may bend. A promise to bear it is one within their authority, or
 * it is held against the text with the sentence that says what the limit is.
 */
import { exponentOf } from '../money.ts'
import { clauseAround, isAttributed, isDenied } from './contexts.ts'
import type { Finding } from './finding.ts'
import { unfold, type Folded } from './fold.ts'
import type { KnownFreight } from './known.ts'

const fee = '(?:运费|邮费|快递费|物流费|配送费)'
const forYou = '(?:给|帮|为|替)(?:您|你|亲|咱)'
const we = '(?:我们|我这边|我|这边|店里|本店|咱们)'
const gap = '[^，,。！!？?；;\\n]{0,12}?'
const promised = new RegExp(
  [
    `${forYou}${gap}(?:免|减|退|补|出|报|承担|省|去)${gap}${fee}`,
    `${fee}${gap}${forYou}${gap}(?:免|减|退|补|出|报|承担|省|去)`,
    `${fee}${gap}(?:由|算|归)?${we}(?:来|都|也|全|)(?:出|承担|付|包|掏|报|补)`,
    `${we}(?:来|都|也|全|帮|替|)(?:您|你|亲|)(?:出|承担|付|掏|补贴|报销)${gap}${fee}`,
    `${forYou}(?:直接|单独|特别|申请)?(?:包邮|免邮|免运|包运费)`,
    `\\b(?:i|we)(?:'ll| will| can)\\b[^.,!?\\n]{0,24}?\\b(?:waive|cover|pay|refund|bear|take off|take|knock)\\b[^.,!?\\n]{0,24}?\\b(?:shipping|postage|freight|delivery fee)\\b`,
    `\\b(?:shipping|postage|freight) (?:is|will be) on us\\b`,
  ].join('|'),
  'g',
)
/** By rule or by right, and so nobody's authority: offers, and what went wrong by our fault. */
const byRule =
  /满|券|红包|活动|会员|质量|破损|坏了|摔|发错|错发|漏发|少发|少件|瑕疵|运费险|规则|七天|7天|退货运费|coupon|voucher|faulty|damaged|broken|wrong item|over [$£€¥]/
const amounts =
  /[¥￥$£€]\s*(\d{1,6}(?:\.\d{1,2})?)|(\d{1,6}(?:\.\d{1,2})?|[一二两三四五六七八九十百]{1,5})\s*(?:元|块|rmb|yuan)/g
const gives = /免|减|退|补|出|报|承担|省|去|off|waive|cover|refund/g

/** Whether the text speaks of carriage at all; most do not. */
export const namesFreight = (text: string): boolean =>
  /运费|邮费|快递费|物流费|配送费|包邮|免邮|免运|運費|郵費|快遞費|shipping|postage|freight|delivery fee/i.test(
    text,
  )

const mostPromises = 20

export interface FreightPromise {
  start: number
  end: number
  /** Minor units; null: no sum is named. */
  minor: number | null
  isAllowed: boolean
}

/** Promises in a folded text to bear carriage. Empty when nobody knows what the writer may give. */
export function freightPromises({ text }: Folded, freight: KnownFreight | null): FreightPromise[] {
  if (freight === null || !namesFreight(text)) return []
  return [...text.matchAll(promised)].slice(0, mostPromises).flatMap((match) => {
    const start = match.index
    const clause = clauseAround(text, start)
    const sentence = sentenceAround(text, start)
    if (byRule.test(sentence) || isDenied(text, start) || isAttributed(text, start)) return []
    const words = text.slice(clause.start, clause.end)
    if (/[吗么]$|[？?]$/.test(text.slice(clause.start, clause.end + 1))) return []
    const minor = sumIn(words, freight.currency)
    return [{ start, end: start + match[0].length, minor, isAllowed: mayGive(freight, minor) }]
  })
}

/** Telling what was given already is no new promise. A promise without a sum may be any sum. */
const mayGive = ({ limit, left, given }: KnownFreight, minor: number | null): boolean =>
  limit === null || left === null || (minor !== null && minor <= Math.max(left, given))

export const freightFindings = (folded: Folded, promises: readonly FreightPromise[], freight: KnownFreight) =>
  promises
    .filter(({ isAllowed }) => !isAllowed)
    .map(({ start, end, minor }): Finding => ({
      kind: 'promise',
      // Without a sum nobody can say that it is too much.
      action: minor === null && freight.limit !== 0 ? 'warn' : 'block',
      ...unfold(folded, start, end),
      found: folded.text.slice(start, end),
      reason: null,
      facts: {
        verdict: freight.limit === 0 ? 'freight_none' : minor === null ? 'freight_open' : 'freight_beyond',
        limit: freight.limit ?? 0,
        left: freight.left ?? 0,
        currency: freight.currency,
      },
      fix: null,
      entryId: null,
    }))

/** The sum that is given: the first one after the verb, or else the largest of the clause (「12块的邮费给您免5块」: 5). */
function sumIn(words: string, currency: string): number | null {
  const sums = [...words.matchAll(amounts)].map((match) => ({
    at: match.index,
    value: Number(match[1] ?? match[2]) || readChinese(match[2] ?? ''),
  }))
  if (sums.length === 0) return null
  const verbs = [...words.matchAll(gives)].map(({ index }) => index)
  const after = sums.find(({ at }) => verbs.some((verb) => verb < at))
  const chosen = after?.value ?? Math.max(...sums.map(({ value }) => value))
  return Math.round(chosen * 10 ** (exponentOf(currency) ?? 2))
}

const digits = '零一二三四五六七八九'
/** Up to 999: 「十五」, 「二十」, 「一百二十」. */
function readChinese(written: string): number {
  let sum = 0
  let last = 0
  for (const sign of written.replaceAll('两', '二')) {
    if (sign === '百' || sign === '十') {
      sum += (last || 1) * (sign === '百' ? 100 : 10)
      last = 0
    } else last = digits.indexOf(sign)
  }
  return sum + last
}

function sentenceAround(text: string, at: number): string {
  const before = Math.max(...[...'。！!？?；;\n'].map((sign) => text.lastIndexOf(sign, at - 1))) + 1
  const ends = [...'。！!？?；;\n'].map((sign) => text.indexOf(sign, at)).filter((place) => place >= 0)
  return text.slice(before, Math.min(text.length, ...ends))
}
