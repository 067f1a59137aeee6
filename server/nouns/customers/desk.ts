import type {
  Customer,
  CustomerRow,
  TimelineRow,
  changeCustomer,
  findCustomers,
  readTimeline,
  search,
} from '#contract/customers/customers.ts'
import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { pursesOf, toCustomerRow } from './customer-rows.ts'
import {
  findHead,
  lockCustomer,
  selectCustomers,
  selectIdentities,
  selectLatest,
  selectRecipients,
  selectTimeline,
  updateCustomer,
  type CustomerRecord,
  type TimelineRecord,
} from './customers.store.ts'
import { findCustomers as findMatches } from './find.store.ts'
import { maskIdentity, maskPhone } from './masks.rules.ts'
import { nameCustomers } from './people.ts'
import { bestMatches, readSought } from './search.rules.ts'

/** Who looked at whom, written with the look (CRM-16). */
export type Audit = (
  tx: Tx,
  now: Date,
  entry: { action: string; subject?: string | null; by: string | null },
) => Promise<void>

export interface CustomerPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  audit: Audit
  /** Orders for one text, best first; orders knows. */
  findOrders(tx: Tx, shopId: string, text: string, limit: number): Promise<ReplyOf<typeof search>['orders']>
}

const pageSize = 50
const foundAtOnce = 8

/** What people do with customers at the desk. */
export const createCustomerDesk = (ports: CustomerPorts) => {
  const { db, clock } = ports
  return {
    /** With `q` the best matches in one page; without it the latest, page by page. */
    find: (
      caller: MemberCaller,
      query: QueryOf<typeof findCustomers>,
    ): Promise<ReplyOf<typeof findCustomers>> =>
      db.inShop(caller.shopId, async (tx) => {
        const limit = query.limit ?? pageSize
        if (query.q?.trim()) return { rows: await matching(tx, caller.shopId, query.q, limit), next: null }
        const records = await selectLatest(tx, caller.shopId, decodeCursor(query.cursor), limit + 1)
        const shown = records.slice(0, limit)
        const purses = await pursesOf(
          tx,
          caller.shopId,
          shown.map(({ id }) => id),
        )
        const last = records.length > limit ? shown.at(-1) : undefined
        return {
          rows: shown.map((row) => toCustomerRow(row, purses.get(row.id), null)),
          next: last ? encodeCursor(last.active_at, last.id) : null,
        }
      }),

    read: (caller: MemberCaller, id: string): Promise<Customer> =>
      db.inShop(caller.shopId, async (tx) => {
        const row = await findHead(tx, id)
        if (!row) throw notFound()
        await ports.audit(tx, clock.now(), { action: 'customer.read', subject: row.id, by: caller.actorId })
        return show(tx, caller.shopId, row)
      }),

    change: (caller: MemberCaller, id: string, body: BodyOf<typeof changeCustomer>): Promise<Customer> =>
      db.inShop(caller.shopId, async (tx) => {
        const head = await findHead(tx, id)
        const row = head && (await lockCustomer(tx, head.id))
        if (!row) throw notFound()
        if (row.version !== body.version) throw new AppError('state.version', { version: row.version })
        const name = body.name?.trim()
        if (name === '')
          throw new AppError('request.invalid', { problems: [{ path: '/body/name', rule: 'minLength' }] })
        const changed = await updateCustomer(tx, row.id, {
          ...(name === undefined ? {} : { name }),
          ...(body.addressStyle === undefined ? {} : { address_style: body.addressStyle }),
          ...(body.note === undefined ? {} : { note: body.note?.trim() || null }),
        })
        if (name !== undefined && name !== row.name)
          await nameCustomers(tx, caller.shopId, [{ customerId: row.id, name }])
        const fields = Object.keys(body).filter((key) => key !== 'version')
        await record(tx, clock.now(), {
          name: 'customer.changed',
          subject: row.id,
          version: changed.version,
          audience: ['desk'],
          timeline: row.id,
          actor: caller.memberId,
          facts: { fields },
        })
        return show(tx, caller.shopId, changed)
      }),

    timeline: async (
      caller: MemberCaller,
      id: string,
      query: QueryOf<typeof readTimeline>,
    ): Promise<ReplyOf<typeof readTimeline>> => {
      const { members } = await ports.directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const head = await findHead(tx, id)
        if (!head) throw notFound()
        const limit = query.limit ?? pageSize
        const ids = (await pursesOf(tx, caller.shopId, [head.id])).get(head.id)?.ids ?? [head.id]
        const records = await selectTimeline(tx, caller.shopId, ids, decodeCursor(query.cursor), limit + 1)
        const shown = records.slice(0, limit)
        const last = records.length > limit ? shown.at(-1) : undefined
        return {
          rows: shown.map((row) =>
            toTimelineRow(row, row.actor === null ? null : (members.get(row.actor)?.displayName ?? null)),
          ),
          next: last ? encodeCursor(last.occurred_at, last.id) : null,
        }
      })
    },

    /** Ctrl-K: a few of everything. */
    search: (caller: MemberCaller, query: QueryOf<typeof search>): Promise<ReplyOf<typeof search>> =>
      db.inShop(caller.shopId, async (tx) => ({
        customers: query.q.trim() === '' ? [] : await matching(tx, caller.shopId, query.q, foundAtOnce),
        orders: query.q.trim() === '' ? [] : await ports.findOrders(tx, caller.shopId, query.q, foundAtOnce),
      })),
  }
}
export type CustomerDesk = ReturnType<typeof createCustomerDesk>

const matching = async (tx: Tx, shopId: string, text: string, limit: number): Promise<CustomerRow[]> => {
  const sought = readSought(text)
  if (sought.key === '') return []
  const best = bestMatches(await findMatches(tx, shopId, sought, limit), limit)
  const ids = best.map(({ customerId }) => customerId)
  const records = await selectCustomers(tx, ids)
  const purses = await pursesOf(tx, shopId, ids)
  return best.flatMap((found) => {
    const row = records.get(found.customerId)
    return row ? [toCustomerRow(row, purses.get(row.id), found)] : []
  })
}

const show = async (tx: Tx, shopId: string, row: CustomerRecord): Promise<Customer> => {
  const purse = (await pursesOf(tx, shopId, [row.id])).get(row.id)
  const ids = purse?.ids ?? [row.id]
  const identities = await selectIdentities(tx, shopId, ids)
  const recipients = await selectRecipients(tx, shopId, ids, 5)
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
    identities: identities.map((one) => ({
      kind: one.kind,
      shown: maskIdentity(one.kind, one.value),
      storeName: one.store_name,
      source: one.source,
      since: one.created_at.toISOString(),
    })),
    recipients: recipients.map((one) => ({
      ...one,
      phone: one.phone === null ? null : maskPhone(one.phone),
    })),
  }
}

/** What comes with an import is history, and so is whatever else was recorded long after it happened. */
const historyAfterMs = 60_000

const toTimelineRow = (row: TimelineRecord, actor: string | null): TimelineRow => ({
  id: row.id,
  at: row.occurred_at.toISOString(),
  recordedAt: row.recorded_at.toISOString(),
  name: row.name,
  subject: row.subject,
  actor,
  facts: row.facts,
  isHistory:
    row.name === 'order.imported' || row.recorded_at.getTime() - row.occurred_at.getTime() > historyAfterMs,
})
