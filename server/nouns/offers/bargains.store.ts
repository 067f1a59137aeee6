import { sql } from 'kysely'
import type { BargainEnd, BargainKind, GivenKind } from '#contract/purchase/bargains.ts'
import { arrayText, plainArrayText } from '#platform/database/copy-in.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

export interface BargainRecord {
  id: string
  conversation_id: string
  customer_id: string | null
  member_id: string | null
  asked: BargainKind[]
  asks: number
  opened_at: Date
  last_at: Date
  given: GivenKind | null
  ended: BargainEnd | null
  order_id: string | null
  note: string | null
  version: number
}
export interface ShownBargain extends BargainRecord {
  buyer_name: string
  said: string | null
}
const columns = sql`b.id, b.conversation_id, b.customer_id, b.member_id, b.asked, b.asks, b.opened_at, b.last_at, b.given, b.ended, b.order_id, b.note, b.version`
const shown = sql`${columns}, c.buyer_name, (select nullif(m.text, '') from offers.bargain_messages k join conversations.v_said m on m.id = k.message_id
  where k.shop_id = b.shop_id and k.bargain_id = b.id order by k.message_id desc limit 1) as said`

export interface Attempt {
  messageId: string
  conversationId: string
  kinds: readonly BargainKind[]
  at: Date
}

/**
 * Adds messages to the open bargains of their conversations, or opens one in each that has none; one statement however many
 * there are. A message that is known already changes nothing. Returns the conversations whose bargain changed.
 */
export const noteAttempts = async (
  tx: Tx,
  shopId: string,
  attempts: readonly Attempt[],
): Promise<{ conversation_id: string; version: number }[]> => {
  // One row for each kind that a message asks for.
  const asked = attempts.flatMap(({ kinds, ...of }) => kinds.map((kind) => ({ ...of, kind, id: newId() })))
  const { rows } = await sql<{ conversation_id: string; version: number }>`
    with fresh as materialized (
      select w.* from unnest(${plainArrayText(asked.map(({ messageId }) => messageId))}::uuid[], ${plainArrayText(asked.map(({ conversationId }) => conversationId))}::uuid[],
        ${plainArrayText(asked.map(({ kind }) => kind))}::text[], ${arrayText(asked.map(({ at }) => at.toISOString()))}::timestamptz[],
        ${plainArrayText(asked.map(({ id }) => id))}::uuid[]) as w (message_id, conversation_id, kind, at, id)
      where not exists (select from offers.bargain_messages k where k.message_id = w.message_id)
    ), changed as (
      insert into offers.bargains as b (id, shop_id, conversation_id, customer_id, member_id, asked, asks, opened_at, last_at)
      select f.id, ${shopId}, c.id, c.customer_id, c.assignee_id, f.asked, f.asks, f.opened_at, f.last_at
      from (select conversation_id, (array_agg(id))[1] as id, array_agg(distinct kind order by kind) as asked, count(distinct message_id)::int as asks, min(at) as opened_at, max(at) as last_at
        from fresh group by 1) f join conversations.v_conversations c on c.id = f.conversation_id
      order by c.id
      on conflict (shop_id, conversation_id) where ended is null do update set
        asked = (select array_agg(distinct a order by a) from unnest(b.asked || excluded.asked) a), asks = b.asks + excluded.asks,
        last_at = greatest(b.last_at, excluded.last_at), member_id = coalesce(excluded.member_id, b.member_id),
        customer_id = coalesce(b.customer_id, excluded.customer_id), version = b.version + 1
      returning b.id, b.conversation_id, b.version
    ), noted as (
      insert into offers.bargain_messages (message_id, shop_id, bargain_id)
      select distinct f.message_id, ${shopId}::uuid, c.id from fresh f join changed c using (conversation_id)
    )
    select conversation_id, version from changed`.execute(tx)
  return rows
}

/** What was given in the open bargain of a conversation, unless something was said of it already. True: one was changed. */
export const giveOpenBargain = async (
  tx: Tx,
  now: Date,
  shopId: string,
  conversationId: string,
  given: GivenKind,
  by: string | null,
): Promise<boolean> => {
  const done = await tx
    .updateTable('offers.bargains')
    .set({ given, given_at: now, given_by: by, version: sql`version + 1` })
    .where('shop_id', '=', shopId)
    .where('conversation_id', '=', conversationId)
    .where('ended', 'is', null)
    // Freight is more than an offer that everybody has, and an offer more than good reasons.
    .where((eb) =>
      eb.or([eb('given', 'is', null), eb('given', 'in', given === 'freight' ? ['held', 'offer'] : ['held'])]),
    )
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Nothing is left of the freight that was given in the open bargain of a conversation: what was given is open again. */
export const takeBackFromOpenBargain = async (
  tx: Tx,
  shopId: string,
  conversationId: string,
): Promise<void> => {
  await tx
    .updateTable('offers.bargains')
    .set({ given: null, given_at: null, given_by: null, version: sql`version + 1` })
    .where('shop_id', '=', shopId)
    .where('conversation_id', '=', conversationId)
    .where('ended', 'is', null)
    .where('given', '=', 'freight')
    .execute()
}

export const findOpenBargain = async (
  tx: Tx,
  shopId: string,
  conversationId: string,
): Promise<ShownBargain | null> =>
  (
    await sql<ShownBargain>`select ${shown} from offers.bargains b join conversations.v_conversations c on c.id = b.conversation_id
      where b.shop_id = ${shopId} and b.conversation_id = ${conversationId} and b.ended is null`.execute(tx)
  ).rows[0] ?? null
export const findBargain = async (tx: Tx, id: string): Promise<ShownBargain | null> =>
  (
    await sql<ShownBargain>`select ${shown} from offers.bargains b join conversations.v_conversations c on c.id = b.conversation_id where b.id = ${id}`.execute(
      tx,
    )
  ).rows[0] ?? null

export const selectBargains = async (
  tx: Tx,
  shopId: string,
  filter: { ended?: BargainEnd | 'open' | undefined; memberId?: string | undefined },
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<ShownBargain[]> =>
  (
    await sql<ShownBargain>`select ${shown} from offers.bargains b join conversations.v_conversations c on c.id = b.conversation_id
      where b.shop_id = ${shopId}
        ${filter.ended === undefined ? sql`` : filter.ended === 'open' ? sql`and b.ended is null` : sql`and b.ended = ${filter.ended}`}
        ${filter.memberId ? sql`and b.member_id = ${filter.memberId}` : sql``}
        ${cursor ? sql`and (b.opened_at, b.id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``}
      order by b.opened_at desc, b.id desc limit ${limit}`.execute(tx)
  ).rows

/** Null when its version is another by now, or it is not there. */
export const updateBargain = async (
  tx: Tx,
  now: Date,
  id: string,
  version: number,
  change: { given?: GivenKind; ended?: BargainEnd; note?: string | null; by: string | null },
): Promise<boolean> => {
  const done = await tx
    .updateTable('offers.bargains')
    .set({
      ...(change.given === undefined ? {} : { given: change.given, given_at: now, given_by: change.by }),
      ...(change.ended === undefined ? {} : { ended: change.ended, ended_at: now }),
      ...(change.note === undefined ? {} : { note: change.note }),
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/**
 * Ends open bargains by what their buyers did: an order after it, within the days, is bought; nothing until then is left. What
 * nobody noted as given was held. Returns the conversations.
 */
export const endBargains = async (
  tx: Tx,
  now: Date,
  shopId: string,
  followDays: number,
): Promise<{ id: string; conversation_id: string; ended: BargainEnd; version: number }[]> =>
  (
    await sql<{ id: string; conversation_id: string; ended: BargainEnd; version: number }>`
      with found as (
        select b.id, o.id as order_id from offers.bargains b
          join conversations.v_conversations c on c.id = b.conversation_id
          left join lateral (select s.id from orders.v_summary s where s.shop_id = ${shopId} and s.customer_id = any (customers.ids_of(coalesce(b.customer_id, c.customer_id)))
            and s.placed_at >= b.opened_at and s.placed_at < b.last_at + make_interval(days => ${followDays}) and s.status not in ('cancelled', 'closed', 'pending')
            order by s.placed_at limit 1) o on true
        where b.shop_id = ${shopId} and b.ended is null and (o.id is not null or b.last_at + make_interval(days => ${followDays}) < ${now})
        limit 500
      )
      update offers.bargains b set ended = case when f.order_id is null then 'left' else 'bought' end, ended_at = ${now}, order_id = f.order_id,
        given = coalesce(b.given, 'held'), given_at = coalesce(b.given_at, ${now}), version = b.version + 1
      from found f where b.id = f.id returning b.id, b.conversation_id, b.ended, b.version`.execute(tx)
  ).rows

export const sumBargains = async (
  tx: Tx,
  shopId: string,
  since: Date,
): Promise<{ given: GivenKind | null; bought: number; left: number; open: number }[]> =>
  (
    await sql<{ given: GivenKind | null; bought: number; left: number; open: number }>`
      select given, (count(*) filter (where ended = 'bought'))::int as bought, (count(*) filter (where ended = 'left'))::int as left,
        (count(*) filter (where ended is null))::int as open
      from offers.bargains where shop_id = ${shopId} and opened_at >= ${since} group by given order by count(*) desc, given`.execute(
      tx,
    )
  ).rows

/** Shops with open bargains, for whoever looks across shops. */
export const selectBargainingShops = async (tx: Tx): Promise<{ shop_id: string }[]> =>
  (
    await sql<{ shop_id: string }>`select distinct shop_id from offers.bargains where ended is null`.execute(
      tx,
    )
  ).rows

/** What buyers wrote since a moment, in order of its ids, for a sweep over all shops. */
export interface HeardLine {
  id: string
  shop_id: string
  conversation_id: string
  text: string
  at: Date
}
export const selectHeard = async (tx: Tx, from: string, limit: number): Promise<HeardLine[]> =>
  (
    await sql<HeardLine>`
      select id, shop_id, conversation_id, text, at from conversations.v_said where id > ${from}::uuid and author = 'buyer' order by id limit ${limit}`.execute(
      tx,
    )
  ).rows
