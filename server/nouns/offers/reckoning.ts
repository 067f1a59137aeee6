import type { BasketLine, OfferVerdict } from '#contract/offers/offers.ts'
import type { Tx } from '#platform/database/database.ts'
import { selectBuyer, selectMarked, selectNames } from './basket.store.ts'
import { selectUsable, selectUses } from './coupons.store.ts'
import { judgeOffers, type Basket, type BuyerFacts, type OfferVerdict as Judged } from './engine.rules.ts'
import { toEngine, type OfferRecord } from './offers.store.ts'

const halfYearMs = 183 * 86_400_000

export interface WantedLine {
  productId: string
  skuId: string | null
  quantity: number
  from: BasketLine['from']
}

/** Lines with what they are marked with at `at`; products that are none are left out. */
export const priceLines = async (
  tx: Tx,
  shopId: string,
  currency: string,
  at: Date,
  wanted: readonly WantedLine[],
): Promise<BasketLine[]> => {
  const ids = [...new Set(wanted.map(({ productId }) => productId))]
  const names = new Map((await selectNames(tx, ids)).map((one) => [one.product_id, one.name]))
  const marked = await selectMarked(tx, shopId, ids, currency, at)
  return wanted.flatMap(({ productId, skuId, quantity, from }) => {
    const name = names.get(productId)
    if (name === undefined) return []
    const own = marked.filter((price) => price.product_id === productId)
    // A variant's own price, else the product's, else the least of its variants: what the page shows as "from".
    const unit =
      own.find((price) => skuId !== null && price.sku_id === skuId) ??
      own.find((price) => price.sku_id === null) ??
      [...own].sort((one, other) => one.amount - other.amount)[0]
    return [{ productId, skuId, name, quantity, from, unit: unit ? { minor: unit.amount, currency } : null }]
  })
}

/** What is known of a buyer before `at`, for the engine. */
export const buyerFacts = async (
  tx: Tx,
  shopId: string,
  customerId: string | null,
  currency: string,
  at: Date,
  offers: readonly OfferRecord[],
): Promise<{ facts: BuyerFacts; codes: ReadonlyMap<string, string> }> => {
  const couponOffers = offers.filter(({ kind }) => kind === 'coupon').map(({ id }) => id)
  const coupons = await selectUsable(tx, shopId, couponOffers, customerId)
  const bought =
    customerId === null
      ? { order_count: 0, spent_half_year: 0 }
      : await selectBuyer(tx, shopId, customerId, currency, new Date(at.getTime() - halfYearMs), at)
  return {
    codes: new Map(coupons.map(({ id, code }) => [id, code])),
    facts: {
      orderCount: bought.order_count,
      spentHalfYear: bought.spent_half_year,
      uses: customerId === null ? {} : await selectUses(tx, shopId, customerId),
      coupons: coupons.map((coupon) => ({
        couponId: coupon.id,
        offerId: coupon.offer_id,
        expiresAt: coupon.expires_at,
        isUsedUp: coupon.most_uses !== null && coupon.uses >= coupon.most_uses,
      })),
    },
  }
}

export interface Reckoned {
  verdict: OfferVerdict
  judged: Judged
}

/** What a basket is given at `at` by these offers. */
export const reckon = async (
  tx: Tx,
  shopId: string,
  offers: readonly OfferRecord[],
  basket: Basket,
  customerId: string | null,
  at: Date,
): Promise<Reckoned> => {
  const buyer = await buyerFacts(tx, shopId, customerId, basket.currency, at, offers)
  const judged = judgeOffers(offers.map(toEngine), basket, buyer.facts, at)
  return { judged, verdict: toVerdict(judged, offers, basket.currency, buyer.codes) }
}

/** The engine's lines of those with a price; the others cannot be reckoned with. */
export const pricedLines = (
  lines: readonly Pick<BasketLine, 'productId' | 'quantity' | 'unit'>[],
): Basket['lines'] =>
  lines.flatMap(({ productId, quantity, unit }) => (unit ? [{ productId, quantity, unit: unit.minor }] : []))

const toVerdict = (
  judged: Judged,
  offers: readonly OfferRecord[],
  currency: string,
  codes: ReadonlyMap<string, string>,
): OfferVerdict => {
  const known = new Map(offers.map((offer) => [offer.id, offer]))
  const money = (minor: number) => ({ minor, currency })
  const head = (offerId: string) => {
    const offer = known.get(offerId)
    return {
      offerId,
      name: offer?.name ?? '',
      kind: offer?.kind ?? 'money_off',
      endsAt: offer?.ends_at?.toISOString() ?? null,
    }
  }
  return {
    currency,
    goods: money(judged.goods),
    saved: money(judged.saved),
    pay: money(judged.pay),
    applied: judged.applied.map((one) => ({
      ...head(one.offerId),
      saved: money(one.saved),
      gifts: [...one.gifts],
      isFreightFree: one.isFreightFree,
      code: one.couponId === null ? null : (codes.get(one.couponId) ?? null),
    })),
    near: judged.near.map((one) => ({ ...head(one.offerId), missing: money(one.missing) })),
    refused: judged.refused.map((one) => ({
      ...head(one.offerId),
      why: one.why,
      missing: one.missing === null ? null : money(one.missing),
      beatenBy: one.beatenBy === null ? null : (known.get(one.beatenBy)?.name ?? null),
    })),
  }
}
