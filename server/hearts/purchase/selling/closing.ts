import type { SaleEnd } from '#contract/purchase/closing.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import { openProspect, winProspect } from '../prospects/prospects.service.ts'
import { isAboutOrder, prospectVerdict } from '../prospects/prospects.rules.ts'
import { findProspectOf, writeEnding } from '../prospects/prospects.store.ts'
import { findBoughtSince, findTalk, selectSaid } from '../talks.store.ts'
import { unanswered } from './doubts.rules.ts'
import { readEnding } from './ending.rules.ts'
import { findNeeds, moveDoubt, selectDoubts, touchInquiry, writeQuestions } from './selling.store.ts'

/** A conversation that is being closed, in the transaction that closes it. */
export interface ClosingTalk {
  conversationId: string
  inquiryId: string
  ownerId: string | null
  by: string | null
  now: Date
}

/**
 * What the sale asks of the end of a conversation. Before: every doubt has an outcome (BUY-17). After: how it ended is kept
 * (BUY-10, BUY-16), and who consulted and did not buy becomes a prospect (BUY-06).
 */
export const saleClosing = {
  /** @throws AppError selling.open_doubts: with the doubts to which the request gives no outcome. */
  before: async (tx: Tx, facts: ShopFacts, end: ClosingTalk, sale: SaleEnd | undefined): Promise<void> => {
    const given = sale?.doubts ?? []
    const open = (await selectDoubts(tx, end.inquiryId)).filter(({ state }) => state === 'open')
    const missing = unanswered(open, given)
    if (missing.length > 0)
      throw new AppError('selling.open_doubts', { doubts: missing.map(({ id, text }) => ({ id, text })) })
    for (const { id, outcome } of given)
      if (open.some((doubt) => doubt.id === id)) await moveDoubt(tx, id, outcome, end.by, end.now)
    if (!sale?.questions) return
    await touchInquiry(tx, { shopId: facts.id, ...end })
    await writeQuestions(tx, end.inquiryId, sale.questions, null)
  },

  after: async (tx: Tx, facts: ShopFacts, end: ClosingTalk): Promise<void> => {
    const talk = await findTalk(tx, end.conversationId)
    if (!talk?.opened_at) return
    const messages = await selectSaid(tx, { conversationId: talk.id, from: talk.opened_at, until: null })
    const doubts = await selectDoubts(tx, end.inquiryId)
    const needs = await findNeeds(tx, end.inquiryId)
    const read = readEnding(messages)
    await writeEnding(tx, {
      ...end,
      ...read,
      questions: needs?.questions ?? read.questions,
      shopId: facts.id,
      customerId: talk.customer_id,
      unresolved: doubts.filter(({ state }) => state === 'unresolved').length,
    })
    const open = await findProspectOf(tx, { conversationId: talk.id, customerId: talk.customer_id })
    const boughtId = talk.customer_id
      ? await findBoughtSince(tx, facts.id, talk.customer_id, talk.opened_at)
      : null
    const verdict = prospectVerdict({
      wrote: messages.some(({ author }) => author === 'buyer'),
      hasBoughtEver:
        talk.customer_id !== null && (await findBoughtSince(tx, facts.id, talk.customer_id, null)) !== null,
      boughtSince: boughtId !== null,
      isAboutOrder: isAboutOrder(messages),
      isSelling: needs?.text != null || doubts.length > 0,
      hasOpen: open?.state === 'open',
    })
    if (verdict === 'won' && open) await winProspect(tx, facts.id, open, boughtId, end.now)
    if (verdict === 'open')
      await openProspect(tx, facts, {
        ...end,
        customerId: talk.customer_id,
        buyerName: talk.buyer_name,
        ownerId: end.ownerId ?? end.by,
      })
  },
}
