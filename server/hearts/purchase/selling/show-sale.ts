import type { Selling } from '#contract/purchase/selling.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { notFound } from '#platform/http/app-error.ts'
import { findProspectOf } from '../prospects/prospects.store.ts'
import { inLanguage } from '../said.rules.ts'
import { buyerFacts, findTalk, selectProducts, type Talk } from '../talks.store.ts'
import { selectTrialsOf } from '../trials/trials.store.ts'
import { composeDisclosure } from './disclosure.rules.ts'
import { proposeDoubts } from './doubts.rules.ts'
import { endingDrafts, readEnding } from './ending.rules.ts'
import { buyerKind, guidance } from './guidance.rules.ts'
import type { ReadSale, Sale } from './read-sale.ts'
import {
  findNeeds,
  findTaste,
  selectDoubts,
  selectUnsuitable,
  type DoubtRow,
  type NeedsRow,
} from './selling.store.ts'
import { isUndecided, sellingPoints } from './selling-points.rules.ts'

const noSale: Sale = { messages: [], products: [], claims: [], offers: [], concerns: [], disclosure: [] }

/** The sale with one buyer as the panel shows it. @throws AppError not_found */
export const createShowSale =
  ({ readSale }: { readSale: ReadSale }) =>
  async (tx: Tx, facts: ShopFacts, conversationId: string, now: Date): Promise<Selling> => {
    const talk = await findTalk(tx, conversationId)
    if (!talk) throw notFound()
    const { inquiry_id: inquiryId, opened_at: from } = talk
    const needs = inquiryId ? await findNeeds(tx, inquiryId) : null
    const doubts = inquiryId ? await selectDoubts(tx, inquiryId) : []
    const sale =
      inquiryId && from
        ? await readSale(tx, now, {
            shopId: facts.id,
            currency: facts.currency,
            talk,
            inquiryId,
            from,
            until: talk.closed_at,
            chosenId: needs?.product_id ?? null,
          })
        : noSale
    return {
      conversationId,
      inquiryId,
      isClosed: talk.is_closed,
      language: talk.language,
      ...(await buyerPart(tx, talk, needs, sale)),
      needs: showNeeds(facts, needs),
      ...doubtPart(doubts, sale),
      products: await productPart(tx, talk, sale),
      isUndecided: isUndecided(sale.messages),
      concerns: concernPart(talk, sale),
      disclosure: {
        items: sale.disclosure,
        draft: composeDisclosure(sale.disclosure, talk.language),
      },
      ending: endingPart(talk, needs, sale),
      trials: await trialPart(tx, talk),
      prospect: await prospectPart(tx, talk),
    }
  }

const buyerPart = async (tx: Tx, talk: Talk, needs: NeedsRow | null, sale: Sale) => {
  const buyer = talk.customer_id
    ? await buyerFacts(tx, talk.customer_id)
    : { order_count: 0, last_title: null }
  const taste = talk.customer_id ? await findTaste(tx, talk.customer_id) : null
  const product = sale.products.find(({ isSure }) => isSure) ?? null
  const points = sellingPoints(product, sale.claims, sale.messages, talk.language)
  const known = {
    orderCount: buyer.order_count,
    isReturning: talk.is_returning,
    lastTitle: buyer.last_title,
    hasNeeds: needs?.text != null,
    experience: taste?.experience ?? null,
    offers: sale.offers.map(({ text }) => inLanguage(text, talk.language)),
    sellingPoints: points,
  }
  return {
    buyer: {
      kind: buyerKind(known),
      orderCount: buyer.order_count,
      lastTitle: buyer.last_title,
      customerId: talk.customer_id,
      experience: known.experience,
      isEmotional: taste?.is_emotional ?? false,
    },
    guides: guidance(known, talk.language),
    sellingPoints: points,
  }
}

const showNeeds = (facts: ShopFacts, needs: NeedsRow | null): Selling['needs'] =>
  needs?.text == null
    ? null
    : {
        text: needs.text,
        messageId: needs.message_id,
        by: (needs.noted_by && facts.members.get(needs.noted_by)?.displayName) || null,
        at: needs.noted_at.toISOString(),
      }

const doubtPart = (doubts: readonly DoubtRow[], sale: Sale) => ({
  doubts: doubts.flatMap(({ id, text, message_id: messageId, state, version }) =>
    state === 'dismissed' ? [] : [{ id, text, messageId, state, version }],
  ),
  proposedDoubts: proposeDoubts(
    sale.messages,
    new Set(doubts.flatMap(({ message_id: id }) => (id === null ? [] : [id]))),
  ),
})

const productPart = async (tx: Tx, talk: Talk, sale: Sale): Promise<Selling['products']> => {
  const marks = await selectUnsuitable(tx, { conversationId: talk.id, customerId: talk.customer_id })
  const others = marks.filter((mark) => !sale.products.some(({ id }) => id === mark.product_id)).slice(0, 10)
  const rest = await selectProducts(
    tx,
    others.map((mark) => mark.product_id),
  )
  return [...sale.products, ...rest.map((product) => ({ ...product, isSure: false }))].map(
    ({ id, name, isSure }) => {
      const mark = marks.find((one) => one.product_id === id)
      return { id, name, isSure, unsuitable: mark ? { id: mark.id, reason: mark.reason } : null }
    },
  )
}

const concernPart = (talk: Talk, sale: Sale): Selling['concerns'] =>
  sale.concerns.map(({ category, concerns }) => ({
    key: category.key,
    name: category.name,
    concerns: concerns.map(({ statement, ...concern }) => ({
      ...concern,
      statement: inLanguage(statement, talk.language),
    })),
  }))

const endingPart = (talk: Talk, needs: NeedsRow | null, sale: Sale): Selling['ending'] => {
  const ending = readEnding(sale.messages)
  return {
    isThanked: ending.thanksId !== null,
    wasAsked: ending.askedId !== null,
    // What a person wrote down stands above what was read.
    questions: needs?.questions ?? ending.questions,
    askDraft: endingDrafts.ask[talk.language],
    thanksDraft: endingDrafts.thank[talk.language],
  }
}

const trialPart = async (tx: Tx, talk: Talk): Promise<Selling['trials']> =>
  (await selectTrialsOf(tx, talk.id)).map((trial) => ({
    id: trial.id,
    productName: trial.product_name ?? '',
    state: trial.state,
    givenAt: trial.given_at.toISOString(),
  }))

const prospectPart = async (tx: Tx, talk: Talk): Promise<Selling['prospect']> => {
  const prospect = await findProspectOf(tx, { conversationId: talk.id, customerId: talk.customer_id })
  return (
    prospect && {
      id: prospect.id,
      state: prospect.state,
      nextAt: prospect.next_at?.toISOString() ?? null,
    }
  )
}
