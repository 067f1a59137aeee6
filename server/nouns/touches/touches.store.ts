import { sql } from 'kysely'
import type { ContactChannel } from '#contract/touches/contact-policy.ts'
import type { TouchKind } from '#contract/touches/kinds.ts'
import { defaultTouchRules, type TouchRules } from '#contract/touches/touches.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

/** The rules in force; what a newer version added has its default. */
export const rulesInForce = async (tx: Tx, shopId: string): Promise<TouchRules> => {
  const row = await tx
    .selectFrom('touches.rules')
    .select('rules')
    .where('shop_id', '=', shopId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { ...defaultTouchRules, ...(row?.rules as Partial<TouchRules> | undefined) }
}
export const insertRules = async (
  tx: Tx,
  now: Date,
  row: { shopId: string; rules: TouchRules; by: string | null },
): Promise<void> => {
  await tx
    .insertInto('touches.rules')
    .values({ id: newId(), shop_id: row.shopId, rules: JSON.stringify(row.rules), by: row.by, at: now })
    .execute()
}

/** Who this is today; null where there is no such person. */
export const rootOf = async (tx: Tx, customerId: string): Promise<string | null> =>
  (
    await sql<{ id: string }>`
      select coalesce(merged_into, id) as id from customers.v_customers where id = ${customerId}`.execute(tx)
  ).rows[0]?.id ?? null

/** Whoever takes a place in this person's budget takes it alone, until the transaction ends. */
export const lockBudget = (tx: Tx, rootId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`touch ${rootId}`}, 0))`.execute(tx)

export interface TouchRecord {
  id: string
  customer_id: string
  key: string
  channel: ContactChannel
  kind: TouchKind
  purpose: string
  order_id: string | null
  conversation_id: string | null
  state: 'taken' | 'sent' | 'let_go'
  by: string | null
  taken_at: Date
  sent_at: Date | null
}
const columns = [
  'id',
  'customer_id',
  'key',
  'channel',
  'kind',
  'purpose',
  'order_id',
  'conversation_id',
  'state',
  'by',
  'taken_at',
  'sent_at',
] as const

export const findByKey = async (tx: Tx, shopId: string, key: string): Promise<TouchRecord | null> =>
  ((await tx
    .selectFrom('touches.touches')
    .select(columns)
    .where('shop_id', '=', shopId)
    .where('key', '=', key)
    .executeTakeFirst()) as TouchRecord | undefined) ?? null

export interface NewTouch {
  shopId: string
  customerId: string
  key: string
  channel: ContactChannel
  kind: TouchKind
  heart: 'purchase' | 'dispatch' | 'delivery' | 'aftersales' | 'care'
  purpose: string
  orderId: string | null
  conversationId: string | null
  messageId: string | null
  text: string | null
  by: string | null
}
/** Taken anew where it was let go; of a key that stands already nothing changes. Returns the id, or null where it stood. */
export const putTouch = async (
  tx: Tx,
  now: Date,
  touch: NewTouch,
  state: 'taken' | 'sent',
): Promise<string | null> => {
  const values = {
    channel: touch.channel,
    kind: touch.kind,
    heart: touch.heart,
    purpose: touch.purpose,
    order_id: touch.orderId,
    conversation_id: touch.conversationId,
    message_id: touch.messageId,
    state,
    text: touch.text,
    by: touch.by,
    taken_at: now,
    sent_at: state === 'sent' ? now : null,
  }
  const row = await tx
    .insertInto('touches.touches')
    .values({
      id: newId(),
      shop_id: touch.shopId,
      customer_id: touch.customerId,
      key: touch.key,
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'key']).doUpdateSet(values).where('touches.touches.state', '=', 'let_go'),
    )
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}
export const endTouch = async (
  tx: Tx,
  id: string,
  end: { state: 'sent'; at: Date; messageId: string | null } | { state: 'let_go' },
): Promise<void> => {
  await tx
    .updateTable('touches.touches')
    .set(
      end.state === 'sent'
        ? { state: 'sent', sent_at: end.at, message_id: end.messageId }
        : { state: 'let_go' },
    )
    .where('id', '=', id)
    .where('state', '=', 'taken')
    .execute()
}

export interface FactRow {
  root: string
  what: 'care' | 'trouble' | 'waiting' | 'no_more' | 'refused'
  at: Date | null
  channel: ContactChannel | null
}
/**
 * What the gate asks of these people, each under all ids of theirs. `root` is the id that was asked for. Trouble: a problem that was
 * filed, a broken word, a bad review, money given back; `at` null: it goes on.
 */
export const gateFactRows = async (
  tx: Tx,
  shopId: string,
  customerIds: readonly string[],
  span: { caredFrom: Date; troubleFrom: Date },
): Promise<FactRow[]> =>
  (
    await sql<FactRow>`
    with who as materialized (
      select r.root, i.id from unnest(${[...customerIds]}::uuid[]) as r (root) cross join lateral unnest(customers.ids_of(r.root)) as i (id)
    ), talk as materialized (
      select w.root, c.id, c.turn_id from who w join conversations.v_conversations c on c.shop_id = ${shopId} and c.customer_id = w.id
    )
    select w.root, 'care' as what, t.taken_at as at, null as channel from who w join touches.touches t on t.shop_id = ${shopId} and t.customer_id = w.id
      and t.kind = 'care' and t.state <> 'let_go' and t.taken_at > ${span.caredFrom}
    union all select w.root, 'no_more', n.at, null from who w join touches.no_more n on n.shop_id = ${shopId} and n.customer_id = w.id and n.lifted_at is null
    union all select root, 'waiting', null, null from talk where turn_id is not null
    union all select t.root, 'trouble', p.solved_at, null from talk t join conversations.v_problems p on p.shop_id = ${shopId} and p.conversation_id = t.id
      and (p.solved_at is null or p.solved_at > ${span.troubleFrom})
    union all select w.root, 'trouble', p.ended_at, null from who w join promises.v_words p on p.shop_id = ${shopId} and p.customer_id = w.id
      and p.state = 'broken' and p.ended_at > ${span.troubleFrom}
    union all select w.root, 'trouble', r.occurred_at, null from who w join products.v_reviews r on r.shop_id = ${shopId} and r.customer_id = w.id
      and (r.verdict = 'bad' or r.stars <= 2) and r.occurred_at > ${span.troubleFrom}
    union all select w.root, 'trouble', coalesce(o.completed_at, o.placed_at), null from who w join orders.v_summary o on o.shop_id = ${shopId} and o.customer_id = w.id
      and (o.refunded > 0 or o.status = 'closed' and o.paid_at is not null) and coalesce(o.completed_at, o.placed_at) > ${span.troubleFrom}
    union all select w.root, 'refused', c.noted_at, c.channel from who w join customers.v_consents c on c.shop_id = ${shopId} and c.customer_id = w.id and c.is_given is false`.execute(
      tx,
    )
  ).rows

/** The latest of one person, service and care. */
export const latestTouches = async (
  tx: Tx,
  shopId: string,
  customerId: string,
  limit: number,
): Promise<TouchRecord[]> =>
  (
    await sql<TouchRecord>`
      select id, customer_id, key, channel, kind, purpose, order_id, conversation_id, state, by, taken_at, sent_at from touches.touches
      where shop_id = ${shopId} and customer_id = any (customers.ids_of(${customerId}::uuid)) and state <> 'let_go'
      order by taken_at desc, id desc limit ${limit}`.execute(tx)
  ).rows

export interface NoMoreRecord {
  at: Date
  source: 'chat' | 'hand'
  said: string
  by: string | null
  conversation_id: string | null
}
export const openNoMore = async (tx: Tx, shopId: string, customerId: string): Promise<NoMoreRecord | null> =>
  (
    await sql<NoMoreRecord>`
      select at, source, said, by, conversation_id from touches.no_more
      where shop_id = ${shopId} and customer_id = any (customers.ids_of(${customerId}::uuid)) and lifted_at is null order by at desc limit 1`.execute(
      tx,
    )
  ).rows[0] ?? null
export const insertNoMore = async (
  tx: Tx,
  now: Date,
  row: {
    shopId: string
    customerId: string
    source: 'chat' | 'hand'
    said: string
    conversationId: string | null
    messageId: string | null
    by: string | null
  },
): Promise<void> => {
  await tx
    .insertInto('touches.no_more')
    .values({
      id: newId(),
      shop_id: row.shopId,
      customer_id: row.customerId,
      source: row.source,
      said: row.said.slice(0, 300),
      conversation_id: row.conversationId,
      message_id: row.messageId,
      by: row.by,
      at: now,
    })
    .execute()
}
/** How many were lifted. */
export const liftNoMore = async (
  tx: Tx,
  now: Date,
  row: { shopId: string; customerId: string; why: string; by: string | null },
): Promise<number> => {
  const { numAffectedRows } = await sql`
    update touches.no_more set lifted_at = ${now}, lifted_by = ${row.by}, lifted_why = ${row.why}
    where shop_id = ${row.shopId} and customer_id = any (customers.ids_of(${row.customerId}::uuid)) and lifted_at is null`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}

/** What one person wrote since they last changed their mind, the newest first. */
export const linesToHear = async (
  tx: Tx,
  shopId: string,
  customerId: string,
  since: Date,
): Promise<{ id: string; conversation_id: string; text: string; at: Date }[]> =>
  (
    await sql<{ id: string; conversation_id: string; text: string; at: Date }>`
      with who as materialized (select unnest(customers.ids_of(${customerId}::uuid)) as id),
        changed as (select max(coalesce(n.lifted_at, n.at)) as at from touches.no_more n where n.shop_id = ${shopId} and n.customer_id in (select id from who))
      select l.id, l.conversation_id, l.text, l.at from conversations.v_conversations c join conversations.v_buyer_lines l on l.conversation_id = c.id
      where c.shop_id = ${shopId} and c.customer_id in (select id from who) and l.id >= platform.uuid_floor(${since}::timestamptz)
        and l.at > greatest(${since}::timestamptz, (select at from changed)) order by l.id desc limit 300`.execute(
      tx,
    )
  ).rows
