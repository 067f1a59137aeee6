import type { Confirmation } from '#contract/purchase/confirmation.ts'
import { judgeContact } from '#nouns/touches/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { makePrivateLink, privateAddress, revokePrivateLinks } from '#platform/links/index.ts'
import { changeConfirmation, lockConfirmation, type ConfirmationRecord } from './confirmations.store.ts'
import { noteStep } from './note.ts'
import {
  findChat,
  findOrderToConfirm,
  idsOfCustomer,
  linesToConfirm,
  type LineToConfirm,
  type OrderToConfirm,
} from './orders.store.ts'
import type { ConfirmationPorts } from './ports.ts'
import type { Show } from './show.ts'
import { mayMove } from './states.rules.ts'

/** A buyer may look at it long after the cut-off, and rate; what can be changed ends with the cut-off. */
const linkDays = 30
const DAY_MS = 86_400_000

/** Sends what the contact policy allows, and keeps what was said. */
export const createSending = (ports: ConfirmationPorts, show: Show) => {
  const { db, clock, directory, policies } = ports
  const purpose = 'confirmation' as const

  const open = async (tx: Tx, id: string, version?: number) => {
    const row = await lockConfirmation(tx, id)
    const order = row && (await findOrderToConfirm(tx, row.order_id))
    if (!row || !order) throw notFound()
    if (version !== undefined && row.version !== version)
      throw new AppError('state.version', { version: row.version })
    return { row, order }
  }
  /** Throws unless this conversation is of the order's buyer, and both stores' policies let it out. */
  const judgeChat = async (
    tx: Tx,
    row: ConfirmationRecord,
    order: OrderToConfirm,
    conversationId: string,
    withLink: boolean,
  ): Promise<{ withLink: boolean }> => {
    const chat = await findChat(tx, conversationId)
    const ids = order.customer_id === null ? [] : await idsOfCustomer(tx, order.customer_id)
    // An address never goes into a stranger's chat.
    if (!chat || chat.customer_id === null || !ids.includes(chat.customer_id)) throw notFound()
    const inForce = await policies.inForce(tx, row.shop_id, [row.store_id, chat.store_id])
    const plain = judgeContact(inForce, { channel: 'chat' })
    if (plain.is === 'refused') throw new AppError('contact.not_allowed', { by: plain.by })
    return {
      withLink: withLink && judgeContact(inForce, { channel: 'chat', with: ['links'] }).is === 'allowed',
    }
  }
  const refuseByHand = async (tx: Tx, row: ConfirmationRecord) => {
    const inForce = await policies.inForce(tx, row.shop_id, [row.store_id])
    const ways = ['platform_chat', 'email', 'phone', 'sms'] as const
    if (!ways.some((channel) => judgeContact(inForce, { channel }).is === 'allowed'))
      throw new AppError('contact.not_allowed', { by: 'platform_chat' })
  }
  const newLink = async (tx: Tx, row: ConfirmationRecord, by: string | null) => {
    const now = clock.now()
    const expiresAt = new Date(now.getTime() + linkDays * DAY_MS)
    const token = await makePrivateLink(tx, now, {
      shopId: row.shop_id,
      purpose,
      subject: row.id,
      by,
      expiresAt,
    })
    return { address: privateAddress(ports.publicUrl(), token), expiresAt }
  }

  return {
    /**
     * Into a conversation, or noted as sent by hand. Message and note are two transactions: a retry after a fault in between posts
     * nothing a second time, as the message's client id says which sending it is.
     */
    send: async (
      caller: MemberCaller,
      id: string,
      body: { conversationId?: string; version: number },
    ): Promise<Confirmation> => {
      const facts = await directory.facts(caller.shopId)
      const { conversationId } = body
      const ready = await db.inShop(caller.shopId, async (tx) => {
        const { row, order } = await open(tx, id, body.version)
        if (!mayMove(row.state, 'sent')) throw new AppError('state.conflict', { state: row.state })
        const lines = await linesToConfirm(tx, [row.order_id])
        if (conversationId === undefined) {
          await refuseByHand(tx, row)
          return {
            orderId: order.id,
            quoted: quotedOf(order, lines),
            text: await show.textOf(tx, facts, row, order, lines, null),
          }
        }
        const { withLink } = await judgeChat(tx, row, order, conversationId, true)
        const link = withLink ? (await newLink(tx, row, caller.memberId)).address : null
        return {
          orderId: order.id,
          quoted: quotedOf(order, lines),
          text: await show.textOf(tx, facts, row, order, lines, link),
        }
      })
      if (conversationId === undefined)
        await ports.guard.pass(caller, { conversationId: null, orderId: ready.orderId }, [ready])
      const said =
        conversationId === undefined
          ? null
          : await ports.say(caller, conversationId, {
              quoted: ready.quoted,
              clientId: `confirmation:${id}:${body.version}`,
              text: ready.text,
            })
      return db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const { row, order } = await open(tx, id)
        const isAnswered = row.state !== 'to_send' && row.state !== 'sent'
        const after = await changeConfirmation(tx, row, {
          // Whoever is quick answers between the message and this note.
          ...(isAnswered ? {} : { state: 'sent' as const }),
          sent_at: now,
          sent_by: caller.memberId,
          channel: conversationId === undefined ? 'by_hand' : 'chat',
          ...(conversationId === undefined ? {} : { conversation_id: conversationId }),
        })
        await noteStep(tx, now, after, order.name, {
          kind: 'sent',
          by: 'member',
          memberId: caller.memberId,
          text: withoutToken(ready.text),
          facts: { channel: conversationId === undefined ? 'by_hand' : 'chat' },
          messageId: said?.messageId ?? null,
        })
        return show.whole(tx, caller.shopId, after)
      })
    },
    /** The text with a link, to be sent by hand. */
    link: async (caller: MemberCaller, id: string) => {
      const facts = await directory.facts(caller.shopId)
      const { orderId, quoted, ...made } = await db.inShop(caller.shopId, async (tx) => {
        const { row, order } = await open(tx, id)
        const inForce = await policies.inForce(tx, caller.shopId, [row.store_id])
        if (!inForce.every((policy) => policy.links))
          throw new AppError('contact.not_allowed', { by: 'links' })
        const { address, expiresAt } = await newLink(tx, row, caller.memberId)
        const lines = await linesToConfirm(tx, [row.order_id])
        return {
          orderId: order.id,
          quoted: quotedOf(order, lines),
          text: await show.textOf(tx, facts, row, order, lines, address),
          address,
          expiresAt: expiresAt.toISOString(),
        }
      })
      await ports.guard.pass(caller, { conversationId: null, orderId }, [{ text: made.text, quoted }])
      return made
    },
    revoke: async (caller: MemberCaller, id: string): Promise<Confirmation> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const { row, order } = await open(tx, id)
        const count = await revokePrivateLinks(tx, now, { shopId: row.shop_id, purpose, subject: row.id })
        if (count > 0)
          await noteStep(tx, now, row, order.name, {
            kind: 'link_revoked',
            by: 'member',
            memberId: caller.memberId,
            facts: { count },
          })
        return show.whole(tx, caller.shopId, row)
      }),
    /** What to mind on receipt [ORD-09]. */
    tips: async (
      caller: MemberCaller,
      id: string,
      body: { moment: 'payment' | 'dispatch'; conversationId?: string },
    ): Promise<Confirmation> => {
      const facts = await directory.facts(caller.shopId)
      const { conversationId, moment } = body
      const { text, orderId } = await db.inShop(caller.shopId, async (tx) => {
        const { row, order } = await open(tx, id)
        if (conversationId === undefined) await refuseByHand(tx, row)
        else await judgeChat(tx, row, order, conversationId, false)
        return { orderId: order.id, text: await show.tipsOf(tx, facts, order, moment) }
      })
      if (conversationId === undefined)
        await ports.guard.pass(caller, { conversationId: null, orderId }, [{ text }])
      const said =
        conversationId === undefined
          ? null
          : await ports.say(caller, conversationId, {
              clientId: `tips:${moment}:${id}`,
              text,
              quoted: [],
            })
      return db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const { row, order } = await open(tx, id)
        const after = await changeConfirmation(
          tx,
          row,
          moment === 'payment' ? { payment_tips_at: now } : { dispatch_tips_at: now },
        )
        await noteStep(tx, now, after, order.name, {
          kind: moment === 'payment' ? 'tips_payment' : 'tips_dispatch',
          by: 'member',
          memberId: caller.memberId,
          text,
          facts: { channel: conversationId === undefined ? 'by_hand' : 'chat' },
          messageId: said?.messageId ?? null,
        })
        return show.whole(tx, caller.shopId, after)
      })
    },
  }
}

/** What stands in the text and is no word of ours: the buyer's own, and the names of the goods. */
const quotedOf = (order: OrderToConfirm, lines: readonly LineToConfirm[]): string[] =>
  [
    order.buyer_note,
    order.recipient_address,
    order.recipient_name,
    ...lines.flatMap(({ title, variant }) => [title, variant]),
  ].filter((part) => part !== null)

/** Evidence says that there was a link, and keeps none that opens. */
const withoutToken = (text: string): string => text.replace(/(\/b\/)[\w-]{43}/g, '$1…')
