import type { Panel } from '#contract/conversations/conversations.ts'
import { contextOf, type Tx } from '#platform/database/database.ts'
import { pursesOf } from './customer-rows.ts'
import { findHead, selectIdentities } from './customers.store.ts'
import { maskIdentity } from './masks.rules.ts'

/** Who this is, for the panel beside a conversation; null when there is no such customer here. In a shop's transaction. */
export const panelCustomer = async (tx: Tx, id: string): Promise<Panel['customer']> => {
  const { shop } = contextOf(tx)
  const row = shop === null ? null : await findHead(tx, id)
  if (shop === null || !row) return null
  const purse = (await pursesOf(tx, shop, [row.id])).get(row.id)
  const identities = await selectIdentities(tx, shop, purse?.ids ?? [row.id])
  return {
    id: row.id,
    name: row.name,
    addressStyle: row.address_style,
    note: row.note,
    orderCount: row.order_count,
    spent: purse?.spent ?? [],
    firstOrderAt: row.first_order_at?.toISOString() ?? null,
    city: row.city,
    identities: identities.map((one) => ({
      kind: one.kind,
      shown: maskIdentity(one.kind, one.value),
      storeName: one.store_name,
      proven: one.source === 'import' || one.source === 'signed_identity',
    })),
  }
}
