import type { Customer } from '#contract/customers/customers.ts'
import type { Tx } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { pursesOf } from './customer-rows.ts'
import {
  selectIdentities,
  selectRecipients,
  type CustomerRecord,
  type IdentityRow,
  type RecipientRow,
} from './customers.store.ts'
import { showLinks } from './links/show-links.ts'
import { selectLinks } from './links/links.store.ts'
import { maskIdentity, maskPhone } from './masks.rules.ts'
import { selectMerged } from './merging/merging.store.ts'
import { selectNewestOrders, selectTalks, selectWordsGiven } from './page.store.ts'
import { mayRead } from './reach.rules.ts'
import { selectConsents, selectTraits } from './traits.store.ts'

const mostRecipients = 20
const mostOfEach = 10

/**
 * One person with all that stands under their ids, as far as `caller` may read it. `row`: the one that stands for them;
 * `nameOf`: of a member.
 */
export const showPage = async (
  tx: Tx,
  caller: MemberCaller,
  row: CustomerRecord,
  nameOf: (member: string) => string | null,
): Promise<Customer> => {
  const { shopId } = caller
  const purse = (await pursesOf(tx, shopId, [row.id])).get(row.id)
  const ids = purse?.ids ?? [row.id]
  const by = (member: string | null) => (member === null ? null : nameOf(member))
  const merged = await selectMerged(
    tx,
    shopId,
    ids.filter((id) => id !== row.id),
  )
  return {
    id: row.id,
    name: row.name,
    city: row.city,
    addressStyle: row.address_style as Customer['addressStyle'],
    note: row.note,
    orderCount: row.order_count,
    spent: purse?.spent ?? [],
    firstOrderAt: row.first_order_at?.toISOString() ?? null,
    lastOrderAt: row.last_order_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    version: row.version,
    identities: (await selectIdentities(tx, shopId, ids)).map(toIdentity),
    recipients: (await selectRecipients(tx, shopId, ids, mostRecipients)).map(toRecipient),
    traits: await traitsOf(tx, ids, row.id, by),
    consents: (await selectConsents(tx, shopId, ids)).map((one) => ({
      channel: one.channel,
      isGiven: one.is_given,
      said: one.said,
      source: one.source,
      storeName: one.store_name,
      at: one.noted_at.toISOString(),
    })),
    ...(await dealingsOf(tx, caller, ids)),
    merged: merged.map((one) => ({
      mergeId: one.merge_id,
      id: one.id,
      name: one.name,
      at: one.at.toISOString(),
      why: one.why,
      by: by(one.by),
    })),
    links: await showLinks(
      tx,
      shopId,
      await selectLinks(tx, shopId, { isOpen: true, among: ids }, null, mostOfEach),
      nameOf,
    ),
  }
}

const toIdentity = (one: IdentityRow): Customer['identities'][number] => ({
  kind: one.kind,
  shown: maskIdentity(one.kind, one.value),
  storeName: one.store_name,
  source: one.source,
  since: one.created_at.toISOString(),
})

const toRecipient = (one: RecipientRow): Customer['recipients'][number] => ({
  name: one.name,
  phone: one.phone === null ? null : maskPhone(one.phone),
  address: one.address,
  times: one.times,
  lastAt: one.last_at.toISOString(),
})

/** One value a key: what stands under the person's own id first, then by hand before from a file; what was removed is none. */
const traitsOf = async (
  tx: Tx,
  ids: readonly string[],
  head: string,
  by: (member: string | null) => string | null,
): Promise<Customer['traits']> => {
  const rows = await selectTraits(tx, ids)
  const own = [...rows.filter((row) => row.customer_id === head), ...rows]
  const byKey = new Map(own.toReversed().map((row) => [row.key, row]))
  return [...byKey.values()]
    .toReversed()
    .filter(({ value }) => value !== '')
    .map((row) => ({
      key: row.key,
      value: row.value,
      source: row.source,
      by: by(row.by),
      at: row.noted_at.toISOString(),
    }))
}

const dealingsOf = async (
  tx: Tx,
  caller: MemberCaller,
  ids: readonly string[],
): Promise<Pick<Customer, 'orders' | 'conversations' | 'words'>> => {
  const { shopId } = caller
  const orders = mayRead(caller, 'orders:read') ? await selectNewestOrders(tx, shopId, ids, mostOfEach) : []
  const talks = mayRead(caller, 'conversations:read') ? await selectTalks(tx, shopId, ids, mostOfEach) : []
  const words = mayRead(caller, 'promises:read') ? await selectWordsGiven(tx, shopId, ids, mostOfEach) : []
  return {
    orders: orders.map((one) => ({
      id: one.id,
      name: one.name,
      title: one.title,
      status: one.status,
      placedAt: one.placed_at.toISOString(),
      total: { minor: one.total, currency: one.currency },
      storeName: one.store_name,
    })),
    conversations: talks.map((one) => ({
      id: one.id,
      at: one.last_at.toISOString(),
      state: one.state,
      lastText: one.last_text,
    })),
    words: words.map((one) => ({
      id: one.id,
      what: one.what,
      state: one.state,
      dueAt: one.due_at.toISOString(),
      conversationId: one.conversation_id,
    })),
  }
}
