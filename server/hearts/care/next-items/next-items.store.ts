import { sql } from 'kysely'
import type { DeclineReason, NextItemReason, NextItemState } from '#contract/care/kinds.ts'
import { defaultNextItemRules, type NextItemRules } from '#contract/care/next-items.ts'
import type { ContactChannel } from '#contract/touches/contact-policy.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

/** The rules in force; what a newer version added has its default. */
export const nextRulesInForce = async (tx: Tx, shopId: string): Promise<NextItemRules> => {
  const row = await tx
    .selectFrom('care.next_rules')
    .select('rules')
    .where('shop_id', '=', shopId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { ...defaultNextItemRules, ...(row?.rules as Partial<NextItemRules> | undefined) }
}
export const insertNextRules = async (
  tx: Tx,
  now: Date,
  row: { shopId: string; rules: NextItemRules; by: string | null },
): Promise<void> => {
  await tx
    .insertInto('care.next_rules')
    .values({ id: newId(), shop_id: row.shopId, rules: JSON.stringify(row.rules), by: row.by, at: now })
    .execute()
}

export interface NextItemRecord {
  id: string
  shop_id: string
  customer_id: string
  order_id: string
  store_id: string
  product_id: string
  next_id: string
  reason: NextItemReason
  people: number | null
  of: number | null
  median_days: number | null
  note: string | null
  state: NextItemState
  due_at: Date
  ended_at: Date | null
  channel: ContactChannel | null
  conversation_id: string | null
  text: string | null
  by: string | null
  declined: DeclineReason | null
  said: string | null
  version: number
}
const columns = sql`n.id, n.shop_id, n.customer_id, n.order_id, n.store_id, n.product_id, n.next_id, n.reason, n.people, n.of, n.median_days, n.note, n.state, n.due_at,
  n.ended_at, n.channel, n.conversation_id, n.text, n.by, n.declined, n.said, n.version`

export const insertNextItem = async (
  tx: Tx,
  now: Date,
  item: Pick<
    NextItemRecord,
    | 'shop_id'
    | 'customer_id'
    | 'order_id'
    | 'store_id'
    | 'product_id'
    | 'next_id'
    | 'reason'
    | 'people'
    | 'of'
    | 'median_days'
    | 'note'
    | 'due_at'
  >,
): Promise<void> => {
  await tx
    .insertInto('care.next_items')
    .values({ id: newId(), ...item, state: 'open', proposed_at: now })
    .execute()
}
export const lockNextItem = async (tx: Tx, id: string): Promise<NextItemRecord | null> =>
  (
    await sql<NextItemRecord>`select ${columns} from care.next_items n where n.id = ${id} for update`.execute(
      tx,
    )
  ).rows[0] ?? null
export const endNextItem = async (
  tx: Tx,
  now: Date,
  row: NextItemRecord,
  end: {
    state: 'sent' | 'declined'
    by: string | null
    channel?: ContactChannel
    conversation_id?: string | null
    message_id?: string | null
    touch_id?: string
    text?: string
    declined?: DeclineReason
    said?: string | null
  },
): Promise<NextItemRecord> => {
  const after = { ...row, ...end, ended_at: now, version: row.version + 1 }
  await tx
    .updateTable('care.next_items')
    .set({ ...end, ended_at: now, version: after.version })
    .where('id', '=', row.id)
    .execute()
  return after
}

const endedStates: Readonly<Record<'open' | 'sent' | 'left', readonly NextItemState[]>> = {
  open: ['open'],
  sent: ['sent'],
  left: ['declined', 'bought', 'lapsed'],
}
export interface ListedPlace {
  at: Date
  id: string
}
/** `placed`: of an open one when it came due, of the others when they ended. Newest first. */
export const selectNextItems = async (
  tx: Tx,
  ask: { shopId: string; view: 'open' | 'sent' | 'left'; after: ListedPlace | null; limit: number },
): Promise<NextItemRecord[]> => {
  const place = ask.view === 'open' ? sql.ref('n.due_at') : sql.ref('n.ended_at')
  return (
    await sql<NextItemRecord>`
      select ${columns} from care.next_items n where n.shop_id = ${ask.shopId} and n.state = any (${[...endedStates[ask.view]]}::text[])
        ${ask.after ? sql`and (${place}, n.id) < (${ask.after.at}::timestamptz, ${ask.after.id}::uuid)` : sql``}
      order by ${place} desc, n.id desc limit ${ask.limit}`.execute(tx)
  ).rows
}
export const openOfCustomer = async (tx: Tx, shopId: string, customerId: string): Promise<NextItemRecord[]> =>
  (
    await sql<NextItemRecord>`
      select ${columns} from care.next_items n where n.shop_id = ${shopId} and n.customer_id = any (customers.ids_of(${customerId}::uuid)) and n.state = 'open'
      order by n.due_at desc limit 3`.execute(tx)
  ).rows
export const customerOfChat = async (
  tx: Tx,
  conversationId: string,
): Promise<{ customer_id: string | null; store_id: string; state: string } | null> =>
  (
    await sql<{ customer_id: string | null; store_id: string; state: string }>`
      select c.customer_id, c.store_id, c.state from conversations.v_conversations c where c.id = ${conversationId}`.execute(
      tx,
    )
  ).rows[0] ?? null
export const isSamePerson = async (tx: Tx, one: string, other: string): Promise<boolean> =>
  (await sql<{ is: boolean }>`select ${one}::uuid = any (customers.ids_of(${other}::uuid)) as is`.execute(tx))
    .rows[0]?.is ?? false
export const countNextItems = async (
  tx: Tx,
  shopId: string,
): Promise<{ open: number; sent: number; left: number }> => {
  const { rows } = await sql<{ state: NextItemState; n: number }>`
    select state, count(*)::int as n from care.next_items where shop_id = ${shopId} group by state`.execute(
    tx,
  )
  const of = (view: keyof typeof endedStates) =>
    rows.filter((row) => endedStates[view].includes(row.state)).reduce((sum, row) => sum + row.n, 0)
  return { open: of('open'), sent: of('sent'), left: of('left') }
}
/** Open ones that are over: too old, bought by themselves, or nobody may be asked any more. How many. */
export const closeStale = async (tx: Tx, now: Date, shopId: string, dueBefore: Date): Promise<number> => {
  const { numAffectedRows } = await sql`
    with over as (
      select n.id, case when exists (select from products.v_bought_lines l where l.shop_id = ${shopId} and l.product_id = n.next_id
          and l.customer_id = any (customers.ids_of(n.customer_id)) and l.placed_at > n.proposed_at and l.status not in ('cancelled', 'closed')) then 'bought'
        when n.due_at < ${dueBefore} or exists (select from touches.v_no_more m where m.shop_id = ${shopId} and m.customer_id = any (customers.ids_of(n.customer_id)))
        then 'lapsed' end as state
      from care.next_items n where n.shop_id = ${shopId} and n.state = 'open'
    ) update care.next_items n set state = o.state, ended_at = ${now}, version = n.version + 1 from over o where n.id = o.id and o.state is not null and n.state = 'open'`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}

export interface ReportRow {
  is_sent: boolean
  is_running: boolean
  proposals: number
  bought_item: number
  bought_any: number
  revenue: number
}
/** What was bought within the days after it was sent, or after it was proposed where it was not. */
export const reportRows = async (
  tx: Tx,
  ask: { shopId: string; now: Date; days: number; from: Date; currency: string },
): Promise<ReportRow[]> =>
  (
    await sql<ReportRow>`
      with item as materialized (
        select n.id, n.customer_id, n.next_id, n.state = 'sent' as is_sent, case when n.state = 'sent' then n.ended_at else n.proposed_at end as start
        from care.next_items n where n.shop_id = ${ask.shopId} and n.state <> 'open' and n.proposed_at >= ${ask.from}
      ), counted as (
        select i.is_sent, i.start + make_interval(days => ${ask.days}) > ${ask.now} as is_running,
          exists (select from products.v_bought_lines l where l.shop_id = ${ask.shopId} and l.product_id = i.next_id and l.customer_id = any (customers.ids_of(i.customer_id))
            and l.placed_at > i.start and l.placed_at <= i.start + make_interval(days => ${ask.days}) and l.status not in ('cancelled', 'closed', 'pending')) as item,
          (select coalesce(sum(o.total), 0)::float8 from orders.v_summary o where o.shop_id = ${ask.shopId} and o.customer_id = any (customers.ids_of(i.customer_id)) and o.currency = ${ask.currency}
            and o.placed_at > i.start and o.placed_at <= i.start + make_interval(days => ${ask.days}) and o.status not in ('cancelled', 'closed', 'pending')) as spent
        from item i
      ) select is_sent, is_running, count(*)::int as proposals, (count(*) filter (where item))::int as bought_item, (count(*) filter (where spent > 0))::int as bought_any,
        sum(spent)::float8 as revenue from counted group by 1, 2`.execute(tx)
  ).rows

/** Of these sent ones, who bought the item within the days. */
export const boughtAfter = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  days: number,
): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await sql<{ id: string }>`
        select n.id from care.next_items n where n.shop_id = ${shopId} and n.id = any (${[...ids]}::uuid[]) and exists (
          select from products.v_bought_lines l where l.shop_id = ${shopId} and l.product_id = n.next_id and l.customer_id = any (customers.ids_of(n.customer_id))
            and l.placed_at > n.ended_at and l.placed_at <= n.ended_at + make_interval(days => ${days}) and l.status not in ('cancelled', 'closed', 'pending'))`.execute(
        tx,
      )
    ).rows.map((row) => row.id),
  )

export const ordersOf = async (
  tx: Tx,
  ids: readonly string[],
): Promise<
  {
    id: string
    name: string
    status: string
    placed_at: Date
    shipped_at: Date | null
    completed_at: Date | null
  }[]
> =>
  tx
    .selectFrom('orders.v_summary')
    .select(['id', 'name', 'status', 'placed_at', 'shipped_at', 'completed_at'])
    .where('id', 'in', [...ids])
    .execute() as never
