import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { Heart, wordKinds } from '#contract/promises/words.ts'
import type { WordState } from './words.rules.ts'

export interface WordRow {
  id: string
  kind: (typeof wordKinds)[number]
  heart: Heart
  what: string
  state: WordState
  given_at: Date
  soon_at: Date
  due_at: Date
  ended_at: Date | null
  given_by: string | null
  to_name: string
  customer_id: string | null
  conversation_id: string | null
  inquiry_id: string | null
  message_id: string | null
  evidence: string | null
  renewals: number
  version: number
  shop_id: string
}
const columns = [
  'id',
  'kind',
  'heart',
  'what',
  'state',
  'given_at',
  'soon_at',
  'due_at',
  'ended_at',
  'given_by',
  'to_name',
  'customer_id',
  'conversation_id',
  'inquiry_id',
  'message_id',
  'evidence',
  'renewals',
  'version',
  'shop_id',
] as const
const asRow = (row: unknown) => row as WordRow

export interface NewWord {
  id: string
  shopId: string
  kind: WordRow['kind']
  heart: Heart
  what: string
  givenAt: Date
  soonAt: Date
  dueAt: Date
  givenBy: string | null
  toName: string
  customerId: string | null
  conversationId: string | null
  inquiryId: string | null
  messageId: string | null
  renewedFrom?: string
  renewals?: number
}

export const insertWord = async (tx: Tx, word: NewWord): Promise<WordRow> =>
  asRow(
    await tx
      .insertInto('promises.words')
      .values({
        id: word.id,
        shop_id: word.shopId,
        kind: word.kind,
        heart: word.heart,
        what: word.what,
        given_at: word.givenAt,
        soon_at: word.soonAt,
        due_at: word.dueAt,
        given_by: word.givenBy,
        to_name: word.toName,
        customer_id: word.customerId,
        conversation_id: word.conversationId,
        inquiry_id: word.inquiryId,
        message_id: word.messageId,
        renewed_from: word.renewedFrom ?? null,
        renewals: word.renewals ?? 0,
        next_fire_at: word.dueAt,
      })
      .returning(columns)
      .executeTakeFirstOrThrow(),
  )

export const lockWord = async (tx: Tx, id: string): Promise<WordRow | null> => {
  const row = await tx
    .selectFrom('promises.words')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? asRow(row) : null
}

export const endWord = async (
  tx: Tx,
  id: string,
  state: WordState,
  at: Date,
  by: string | null,
  evidence: string | null,
): Promise<WordRow> =>
  asRow(
    await tx
      .updateTable('promises.words')
      .set({
        state,
        ended_at: at,
        ended_by: by,
        evidence,
        next_fire_at: null,
        version: sql`version + 1`,
      })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .returning(columns)
      .executeTakeFirstOrThrow(),
  )

/** Open words that only promised an answer in this conversation; an answer keeps them. */
export const lockAnswerWords = async (tx: Tx, conversationId: string): Promise<WordRow[]> =>
  (
    await tx
      .selectFrom('promises.words')
      .select(columns)
      .where('conversation_id', '=', conversationId)
      .where('kind', '=', 'answer_due')
      .where('state', '=', 'open')
      .forUpdate()
      .execute()
  ).map(asRow)

export const earliestOpenWord = async (tx: Tx, conversationId: string): Promise<WordRow | null> => {
  const row = await tx
    .selectFrom('promises.words')
    .select(columns)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'open')
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return row ? asRow(row) : null
}

export interface WordFilter {
  state?: string
  heart?: string
  givenBy?: string
  conversationId?: string
  from?: Date
  to?: Date
}

/** A page of words: open ones by due time, ended ones by end, newest first. The cursor is `time|id` of the last row. */
export const selectWords = async (
  tx: Tx,
  filter: WordFilter,
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<WordRow[]> => {
  const isEnded = filter.state !== undefined && filter.state !== 'open'
  const sortBy = isEnded ? ('ended_at' as const) : ('due_at' as const)
  let query = tx
    .selectFrom('promises.words')
    .select(columns)
    .limit(limit)
    .orderBy(sortBy, isEnded ? 'desc' : 'asc')
    .orderBy('id', isEnded ? 'desc' : 'asc')
  query =
    filter.state === 'ended'
      ? query.where('state', '<>', 'open')
      : query.where('state', '=', filter.state ?? 'open')
  if (filter.heart) query = query.where('heart', '=', filter.heart)
  if (filter.givenBy) query = query.where('given_by', '=', filter.givenBy)
  if (filter.conversationId) query = query.where('conversation_id', '=', filter.conversationId)
  if (filter.from) query = query.where(sortBy, '>=', filter.from)
  if (filter.to) query = query.where(sortBy, '<', filter.to)
  if (cursor)
    query = query.where(
      isEnded
        ? sql<boolean>`(ended_at, id) < (${cursor.at}, ${cursor.id}::uuid)`
        : sql<boolean>`(due_at, id) > (${cursor.at}, ${cursor.id}::uuid)`,
    )
  return (await query.execute()).map(asRow)
}
