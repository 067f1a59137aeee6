import type { BodyOf } from '#contract/endpoint.ts'
import {
  sellingLimits,
  type endDoubt,
  type markUnsuitable,
  type noteNeeds,
  type noteQuestions,
  type openDoubt,
  type Selling,
  type setTaste,
} from '#contract/purchase/selling.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import type { SellingPorts } from '../ports.ts'
import { findTalk, isSaidIn, selectProducts, type Talk } from '../talks.store.ts'
import { askAt } from '../trials/trials.rules.ts'
import { insertTrial } from '../trials/trials.store.ts'
import { mayMove } from './doubts.rules.ts'
import type { ReadSale } from './read-sale.ts'
import {
  insertDoubt,
  insertUnsuitable,
  liftMark,
  lockDoubt,
  moveDoubt,
  selectDoubts,
  selectUnsuitable,
  touchInquiry,
  writeBeside,
  writeNeeds,
  writeQuestions,
  writeTalkedProduct,
  writeTaste,
} from './selling.store.ts'
import { createShowSale } from './show-sale.ts'

/** The inquiry that a change belongs to. */
interface Place {
  talk: Talk
  inquiryId: string
  now: Date
}

/** What an agent writes down of a sale, and how it then stands. */
export const createSelling = (ports: SellingPorts & { readSale: ReadSale }) => {
  const { db, clock, directory } = ports
  const show = createShowSale(ports)

  const read = async (caller: MemberCaller, conversationId: string): Promise<Selling> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, (tx) => show(tx, facts, conversationId, clock.now()))
  }

  /** One change of what is known of the newest inquiry; the desk is told, and the sale as it then is comes back. */
  const change = async (
    caller: MemberCaller,
    conversationId: string,
    what: string,
    work: (tx: Tx, place: Place) => Promise<void>,
  ): Promise<Selling> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      const now = clock.now()
      const talk = await findTalk(tx, conversationId)
      if (!talk?.inquiry_id) throw notFound()
      const version = await touchInquiry(tx, {
        shopId: caller.shopId,
        conversationId,
        inquiryId: talk.inquiry_id,
        by: caller.memberId,
        now,
      })
      await work(tx, { talk, inquiryId: talk.inquiry_id, now })
      await record(tx, now, {
        name: 'selling.noted',
        subject: talk.inquiry_id,
        version,
        audience: ['desk'],
        timeline: null,
        actor: caller.memberId,
        facts: { conversation: conversationId, what },
      })
      return show(tx, facts, conversationId, now)
    })
  }
  /** @throws AppError not_found for a message of another conversation. */
  const ownMessage = async (tx: Tx, conversationId: string, messageId: string | null | undefined) => {
    if (messageId && !(await isSaidIn(tx, conversationId, messageId))) throw notFound()
    return messageId ?? null
  }
  const ownProduct = async (tx: Tx, productId: string) => {
    if ((await selectProducts(tx, [productId])).length === 0) throw notFound()
  }

  return {
    read,
    noteNeeds: (caller: MemberCaller, id: string, body: BodyOf<typeof noteNeeds>) =>
      change(caller, id, 'needs', async (tx, { inquiryId, now }) => {
        const text = body.text.trim()
        if (!text) throw new AppError('message.empty')
        const messageId = await ownMessage(tx, id, body.messageId)
        await writeNeeds(tx, inquiryId, { text, messageId, by: caller.memberId, now })
      }),

    chooseProduct: (caller: MemberCaller, id: string, productId: string | null) =>
      change(caller, id, 'product', async (tx, { inquiryId }) => {
        if (productId) await ownProduct(tx, productId)
        await writeTalkedProduct(tx, inquiryId, productId)
      }),

    openDoubt: (caller: MemberCaller, id: string, body: BodyOf<typeof openDoubt>) =>
      change(caller, id, 'doubts', async (tx, { talk, inquiryId, now }) => {
        if (talk.is_closed) throw new AppError('conversation.closed')
        const text = body.text.trim()
        if (!text) throw new AppError('message.empty')
        if ((await selectDoubts(tx, inquiryId)).length >= sellingLimits.doubts)
          throw new AppError('state.conflict', { most: sellingLimits.doubts })
        await insertDoubt(tx, {
          id: newId(),
          shopId: caller.shopId,
          inquiryId,
          conversationId: id,
          text,
          messageId: await ownMessage(tx, id, body.messageId),
          state: body.isNone ? 'dismissed' : 'open',
          by: caller.memberId,
          now,
        })
      }),

    endDoubt: (caller: MemberCaller, id: string, doubtId: string, body: BodyOf<typeof endDoubt>) =>
      change(caller, id, 'doubts', async (tx, { talk, inquiryId, now }) => {
        const doubt = await lockDoubt(tx, inquiryId, doubtId)
        if (!doubt) throw notFound()
        if (doubt.version !== body.version) throw new AppError('state.version', { version: doubt.version })
        if (body.outcome === 'open' && talk.is_closed) throw new AppError('conversation.closed')
        if (!mayMove(doubt.state, body.outcome)) throw new AppError('state.conflict', { state: doubt.state })
        await moveDoubt(tx, doubtId, body.outcome, caller.memberId, now)
      }),

    setTaste: (caller: MemberCaller, id: string, body: BodyOf<typeof setTaste>) =>
      change(caller, id, 'taste', async (tx, { talk, now }) => {
        if (!talk.customer_id) throw new AppError('selling.unknown_buyer')
        await writeTaste(tx, {
          shopId: caller.shopId,
          customerId: talk.customer_id,
          experience: body.experience,
          isEmotional: body.isEmotional,
          by: caller.memberId,
          now,
        })
      }),

    setAside: (caller: MemberCaller, id: string, key: string, isAside: boolean) =>
      change(caller, id, 'concerns', (tx, { inquiryId, now }) =>
        writeBeside(tx, { shopId: caller.shopId, inquiryId, key, by: caller.memberId, now, isAside }),
      ),

    noteQuestions: (caller: MemberCaller, id: string, body: BodyOf<typeof noteQuestions>) =>
      change(caller, id, 'questions', (tx, { inquiryId }) =>
        writeQuestions(tx, inquiryId, body.questions, body.note?.trim() || null),
      ),

    markUnsuitable: (caller: MemberCaller, id: string, body: BodyOf<typeof markUnsuitable>) =>
      change(caller, id, 'unsuitable', async (tx, { talk, now }) => {
        const reason = body.reason.trim()
        if (!reason) throw new AppError('message.empty')
        await ownProduct(tx, body.productId)
        await insertUnsuitable(tx, {
          id: newId(),
          shopId: caller.shopId,
          conversationId: id,
          customerId: talk.customer_id,
          productId: body.productId,
          reason,
          by: caller.memberId,
          now,
        })
      }),

    liftUnsuitable: (caller: MemberCaller, id: string, markId: string) =>
      change(caller, id, 'unsuitable', async (tx, { talk, now }) => {
        const marks = await selectUnsuitable(tx, { conversationId: id, customerId: talk.customer_id })
        if (!marks.some((mark) => mark.id === markId)) throw notFound()
        await liftMark(tx, markId, caller.memberId, now)
      }),

    giveTrial: (caller: MemberCaller, id: string, body: { productId: string; note?: string | null }) =>
      change(caller, id, 'trials', async (tx, { talk, now }) => {
        await ownProduct(tx, body.productId)
        const trialId = newId()
        await insertTrial(tx, {
          id: trialId,
          shopId: caller.shopId,
          conversationId: id,
          customerId: talk.customer_id,
          buyerName: talk.buyer_name,
          productId: body.productId,
          note: body.note?.trim() || null,
          by: caller.memberId,
          now,
          askAt: askAt(now),
        })
        await record(tx, now, {
          name: 'trial.changed',
          subject: trialId,
          version: 1,
          audience: ['desk'],
          timeline: talk.customer_id,
          actor: caller.memberId,
          facts: { state: 'given', product: body.productId },
        })
      }),
  }
}
export type SellingDesk = ReturnType<typeof createSelling>
