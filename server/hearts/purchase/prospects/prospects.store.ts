import { sql } from 'kysely'
import type { DropReason, ProspectView } from '#contract/purchase/kinds.ts'
import type { Tx } from '#platform/database/database.ts'
import { isBought } from '../talks.store.ts'
import type { ProspectState } from './prospects.rules.ts'

export interface ProspectRow {
  id: string
  conversation_id: string
  customer_id: string | null
  buyer_name: string
  state: ProspectState
  owner_id: string | null
  next_at: Date | null
  follow_ups: number
  reason: DropReason | null
  note: string | null
  order_id: string | null
  about: string
  is_need: boolean
  last_note: string | null
  opened_at: Date
  ended_at: Date | null
  version: number
}
const columns = sql`p.id, p.conversation_id, coalesce(t.customer_id, p.customer_id) as customer_id, p.buyer_name, p.state, p.owner_id, p.next_at, p.follow_ups, p.reason, p.note, p.order_id,
  coalesce((select n.text from purchase.needs n where n.inquiry_id = p.inquiry_id),
    (select s.text from conversations.v_said s join conversations.v_inquiries i on i.id = p.inquiry_id
      where s.conversation_id = p.conversation_id and s.author = 'buyer' and s.at >= i.opened_at order by s.number limit 1), '') as about,
  exists (select 1 from purchase.needs n where n.inquiry_id = p.inquiry_id and n.text is not null) as is_need,
  (select f.note from purchase.follow_ups f where f.prospect_id = p.id order by f.at desc limit 1) as last_note, p.opened_at, p.ended_at, p.version`
const source = sql`purchase.prospects p left join conversations.v_talks t on t.id = p.conversation_id`

/** The newest of this conversation, or of this person in any other; open ones first. */
export const findProspectOf = async (
  tx: Tx,
  of: { conversationId: string; customerId: string | null },
): Promise<ProspectRow | null> =>
  (
    await sql<ProspectRow>`
    select ${columns} from ${source}
    where p.conversation_id = ${of.conversationId} or (${of.customerId}::uuid is not null and p.customer_id = any (customers.ids_of(${of.customerId}::uuid)))
    order by (p.state = 'open') desc, p.opened_at desc limit 1`.execute(tx)
  ).rows[0] ?? null
export const findProspect = async (tx: Tx, id: string): Promise<ProspectRow | null> =>
  (await sql<ProspectRow>`select ${columns} from ${source} where p.id = ${id}`.execute(tx)).rows[0] ?? null
export const lockProspect = async (tx: Tx, id: string): Promise<ProspectRow | null> => {
  const found = await sql`select id from purchase.prospects where id = ${id} for update`.execute(tx)
  return found.rows.length === 0 ? null : findProspect(tx, id)
}

export const selectProspects = async (
  tx: Tx,
  query: {
    view: ProspectView
    ownerId: string | null
    now: Date
    after: { at: Date; id: string } | null
    limit: number
  },
): Promise<ProspectRow[]> => {
  const own = sql`(${query.ownerId}::uuid is null or p.owner_id = ${query.ownerId})`
  const at = query.after?.at ?? null
  const id = query.after?.id ?? null
  const rows =
    query.view === 'due' || query.view === 'open'
      ? sql<ProspectRow>`
    select ${columns} from ${source} where p.state = 'open' and ${own} and (${query.view} = 'open' or p.next_at <= ${query.now})
      and (${at}::timestamptz is null or (p.next_at, p.id) > (${at}::timestamptz, ${id}::uuid)) order by p.next_at, p.id limit ${query.limit}`
      : sql<ProspectRow>`
    select ${columns} from ${source} where p.state = ${query.view} and ${own}
      and (${at}::timestamptz is null or (p.ended_at, p.id) < (${at}::timestamptz, ${id}::uuid)) order by p.ended_at desc, p.id desc limit ${query.limit}`
  return (await rows.execute(tx)).rows
}
export const countProspects = async (
  tx: Tx,
  ownerId: string | null,
  now: Date,
): Promise<{ due: number; open: number }> =>
  (
    await sql<{ due: number; open: number }>`
    select count(*) filter (where next_at <= ${now})::int as due, count(*)::int as open from purchase.prospects
    where state = 'open' and (${ownerId}::uuid is null or owner_id = ${ownerId})`.execute(tx)
  ).rows[0] ?? { due: 0, open: 0 }

/** False: this conversation has an open one already. */
export const insertProspect = async (
  tx: Tx,
  prospect: {
    id: string
    shopId: string
    conversationId: string
    customerId: string | null
    inquiryId: string
    buyerName: string
    ownerId: string | null
    nextAt: Date
    now: Date
  },
): Promise<boolean> =>
  (
    await sql`
    insert into purchase.prospects (id, shop_id, conversation_id, customer_id, inquiry_id, buyer_name, state, owner_id, next_at, opened_at)
    values (${prospect.id}, ${prospect.shopId}, ${prospect.conversationId}, ${prospect.customerId}, ${prospect.inquiryId}, ${prospect.buyerName}, 'open', ${prospect.ownerId}, ${prospect.nextAt}, ${prospect.now})
    on conflict do nothing returning id`.execute(tx)
  ).rows.length > 0
export const writeFollowUp = async (
  tx: Tx,
  of: {
    id: string
    shopId: string
    prospectId: string
    note: string
    nextAt: Date
    ownerId: string | null
    by: string | null
    now: Date
  },
): Promise<void> => {
  await sql`
    insert into purchase.follow_ups (id, shop_id, prospect_id, note, next_at, by, at) values (${of.id}, ${of.shopId}, ${of.prospectId}, ${of.note}, ${of.nextAt}, ${of.by}, ${of.now})`.execute(
    tx,
  )
  await sql`
    update purchase.prospects set follow_ups = follow_ups + 1, next_at = ${of.nextAt}, owner_id = ${of.ownerId}, version = version + 1 where id = ${of.prospectId}`.execute(
    tx,
  )
}
export const endProspect = async (
  tx: Tx,
  id: string,
  end: {
    state: 'won' | 'dropped'
    reason: DropReason | null
    note: string | null
    orderId: string | null
    by: string | null
    now: Date
  },
): Promise<void> => {
  await sql`
    update purchase.prospects set state = ${end.state}, reason = ${end.reason}, note = ${end.note}, order_id = ${end.orderId}, ended_at = ${end.now}, ended_by = ${end.by}, version = version + 1
    where id = ${id}`.execute(tx)
}
export const reopenRow = async (tx: Tx, id: string, nextAt: Date): Promise<void> => {
  await sql`
    update purchase.prospects set state = 'open', reason = null, note = null, order_id = null, ended_at = null, ended_by = null, next_at = ${nextAt}, version = version + 1 where id = ${id}`.execute(
    tx,
  )
}
/** Open prospects whose person bought since; at most two hundred. */
export const boughtSince = async (tx: Tx, shopId: string): Promise<{ id: string; orderId: string }[]> =>
  (
    await sql<{ id: string; orderId: string }>`
    with followed as materialized (
      -- Asked for before the orders are: what the function is given would cost these their index under row-level security.
      select p.id, p.opened_at, i.opened_at as since, customers.ids_of(case when t.customer_id is null then p.customer_id else t.customer_id end) as people
      from purchase.prospects p join conversations.v_talks t on t.id = p.conversation_id join conversations.v_inquiries i on i.id = p.inquiry_id
      where p.state = 'open' and num_nonnulls(t.customer_id, p.customer_id) > 0)
    select f.id, o.id as "orderId" from followed f cross join lateral (
      select o.id from orders.v_summary o where o.shop_id = ${shopId} and o.customer_id = any (f.people) and o.placed_at >= f.since and ${isBought}
      order by o.placed_at, o.id limit 1) o
    order by f.opened_at limit 200`.execute(tx)
  ).rows

/** Shops in which somebody talked in the last sixty days, or is still followed up; across shops (`asSystem`). */
export const shopsThatTalked = async (tx: Tx, now: Date): Promise<string[]> =>
  (
    await sql<{ shop_id: string }>`
    select shop_id from purchase.endings where closed_at > ${now}::timestamptz - interval '60 days' union select shop_id from purchase.prospects where state = 'open'`.execute(
      tx,
    )
  ).rows.map((row) => row.shop_id)

export interface EndingRow {
  inquiry_id: string
  conversation_id: string
  customer_id: string | null
  buyer_name: string
  closed_by: string | null
  closed_at: Date
  asked_id: string | null
  questions: 'none' | 'remain' | null
  unresolved: number
}
export const writeEnding = async (
  tx: Tx,
  end: {
    inquiryId: string
    shopId: string
    conversationId: string
    customerId: string | null
    by: string | null
    now: Date
    thanksId: string | null
    askedId: string | null
    questions: 'none' | 'remain' | null
    unresolved: number
  },
): Promise<void> => {
  await sql`
    insert into purchase.endings (inquiry_id, shop_id, conversation_id, customer_id, closed_by, closed_at, thanks_id, asked_id, questions, unresolved)
    values (${end.inquiryId}, ${end.shopId}, ${end.conversationId}, ${end.customerId}, ${end.by}, ${end.now}, ${end.thanksId}, ${end.askedId}, ${end.questions}, ${end.unresolved})
    on conflict (inquiry_id) do update set closed_by = excluded.closed_by, closed_at = excluded.closed_at, thanks_id = excluded.thanks_id, asked_id = excluded.asked_id,
      questions = excluded.questions, unresolved = excluded.unresolved`.execute(tx)
}
export const selectThankless = async (
  tx: Tx,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<EndingRow[]> =>
  (
    await sql<EndingRow>`
    select e.inquiry_id, e.conversation_id, coalesce(t.customer_id, e.customer_id) as customer_id, t.buyer_name, e.closed_by, e.closed_at, e.asked_id, e.questions, e.unresolved
    from purchase.endings e join conversations.v_talks t on t.id = e.conversation_id
    where e.thanks_id is null and (${after?.at ?? null}::timestamptz is null or (e.closed_at, e.inquiry_id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by e.closed_at desc, e.inquiry_id desc limit ${limit}`.execute(tx)
  ).rows
