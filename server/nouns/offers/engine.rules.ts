/**
 * 优惠规则 [PRC-03] [PRC-04] [PRC-06] [PRC-12]: what a basket is entitled to, by rules that are the same for everybody; nobody
 * changes a price by hand. Which offers go together is fixed:
 *
 * 1. Special prices: each piece at the lowest one.
 * 2. Bundles 搭配: the one that saves most first; a piece is in one bundle at most.
 * 3. Off the goods 满减, 折, 抵价券: of those that do not stack the best one; those that stack on top; one coupon an order.
 * 4. Gifts 满就送, 半年礼, and free shipping, each beside all others.
 *
 * Every amount "from" is held against the goods as they stand after 1 and 2. A bundle's goods count for offers of the whole
 * shop at the bundle's price, and not for offers of particular products. Whole minor units, rounded half up.
 */
import type { Refusal } from '#contract/offers/kinds.ts'
import type { Gift } from '#contract/offers/terms.ts'
import { priceGoods, type PricedGoods } from './basket.rules.ts'
import type { BasketLine, Offer } from './offer.rules.ts'

export type { BasketLine, Offer }

export interface Basket {
  /** One currency: a basket of two is two baskets. */
  currency: string
  storeId: string | null
  lines: readonly BasketLine[]
  /** What the carriage would cost, where known. */
  freight: number | null
}
/** A coupon that this buyer may use. */
export interface HeldCoupon {
  couponId: string
  offerId: string
  expiresAt: Date | null
  isUsedUp: boolean
}
export interface BuyerFacts {
  orderCount: number
  /** Paid in the last six months, in the basket's currency. */
  spentHalfYear: number
  /** How often each offer was used before. */
  uses: Readonly<Record<string, number>>
  coupons: readonly HeldCoupon[]
}

export interface Applied {
  offerId: string
  saved: number
  gifts: readonly Gift[]
  isFreightFree: boolean
  couponId: string | null
}
/** Would apply with so much more in the basket. */
export interface Near {
  offerId: string
  missing: number
}
export interface Refused {
  offerId: string
  why: Refusal
  /** How much is missing, where it is an amount. */
  missing: number | null
  /** The offer that gives more, where that is why. */
  beatenBy: string | null
}
export interface OfferVerdict {
  goods: number
  saved: number
  /** For the goods; the carriage comes on top. */
  pay: number
  applied: readonly Applied[]
  near: readonly Near[]
  refused: readonly Refused[]
}

/** Close enough to be worth a word: at most two fifths of the amount are missing. */
const nearShare = 0.4

export const judgeOffers = (
  offers: readonly Offer[],
  basket: Basket,
  buyer: BuyerFacts,
  now: Date,
): OfferVerdict => {
  const book = openBook()
  const admitted = [...offers]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .filter((offer) => {
      const why = whyNot(offer, basket, buyer, now)
      if (why) book.refuse(offer.id, why)
      return why === null
    })
  const goods = priceGoods(admitted, basket.lines)
  for (const { offerId, saved, why } of goods.verdicts)
    if (why) book.refuse(offerId, why)
    else book.apply(offerId, saved)
  takeOff(admitted, goods, buyer, now, book)
  for (const offer of admitted) giveBeside(offer, goods, basket, buyer, book)
  const saved = book.applied.reduce((sum, one) => sum + (one.isFreightFree ? 0 : one.saved), 0)
  return {
    goods: goods.marked,
    saved,
    pay: goods.marked - saved,
    applied: book.applied,
    near: book.near,
    refused: book.refused,
  }
}

type Book = ReturnType<typeof openBook>
const openBook = () => {
  const applied: Applied[] = []
  const near: Near[] = []
  const refused: Refused[] = []
  return {
    applied,
    near,
    refused,
    apply: (offerId: string, saved: number, more: Partial<Applied> = {}) =>
      applied.push({ offerId, saved, gifts: [], isFreightFree: false, couponId: null, ...more }),
    refuse: (offerId: string, why: Refusal, beatenBy: string | null = null) =>
      refused.push({ offerId, why, missing: null, beatenBy }),
    /** Not enough in the basket: near, or far. */
    fallShort: (offerId: string, from: number, has: number) => {
      const missing = from - has
      if (has > 0 && missing <= from * nearShare) near.push({ offerId, missing })
      else refused.push({ offerId, why: 'below', missing, beatenBy: null })
    },
  }
}

const whyNot = (offer: Offer, basket: Basket, buyer: BuyerFacts, now: Date): Refusal | null => {
  if (offer.state === 'draft') return 'draft'
  if (offer.state === 'ended' || (offer.endsAt !== null && offer.endsAt <= now)) return 'over'
  if (offer.startsAt > now) return 'not_yet'
  if (offer.currency !== basket.currency) return 'other_currency'
  if (offer.storeIds.length > 0 && !(basket.storeId && offer.storeIds.includes(basket.storeId)))
    return 'other_store'
  if (offer.audience === 'new' && buyer.orderCount > 0) return 'only_new'
  if (offer.audience === 'returning' && buyer.orderCount === 0) return 'only_returning'
  const has = (id: string) => basket.lines.some(({ productId }) => productId === id)
  return offer.productIds.length > 0 && !offer.productIds.some(has) ? 'other_products' : null
}

/** The goods that an offer looks at. */
const baseOf = (offer: Offer, goods: PricedGoods): number =>
  offer.productIds.length === 0
    ? goods.total
    : goods.loose
        .filter(({ productId }) => productId !== null && offer.productIds.includes(productId))
        .reduce((sum, { unit, quantity }) => sum + unit * quantity, 0)

const share = (base: number, percent: number, most: number | null): number =>
  Math.min(Math.round((base * percent) / 100), most ?? Infinity)

/** A way to take something off the goods. */
interface Reduction {
  offerId: string
  saved: number
  stacks: boolean
  couponId: string | null
}

const takeOff = (
  offers: readonly Offer[],
  goods: PricedGoods,
  buyer: BuyerFacts,
  now: Date,
  book: Book,
): void => {
  const found: Reduction[] = []
  for (const offer of offers) {
    const base = baseOf(offer, goods)
    const add = (saved: number, stacks: boolean, couponId: string | null = null) =>
      found.push({ offerId: offer.id, saved: Math.min(saved, base), stacks, couponId })
    if (offer.kind === 'money_off') {
      const reached = offer.terms.tiers
        .filter(({ from }) => from <= base)
        .sort((one, other) => other.off - one.off)[0]
      const lowest = Math.min(...offer.terms.tiers.map(({ from }) => from))
      if (reached)
        add(reached.off * (offer.terms.isPerEach ? Math.floor(base / reached.from) : 1), offer.terms.stacks)
      else book.fallShort(offer.id, lowest, base)
      // The next step is worth a word even where a lower one is reached.
      if (reached && !offer.terms.isPerEach) noteNextTier(offer.id, offer.terms.tiers, reached, base, book)
    } else if (offer.kind === 'percent_off') {
      if (base > 0 && base >= offer.terms.from)
        add(share(base, offer.terms.percent, offer.terms.most), offer.terms.stacks)
      else book.fallShort(offer.id, Math.max(offer.terms.from, 1), base)
    } else if (offer.kind === 'coupon') {
      const coupon = usableCoupon(offer.id, offer.terms.perCustomer, buyer, now)
      if (typeof coupon === 'string') book.refuse(offer.id, coupon)
      else if (base > 0 && base >= offer.terms.from)
        add(couponValue(offer.terms, base), offer.terms.stacks, coupon.couponId)
      else book.fallShort(offer.id, Math.max(offer.terms.from, 1), base)
    }
  }
  choose(found, goods.total, book)
}

const noteNextTier = (
  offerId: string,
  tiers: readonly { from: number; off: number }[],
  reached: { off: number },
  base: number,
  book: Book,
): void => {
  const next = tiers
    .filter(({ from, off }) => from > base && off > reached.off)
    .sort((one, other) => one.from - other.from)[0]
  if (next && next.from - base <= next.from * nearShare)
    book.near.push({ offerId, missing: next.from - base })
}

const couponValue = (
  terms: { off: number | null; percent: number | null; most: number | null },
  base: number,
): number => (terms.off ?? 0) + (terms.percent === null ? 0 : share(base, terms.percent, terms.most))

/** The one that expires first, or why there is none. */
const usableCoupon = (
  offerId: string,
  perCustomer: number,
  buyer: BuyerFacts,
  now: Date,
): HeldCoupon | 'no_code' | 'used_up' | 'over' => {
  const held = buyer.coupons.filter((coupon) => coupon.offerId === offerId)
  if ((buyer.uses[offerId] ?? 0) >= perCustomer) return 'used_up'
  if (held.length === 0) return 'no_code'
  const alive = held.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
  if (alive.length === 0) return 'over'
  const at = (coupon: HeldCoupon) => coupon.expiresAt?.getTime() ?? Infinity
  const left = alive
    .filter(({ isUsedUp }) => !isUsedUp)
    .sort((one, other) => at(one) - at(other) || (one.couponId < other.couponId ? -1 : 1))
  return left[0] ?? 'used_up'
}

const best = (ways: readonly Reduction[]): Reduction | undefined =>
  [...ways].sort((one, other) => other.saved - one.saved || (one.offerId < other.offerId ? -1 : 1))[0]
const sum = (ways: readonly (Reduction | undefined)[]): number =>
  ways.reduce((total, way) => total + (way?.saved ?? 0), 0)

/** The best that goes together; what it leaves out is beaten by the best. Never more off than the goods cost. */
const choose = (found: readonly Reduction[], total: number, book: Book): void => {
  const of = (stacks: boolean, isCoupon: boolean) =>
    found.filter((way) => way.stacks === stacks && (way.couponId !== null) === isCoupon)
  const together = of(true, false)
  const withStackingCoupon = [best(of(false, false)), best(of(true, true))]
  const withOwnCoupon = [best(of(false, true))]
  const chosen = [
    ...together,
    ...(sum(withOwnCoupon) > sum(withStackingCoupon) ? withOwnCoupon : withStackingCoupon),
  ]
    .filter((way) => way !== undefined)
    .sort((one, other) => other.saved - one.saved || (one.offerId < other.offerId ? -1 : 1))
  let left = total
  for (const way of chosen) {
    const saved = Math.min(way.saved, left)
    left -= saved
    book.apply(way.offerId, saved, { couponId: way.couponId })
  }
  for (const way of found)
    if (!chosen.includes(way)) book.refuse(way.offerId, 'beaten', chosen[0]?.offerId ?? null)
}

const giveBeside = (
  offer: Offer,
  goods: PricedGoods,
  basket: Basket,
  buyer: BuyerFacts,
  book: Book,
): void => {
  const base = baseOf(offer, goods)
  if (offer.kind === 'gift') {
    if (base > 0 && base >= offer.terms.from) book.apply(offer.id, 0, { gifts: offer.terms.gifts })
    else book.fallShort(offer.id, Math.max(offer.terms.from, 1), base)
  } else if (offer.kind === 'half_year_gift') {
    const has = buyer.spentHalfYear + base
    if ((buyer.uses[offer.id] ?? 0) > 0) book.refuse(offer.id, 'used_up')
    else if (has >= offer.terms.from) book.apply(offer.id, 0, { gifts: [offer.terms.gift] })
    else book.fallShort(offer.id, offer.terms.from, has)
  } else if (offer.kind === 'free_shipping') {
    const before = book.applied.find(({ isFreightFree }) => isFreightFree)
    if (base === 0 || base < offer.terms.from) book.fallShort(offer.id, Math.max(offer.terms.from, 1), base)
    else if (before) book.refuse(offer.id, 'beaten', before.offerId)
    else book.apply(offer.id, basket.freight ?? 0, { isFreightFree: true })
  }
}
