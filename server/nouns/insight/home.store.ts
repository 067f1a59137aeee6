import { sql } from 'kysely'
import type { Heart } from '#contract/promises/words.ts'
import type { Tx } from '#platform/database/database.ts'
import type { JourneyGroup, WordGroup } from './home.rules.ts'

export interface Period {
  shopId: string
  from: Date
  to: Date
}

/**
 * Evidence of the period, counted: words that ended kept or broken, by the journey they belong to. That is the buyer's
 * latest order when the word ended, if it was placed after the word or at most 30 days before; else the talk itself.
 */
export const selectJourneys = async (tx: Tx, { shopId, from, to }: Period): Promise<JourneyGroup[]> => {
  const { rows } = await sql<Omit<JourneyGroup, 'tappedBad' | 'tappedGood'>>`
    with ended as (
      select heart, state, customer_id, coalesce(conversation_id, id) as talk, given_at, ended_at from promises.v_words
      where shop_id = ${shopId} and state in ('kept', 'broken') and ended_at >= ${from} and ended_at <= ${to}
    ), placed as (
      select e.heart, e.state, coalesce(o.id, e.talk) as journey, coalesce(o.placed_at >= ${from} and o.placed_at <= ${to}, false) as of_period
      from ended e left join lateral (
        select s.id, s.placed_at from orders.v_summary s
        where s.shop_id = ${shopId} and s.customer_id = e.customer_id and s.placed_at <= e.ended_at and s.placed_at >= e.given_at - interval '30 days'
        order by s.placed_at desc limit 1) o on true
    ), journeys as (
      select heart, of_period, count(*) filter (where state = 'kept') as kept, count(*) filter (where state = 'broken') as broken
      from placed group by heart, of_period, journey
    )
    select heart, of_period as "ofPeriod", kept > 0 as kept, broken > 0 as broken, count(*)::int as journeys,
      sum(kept)::int as "wordsKept", sum(broken)::int as "wordsBroken"
    from journeys group by 1, 2, 3, 4`.execute(tx)
  return rows.map((row) => ({ ...row, tappedBad: false, tappedGood: false }))
}

/** Open words by heart, and how many fall due on each of the days between the edges; what is due before the first is nowhere. */
export const selectOpenWords = async (
  tx: Tx,
  shopId: string,
  edges: Date[],
): Promise<{ byHeart: Partial<Record<Heart, number>>; dueByDay: number[] }> => {
  const { rows } = await sql<{ heart: Heart; day: number; words: number }>`
    select heart, width_bucket(due_at, ${edges}::timestamptz[]) as day, count(*)::int as words from promises.v_words
    where shop_id = ${shopId} and state = 'open' group by 1, 2`.execute(tx)
  const byHeart: Partial<Record<Heart, number>> = {}
  const dueByDay = edges.slice(1).map(() => 0)
  for (const { heart, day, words } of rows) {
    byHeart[heart] = (byHeart[heart] ?? 0) + words
    const before = dueByDay[day - 1]
    if (before !== undefined) dueByDay[day - 1] = before + words
  }
  return { byHeart, dueByDay }
}

/** Words that ended kept or broken, alike but for their numbers taken as one ("before 5", "before 6"), those that broke most. */
export const selectBrokenWords = async (tx: Tx, { shopId, from, to }: Period): Promise<WordGroup[]> =>
  (
    await sql<WordGroup>`
    select kind, (array_agg(what order by state = 'broken' desc, ended_at desc, id desc))[1] as what, count(*)::int as given, count(*) filter (where state = 'broken')::int as broken
    from promises.v_words where shop_id = ${shopId} and state in ('kept', 'broken') and ended_at >= ${from} and ended_at <= ${to}
    group by kind, case when kind = 'said' then translate(lower(what), '0123456789０１２３４５６７８９ 　', '') end
    having count(*) filter (where state = 'broken') > 0 order by 4 desc, 3, 2 limit 20`.execute(tx)
  ).rows

export interface ShopCounts {
  orders: number
  hasOrders: boolean
  conversations: number
  hasTalked: boolean
  waiting: number
  waitingLate: number
  owed: number
  createdAt: Date
  calendarVersion: number
}

export const selectCounts = async (tx: Tx, { shopId, from, to }: Period): Promise<ShopCounts> => {
  const {
    rows: [row],
  } = await sql<ShopCounts>`
    select
      (select count(*)::int from orders.v_summary where shop_id = ${shopId} and placed_at >= ${from} and placed_at <= ${to}) as orders,
      exists (select 1 from orders.v_summary where shop_id = ${shopId}) as "hasOrders",
      (select count(*)::int from conversations.v_conversations where shop_id = ${shopId} and state <> 'visiting' and listed_at >= ${from} and listed_at <= ${to}) as conversations,
      exists (select 1 from conversations.v_conversations where shop_id = ${shopId} and state <> 'visiting') as "hasTalked",
      now.waiting, now.late as "waitingLate",
      (select count(*)::int from conversations.v_conversations where shop_id = ${shopId} and state = 'open' and turn_id is null and word_id is not null) as owed,
      s.created_at as "createdAt", s.calendar_version as "calendarVersion"
    from staff.v_set_up s, (
      select count(*)::int as waiting, count(*) filter (where turn_due_at < ${to})::int as late from conversations.v_conversations
      where shop_id = ${shopId} and state = 'open' and turn_id is not null) now
    where s.shop_id = ${shopId}`.execute(tx)
  if (!row) throw new Error('a shop without its row')
  return row
}
