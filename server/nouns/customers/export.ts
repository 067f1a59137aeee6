import type { Customer, CustomerRow, TimelineRow } from '#contract/customers/customers.ts'
import type { QueryOf } from '#contract/endpoint.ts'
import { decimalOf } from '#contract/money.ts'
import type { findCustomers } from '#contract/customers/customers.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { columnsOf, pagesBy, type Column, type Table } from '#platform/table-writers/index.ts'
import { pursesOf, toCustomerRow } from './customer-rows.ts'
import { selectCustomers, type CustomerRecord } from './customers.store.ts'
import type { CustomerDesk } from './desk.ts'
import { selectById, selectIdentitiesOf } from './export.store.ts'
import { maskIdentity } from './masks.rules.ts'

interface Exported {
  row: CustomerRow
  record: CustomerRecord | undefined
  known: Pick<Customer['identities'][number], 'kind' | 'shown'>[]
}
interface Ports {
  db: Database
  customers: CustomerDesk
}
const pageSize = 500
/** As many as a search gives at most; a list that reaches it says that it is cut. */
const mostFound = 5000

/** Without `q` everybody; with it whom the search finds, best first. Masked as on the customer's page. */
export const customerTable = (
  { db, customers }: Ports,
  caller: MemberCaller,
  query: Pick<QueryOf<typeof findCustomers>, 'q' | 'importId'>,
): Table<Exported> => {
  let isCut = false
  const found = async () => {
    const { rows } = await customers.find(caller, { ...query, limit: mostFound })
    isCut = rows.length >= mostFound
    return rows
  }
  const exported = (rows: readonly CustomerRow[]) =>
    db.inShop(caller.shopId, async (tx) =>
      withKnown(
        tx,
        caller.shopId,
        rows,
        await selectCustomers(
          tx,
          rows.map(({ id }) => id),
        ),
      ),
    )
  const written = async (importId: string | undefined, cursor: string | undefined) => {
    const { rows, next } = await customers.find(caller, { importId, cursor, limit: pageSize })
    return { rows: await exported(rows), next }
  }
  return {
    columns: customerColumns,
    isCut: () => isCut,
    pages: query.q?.trim()
      ? pagesBy(async () => ({ rows: await exported(await found()), next: null }))
      : query.importId
        ? pagesBy((cursor) => written(query.importId, cursor))
        : pagesBy((before) =>
            db.inShop(caller.shopId, async (tx) => {
              const records = await selectById(tx, caller.shopId, before ?? null, pageSize)
              const purses = await pursesOf(
                tx,
                caller.shopId,
                records.map(({ id }) => id),
              )
              const rows = records.map((record) => toCustomerRow(record, purses.get(record.id), null))
              const byId = new Map(records.map((record) => [record.id, record]))
              return {
                rows: await withKnown(tx, caller.shopId, rows, byId),
                next: records.length === pageSize ? (records.at(-1)?.id ?? null) : null,
              }
            }),
          ),
  }
}

const withKnown = async (
  tx: Tx,
  shopId: string,
  rows: readonly CustomerRow[],
  records: ReadonlyMap<string, CustomerRecord>,
): Promise<Exported[]> => {
  const purses = await pursesOf(
    tx,
    shopId,
    rows.map(({ id }) => id),
  )
  const headOf = new Map([...purses].flatMap(([head, { ids }]) => ids.map((id) => [id, head] as const)))
  const known = Map.groupBy(await selectIdentitiesOf(tx, shopId, [...headOf.keys()]), (one) =>
    headOf.get(one.customer_id),
  )
  return rows.map((row) => ({
    row,
    record: records.get(row.id),
    known: (known.get(row.id) ?? []).map(({ kind, value }) => ({ kind, shown: maskIdentity(kind, value) })),
  }))
}

const { text, whole, money, time, list } = columnsOf<Exported>()
const shownOf =
  (kind: Exported['known'][number]['kind']) =>
  ({ known }: Exported) =>
    known.filter((one) => one.kind === kind).map(({ shown }) => shown)

const customerColumns: Column<Exported>[] = [
  text('id', '客户编号', 'Customer id', ({ row }) => row.id),
  text('name', '姓名', 'Name', ({ row }) => row.name),
  text('city', '城市', 'City', ({ row }) => row.city),
  list('accounts', '平台账号', 'Platform accounts', shownOf('platform_account')),
  list('logins', '网站登录名', 'Site logins', shownOf('site_login')),
  list('emails', '邮箱', 'E-mail', shownOf('email')),
  list('phones', '电话', 'Phone', shownOf('phone')),
  text('addressStyle', '称呼', 'Address style', ({ record }) => record?.address_style || null),
  text('note', '备注', 'Note', ({ record }) => record?.note || null),
  whole('orders', '订单数', 'Orders', ({ row }) => row.orderCount),
  text('currency', '币种', 'Currency', ({ row }) => row.spent[0]?.currency ?? null),
  money('spent', '消费', 'Spent', ({ row }) => row.spent[0] ?? null),
  list('otherCurrencies', '其他币种消费', 'Spent in other currencies', ({ row }) =>
    row.spent.slice(1).map((one) => `${one.currency} ${decimalOf(one)}`),
  ),
  time('firstOrderAt', '首次下单', 'First order', ({ record }) => record?.first_order_at ?? null),
  time('lastOrderAt', '最近下单', 'Last order', ({ row }) => row.lastOrderAt),
  time('lastTalkAt', '最近咨询', 'Last talk', ({ row }) => row.lastTalkAt),
  time('createdAt', '建档时间', 'Known since', ({ record }) => record?.created_at ?? null),
]

/** One person's timeline, newest first. */
export const timelineTable = (
  customers: CustomerDesk,
  caller: MemberCaller,
  id: string,
): Table<TimelineRow> => {
  const of = columnsOf<TimelineRow>()
  return {
    columns: [
      of.text('id', '编号', 'Id', (row) => row.id),
      of.time('at', '时间', 'At', (row) => row.at),
      of.time('recordedAt', '记录时间', 'Recorded at', (row) => row.recordedAt),
      of.text('name', '事件', 'Event', (row) => row.name),
      of.text('subject', '对象', 'Subject', (row) => row.subject),
      of.text('actor', '经手人', 'By', (row) => row.actor),
      of.text('facts', '内容', 'Facts', (row) => JSON.stringify(row.facts)),
      of.flag('isHistory', '历史', 'From history', (row) => row.isHistory),
    ],
    pages: pagesBy((cursor) =>
      customers.timeline(caller, id, { limit: 500, ...(cursor === undefined ? {} : { cursor }) }),
    ),
  }
}
