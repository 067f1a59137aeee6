/**
 * 特价与搭配 [PRC-03] [REC-04]: what the goods of a basket cost by special prices and bundles, before anything else. Pieces of
 * one product at different prices are taken dearest first, so that the buyer has the better of it, in whatever order they stand.
 */
import type { Refusal } from '#contract/offers/kinds.ts'
import type { BasketLine, Offer } from './offer.rules.ts'

export interface GoodsVerdict {
  offerId: string
  saved: number
  why: Refusal | null
}
export interface PricedGoods {
  /** As marked. */
  marked: number
  /** After special prices and bundles. */
  total: number
  /** Pieces in no bundle, at their price. */
  loose: readonly BasketLine[]
  verdicts: readonly GoodsVerdict[]
}

export const priceGoods = (offers: readonly Offer[], lines: readonly BasketLine[]): PricedGoods => {
  const verdicts: GoodsVerdict[] = []
  const marked = amountOf(lines)
  const specials = takeSpecials(offers, lines, verdicts)
  const { loose, bundled } = takeBundles(offers, specials, verdicts)
  return { marked, total: amountOf(loose) + bundled, loose, verdicts }
}

const amountOf = (lines: readonly BasketLine[]): number =>
  lines.reduce((sum, { unit, quantity }) => sum + unit * quantity, 0)

const takeSpecials = (
  offers: readonly Offer[],
  lines: readonly BasketLine[],
  verdicts: GoodsVerdict[],
): BasketLine[] => {
  const specials = offers.flatMap((offer) =>
    offer.kind === 'special'
      ? [{ id: offer.id, prices: new Map(offer.terms.prices.map((one) => [one.productId, one.minor])) }]
      : [],
  )
  const saved = new Map<string, number>()
  const priced = lines.map((line) => {
    const best = specials
      .flatMap(({ id, prices }) => {
        const unit = line.productId === null ? undefined : prices.get(line.productId)
        return unit !== undefined && unit < line.unit ? [{ id, unit }] : []
      })
      .sort((one, other) => one.unit - other.unit || (one.id < other.id ? -1 : 1))[0]
    if (!best) return line
    saved.set(best.id, (saved.get(best.id) ?? 0) + (line.unit - best.unit) * line.quantity)
    return { ...line, unit: best.unit }
  })
  for (const { id, prices } of specials) {
    const isHere = lines.some(({ productId }) => productId !== null && prices.has(productId))
    const why = saved.has(id) ? null : isHere ? 'no_lower' : 'other_products'
    verdicts.push({ offerId: id, saved: saved.get(id) ?? 0, why })
  }
  return priced
}

type Bundle = Extract<Offer, { kind: 'bundle' }>

const takeBundles = (offers: readonly Offer[], lines: readonly BasketLine[], verdicts: GoodsVerdict[]) => {
  let loose = [...lines].sort((one, other) => other.unit - one.unit)
  let bundled = 0
  const left = new Map(
    offers.filter((offer) => offer.kind === 'bundle').map((offer) => [offer.id, { offer, saved: 0 }]),
  )
  for (;;) {
    const next = [...left.values()]
      .flatMap(({ offer }) => {
        const taken = takeOne(offer, loose)
        return taken ? [{ offer, ...taken, saves: taken.cost - offer.terms.price }] : []
      })
      .filter(({ saves }) => saves > 0)
      .sort((one, other) => other.saves - one.saves || (one.offer.id < other.offer.id ? -1 : 1))[0]
    if (!next) break
    const sets = next.sets
    loose = next.rest
    bundled += next.offer.terms.price * sets
    const entry = left.get(next.offer.id)
    if (entry) entry.saved += next.saves * sets
  }
  for (const { offer, saved } of left.values()) {
    const isHere = offer.terms.items.some((item) => lines.some((line) => line.productId === item.productId))
    verdicts.push({
      offerId: offer.id,
      saved,
      why: saved > 0 ? null : isHere && takeOne(offer, lines) ? 'no_lower' : 'other_products',
    })
  }
  return { loose, bundled }
}

/** One set out of the pieces, and how often the very same set can be taken; null when a piece is missing. */
const takeOne = (offer: Bundle, pieces: readonly BasketLine[]) => {
  const needs = new Map<string, number>()
  for (const { productId, quantity } of offer.terms.items)
    needs.set(productId, (needs.get(productId) ?? 0) + quantity)
  const uses: { at: number; quantity: number }[] = []
  let cost = 0
  for (const [productId, quantity] of needs) {
    let missing = quantity
    for (const [at, piece] of pieces.entries()) {
      if (piece.productId !== productId || missing === 0) continue
      const taken = Math.min(missing, piece.quantity)
      uses.push({ at, quantity: taken })
      cost += taken * piece.unit
      missing -= taken
    }
    if (missing > 0) return null
  }
  const sets = Math.min(...uses.map(({ at, quantity }) => Math.floor((pieces[at]?.quantity ?? 0) / quantity)))
  const used = new Map(uses.map(({ at, quantity }) => [at, quantity * sets]))
  const rest = pieces
    .map((piece, at) => ({ ...piece, quantity: piece.quantity - (used.get(at) ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
  return { cost, sets, rest }
}
