import type { NextItem } from '#contract/care/next-items.ts'
import type { AddressStyle } from '#contract/conversations/phrases.ts'
import type { ContactChannel, ContactPolicy } from '#contract/touches/contact-policy.ts'
import { addressWords } from '#nouns/conversations/index.ts'
import { priceLines, selectProductFacts } from '#nouns/offers/index.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { judgeContact, shownVerdict, type GateWish } from '#nouns/touches/index.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { factsOfBuyers, type BuyerFacts } from './buyers.store.ts'
import { countedDays } from './contribution.rules.ts'
import { languageOf, nextItemText } from './next-item-words.rules.ts'
import { boughtAfter, ordersOf, type NextItemRecord } from './next-items.store.ts'
import type { NextItemPorts } from './ports.ts'
import { dueOf } from './next-item.rules.ts'

/** By hand, the platform's own chat first: that is where its buyers are. */
const byHand: readonly ContactChannel[] = ['platform_chat', 'email', 'sms', 'phone']

/** How it goes out: into the last talk where its store lets the desk write, else by a person's hand; null: no way is open. */
export const channelOf = (
  order: readonly ContactPolicy[],
  both: readonly ContactPolicy[],
  hasChat: boolean,
): ContactChannel | null => {
  if (hasChat && judgeContact(both, { channel: 'chat' }).is === 'allowed') return 'chat'
  return byHand.find((channel) => judgeContact(order, { channel }).is === 'allowed') ?? null
}

/** What people at the desk see of proposals: who, what, why, the ready text, and whether it may go now. */
export const createShowing = (ports: NextItemPorts) => {
  const { clock, policies, gate } = ports

  const wishOf = async (
    tx: Tx,
    row: NextItemRecord,
    buyer: BuyerFacts | undefined,
  ): Promise<{ wish: GateWish; channel: ContactChannel | null }> => {
    const chatStore = buyer?.chat_store_id ?? null
    const order = await policies.inForce(tx, row.shop_id, [row.store_id])
    const both = await policies.inForce(tx, row.shop_id, [row.store_id, chatStore])
    const channel = channelOf(order, both, buyer?.conversation_id != null)
    return {
      channel,
      wish: {
        customerId: row.customer_id,
        kind: 'care',
        channel: channel ?? 'platform_chat',
        storeIds: channel === 'chat' ? [row.store_id, chatStore] : [row.store_id],
      },
    }
  }

  const show = async (tx: Tx, facts: ShopFacts, rows: readonly NextItemRecord[]): Promise<NextItem[]> => {
    if (rows.length === 0) return []
    const now = clock.now()
    const buyers = new Map(
      (
        await factsOfBuyers(
          tx,
          facts.id,
          rows.map((row) => row.order_id),
        )
      ).map((one) => [one.order_id, one]),
    )
    const orders = new Map(
      (
        await ordersOf(
          tx,
          rows.map((row) => row.order_id),
        )
      ).map((one) => [one.id, one]),
    )
    const ids = [...new Set(rows.flatMap((row) => [row.product_id, row.next_id]))]
    const names = new Map(
      (await selectProductFacts(tx, facts.id, ids, facts.currency, now)).map((one) => [
        one.product_id,
        one.name,
      ]),
    )
    const prices = new Map(
      (
        await priceLines(
          tx,
          facts.id,
          facts.currency,
          now,
          ids.map((productId) => ({ productId, skuId: null, quantity: 1, from: 'trial' })),
        )
      ).map(({ productId, unit }) => [productId, unit]),
    )
    const open = rows.filter((row) => row.state === 'open')
    const wishes = new Map<string, Awaited<ReturnType<typeof wishOf>>>()
    for (const row of open) wishes.set(row.id, await wishOf(tx, row, buyers.get(row.order_id)))
    const verdicts = await gate.judge(
      tx,
      facts.id,
      [...wishes.values()].map(({ wish }) => wish),
    )
    const gates = new Map([...wishes.keys()].map((id, i) => [id, verdicts[i]]))
    const sent = rows.filter((row) => row.state === 'sent')
    const bought =
      sent.length === 0
        ? new Set<string>()
        : await boughtAfter(
            tx,
            facts.id,
            sent.map((row) => row.id),
            countedDays,
          )
    return rows.map((row) => {
      const buyer = buyers.get(row.order_id)
      const order = orders.get(row.order_id)
      const wish = wishes.get(row.id)
      const verdict = gates.get(row.id)
      // A price in another currency than the store's would be no price to its buyers.
      const isTheirs = facts.stores.get(row.store_id)?.currency === facts.currency
      const price = (isTheirs ? prices.get(row.next_id) : null) ?? null
      const [boughtName, name] = [names.get(row.product_id) ?? '', names.get(row.next_id) ?? '']
      const language = languageOf(buyer?.address ?? null, facts.language)
      const arrival =
        order &&
        dueOf(
          {
            completedAt: order.completed_at,
            shippedAt: order.shipped_at,
            placedAt: order.placed_at,
            status: order.status,
          },
          { afterArrivalDays: 0, afterDispatchDays: 0 },
        )
      const channel = row.channel ?? wish?.channel ?? null
      return {
        id: row.id,
        state: row.state,
        customerId: row.customer_id,
        buyerName: buyer?.buyer_name ?? '',
        orderId: row.order_id,
        orderName: order?.name ?? '',
        storeName: facts.stores.get(row.store_id)?.name ?? '',
        arrivedAt: (arrival?.arrivedAt ?? row.due_at).toISOString(),
        isArrivalKnown: arrival?.isArrivalKnown ?? false,
        boughtName,
        productId: row.next_id,
        name,
        price,
        reason: row.reason,
        evidence:
          row.people === null || row.of === null || row.median_days === null
            ? null
            : { people: row.people, of: row.of, days: row.median_days },
        note: row.note,
        text:
          row.text ??
          nextItemText(language, {
            hail: addressWords(
              (buyer?.address_style ?? facts.settings.addressStyle) as AddressStyle,
              language,
            ).hail,
            boughtName,
            name,
            price,
            reason: row.reason,
            people: row.people,
            of: row.of,
            note: row.note,
          }),
        channel,
        conversationId:
          row.state === 'open'
            ? channel === 'chat'
              ? (buyer?.conversation_id ?? null)
              : null
            : row.conversation_id,
        gate: verdict ? shownVerdict(verdict) : null,
        endedAt: row.ended_at?.toISOString() ?? null,
        byName: row.by === null ? null : (facts.members.get(row.by)?.displayName ?? null),
        declined: row.declined,
        said: row.said,
        wasBought:
          row.state !== 'sent' || row.ended_at === null
            ? null
            : bought.has(row.id)
              ? true
              : row.ended_at.getTime() + countedDays * DAY_MS > now.getTime()
                ? null
                : false,
        version: row.version,
      }
    })
  }
  return { show }
}
export type Showing = ReturnType<typeof createShowing>
