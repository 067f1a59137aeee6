import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { Line, Remark, ReplayTurn } from './practice.rules.ts'

const nearest = 200
const fewestMessages = 4

/** A closed chat among the latest ones, by a number between 0 and 1; null when the shop has none that is long enough. */
export const pickClosedChat = async (
  tx: Tx,
  ask: { shopId: string; random: number },
): Promise<{ id: string; buyerName: string; closedAt: Date } | null> => {
  const { rows } = await sql<{ id: string; buyerName: string; closedAt: Date }>`
    select id, buyer_name as "buyerName", closed_at as "closedAt" from conversations.v_closed_talks
    where shop_id = ${ask.shopId} and last_number >= ${fewestMessages} order by closed_at desc limit ${nearest}`.execute(
    tx,
  )
  return rows[Math.min(rows.length - 1, Math.floor(ask.random * rows.length))] ?? null
}

export const selectLines = async (
  tx: Tx,
  ask: { shopId: string; conversationId: string; limit: number },
): Promise<(Line & { agentName: string | null })[]> =>
  (
    await sql<Line & { agentName: string | null }>`
    select author, text, at, agent_name as "agentName" from conversations.v_said
    where shop_id = ${ask.shopId} and conversation_id = ${ask.conversationId} order by number limit ${ask.limit}`.execute(
      tx,
    )
  ).rows

export interface GivenAnswer {
  text: string
  ms: number
  score: number
  remarks: Remark[]
  guard: string[]
}
export interface PracticeRow {
  id: string
  memberId: string
  conversationId: string | null
  title: string
  turns: ReplayTurn[]
  answers: GivenAnswer[]
  shownAt: Date
  endedAt: Date | null
  score: number | null
}

export const insertPractice = async (
  tx: Tx,
  now: Date,
  practice: Pick<PracticeRow, 'id' | 'memberId' | 'conversationId' | 'title' | 'turns'> & { shopId: string },
): Promise<void> => {
  await tx
    .insertInto('training.practices')
    .values({
      id: practice.id,
      shop_id: practice.shopId,
      member_id: practice.memberId,
      conversation_id: practice.conversationId,
      title: practice.title,
      turns: JSON.stringify(practice.turns),
      shown_at: now,
      started_at: now,
    })
    .execute()
}

export const lockPractice = async (tx: Tx, id: string): Promise<PracticeRow | null> => {
  const row = await tx
    .selectFrom('training.practices')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row
    ? {
        id: row.id,
        memberId: row.member_id,
        conversationId: row.conversation_id,
        title: row.title,
        turns: row.turns as unknown as ReplayTurn[],
        answers: row.answers as unknown as GivenAnswer[],
        shownAt: row.shown_at,
        endedAt: row.ended_at,
        score: row.score,
      }
    : null
}

export const savePractice = async (tx: Tx, practice: PracticeRow): Promise<void> => {
  await tx
    .updateTable('training.practices')
    .set({
      answers: JSON.stringify(practice.answers),
      shown_at: practice.shownAt,
      ended_at: practice.endedAt,
      score: practice.score,
    })
    .where('id', '=', practice.id)
    .execute()
}

export interface EndedPractice {
  id: string
  title: string
  score: number
  turns: number
  endedAt: Date
}
export const selectPractices = async (
  tx: Tx,
  ask: { shopId: string; memberId: string; limit: number },
): Promise<EndedPractice[]> =>
  (
    await sql<EndedPractice>`select id, title, score, jsonb_array_length(turns) as turns, ended_at as "endedAt" from training.practices
    where shop_id = ${ask.shopId} and member_id = ${ask.memberId} and ended_at is not null order by started_at desc limit ${ask.limit}`.execute(
      tx,
    )
  ).rows
