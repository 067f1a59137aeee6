import type { AddressStyle } from '#contract/conversations/phrases.ts'
import type { Confirmation, ConfirmationRow } from '#contract/purchase/confirmation.ts'
import { judgeContact } from '#nouns/touches/index.ts'
import { addressWords } from '#nouns/conversations/index.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { notFound } from '#platform/http/app-error.ts'
import { stepsOf, type ConfirmationRecord } from './confirmations.store.ts'
import { languageOf } from './language.rules.ts'
import {
  customerStyleOf,
  findOrderToConfirm,
  idsOfCustomer,
  latestChat,
  linesToConfirm,
  type LineToConfirm,
  type OrderToConfirm,
} from './orders.store.ts'
import type { ConfirmationPorts } from './ports.ts'
import { maskName, tailOf } from './shown.rules.ts'
import { maskPhone } from '#nouns/customers/index.ts'
import { confirmText, tipsText } from './texts.rules.ts'
import { untilSaid } from './until.rules.ts'

/** What people at the desk see of a confirmation. */
export const createShow = ({ clock, directory, policies }: ConfirmationPorts) => {
  /** The text to confirm with, as it is sent now. */
  const textOf = async (
    tx: Tx,
    facts: ShopFacts,
    row: ConfirmationRecord,
    order: OrderToConfirm,
    lines: readonly LineToConfirm[],
    link: string | null,
  ): Promise<string> => {
    const language = languageOf(order, facts.language)
    return confirmText(language, {
      hail: await hailOf(tx, facts, order, language),
      shopName: facts.name,
      orderTail: tailOf(order.name),
      items: lines,
      recipient: {
        name: maskName(order.recipient_name),
        phone: order.recipient_phone === null ? null : maskPhone(order.recipient_phone),
        address: order.recipient_address,
      },
      wish: order.buyer_note,
      until: untilSaid(language, facts.timeZone, row.cut_off_at, clock.now()),
      link,
    })
  }
  const tipsOf = async (tx: Tx, facts: ShopFacts, order: OrderToConfirm, moment: 'payment' | 'dispatch') => {
    const language = languageOf(order, facts.language)
    return tipsText(language, moment, await hailOf(tx, facts, order, language), tailOf(order.name))
  }
  const chatOf = async (tx: Tx, shopId: string, row: ConfirmationRecord): Promise<string | null> => {
    if (row.conversation_id !== null || row.customer_id === null) return row.conversation_id
    return (await latestChat(tx, shopId, await idsOfCustomer(tx, row.customer_id)))?.id ?? null
  }
  return {
    textOf,
    tipsOf,
    row: (facts: ShopFacts, row: ConfirmationRecord, order: OrderToConfirm): ConfirmationRow =>
      toRow(facts, row, order, row.conversation_id),
    whole: async (tx: Tx, shopId: string, row: ConfirmationRecord): Promise<Confirmation> => {
      const facts = await directory.facts(shopId)
      const order = await findOrderToConfirm(tx, row.order_id)
      if (!order) throw notFound()
      const lines = await linesToConfirm(tx, [row.order_id])
      const inForce = await policies.inForce(tx, shopId, [row.store_id])
      const may = (channel: 'chat' | 'platform_chat' | 'email' | 'phone' | 'sms', links = false) =>
        judgeContact(inForce, { channel, with: links ? ['links'] : [] }).is === 'allowed'
      const steps = await stepsOf(tx, row.id)
      return {
        row: toRow(facts, row, order, await chatOf(tx, shopId, row)),
        items: lines.map(({ title, variant, quantity }) => ({ title, variant, quantity })),
        recipient: {
          name: order.recipient_name,
          phone: order.recipient_phone,
          address: order.recipient_address,
        },
        wish: order.buyer_note,
        may: {
          chat: may('chat'),
          links: inForce.every((policy) => policy.links),
          byHand: may('platform_chat') || may('email') || may('phone') || may('sms'),
        },
        texts: {
          confirm: await textOf(tx, facts, row, order, lines, null),
          tipsPayment: await tipsOf(tx, facts, order, 'payment'),
          tipsDispatch: await tipsOf(tx, facts, order, 'dispatch'),
        },
        ratingLine: row.rating_line,
        paymentTipsAt: row.payment_tips_at?.toISOString() ?? null,
        dispatchTipsAt: row.dispatch_tips_at?.toISOString() ?? null,
        steps: steps.map((step) => ({
          id: step.id,
          at: step.at.toISOString(),
          kind: step.kind,
          by: step.by,
          byName: step.member_id === null ? null : (facts.members.get(step.member_id)?.displayName ?? null),
          text: step.text,
          facts: step.facts,
        })),
      }
    },
  }
}
export type Show = ReturnType<typeof createShow>

const hailOf = async (tx: Tx, facts: ShopFacts, order: OrderToConfirm, language: 'zh' | 'en') => {
  const own = order.customer_id === null ? null : await customerStyleOf(tx, order.customer_id)
  return addressWords((own ?? facts.settings.addressStyle) as AddressStyle, language).hail
}

const toRow = (
  facts: ShopFacts,
  row: ConfirmationRecord,
  order: OrderToConfirm,
  conversationId: string | null,
): ConfirmationRow => ({
  id: row.id,
  orderId: row.order_id,
  orderName: order.name,
  storeId: row.store_id,
  storeName: facts.stores.get(row.store_id)?.name ?? '',
  buyerName: order.buyer_name,
  customerId: order.customer_id,
  title: order.title,
  lineCount: order.line_count,
  total: { minor: order.total, currency: order.currency },
  paidAt: (order.paid_at ?? order.placed_at).toISOString(),
  state: row.state,
  talked: row.talked,
  doubts: row.doubts,
  hold: row.hold,
  cutOffAt: row.cut_off_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
  answeredAt: row.answered_at?.toISOString() ?? null,
  answeredBy: row.answered_by,
  conversationId,
  correction: row.correction,
  rating: row.rating,
  version: row.version,
})
