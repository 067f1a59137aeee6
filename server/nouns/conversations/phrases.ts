import type { Attachment } from '#contract/conversations/conversations.ts'
import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type {
  addPhrase,
  changePhrase,
  decidePhrase,
  listPhrases,
  Phrase,
} from '#contract/conversations/phrases.ts'
import { nothingKnown } from '#contract/guard/known.ts'
import { readOutgoing } from '#contract/guard/read-outgoing.ts'
import { leading } from '#contract/staff/roles.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, isUniqueViolation, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { layPhrases } from './lay-phrases.ts'
import {
  archivePhraseRow,
  decidePhraseRow,
  findPhrase,
  insertPhrase,
  selectPhrases,
  selectProposed,
  toPhrase,
  updatePhrase,
  type PhraseRow,
} from './phrases.store.ts'
import type { ConversationPorts } from './ports.ts'

type Ports = Pick<ConversationPorts, 'db' | 'clock' | 'directory' | 'attachments' | 'guard'>
/** Whose phrase: the shop's own, which leads change, or the caller's, which waits for a lead (PHR-16). */
type Whose = 'shop' | 'own'

/** The shop's quick phrases 快捷短语 (PHR-01), and those of its people. */
export const createPhrases = ({ db, clock, directory, attachments, guard }: Ports) => {
  const shown = async (caller: MemberCaller, rows: readonly PhraseRow[]): Promise<Phrase[]> => {
    const { members } = await directory.facts(caller.shopId)
    return rows.map((row) =>
      toPhrase(row, row.owner_id === null ? null : (members.get(row.owner_id)?.displayName ?? null)),
    )
  }
  const showOne = async (caller: MemberCaller, row: PhraseRow): Promise<Phrase> => {
    const [one] = await shown(caller, [row])
    if (!one) throw notFound()
    return one
  }
  const tell = (tx: Tx, row: PhraseRow, by: string | null, now: Date) =>
    record(tx, now, {
      name: 'phrase.changed',
      subject: row.id,
      version: row.version,
      audience: ['desk'],
      actor: by,
      facts: { kind: row.kind, state: row.state },
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
  /** Files that it has already stay as they are; new ones are the caller's own. */
  const filesOf = async (
    tx: Tx,
    caller: MemberCaller,
    ids: readonly string[] | undefined,
    before: readonly Attachment[],
  ): Promise<Attachment[]> => {
    if (ids === undefined) return [...before]
    const kept = new Map(before.map((file) => [file.id, file]))
    const fresh = ids.filter((id) => !kept.has(id))
    const added = fresh.length === 0 ? [] : await attachments(tx, fresh, caller.actorId)
    const all = new Map([...kept, ...added.map((file) => [file.id, file] as const)])
    return ids.flatMap((id) => all.get(id) ?? [])
  }
  /** What may not be sent is no phrase either: some go out by themselves. Blanks are a phrase's own. */
  const refuseGuarded = async (caller: MemberCaller, text: string) => {
    const { compiled } = await guard.guardOf(caller.shopId)
    const findings = readOutgoing({ text }, compiled, { ...nothingKnown, roles: caller.roles }).filter(
      ({ kind, action }) => kind !== 'slot' && action === 'block',
    )
    if (findings.length > 0) throw new AppError('message.guarded', { findings })
  }
  const ownerOf = (caller: MemberCaller, whose: Whose): string | null => {
    if (whose === 'shop') return null
    // A key is nobody's: it has no phrases of its own.
    if (caller.memberId === null) throw new AppError('access.denied')
    return caller.memberId
  }
  const fieldsOf = async (
    tx: Tx,
    caller: MemberCaller,
    body: BodyOf<typeof addPhrase>,
    whose: Whose,
    before: readonly Attachment[],
    now: Date,
  ) => ({
    kind: body.kind,
    language: body.language,
    shortcut: body.shortcut,
    text: body.text,
    isHolding: body.isHolding ?? false,
    attachments: await filesOf(tx, caller, body.fileIds, before),
    ownerId: ownerOf(caller, whose),
    by: caller.memberId,
    at: now,
  })
  const changeIn = (
    caller: MemberCaller,
    id: string,
    body: BodyOf<typeof changePhrase>,
    whose: Whose,
  ): Promise<Phrase> =>
    namesTaken(async () => {
      await refuseGuarded(caller, body.text)
      const changed = await db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const before = await findPhrase(tx, id)
        if (!before || before.archived_at || before.owner_id !== ownerOf(caller, whose)) throw notFound()
        const fields = await fieldsOf(tx, caller, body, whose, before.attachments, now)
        const row = await updatePhrase(tx, id, body.version, fields)
        if (!row) throw new AppError('state.version', { version: before.version })
        await tell(tx, row, caller.memberId, now)
        return row
      })
      return showOne(caller, changed)
    })
  const archiveIn = (caller: MemberCaller, id: string, whose: Whose): Promise<Record<string, never>> =>
    db.inShop(caller.shopId, async (tx) => {
      const now = clock.now()
      const row = await archivePhraseRow(tx, id, ownerOf(caller, whose), caller.memberId, now)
      if (!row) throw notFound()
      await tell(tx, row, caller.memberId, now)
      return {}
    })
  const addIn = (caller: MemberCaller, body: BodyOf<typeof addPhrase>, whose: Whose): Promise<Phrase> =>
    namesTaken(async () => {
      await refuseGuarded(caller, body.text)
      const added = await db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const fields = await fieldsOf(tx, caller, body, whose, [], now)
        const row = await insertPhrase(tx, caller.shopId, newId(), fields)
        await tell(tx, row, caller.memberId, now)
        return row
      })
      return showOne(caller, added)
    })

  return {
    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listPhrases>,
    ): Promise<ReplyOf<typeof listPhrases>> => {
      const isLead = caller.roles.some((role) => (leading as readonly string[]).includes(role))
      const rows = await db.inShop(caller.shopId, (tx) =>
        query.proposed && isLead
          ? selectProposed(tx)
          : selectPhrases(tx, query.archived ?? false, caller.memberId),
      )
      return { rows: await shown(caller, rows) }
    },
    add: (caller: MemberCaller, body: BodyOf<typeof addPhrase>) => addIn(caller, body, 'shop'),
    change: (caller: MemberCaller, id: string, body: BodyOf<typeof changePhrase>) =>
      changeIn(caller, id, body, 'shop'),
    archive: (caller: MemberCaller, id: string) => archiveIn(caller, id, 'shop'),
    propose: (caller: MemberCaller, body: BodyOf<typeof addPhrase>) => addIn(caller, body, 'own'),
    changeOwn: (caller: MemberCaller, id: string, body: BodyOf<typeof changePhrase>) =>
      changeIn(caller, id, body, 'own'),
    archiveOwn: (caller: MemberCaller, id: string) => archiveIn(caller, id, 'own'),
    /** @throws AppError state.version when it was changed or decided meanwhile; name.taken when the shop has its shortcut. */
    decide: (caller: MemberCaller, id: string, body: BodyOf<typeof decidePhrase>): Promise<Phrase> =>
      namesTaken(async () => {
        const decided = await db.inShop(caller.shopId, async (tx) => {
          const now = clock.now()
          const row = await decidePhraseRow(tx, id, {
            version: body.version,
            state: body.verdict === 'refuse' ? 'refused' : 'approved',
            isForShop: body.verdict === 'approve_for_shop',
            note: body.note ?? null,
            by: caller.memberId,
            at: now,
          })
          if (!row) {
            const there = await findPhrase(tx, id)
            throw there && !there.archived_at && there.owner_id !== null
              ? new AppError('state.version', { version: there.version })
              : notFound()
          }
          await tell(tx, row, caller.memberId, now)
          return row
        })
        return showOne(caller, decided)
      }),
    /** A new shop starts with a library in both languages. */
    seed: async (tx: Tx, shop: { shopId: string; createdAt: Date }): Promise<void> => {
      await layPhrases(tx, shop, shop.createdAt)
    },
    lay: layPhrases,
  }
}
