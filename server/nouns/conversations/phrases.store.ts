import { sql } from 'kysely'
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
  version: number
  updated_at: Date
}
const asRow = (row: unknown) => row as PhraseRow

export const toPhrase = (row: PhraseRow): Phrase => ({
  id: row.id,
  kind: row.kind,
  language: row.language,
  shortcut: row.shortcut,
  text: row.text,
  isHolding: row.is_holding,
  isArchived: row.archived_at !== null,
  uses: row.uses,
  version: row.version,
  updatedAt: row.updated_at.toISOString(),
})

/** At most a thousand: a library nobody could overlook is no library. */
export const selectPhrases = async (tx: Tx, archived: boolean): Promise<PhraseRow[]> =>
  (
    await tx
      .selectFrom('conversations.phrases')
      .selectAll()
      .where('archived_at', archived ? 'is not' : 'is', null)
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
  by: string | null
  at: Date
}
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
      updated_at: phrase.at,
      updated_by: phrase.by,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('archived_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? asRow(row) : null
}
export const archivePhraseRow = async (
  tx: Tx,
  id: string,
  by: string | null,
  at: Date,
): Promise<PhraseRow | null> => {
  const row = await tx
    .updateTable('conversations.phrases')
    .set({ archived_at: at, updated_by: by, updated_at: at, version: sql`version + 1` })
    .where('id', '=', id)
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
