import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import { watchedMs } from './lost.rules.ts'
import { platformHours, platformLimitMs, platformZone } from './platforms.rules.ts'
import { waitSteps } from './wait-steps.rules.ts'

/** The member under whom turns that ended in nobody's hands are counted. */
export const nobodyId = '00000000-0000-0000-0000-000000000000'

const steps = sql.raw(`array[${waitSteps.join(', ')}]::bigint[]`)
const zone = sql.lit(platformZone)

/** How many waits of the rows `t` fall into each step, as an int[]. */
export const countWaits = (): RawBuilder<unknown> =>
  sql`array[${sql.join(
    Array.from(
      { length: waitSteps.length + 1 },
      (_, i) =>
        sql`count(*) filter (where t.waited_ms is not null and width_bucket(greatest(t.waited_ms - 1, 0), ${steps}) = ${sql.lit(i)})`,
    ),
  )}]::int[]`

/** The columns of insight.turn_hours that are counted, of turns `t`. */
export const countTurns = (): RawBuilder<unknown> => sql`count(*)::int as turns,
  count(*) filter (where t.outcome = 'target')::int as target, count(*) filter (where t.outcome = 'due')::int as due,
  count(*) filter (where t.outcome = 'announced')::int as announced,
  count(*) filter (where t.outcome = 'late')::int as late, count(*) filter (where t.outcome = 'unanswered')::int as unanswered,
  coalesce(sum(t.automatic_count), 0)::int as automatic, ${countWaits()} as waits`

/**
 * Counts so many turns that nobody has counted yet into hours, platforms' days and the watch over slow firsts, as role
 * system, in one statement: each turn once, however often it is cut off. Returns how many there were.
 */
export const rollUpTurns = async (tx: Tx, now: Date, limit: number): Promise<number> => {
  const {
    rows: [row],
  } = await sql<{ n: number }>`
    with t as materialized (select * from promises.take_uncounted(${limit})),
    hours as (
      insert into insight.turn_hours (shop_id, hour_at, local_hour, channel, member_id, is_first, turns, target, due, announced, late, unanswered, automatic, waits)
      select t.shop_id, date_trunc('hour', t.clock_at), t.local_hour, t.channel, coalesce(t.member_id, ${sql.lit(nobodyId)}::uuid), t.is_first, ${countTurns()}
      from t group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
      on conflict (shop_id, hour_at, local_hour, channel, member_id, is_first) do update set
        turns = turn_hours.turns + excluded.turns, target = turn_hours.target + excluded.target, due = turn_hours.due + excluded.due,
        announced = turn_hours.announced + excluded.announced,
        late = turn_hours.late + excluded.late, unanswered = turn_hours.unanswered + excluded.unanswered, automatic = turn_hours.automatic + excluded.automatic,
        waits = (select array_agg(a + b order by i) from unnest(turn_hours.waits, excluded.waits) with ordinality as u (a, b, i))
    ), rounds as (
      insert into insight.round_days (shop_id, day, channel, rounds, in_time)
      select t.shop_id, (t.started_at at time zone ${zone})::date, t.channel, count(*)::int,
        count(*) filter (where t.answered_at - t.started_at <= ${sql.lit(`${platformLimitMs} milliseconds`)}::interval)::int
      from t where extract(hour from t.started_at at time zone ${zone}) >= ${sql.lit(platformHours.taobao.from)} group by 1, 2, 3 order by 1, 2, 3
      on conflict (shop_id, day, channel) do update set rounds = round_days.rounds + excluded.rounds, in_time = round_days.in_time + excluded.in_time
    ), asked as (${askedMessages()}),
    buyers as (
      insert into insight.buyer_days (shop_id, day, conversation_id, channel, worst_at, worst_ms, member_id)
      select distinct on (shop_id, day, conversation_id) shop_id, day, conversation_id, channel, at, waited_ms, member_id from asked
      order by shop_id, day, conversation_id, waited_ms desc nulls first
      on conflict (shop_id, day, conversation_id) do update set worst_at = excluded.worst_at, worst_ms = excluded.worst_ms, member_id = excluded.member_id
        where buyer_days.worst_ms is not null and (excluded.worst_ms is null or excluded.worst_ms > buyer_days.worst_ms)
    ), firsts as (
      insert into insight.slow_firsts (turn_id, shop_id, conversation_id, member_id, channel, started_at, clock_at, answered_at, waited_ms, judge_at)
      select t.id, t.shop_id, t.conversation_id, t.member_id, t.channel, t.started_at, t.clock_at, t.answered_at, t.waited_ms,
        coalesce(t.answered_at, ${now}) + ${sql.lit(`${watchedMs} milliseconds`)}::interval
      from t where t.is_first and t.outcome in ('late', 'unanswered') on conflict do nothing
    )
    select count(*)::int as n from t`.execute(tx)
  return row?.n ?? 0
}

/**
 * The buyer's messages of the turns `t` that count for Pinduoduo, each with how long it waited (null: for ever). Of a turn
 * that was answered in time the first message says it all; only of others is every message looked at, because a later one
 * may stand on another day, or inside the hours where the first one does not.
 */
const askedMessages = () => {
  const { from, to } = platformHours.pinduoduo
  const counts = (at: RawBuilder<unknown>) =>
    sql`extract(hour from ${at} at time zone ${zone}) >= ${sql.lit(from)} and extract(hour from ${at} at time zone ${zone}) < ${sql.lit(to)}`
  const isPlain = sql`coalesce(t.answered_at - t.started_at <= ${sql.lit(`${platformLimitMs} milliseconds`)}::interval, false) and ${counts(sql`t.started_at`)}`
  const waited = (at: RawBuilder<unknown>) =>
    sql`(extract(epoch from t.answered_at - ${at}) * 1000)::bigint as waited_ms`
  return sql`
    select t.shop_id, (t.started_at at time zone ${zone})::date as day, t.conversation_id, t.channel, t.started_at as at, ${waited(sql`t.started_at`)}, t.member_id
      from t where ${isPlain}
    union all
    select t.shop_id, (m.at at time zone ${zone})::date, t.conversation_id, t.channel, m.at, ${waited(sql`m.at`)}, t.member_id
      from t cross join lateral (
        select s.at from conversations.v_said s
        where s.conversation_id = t.conversation_id and s.shop_id = t.shop_id and s.author = 'buyer' and s.at >= t.started_at
          and s.at <= coalesce(t.answered_at, (select min(n.started_at) - interval '1 microsecond' from promises.v_turns n
            where n.shop_id = t.shop_id and n.conversation_id = t.conversation_id and n.started_at > t.started_at), 'infinity')
        union select t.started_at) m
      where not (${isPlain}) and ${counts(sql`m.at`)}`
}

/** Judges slow firsts whose day is over, as role system; returns how many. */
export const judgeSlowFirsts = async (tx: Tx, now: Date, limit: number): Promise<number> => {
  const { rows } = await sql`
    with due as materialized (
      select f.turn_id, f.shop_id, f.conversation_id, f.started_at, f.judge_at, c.customer_id
      from insight.slow_firsts f left join conversations.v_conversations c on c.id = f.conversation_id and c.shop_id = f.shop_id
      where f.state = 'watching' and f.judge_at <= ${now} order by f.judge_at limit ${limit}
    ), judged as (
      select d.turn_id, exists (select 1 from orders.v_summary o where o.shop_id = d.shop_id and o.customer_id = any (array_append(customers.ids_of(d.customer_id), d.customer_id))
          and o.placed_at >= d.started_at and o.placed_at <= d.judge_at) as ordered,
        exists (select 1 from conversations.v_said s where s.shop_id = d.shop_id and s.conversation_id = d.conversation_id and s.author = 'buyer'
          and s.at > d.judge_at - ${sql.lit(`${watchedMs} milliseconds`)}::interval and s.at <= d.judge_at) as wrote
      from due d
    )
    update insight.slow_firsts f set state = case when j.ordered then 'ordered' when j.wrote then 'wrote_again' else 'lost' end, judged_at = ${now}
    from judged j where f.turn_id = j.turn_id and f.state = 'watching' returning f.turn_id`.execute(tx)
  return rows.length
}
