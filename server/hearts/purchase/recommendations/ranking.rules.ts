/**
 * 推荐什么 [REC-01] [REC-02] [REC-05] [REC-07]: what goes with what the buyer talks about, best first. Each product once, by its best
 * reason: what the shop itself says belongs together goes before what others bought with it, that before what is on offer, that
 * before what sells well. Where the goods talked about earn little, what earns more goes up; never so far that something
 * unrelated passes what belongs. Nothing that is not on sale, is in the basket, or was marked unsuitable for this buyer [ORD-05].
 */
import type { RecommendationReason } from '#contract/purchase/reasons.ts'

export interface Candidate {
  productId: string
  reason: RecommendationReason
  /** The product it goes with. */
  withId: string | null
  /** How much more often both are in a basket than chance would put them there. */
  lift: number | null
  support: number | null
  share: number | null
  note: string | null
}
export interface Goods {
  status: string
  soldOrders: number
  price: number | null
  cost: number | null
}
export interface RankingFacts {
  goods: ReadonlyMap<string, Goods>
  basket: readonly string[]
  unsuitable: ReadonlySet<string>
}

const weightOf: Readonly<Record<RecommendationReason, number>> = {
  bundle: 60,
  gift: 52,
  accessory: 50,
  together: 40,
  promotion: 25,
  popular: 10,
  by_hand: 0,
}
/** How much the margin may move: less than the way between what belongs and what merely sells. */
const marginPull = 12
/** A margin below which goods count as earning little. */
const lowMargin = 0.25

/** Share of the price that stays with the shop; null where the cost is not known. */
export const marginOf = ({ price, cost }: Pick<Goods, 'price' | 'cost'>): number | null =>
  price === null || cost === null || price <= 0 ? null : (price - cost) / price

const strengthOf = ({ lift, support }: Candidate): number =>
  lift === null || support === null
    ? 0
    : Math.min(9, Math.log2(Math.max(1, lift)) * 2 + Math.log2(1 + support) / 2)

export const rankCandidates = (
  candidates: readonly Candidate[],
  { goods, basket, unsuitable }: RankingFacts,
  most: number,
): Candidate[] => {
  const margins = basket.flatMap((id) => {
    const known = goods.get(id)
    const margin = known ? marginOf(known) : null
    return margin === null ? [] : [margin]
  })
  const coreMargin = margins.length === 0 ? null : Math.min(...margins)
  const earnsLittle = coreMargin !== null && coreMargin < lowMargin
  const scoreOf = (candidate: Candidate): number => {
    const known = goods.get(candidate.productId)
    const margin = known ? marginOf(known) : null
    // Unknown cost neither helps nor hurts.
    const pull = margin === null ? 0 : Math.max(-1, Math.min(1, margin - (coreMargin ?? 0.4)))
    const sold = Math.min(3, Math.log10(1 + (known?.soldOrders ?? 0)))
    return (
      weightOf[candidate.reason] +
      strengthOf(candidate) +
      sold +
      pull * (earnsLittle ? marginPull : marginPull / 3)
    )
  }
  const best = new Map<string, { candidate: Candidate; score: number }>()
  for (const candidate of candidates) {
    const { productId } = candidate
    const known = goods.get(productId)
    if (!known || known.status !== 'on_sale' || basket.includes(productId) || unsuitable.has(productId))
      continue
    const score = scoreOf(candidate)
    const before = best.get(productId)
    if (!before || score > before.score) best.set(productId, { candidate, score })
  }
  return [...best.values()]
    .sort(
      (one, other) =>
        other.score - one.score || (one.candidate.productId < other.candidate.productId ? -1 : 1),
    )
    .slice(0, most)
    .map(({ candidate }) => candidate)
}
