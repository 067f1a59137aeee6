import type { Both } from '#contract/purchase/selling.ts'
import type { Tx } from '#platform/database/database.ts'
import { concernsInForce, termsInForce } from '../concerns/library.ts'
import { concernedCategories, readConcerns, type ConcernState } from '../concerns/concerns.rules.ts'
import { pointsThatApply } from '../concerns/concerns.store.ts'
import type { ApplicableOffers } from '../ports.ts'
import type { Said } from '../said.rules.ts'
import {
  orderedSince,
  selectClaims,
  selectProducts,
  selectSaid,
  usualCarrier,
  type Talk,
} from '../talks.store.ts'
import { readDisclosure, type Disclosed } from './disclosure.rules.ts'
import type { ProductNames } from './product-names.ts'
import { selectBeside } from './selling.store.ts'
import type { Claim } from './selling-points.rules.ts'
import { talkedProducts, type TalkedProduct } from './talked-product.rules.ts'

/** What was said in one inquiry, and what of it is known by the rules. */
export interface Sale {
  messages: Said[]
  products: TalkedProduct[]
  claims: Claim[]
  offers: { id: string; text: Both }[]
  concerns: { category: { key: string; name: Both }; concerns: ConcernState[] }[]
  disclosure: Disclosed[]
}

/** Reads one inquiry until a moment: for the panel until now, for an order until it was paid. */
export const createReadSale =
  (ports: { names: ProductNames; offers: ApplicableOffers }) =>
  async (
    tx: Tx,
    now: Date,
    of: {
      shopId: string
      currency: string
      talk: Talk
      inquiryId: string
      from: Date
      until: Date | null
      chosenId: string | null
      /** What it came to, and so which products are certain. */
      order?: { id: string; productIds: readonly string[] }
    },
  ): Promise<Sale> => {
    const { talk } = of
    const messages = await selectSaid(tx, { conversationId: talk.id, from: of.from, until: of.until })
    const known = await ports.names.of(tx, of.shopId)
    const chosen =
      of.chosenId === null || known.some(({ id }) => id === of.chosenId)
        ? []
        : await selectProducts(tx, [of.chosenId])
    const products = talkedProducts([...chosen, ...known], {
      messages,
      pageTitle: talk.page_title,
      chosenId: of.chosenId,
    })
    const sure = [
      ...new Set([
        ...(of.order?.productIds ?? []),
        ...products.filter(({ isSure }) => isSure).map(({ id }) => id),
      ]),
    ]
    const ordered = talk.customer_id ? await orderedSince(tx, talk.customer_id, of.from) : []
    const subjects = [
      talk.page_title ?? '',
      ...products
        .filter(({ id, isSure }) => isSure || sure.includes(id))
        .flatMap(({ name, category }) => [name, category ?? '']),
      ...ordered.map(({ title }) => title),
    ]
    const spoken = messages.filter(({ author }) => author === 'buyer').map(({ text }) => text)
    const offers = await ports.offers.applicable(tx, {
      shopId: of.shopId,
      currency: of.currency,
      storeId: talk.store_id,
      customerId: talk.customer_id,
      conversationId: talk.id,
      productIds: sure,
      orderId: of.order?.id ?? null,
      now,
    })
    const points = await pointsThatApply(tx, sure, now)
    return {
      messages,
      products,
      claims: await selectClaims(tx, sure),
      offers,
      concerns: readConcerns(
        concernedCategories(await concernsInForce(tx), subjects, spoken),
        messages,
        await selectBeside(tx, of.inquiryId),
      ),
      disclosure: readDisclosure(messages, {
        terms: await withCarrier(tx, await termsInForce(tx)),
        offers,
        points: points.map((point) => ({
          id: point.id,
          text: { zh: point.zh, en: point.en },
          terms: { zh: point.terms_zh, en: point.terms_en },
        })),
      }),
    }
  }
export type ReadSale = ReturnType<typeof createReadSale>

const carrierSlot = /\{(快递公司|carrier)\}/
/** What the shop's own parcels know need not be asked of the agent. */
const withCarrier = async (tx: Tx, terms: Awaited<ReturnType<typeof termsInForce>>) => {
  if (!Object.values(terms.carrier).some((text) => carrierSlot.test(text))) return terms
  const carrier = await usualCarrier(tx)
  if (carrier === null) return terms
  return {
    ...terms,
    carrier: {
      zh: terms.carrier.zh.replace(carrierSlot, carrier),
      en: terms.carrier.en.replace(carrierSlot, carrier),
    },
  }
}
