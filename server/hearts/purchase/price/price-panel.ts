import { offerLimits, type BasketLine } from '#contract/offers/offers.ts'
import type { PricePanel, PriceWorry } from '#contract/purchase/price.ts'
import {
  findConversation,
  findOpenBargain,
  policyInForce,
  pricedLines,
  readTalk,
  selectMerits,
  selectPriceStories,
  selectStanding,
  type Freight,
  type Line,
  type OfferPorts,
  type OfferRecord,
} from '#nouns/offers/index.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { dateOf, localOf } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { toBargain } from './bargaining.ts'
import { offerSentence, tellsOf, type SaidOffer } from './offer-words.rules.ts'
import { standingOffers } from './standing-offers.ts'
import { priceSentences, targetMerits, type PriceFacts } from './worries.rules.ts'

const dayMs = 86_400_000
const mostWorries = 4

/** Beside the chat: what offers apply and were told [ORD-02], and what answers a worry about the price [PRC-01]. */
export const createPricePanel = (ports: OfferPorts & { freight: Freight }) => ({
  read: async (caller: MemberCaller, conversationId: string): Promise<PricePanel> => {
    const { db, clock, directory, freight } = ports
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      const now = clock.now()
      const conversation = await findConversation(tx, conversationId)
      if (!conversation) throw notFound()
      const { lines, said } = await readTalk(tx, caller.shopId, conversation, facts.currency, now)
      const offers = await selectStanding(tx, caller.shopId, now, false, offerLimits.running)
      const about = await readOffers(tx, facts, offers, lines, said, conversation, now)
      const policy = await policyInForce(tx, caller.shopId)
      const bargain = await findOpenBargain(tx, caller.shopId, conversationId)
      const left = await freight.left(tx, facts, caller, conversationId)
      const freightLeft = left === null ? null : { minor: left, currency: facts.currency }
      const worries = await readWorries(tx, facts, lines, said, now)
      return {
        lines,
        ...about,
        worries,
        sentences: priceSentences(
          worries.map((worry) => asFacts(worry, facts)),
          {
            guaranteeDays: policy.guaranteeDays,
            refundDays: policy.refundDays,
            othersStatement: policy.othersStatement,
            freightLeft,
            isBargaining: bargain !== null,
          },
          facts.language,
        ),
        guaranteeDays: policy.guaranteeDays,
        bargain: bargain && toBargain(bargain, facts),
        freight: { left: freightLeft, given: await freight.given(tx, facts, caller, { conversationId }) },
      }
    })
  },
})

const readOffers = async (
  tx: Tx,
  facts: ShopFacts,
  offers: readonly OfferRecord[],
  lines: readonly BasketLine[],
  said: readonly Line[],
  conversation: { customer_id: string | null; store_id: string },
  now: Date,
): Promise<Pick<PricePanel, 'verdict' | 'offers' | 'open' | 'untold'>> => {
  const {
    verdict,
    open,
    offers: standing,
  } = await standingOffers(tx, {
    shopId: facts.id,
    currency: facts.currency,
    storeId: conversation.store_id,
    customerId: conversation.customer_id,
    lines,
    offers,
    at: now,
  })
  const told = standing.map((one) => ({
    offerId: one.offerId,
    isTold: isToldIn(one.said, said),
    text: offerSentence(one.said, one.place, facts.language),
    place: one.place.is,
  }))
  return {
    verdict: pricedLines(lines).length === 0 ? null : verdict,
    offers: told.map(({ offerId, isTold, text }) => ({ offerId, isTold, text })),
    open: open.map(({ offerId, name, endsAt }) => ({ offerId, name, endsAt })),
    untold: told.filter(({ isTold, place }) => !isTold && place !== 'near').length,
  }
}

/** Read from what people of the shop wrote, not from a tick. */
export const isToldIn = (offer: SaidOffer, said: readonly Line[]): boolean =>
  said.some(({ author, text }) => author === 'agent' && tellsOf(offer, text))

const readWorries = async (
  tx: Tx,
  facts: ShopFacts,
  lines: readonly BasketLine[],
  said: readonly Line[],
  now: Date,
): Promise<PriceWorry[]> => {
  const asked = lines.slice(0, mostWorries)
  const ids = asked.map(({ productId }) => productId)
  const since = new Date(now.getTime() - 365 * dayMs)
  const stories = new Map(
    (await selectPriceStories(tx, facts.id, ids, facts.currency, since, now)).map((row) => [
      row.product_id,
      row,
    ]),
  )
  const merits = await selectMerits(tx, facts.id, ids, facts.language)
  const buyerSaid = said.flatMap(({ author, text }) => (author === 'buyer' ? [text] : [])).join('\n')
  return asked.map((line): PriceWorry => {
    const story = stories.get(line.productId)
    const shop = story?.amount ?? null
    return {
      productId: line.productId,
      name: line.name,
      ours: line.unit,
      physical:
        story && shop !== null
          ? {
              amount: { minor: shop, currency: story.currency },
              at: story.valid_from.toISOString(),
              source: story.note,
            }
          : null,
      history: {
        changes: story?.changes ?? 0,
        lowest: story?.lowest == null ? null : { minor: story.lowest, currency: facts.currency },
        since: story?.since?.toISOString() ?? null,
      },
      merits: targetMerits(
        merits.filter((fact) => fact.product_id === line.productId),
        buyerSaid,
      ),
    }
  })
}

const asFacts = (worry: PriceWorry, facts: ShopFacts): PriceFacts => ({
  productId: worry.productId,
  name: worry.name,
  ours: worry.ours,
  physical: worry.physical && {
    amount: worry.physical.amount,
    day: dayOf(facts, new Date(worry.physical.at)),
    source: worry.physical.source,
  },
  changes: worry.history.changes,
  merits: worry.merits,
})

const dayOf = ({ timeZone }: ShopFacts, at: Date): string =>
  dateOf(Math.floor(localOf(timeZone, at.getTime()) / dayMs))
