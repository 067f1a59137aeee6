import type {
  Customer,
  CustomerRow,
  changeCustomer,
  findCustomers,
  mergeCustomer,
  noteTrait,
  readTimeline,
  search,
  undoMerge,
} from '#contract/customers/customers.ts'
import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { pursesOf, toCustomerRow } from './customer-rows.ts'
import {
  findHead,
  idsOf,
  lockCustomer,
  selectCustomers,
  selectLatest,
  selectWrittenBy,
  updateCustomer,
} from './customers.store.ts'
import { findCustomers as findMatches } from './find.store.ts'
import { createLinkDesk } from './links/link-desk.ts'
import { mergeCustomers, unmergeCustomers } from './merging/merging.ts'
import { nameInConversations } from './merging/merging.store.ts'
import { showPage } from './page.ts'
import { nameCustomers } from './people.ts'
import type { CustomerPorts, Decision } from './ports.ts'
import { allSyllables } from './pinyin/pinyin.ts'
import { mayRead } from './reach.rules.ts'
import { bestMatches, readSought } from './search.rules.ts'
import { timelinePage } from './timeline.ts'
import { saveTraits } from './traits.store.ts'

const pageSize = 50
const foundAtOnce = 8
/** Ids in a line of the audit log. */
const mostAudited = 20

/** What people do with customers at the desk. */
export const createCustomerDesk = (ports: CustomerPorts) => {
  const { db, clock } = ports
  /** A transaction that can end with a person's page; the names of the team are fetched before it opens. */
  const inShop = async <T>(
    caller: MemberCaller,
    work: (tx: Tx, page: (id: string) => Promise<Customer>) => Promise<T>,
  ): Promise<T> => {
    const { members } = await ports.directory.facts(caller.shopId)
    return db.inShop(caller.shopId, (tx) =>
      work(tx, async (id) => {
        const row = await findHead(tx, id)
        if (!row) throw notFound()
        return showPage(tx, caller, row, (member) => members.get(member)?.displayName ?? null)
      }),
    )
  }
  const decisionOf = (caller: MemberCaller, why: string | undefined): Decision => ({
    shopId: caller.shopId,
    by: caller.actorId,
    memberId: caller.memberId,
    why: why?.trim() || null,
    now: clock.now(),
    audit: ports.audit,
  })
  /** One line for each look, whoever was found by it; further pages of a list belong to the first. */
  const auditSearch = (tx: Tx, caller: MemberCaller, rows: readonly CustomerRow[]) =>
    ports.audit(tx, clock.now(), {
      action: 'customer.searched',
      by: caller.actorId,
      details: { found: rows.length, customers: rows.slice(0, mostAudited).map(({ id }) => id) },
    })
  /** Those that a table import wrote, in the order of their ids. */
  const writtenBy = async (
    tx: Tx,
    caller: MemberCaller,
    { importId = '', cursor }: QueryOf<typeof findCustomers>,
    limit: number,
  ): Promise<ReplyOf<typeof findCustomers>> => {
    const ids = await selectWrittenBy(
      tx,
      caller.shopId,
      importId,
      decodeCursor(cursor)?.id ?? null,
      limit + 1,
    )
    const shown = ids.slice(0, limit)
    const records = await selectCustomers(
      tx,
      shown.map(({ head }) => head),
    )
    const purses = await pursesOf(tx, caller.shopId, [...records.keys()])
    const rows = [...records.values()].map((row) => toCustomerRow(row, purses.get(row.id), null))
    if (cursor === undefined) await auditSearch(tx, caller, rows)
    const last = ids.length > limit ? shown.at(-1) : undefined
    return { rows, next: last ? encodeCursor(clock.now(), last.id) : null }
  }
  return {
    ...createLinkDesk(ports, decisionOf),

    /** With `q` the best matches in one page; without it the latest, page by page. The look is audited. */
    find: (
      caller: MemberCaller,
      query: QueryOf<typeof findCustomers>,
    ): Promise<ReplyOf<typeof findCustomers>> =>
      db.inShop(caller.shopId, async (tx) => {
        const limit = query.limit ?? pageSize
        if (query.q?.trim()) {
          const rows = await matching(tx, caller.shopId, query.q, limit)
          await auditSearch(tx, caller, rows)
          return { rows, next: null }
        }
        if (query.importId !== undefined) return writtenBy(tx, caller, query, limit)
        const records = await selectLatest(tx, caller.shopId, decodeCursor(query.cursor), limit + 1)
        const shown = records.slice(0, limit)
        const purses = await pursesOf(
          tx,
          caller.shopId,
          shown.map(({ id }) => id),
        )
        const last = records.length > limit ? shown.at(-1) : undefined
        const rows = shown.map((row) => toCustomerRow(row, purses.get(row.id), null))
        if (query.cursor === undefined) await auditSearch(tx, caller, rows)
        return {
          rows,
          next: last ? encodeCursor(last.active_at, last.id) : null,
        }
      }),

    read: (caller: MemberCaller, id: string): Promise<Customer> =>
      inShop(caller, async (tx, page) => {
        const row = await findHead(tx, id)
        if (!row) throw notFound()
        await ports.audit(tx, clock.now(), { action: 'customer.read', subject: row.id, by: caller.actorId })
        return page(row.id)
      }),

    change: (caller: MemberCaller, id: string, body: BodyOf<typeof changeCustomer>): Promise<Customer> =>
      inShop(caller, async (tx, page) => {
        const head = await findHead(tx, id)
        const row = head && (await lockCustomer(tx, head.id))
        if (!row) throw notFound()
        if (row.version !== body.version) throw new AppError('state.version', { version: row.version })
        const name = body.name?.trim()
        if (name === '')
          throw new AppError('request.invalid', { problems: [{ path: '/body/name', rule: 'minLength' }] })
        const changed = await updateCustomer(tx, row.id, {
          ...(name === undefined ? {} : { name }),
          ...(body.addressStyle === undefined ? {} : { address_style: body.addressStyle ?? '' }),
          ...(body.note === undefined ? {} : { note: body.note?.trim() ?? '' }),
        })
        if (name !== undefined && name !== row.name) {
          await nameCustomers(tx, caller.shopId, [{ customerId: row.id, name }])
          const ids = (await idsOf(tx, caller.shopId, [row.id])).map((one) => one.id)
          await nameInConversations(tx, ids, name)
        }
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
        return page(row.id)
      }),

    /**
     * A value of a key is one. What was said of it under ids that were merged into this one stays there, for the day they
     * are two again; the empty text says that it was removed.
     */
    note: (caller: MemberCaller, id: string, body: BodyOf<typeof noteTrait>): Promise<Customer> =>
      inShop(caller, async (tx, page) => {
        const head = await findHead(tx, id)
        const row = head && (await lockCustomer(tx, head.id))
        if (!row) throw notFound()
        const key = body.key.trim()
        const value = body.value?.trim() ?? ''
        if (key === '')
          throw new AppError('request.invalid', { problems: [{ path: '/body/key', rule: 'minLength' }] })
        await saveTraits(tx, clock.now(), caller.shopId, [
          { customerId: row.id, key, value, source: 'agent', by: caller.actorId },
        ])
        const changed = await updateCustomer(tx, row.id, {})
        await record(tx, clock.now(), {
          name: 'customer.changed',
          subject: row.id,
          version: changed.version,
          audience: ['desk'],
          timeline: row.id,
          actor: caller.memberId,
          facts: { fields: ['traits'], trait: key },
        })
        return page(row.id)
      }),

    /** Another customer is this person too. */
    merge: (caller: MemberCaller, id: string, body: BodyOf<typeof mergeCustomer>): Promise<Customer> =>
      inShop(caller, async (tx, page) => {
        const merge = await mergeCustomers(tx, decisionOf(caller, body.why), id, body.otherId)
        if (merge === null) throw new AppError('state.conflict', { reason: 'same_person' })
        return page(id)
      }),

    /** Two again; answers with the one that was asked about. */
    unmerge: (
      caller: MemberCaller,
      id: string,
      mergeId: string,
      body: BodyOf<typeof undoMerge>,
    ): Promise<Customer> =>
      inShop(caller, async (tx, page) => {
        const head = await findHead(tx, id)
        const { keptId, goneId } = await unmergeCustomers(tx, decisionOf(caller, body.why), mergeId)
        if (!head || ![keptId, goneId].includes(head.id)) throw notFound()
        return page(head.id)
      }),

    timeline: (
      caller: MemberCaller,
      id: string,
      query: QueryOf<typeof readTimeline>,
    ): Promise<ReplyOf<typeof readTimeline>> => timelinePage(ports, caller, id, query),

    /** Ctrl-K: a few of everything. The look is audited. */
    search: (caller: MemberCaller, query: QueryOf<typeof search>): Promise<ReplyOf<typeof search>> =>
      db.inShop(caller.shopId, async (tx) => {
        if (query.q.trim() === '') return { customers: [], orders: [], products: [] }
        const customers = await matching(tx, caller.shopId, query.q, foundAtOnce)
        await auditSearch(tx, caller, customers)
        const { shopId } = caller
        const [seesOrders, seesProducts] = [mayRead(caller, 'orders:read'), mayRead(caller, 'products:read')]
        return {
          customers,
          orders: seesOrders ? await ports.findOrders(tx, shopId, query.q, foundAtOnce) : [],
          products: seesProducts ? await ports.findProducts(tx, shopId, query.q, foundAtOnce) : [],
        }
      }),
  }
}
export type CustomerDesk = ReturnType<typeof createCustomerDesk>

const matching = async (tx: Tx, shopId: string, text: string, limit: number): Promise<CustomerRow[]> => {
  const sought = readSought(text, allSyllables)
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
