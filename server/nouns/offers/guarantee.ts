import { formatMoney } from '#contract/money.ts'
import type { PriceRefund } from '#contract/purchase/price.ts'
import type { Words } from '#nouns/promises/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { judgeFall } from './guarantee.rules.ts'
import {
  insertRefund,
  lockGuarantee,
  selectFallen,
  selectLatestConversation,
  selectRefundedTo,
  selectRefunds,
  selectShopsWithFalls,
  type FallenLine,
  type RefundRecord,
} from './guarantee.store.ts'
import type { OfferPorts } from './offer-desk.ts'
import { policyInForce } from './policy.ts'

const dayMs = 86_400_000
/** Lines in one transaction: each opens a word, and a write transaction stays short. */
const batch = 50
/** How far a sweep looks back for prices that changed while nobody listened. */
const lookBackMs = 40 * dayMs

export type Guarantee = ReturnType<typeof createGuarantee>

/** Watches prices against what was bought and opens the word that the difference is paid back. Safe to run at any time, twice. */
export const createGuarantee = (ports: OfferPorts & { words: Words }) => {
  const { db, clock, directory } = ports
  const openOne = async (
    tx: Tx,
    shopId: string,
    line: FallenLine,
    days: { guarantee: number; refund: number },
    language: 'zh' | 'en',
  ): Promise<boolean> => {
    const verdict = judgeFall(
      {
        quantity: line.quantity,
        unit: line.unit_price,
        currency: line.currency,
        placedAt: line.placed_at,
        goods: line.goods,
        discount: line.discount,
      },
      { to: line.amount, currency: line.currency, at: line.fell_at },
      days.guarantee,
      await selectRefundedTo(tx, line.order_id, line.number),
    )
    if (verdict.is === 'nothing') return false
    const now = clock.now()
    const word = await ports.words.give(tx, now, {
      shopId,
      kind: 'said',
      heart: 'purchase',
      what: wordText(line, verdict.refund, language),
      dueAt: new Date(now.getTime() + days.refund * dayMs),
      givenBy: null,
      toName: line.buyer_name,
      customerId: line.customer_id,
      conversationId:
        line.customer_id === null ? null : await selectLatestConversation(tx, shopId, line.customer_id),
      inquiryId: null,
      messageId: null,
    })
    await insertRefund(tx, now, shopId, {
      orderId: line.order_id,
      number: line.number,
      customerId: line.customer_id,
      productId: line.product_id,
      paid: verdict.paid,
      to: verdict.to,
      quantity: line.quantity,
      refund: verdict.refund,
      currency: line.currency,
      fellAt: line.fell_at,
      wordId: word.id,
    })
    await record(tx, now, {
      name: 'price.fell',
      subject: line.order_id,
      version: 1,
      audience: ['desk'],
      facts: { word: word.id, minor: verdict.refund, currency: line.currency },
    })
    return true
  }
  /** How many words it opened. */
  const watch = async (shopId: string): Promise<number> => {
    const { language } = await directory.facts(shopId)
    let opened = 0
    let after: { orderId: string; number: number } | null = null
    for (;;) {
      const place = after
      const done: { fallen: FallenLine[]; opened: number } = await db.inShop(shopId, async (tx) => {
        const policy = await policyInForce(tx, shopId)
        if (policy.guaranteeDays === 0) return { fallen: [], opened: 0 }
        await lockGuarantee(tx, shopId)
        const fallen = await selectFallen(tx, shopId, clock.now(), policy.guaranteeDays, place, batch)
        const days = { guarantee: policy.guaranteeDays, refund: policy.refundDays }
        let count = 0
        for (const line of fallen) if (await openOne(tx, shopId, line, days, language)) count++
        return { fallen, opened: count }
      })
      opened += done.opened
      const last = done.fallen.at(-1)
      if (!last || done.fallen.length < batch) return opened
      after = { orderId: last.order_id, number: last.number }
    }
  }
  return {
    watch,
    /** For prices that were planned and have come into force, and for what changed while no process listened. */
    watchAll: async (): Promise<void> => {
      const now = clock.now()
      const shops = await db.asSystem((tx) =>
        selectShopsWithFalls(tx, new Date(now.getTime() - lookBackMs), now),
      )
      for (const { shop_id } of shops) await watch(shop_id)
    },
    list: (
      caller: MemberCaller,
      query: { cursor?: string | undefined; limit?: number | undefined },
    ): Promise<{ rows: PriceRefund[]; next: string | null }> =>
      db.inShop(caller.shopId, async (tx) => {
        const limit = query.limit ?? 50
        const rows = await selectRefunds(tx, caller.shopId, { before: decodeCursor(query.cursor) }, limit + 1)
        const last = rows.length > limit ? rows[limit - 1] : undefined
        return {
          rows: rows.slice(0, limit).map(toRefund),
          next: last ? encodeCursor(last.opened_at, last.word_id) : null,
        }
      }),
    ofOrder: async (tx: Tx, shopId: string, orderId: string): Promise<PriceRefund[]> =>
      (await selectRefunds(tx, shopId, { orderId }, 50)).map(toRefund),
  }
}

const wordText = (line: FallenLine, refund: number, language: 'zh' | 'en'): string => {
  const money = formatMoney({ minor: refund, currency: line.currency }, language === 'zh' ? 'zh-CN' : 'en-GB')
  const name = line.product_name.slice(0, 60)
  return language === 'zh'
    ? `保价退差 ${money}：${name}（订单 ${line.order_name}）`
    : `Price guarantee: pay back ${money} for ${name} (order ${line.order_name})`
}

const toRefund = (row: RefundRecord): PriceRefund => {
  const money = (minor: number) => ({ minor, currency: row.currency })
  return {
    orderId: row.order_id,
    orderName: row.order_name,
    buyerName: row.buyer_name,
    productName: row.product_name,
    paid: money(row.paid_minor),
    now: money(row.to_minor),
    quantity: row.quantity,
    refund: money(row.refund_minor),
    openedAt: row.opened_at.toISOString(),
    wordId: row.word_id,
    wordState: row.word_state,
    wordDueAt: row.word_due_at.toISOString(),
  }
}
