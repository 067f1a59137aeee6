import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import { offerLimits } from '#contract/offers/offers.ts'
import type { TermsOf } from '#contract/offers/terms.ts'
import type { readRecommendations, recommend, Recommendation } from '#contract/purchase/recommendations.ts'
import {
  countMade,
  findConversation,
  findRun,
  insertRecommendation,
  pricedLines,
  priceLines,
  readTalk,
  reckon,
  selectCandidates,
  selectMerits,
  selectProductFacts,
  selectStanding,
  type OfferPorts,
  type OfferRecord,
} from '#nouns/offers/index.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { fillingUp, fromCatalogue, fromOffers } from './candidates.ts'
import { rankCandidates, type Candidate } from './ranking.rules.ts'
import { recommendationText } from './recommendation-words.rules.ts'

const most = 6

export interface RecommendationPorts extends OfferPorts {
  /** Products that an agent marked as not suitable, here or for this person anywhere [ORD-05]. */
  isUnsuitable(
    tx: Tx,
    talk: { conversationId: string | null; customerId: string | null },
  ): Promise<ReadonlySet<string>>
  /** Whether a need was written down in this conversation [REC-03]. */
  hasNeedsNote(tx: Tx, conversationId: string): Promise<boolean>
}
export type Recommending = ReturnType<typeof createRecommending>

/** Listen, then recommend 倾听再推荐: a reason for each, and one key to send it. */
export const createRecommending = (ports: RecommendationPorts) => {
  const { db, clock, directory } = ports
  const unsuitableFor = (tx: Tx, talk: { id: string; customer_id: string | null }) =>
    ports.isUnsuitable(tx, { conversationId: talk.id, customerId: talk.customer_id })

  return {
    read: async (
      caller: MemberCaller,
      conversationId: string,
      anyway: boolean,
    ): Promise<ReplyOf<typeof readRecommendations>> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const conversation = await findConversation(tx, conversationId)
        if (!conversation) throw notFound()
        const hasNeed = await ports.hasNeedsNote(tx, conversationId)
        const run = await findRun(tx, caller.shopId)
        const unsuitable = await unsuitableFor(tx, conversation)
        return {
          hasNeed,
          rows: hasNeed || anyway ? await suggestions(tx, facts, conversation, unsuitable, clock.now()) : [],
          ...(await countMade(tx, caller.shopId, conversationId)),
          computedAt: run?.computed_at.toISOString() ?? null,
        }
      })
    },

    /** @throws AppError not_found for a conversation or product; product.unsuitable for one marked so. */
    make: (
      caller: MemberCaller,
      conversationId: string,
      body: BodyOf<typeof recommend>,
    ): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        const conversation = await findConversation(tx, conversationId)
        const [product] = await selectProductFacts(tx, caller.shopId, [body.productId], '', clock.now())
        if (!conversation || !product) throw notFound()
        if ((await unsuitableFor(tx, conversation)).has(body.productId))
          throw new AppError('product.unsuitable')
        const now = clock.now()
        const isBlind = !(await ports.hasNeedsNote(tx, conversationId))
        await insertRecommendation(tx, now, caller.shopId, {
          id: newId(),
          conversationId,
          customerId: conversation.customer_id,
          productId: body.productId,
          memberId: caller.memberId,
          reason: body.reason,
          isBlind,
        })
        await record(tx, now, {
          name: 'recommendation.made',
          subject: conversationId,
          version: 1,
          audience: ['desk'],
          actor: caller.memberId,
          facts: { product: body.productId, reason: body.reason, isBlind },
        })
        return {}
      }),
  }
}

const suggestions = async (
  tx: Tx,
  facts: ShopFacts,
  conversation: NonNullable<Awaited<ReturnType<typeof findConversation>>>,
  unsuitable: ReadonlySet<string>,
  now: Date,
): Promise<Recommendation[]> => {
  const { id: shopId, currency, language } = facts
  const { lines, said } = await readTalk(tx, shopId, conversation, currency, now)
  const basket = lines.map(({ productId }) => productId)
  const offers = (await selectStanding(tx, shopId, now, false, offerLimits.running)).filter(
    (offer) => offer.starts_at <= now && offer.currency === currency,
  )
  const found = [...fromCatalogue(await selectCandidates(tx, shopId, basket)), ...fromOffers(offers, basket)]
  const ids = [...new Set([...basket, ...found.map(({ productId }) => productId)])]
  const known = new Map(
    (await selectProductFacts(tx, shopId, ids, currency, now)).map((row) => [row.product_id, row]),
  )
  const prices = new Map(
    (
      await priceLines(
        tx,
        shopId,
        currency,
        now,
        ids.map((productId) => ({ productId, skuId: null, quantity: 1, from: 'trial' })),
      )
    ).map(({ productId, unit }) => [productId, unit]),
  )
  const priceOf = (id: string) => prices.get(id)?.minor ?? null
  const { verdict } = await reckon(
    tx,
    shopId,
    offers,
    { currency, storeId: conversation.store_id, lines: pricedLines(lines), freight: null },
    conversation.customer_id,
    now,
  )
  const ranked = rankCandidates(
    [...found, ...fillingUp(found, verdict, priceOf, lines)],
    {
      goods: new Map(
        ids.flatMap((id) => {
          const row = known.get(id)
          return row
            ? [[id, { status: row.status, soldOrders: row.sold_orders, price: priceOf(id), cost: row.cost }]]
            : []
        }),
      ),
      basket,
      unsuitable,
    },
    most,
  )
  const merits = await selectMerits(
    tx,
    shopId,
    ranked.map(({ productId }) => productId),
    language,
  )
  const buyerSaid = said.flatMap(({ author, text }) => (author === 'buyer' ? [text] : [])).join('\n')
  return ranked.map((candidate) => {
    const row = known.get(candidate.productId)
    const bundle = bundleOf(offers, candidate, priceOf, currency)
    const shown = {
      name: row?.name ?? '',
      price: prices.get(candidate.productId) ?? null,
      reason: candidate.reason,
      withName: candidate.withId === null ? null : (known.get(candidate.withId)?.name ?? null),
      note: candidate.note,
      bundle,
      orders: row?.sold_orders ?? 0,
      points: pointsOf(
        merits.filter((fact) => fact.product_id === candidate.productId),
        buyerSaid,
      ),
    }
    return {
      ...shown,
      productId: candidate.productId,
      evidence:
        candidate.share === null || candidate.support === null
          ? null
          : { share: candidate.share, support: candidate.support },
      text: recommendationText({ ...shown, share: candidate.share }, language),
    }
  })
}

/** Selling points from approved facts, those the buyer's words touch first. */
const pointsOf = (
  facts: readonly { key: string; value: string; unit: string | null }[],
  said: string,
): string[] =>
  [...facts]
    .sort((one, other) => Number(said.includes(other.key)) - Number(said.includes(one.key)))
    .slice(0, 2)
    .map(({ key, value, unit }) => `${key} ${value}${unit ? ` ${unit}` : ''}`)

const bundleOf = (
  offers: readonly OfferRecord[],
  candidate: Candidate,
  priceOf: (id: string) => number | null,
  currency: string,
): Recommendation['bundle'] => {
  if (candidate.reason !== 'bundle') return null
  for (const offer of offers) {
    if (offer.kind !== 'bundle') continue
    const { items, price } = offer.terms as TermsOf<'bundle'>
    const has = (id: string | null) => items.some(({ productId }) => productId === id)
    if (!has(candidate.productId) || !has(candidate.withId)) continue
    const alone = items.reduce<number | null>((sum, { productId, quantity }) => {
      const unit = priceOf(productId)
      return sum === null || unit === null ? null : sum + unit * quantity
    }, 0)
    if (alone !== null && alone > price)
      return { price: { minor: price, currency }, saved: { minor: alone - price, currency } }
  }
  return null
}
