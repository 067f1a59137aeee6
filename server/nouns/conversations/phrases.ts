import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { addPhrase, changePhrase, listPhrases, Phrase } from '#contract/conversations/phrases.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, isUniqueViolation, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { shippedPhrases } from './default-phrases.ts'
import {
  archivePhraseRow,
  findPhrase,
  insertPhrase,
  selectPhrases,
  toPhrase,
  updatePhrase,
  type PhraseRow,
} from './phrases.store.ts'

/** The shop's quick phrases 快捷短语 (PHR-01). */
export const createPhrases = ({ db, clock }: { db: Database; clock: Clock }) => {
  const tell = (tx: Tx, row: PhraseRow, by: string | null, now: Date) =>
    record(tx, now, {
      name: 'phrase.changed',
      subject: row.id,
      version: row.version,
      audience: ['desk'],
      actor: by,
      facts: { kind: row.kind },
    })
  const namesTaken = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (isUniqueViolation(error, 'phrases_shortcut'))
        throw new AppError('name.taken', { field: 'shortcut' })
      throw error
    }
  }
  const fieldsOf = (caller: MemberCaller, body: BodyOf<typeof addPhrase>, now: Date) => ({
    kind: body.kind,
    language: body.language,
    shortcut: body.shortcut,
    text: body.text,
    isHolding: body.isHolding ?? false,
    by: caller.memberId,
    at: now,
  })

  return {
    list: async (caller: MemberCaller, archived: boolean): Promise<ReplyOf<typeof listPhrases>> => ({
      rows: (await db.inShop(caller.shopId, (tx) => selectPhrases(tx, archived))).map(toPhrase),
    }),
    add: (caller: MemberCaller, body: BodyOf<typeof addPhrase>): Promise<Phrase> =>
      namesTaken(() =>
        db.inShop(caller.shopId, async (tx) => {
          const now = clock.now()
          const row = await insertPhrase(tx, caller.shopId, newId(), fieldsOf(caller, body, now))
          await tell(tx, row, caller.memberId, now)
          return toPhrase(row)
        }),
      ),
    change: (caller: MemberCaller, id: string, body: BodyOf<typeof changePhrase>): Promise<Phrase> =>
      namesTaken(() =>
        db.inShop(caller.shopId, async (tx) => {
          const now = clock.now()
          const row = await updatePhrase(tx, id, body.version, fieldsOf(caller, body, now))
          if (!row) {
            const there = await findPhrase(tx, id)
            throw there && !there.archived_at
              ? new AppError('state.version', { version: there.version })
              : notFound()
          }
          await tell(tx, row, caller.memberId, now)
          return toPhrase(row)
        }),
      ),
    archive: (caller: MemberCaller, id: string): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const row = await archivePhraseRow(tx, id, caller.memberId, now)
        if (!row) throw notFound()
        await tell(tx, row, caller.memberId, now)
        return {}
      }),
    /** A new shop starts with a library in both languages. */
    seed: async (tx: Tx, shop: { shopId: string; createdAt: Date }): Promise<void> => {
      for (const [position, phrase] of shippedPhrases.entries()) {
        for (const language of ['zh', 'en'] as const) {
          const [shortcut, text] = phrase[language]
          await insertPhrase(
            tx,
            shop.shopId,
            newId(),
            {
              kind: phrase.kind,
              language,
              shortcut,
              text,
              isHolding: phrase.isHolding ?? false,
              by: null,
              at: shop.createdAt,
            },
            position,
          )
        }
      }
    },
  }
}
