/**
 * 明码标价 [PRC-06] and prices compared with a physical shop: a unit price said in chat is one that is marked, and a compared
 * price is as new as the shop wants it.
 */
import { clauseAround, isDenied } from './contexts.ts'
import type { Finding } from './finding.ts'
import { unfold, type Folded } from './fold.ts'
import type { GuardLimits } from './kinds.ts'
import type { Known, KnownPrice } from './known.ts'

const amount = '(?:[¥￥$£€]\\s*)?(\\d{1,7}(?:\\.\\d{1,2})?)'
const unitPrice = new RegExp(
  `(?:单价|售价|现价|卖价|标价|价格|只要|只需|卖|一[个件只条把套双瓶盒](?:是|要|卖|才)?)(?:现在|目前|也)?(?:是|为|要|才|就)?[:：]?\\s*${amount}\\s*(?:元|块|rmb)|(?:price is|costs?|sells for|priced at)\\s*(?:only )?[¥￥$£€]\\s*(\\d{1,7}(?:\\.\\d{1,2})?)`,
  'g',
)
const notUnit =
  /运费|邮费|快递费|补邮|差价?|券|红包|满|减|退|补|共|总|合计|押金|定金|尾款|话费|shipping|postage|refund|coupon|total|voucher|off/
const shop = /实体店|专柜|门店|线下|商场|超市|柜台|in[- ]store|high street|physical shop|department store/
const anyAmount = new RegExp(
  `[¥￥$£€]\\s*(\\d{1,7}(?:\\.\\d{1,2})?)|(\\d{1,7}(?:\\.\\d{1,2})?)\\s*(?:元|块|rmb)`,
  'g',
)
const dayMs = 86_400_000
/** Sums of one text that are looked at, each with the clause it stands in. */
const mostSums = 40

export function findPriceTalk(folded: Folded, known: Known, limits: GuardLimits): Finding[] {
  const prices = known.products.flatMap((product) =>
    product.prices.map((price) => ({ ...price, of: product.name })),
  )
  if (prices.length === 0) return []
  return [...unmarked(folded, prices), ...compared(folded, prices, known.now, limits)]
}

type Priced = KnownPrice & { of: string }

function unmarked(folded: Folded, prices: readonly Priced[]): Finding[] {
  const marked = prices.filter(({ kind }) => kind !== 'physical_shop')
  const [first] = marked
  if (!first) return []
  return [...folded.text.matchAll(unitPrice)].slice(0, mostSums).flatMap((match) => {
    const clause = clauseAround(folded.text, match.index)
    const words = folded.text.slice(clause.start, clause.end)
    const minor = Math.round(Number(match[1] ?? match[2]) * 100)
    if (notUnit.test(words) || shop.test(words) || isDenied(folded.text, match.index)) return []
    if (marked.some((price) => price.minor === minor)) return []
    const closest = marked.reduce(
      (a, b) => (Math.abs(b.minor - minor) < Math.abs(a.minor - minor) ? b : a),
      first,
    )
    return [
      priceFinding(folded, match.index, match[0].length, 'price_change', {
        verdict: 'not_marked',
        product: closest.of,
        minor: closest.minor,
        currency: closest.currency,
      }),
    ]
  })
}

function compared(folded: Folded, prices: readonly Priced[], now: string, limits: GuardLimits): Finding[] {
  const inShops = prices.filter(({ kind }) => kind === 'physical_shop')
  return [...folded.text.matchAll(anyAmount)].slice(0, mostSums).flatMap((match) => {
    const clause = clauseAround(folded.text, match.index)
    if (!shop.test(folded.text.slice(clause.start, match.index))) return []
    const minor = Math.round(Number(match[1] ?? match[2]) * 100)
    const same = inShops.filter((price) => price.minor === minor)
    const days = Math.min(
      ...same.map((price) => Math.floor((Date.parse(now) - Date.parse(price.since)) / dayMs)),
    )
    if (same.length > 0 && days <= limits.comparedPriceDays) return []
    return [
      priceFinding(
        folded,
        match.index,
        match[0].length,
        'stale_price',
        same.length > 0
          ? { verdict: 'stale', days }
          : { verdict: inShops.length > 0 ? 'other_price' : 'no_source' },
      ),
    ]
  })
}

const priceFinding = (
  folded: Folded,
  start: number,
  length: number,
  kind: 'price_change' | 'stale_price',
  facts: Record<string, string | number>,
): Finding => ({
  kind,
  // A figure may mean something else than a price: said, never held back.
  action: 'warn',
  ...unfold(folded, start, start + length),
  found: folded.text.slice(start, start + length),
  reason: null,
  facts,
  fix: null,
  entryId: null,
})
