import { offerLimits, type BasketLine } from '#contract/offers/offers.ts'
import {
  findOrder,
  priceLines,
  selectBasket,
  selectOffersBetween,
  selectOrderLines,
  selectStanding,
} from '#nouns/offers/index.ts'
import type { Tx } from '#platform/database/database.ts'
import type { ApplicableOffers } from '../ports.ts'
import { offerSentence } from './offer-words.rules.ts'
import { standingOffers } from './standing-offers.ts'

type Asked = Parameters<ApplicableOffers['applicable']>[1]

/**
 * The offers that a buyer must be told of before paying [ORD-02]: the same that stand beside the chat. Those that something is
 * still missing for are an invitation and no duty. For an order: those under which it was placed, by its own lines and prices.
 */
export const offersThatApply: ApplicableOffers = {
  applicable: async (tx, of) => {
    const about = of.orderId === null ? await talkedOf(tx, of) : await boughtOf(tx, of, of.orderId)
    const { offers } = await standingOffers(tx, { ...of, ...about })
    return offers.flatMap(({ offerId, said, place }) =>
      place.is === 'near'
        ? []
        : [
            {
              id: offerId,
              text: { zh: offerSentence(said, place, 'zh'), en: offerSentence(said, place, 'en') },
              said,
            },
          ],
    )
  },
}

const talkedOf = async (tx: Tx, { shopId, currency, conversationId, productIds, now }: Asked) => {
  const put = await selectBasket(tx, shopId, conversationId)
  const wanted: Parameters<typeof priceLines>[4] =
    put.length > 0
      ? put.map((line) => ({
          productId: line.product_id,
          skuId: line.sku_id,
          quantity: line.quantity,
          from: 'agent',
        }))
      : productIds.map((productId) => ({ productId, skuId: null, quantity: 1, from: 'said' }))
  return {
    currency,
    at: now,
    offers: await selectStanding(tx, shopId, now, false, offerLimits.running),
    lines: await priceLines(tx, shopId, currency, now, wanted),
  }
}

const boughtOf = async (tx: Tx, { shopId, currency, now }: Asked, orderId: string) => {
  const order = await findOrder(tx, orderId)
  const at = order?.placed_at ?? now
  const lines = (await selectOrderLines(tx, [orderId])).map((line): Line => {
    const unit = line.unit_price === null ? null : { minor: line.unit_price, currency }
    return { productId: line.product_id, quantity: line.quantity, unit }
  })
  // What ended since then ran when it was placed; what began or was changed later promised it nothing.
  const offers = (await selectOffersBetween(tx, shopId, at, new Date(at.getTime() + 1)))
    .filter((offer) => offer.running_since !== null && offer.running_since <= at)
    .map((offer) => ({ ...offer, state: 'running' as const }))
  return { currency: order?.currency ?? currency, at, offers: lines.length === 0 ? [] : offers, lines }
}
type Line = Pick<BasketLine, 'productId' | 'quantity' | 'unit'>
