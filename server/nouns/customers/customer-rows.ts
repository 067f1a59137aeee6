import type { CustomerRow } from '#contract/customers/customers.ts'
import type { Tx } from '#platform/database/database.ts'
import { idsOf, selectLastTalks, selectSpent, type CustomerRecord } from './customers.store.ts'
import { maskByShape, maskEmail, maskPhone } from './masks.rules.ts'
import type { Found } from './search.rules.ts'

export interface Purse {
  spent: { minor: number; currency: string }[]
  lastTalkAt: Date | null
  ids: string[]
}

/** What customers spent and when they last wrote, with what was merged into them. */
export const pursesOf = async (
  tx: Tx,
  shopId: string,
  heads: readonly string[],
): Promise<Map<string, Purse>> => {
  const pairs = await idsOf(tx, shopId, heads)
  const headOf = new Map(pairs.map(({ id, head }) => [id, head]))
  const purses = new Map(
    heads.map((head): [string, Purse] => [
      head,
      { spent: [], lastTalkAt: null, ids: pairs.filter((pair) => pair.head === head).map(({ id }) => id) },
    ]),
  )
  const ids = pairs.map(({ id }) => id)
  for (const { customer_id: id, currency, minor } of await selectSpent(tx, shopId, ids)) {
    const spent = purses.get(headOf.get(id) ?? id)?.spent
    const same = spent?.find((one) => one.currency === currency)
    if (same) same.minor += minor
    else spent?.push({ minor, currency })
  }
  for (const { customer_id: id, at } of await selectLastTalks(tx, shopId, ids)) {
    const purse = purses.get(headOf.get(id) ?? id)
    if (purse && (purse.lastTalkAt === null || purse.lastTalkAt < at)) purse.lastTalkAt = at
  }
  return purses
}

export const toCustomerRow = (
  row: CustomerRecord,
  purse: Purse | undefined,
  found: Found | null,
): CustomerRow => ({
  id: row.id,
  name: row.name,
  city: row.city,
  orderCount: row.order_count,
  spent: purse?.spent ?? [],
  lastOrderAt: row.last_order_at?.toISOString() ?? null,
  lastTalkAt: purse?.lastTalkAt?.toISOString() ?? null,
  matched: found ? { kind: found.kind, shown: shownOf(found) } : null,
})

const shownOf = ({ kind, shown }: Found): string =>
  kind === 'phone' || kind === 'recipient_phone'
    ? maskPhone(shown)
    : kind === 'email'
      ? maskEmail(shown)
      : kind === 'name' || kind === 'account'
        ? maskByShape(shown)
        : shown
