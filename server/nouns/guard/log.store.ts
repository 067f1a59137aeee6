import { sql } from 'kysely'
import type { GuardKind } from '#contract/guard/kinds.ts'
import type { Tone } from '#contract/guard/tone.ts'
import type { Tx } from '#platform/database/database.ts'

export interface ReadingRow extends Tone {
  messageId: string
  shopId: string
  conversationId: string
  number: number
  memberId: string | null
  phraseId: string | null
  isEdited: boolean | null
  at: Date
}
export const insertReading = async (tx: Tx, row: ReadingRow): Promise<void> => {
  await tx
    .insertInto('guard.readings')
    .values({
      message_id: row.messageId,
      shop_id: row.shopId,
      conversation_id: row.conversationId,
      number: row.number,
      member_id: row.memberId,
      phrase_id: row.phraseId,
      is_edited: row.isEdited,
      polite: row.polite,
      warm: row.warm,
      arguing: row.arguing,
      at: row.at,
    })
    .execute()
}

export interface LoggedFinding {
  id: string
  shopId: string
  conversationId: string | null
  orderId: string | null
  messageId: string | null
  memberId: string | null
  kind: GuardKind
  entryId: string | null
  found: string
  sentence: string
  outcome: 'blocked' | 'sent_anyway' | 'changed'
  isSeen: boolean
  at: Date
}
export const insertLog = async (tx: Tx, rows: readonly LoggedFinding[]): Promise<void> => {
  if (rows.length === 0) return
  await tx
    .insertInto('guard.log')
    .values(
      rows.map((row) => ({
        id: row.id,
        shop_id: row.shopId,
        conversation_id: row.conversationId,
        order_id: row.orderId,
        message_id: row.messageId,
        member_id: row.memberId,
        kind: row.kind,
        entry_id: row.entryId,
        found: row.found,
        sentence: row.sentence,
        outcome: row.outcome,
        is_seen: row.isSeen,
        at: row.at,
      })),
    )
    .execute()
}

export interface QualityRow {
  id: string
  at: Date
  conversation_id: string | null
  order_id: string | null
  buyer_name: string | null
  member_id: string | null
  kind: GuardKind | null
  found: string
  sentence: string
  outcome: 'blocked' | 'sent_anyway' | 'changed' | 'unanswered'
  is_seen: boolean
  waited_ms: number | null
}
export interface LogQuery {
  memberId?: string | undefined
  kind?: string | undefined
  outcome?: string | undefined
  before: { at: string; id: string } | null
  limit: number
}

export const selectLog = async (tx: Tx, query: LogQuery): Promise<QualityRow[]> => {
  const { before } = query
  return (
    await sql<QualityRow>`
      select l.id, l.at, l.conversation_id, l.order_id, coalesce(c.buyer_name, o.buyer_name) as buyer_name, l.member_id, l.kind, l.found, l.sentence, l.outcome, l.is_seen, null::bigint as waited_ms
      from guard.log l left join conversations.v_conversations c on c.id = l.conversation_id
        left join orders.v_charged o on o.id = l.order_id
      where (${query.memberId ?? null}::uuid is null or l.member_id = ${query.memberId ?? null}::uuid)
        and (${query.kind ?? null}::text is null or l.kind = ${query.kind ?? null})
        and (${query.outcome ?? null}::text is null or l.outcome = ${query.outcome ?? null})
        and (${before?.at ?? null}::timestamptz is null or (l.at, l.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
      order by l.at desc, l.id desc limit ${query.limit}`.execute(tx)
  ).rows
}

/** BUY-07: turns that ended without an answer. */
export const selectUnanswered = async (tx: Tx, query: LogQuery): Promise<QualityRow[]> => {
  const { before } = query
  return (
    await sql<QualityRow>`
      select t.id, t.clock_at as at, t.conversation_id, null::uuid as order_id, c.buyer_name, t.member_id, null as kind, '' as found, coalesce(s.text, '') as sentence,
        'unanswered' as outcome, false as is_seen, t.waited_ms
      from promises.v_turns t left join conversations.v_conversations c on c.id = t.conversation_id
      left join lateral (select left(m.text, 200) as text from conversations.v_said m where m.conversation_id = t.conversation_id and m.author = 'buyer'
        and m.at <= t.clock_at order by m.number desc limit 1) s on true
      where t.outcome = 'unanswered' and (${query.memberId ?? null}::uuid is null or t.member_id = ${query.memberId ?? null}::uuid)
        and (${before?.at ?? null}::timestamptz is null or (t.clock_at, t.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
      order by t.clock_at desc, t.id desc limit ${query.limit}`.execute(tx)
  ).rows
}

export const selectTones = async (tx: Tx, since: Date) =>
  (
    await sql<{
      member_id: string
      answers: number
      polite: number
      warm: number
      arguing: number
      blocked: number
      sent_anyway: number
      changed: number
    }>`
      select member_id, sum(answers)::int as answers, sum(polite)::int as polite, sum(warm)::int as warm, sum(arguing)::int as arguing,
        sum(blocked)::int as blocked, sum(sent_anyway)::int as sent_anyway, sum(changed)::int as changed
      from (
        select member_id, count(*) as answers, count(*) filter (where polite > 0) as polite, count(*) filter (where warm > 0) as warm,
          count(*) filter (where arguing > 0) as arguing, 0 as blocked, 0 as sent_anyway, 0 as changed
        from guard.readings where at >= ${since} and member_id is not null group by member_id
        union all
        select member_id, 0, 0, 0, 0, count(*) filter (where outcome = 'blocked'), count(*) filter (where outcome = 'sent_anyway'),
          count(*) filter (where outcome = 'changed') from guard.log where at >= ${since} and member_id is not null group by member_id
      ) both_kinds group by member_id order by 2 desc`.execute(tx)
  ).rows
