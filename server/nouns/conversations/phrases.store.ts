import { sql } from 'kysely'
import type { Attachment } from '#contract/conversations/conversations.ts'
import type { Phrase, phraseKinds } from '#contract/conversations/phrases.ts'
import type { Tx } from '#platform/database/database.ts'

export interface PhraseRow {
  id: string
  kind: (typeof phraseKinds)[number]
  language: 'zh' | 'en'
  shortcut: string
  text: string
  is_holding: boolean
  archived_at: Date | null
  uses: number
  owner_id: string | null
  state: Phrase['state']
  decision_note: string | null
  attachments: Attachment[]
  version: number
  updated_at: Date
}
const asRow = (row: unknown) => row as PhraseRow

export const toPhrase = (row: PhraseRow, ownerName: string | null): Phrase => ({
  id: row.id,
  kind: row.kind,
  language: row.language,
  shortcut: row.shortcut,
  text: row.text,
  isHolding: row.is_holding,
  isArchived: row.archived_at !== null,
  uses: row.uses,
  attachments: row.attachments,
  ownerId: row.owner_id,
  ownerName,
  state: row.state,
  decisionNote: row.decision_note,
  version: row.version,
  updatedAt: row.updated_at.toISOString(),
})

/** At most a thousand: a library nobody could overlook is no library. */
export const selectPhrases = async (
  tx: Tx,
  archived: boolean,
  memberId: string | null,
): Promise<PhraseRow[]> =>
  (
    await tx
      .selectFrom('conversations.phrases')
      .selectAll()
      .where('archived_at', archived ? 'is not' : 'is', null)
      .where((of) => of.or([of('owner_id', 'is', null), of('owner_id', '=', memberId)]))
      .orderBy('kind')
      .orderBy('position')
      .orderBy('shortcut')
      .limit(1000)
      .execute()
  ).map(asRow)
export const findPhrase = async (tx: Tx, id: string): Promise<PhraseRow | null> => {
  const row = await tx.selectFrom('conversations.phrases').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? asRow(row) : null
}
export const findPhraseOfKind = async (tx: Tx, kind: string, language: string): Promise<PhraseRow | null> => {
  const row = await tx
    .selectFrom('conversations.phrases')
    .selectAll()
    .where('kind', '=', kind)
    .where('language', '=', language)
    .where('archived_at', 'is', null)
    .where('owner_id', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row ? asRow(row) : null
}
export interface PhraseChange {
  kind: string
  language: string
  shortcut: string
  text: string
  isHolding: boolean
  attachments: readonly Attachment[]
  ownerId: string | null
  by: string | null
  at: Date
}
/** How many phrases of each kind and language a shop was made with, put away or not. */
export const selectSeeded = async (
  tx: Tx,
  shopId: string,
  createdAt: Date,
): Promise<{ kind: string; language: string; n: number }[]> =>
  (
    await sql<{ kind: string; language: string; n: number }>`
    select kind, language, count(*)::int as n from conversations.phrases where shop_id = ${shopId} and owner_id is null and created_at = ${createdAt} group by 1, 2`.execute(
      tx,
    )
  ).rows
/** Kinds, each with its language, of which the shop has or had a phrase. */
export const selectKindsOf = async (tx: Tx, shopId: string): Promise<Set<string>> =>
  new Set(
    (
      await sql<{
        place: string
      }>`select distinct kind || ' ' || language as place from conversations.phrases where shop_id = ${shopId} and owner_id is null`.execute(
        tx,
      )
    ).rows.map(({ place }) => place),
  )
/** Shortcuts of the shop's own phrases in use, each with its language. */
export const selectShortcuts = async (tx: Tx, shopId: string): Promise<Set<string>> =>
  new Set(
    (
      await sql<{ place: string }>`
      select language || ' ' || lower(shortcut) as place from conversations.phrases where shop_id = ${shopId} and owner_id is null and archived_at is null`.execute(
        tx,
      )
    ).rows.map(({ place }) => place),
  )

export const insertPhrase = async (
  tx: Tx,
  shopId: string,
  id: string,
  phrase: PhraseChange,
  position = 0,
): Promise<PhraseRow> =>
  asRow(
    await tx
      .insertInto('conversations.phrases')
      .values({
        id,
        shop_id: shopId,
        kind: phrase.kind,
        language: phrase.language,
        shortcut: phrase.shortcut,
        text: phrase.text,
        is_holding: phrase.isHolding,
        attachments: JSON.stringify(phrase.attachments),
        owner_id: phrase.ownerId,
        state: phrase.ownerId === null ? 'approved' : 'proposed',
        created_at: phrase.at,
        position,
        updated_at: phrase.at,
        updated_by: phrase.by,
      })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
/** Null when the version is no longer the one seen. */
export const updatePhrase = async (
  tx: Tx,
  id: string,
  version: number,
  phrase: PhraseChange,
): Promise<PhraseRow | null> => {
  const row = await tx
    .updateTable('conversations.phrases')
    .set({
      kind: phrase.kind,
      language: phrase.language,
      shortcut: phrase.shortcut,
      text: phrase.text,
      is_holding: phrase.isHolding,
      attachments: JSON.stringify(phrase.attachments),
      state: phrase.ownerId === null ? 'approved' : 'proposed',
      updated_at: phrase.at,
      updated_by: phrase.by,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .where('owner_id', phrase.ownerId === null ? 'is' : '=', phrase.ownerId)
    .where('version', '=', version)
    .where('archived_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? asRow(row) : null
}
export const archivePhraseRow = async (
  tx: Tx,
  id: string,
  ownerId: string | null,
  by: string | null,
  at: Date,
): Promise<PhraseRow | null> => {
  const row = await tx
    .updateTable('conversations.phrases')
    .set({ archived_at: at, updated_by: by, updated_at: at, version: sql`version + 1` })
    .where('id', '=', id)
    .where('owner_id', ownerId === null ? 'is' : '=', ownerId)
    .where('archived_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? asRow(row) : null
}
export const countUse = async (tx: Tx, id: string): Promise<void> => {
  await tx
    .updateTable('conversations.phrases')
    .set({ uses: sql`uses + 1` })
    .where('id', '=', id)
    .execute()
}

/** Personal phrases of everybody that wait for a lead. */
export const selectProposed = async (tx: Tx): Promise<PhraseRow[]> =>
  (
    await tx
      .selectFrom('conversations.phrases')
      .selectAll()
      .where('archived_at', 'is', null)
      .where('state', '=', 'proposed')
      .orderBy('updated_at')
      .limit(200)
      .execute()
  ).map(asRow)
/** Null when the version is no longer the one seen, or it is none that can be decided. */
export const decidePhraseRow = async (
  tx: Tx,
  id: string,
  decision: {
    version: number
    state: Phrase['state']
    isForShop: boolean
    note: string | null
    by: string | null
    at: Date
  },
): Promise<PhraseRow | null> => {
  const row = await tx
    .updateTable('conversations.phrases')
    .set({
      state: decision.state,
      decision_note: decision.note,
      decided_by: decision.by,
      decided_at: decision.at,
      updated_at: decision.at,
      version: sql`version + 1`,
      ...(decision.isForShop && { owner_id: null }),
    })
    .where('id', '=', id)
    .where('owner_id', 'is not', null)
    .where('version', '=', decision.version)
    .where('archived_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? asRow(row) : null
}
/** Whether a phrase of this kind was sent in a conversation, ever. */
export const hasSaidKind = async (tx: Tx, conversationId: string, kind: string): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from conversations.messages m where m.conversation_id = ${conversationId} and m.author = 'agent'
      and m.phrase_id in (select p.id from conversations.phrases p where p.kind = ${kind}) limit 1`.execute(
    tx,
  )
  return rows.length > 0
}
