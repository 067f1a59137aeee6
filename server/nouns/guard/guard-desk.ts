import { compilePattern } from '#contract/guard/compile-pattern.ts'
import type { BodyOf } from '#contract/endpoint.ts'
import type {
  addGuardEntry,
  changeGuardEntry,
  GuardState,
  ListedEntry,
  setGuard,
} from '#contract/guard/guard.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { contextOf, type Database, type Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, isUniqueViolation, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import {
  archiveEntry,
  findEntry,
  insertEntry,
  selectEntries,
  storeSettings,
  updateEntry,
  type EntryChange,
} from './entries.store.ts'
import { ofRow, stateOf, type GuardListsOfShops } from './guard-lists.ts'
import { shippedEntries } from './shipped/shipped.rules.ts'

type Body = BodyOf<typeof addGuardEntry>

/** The lists as leads keep them. */
export const createGuardDesk = ({
  db,
  clock,
  lists,
}: {
  db: Database
  clock: Clock
  lists: GuardListsOfShops
}) => {
  const changed = async (tx: Tx, caller: MemberCaller, subject: string, version: number, now: Date) => {
    await record(tx, now, {
      name: 'guard.changed',
      subject,
      version,
      audience: ['desk'],
      actor: caller.memberId,
    })
    contextOf(tx).afterCommit.push(() => lists.forget(caller.shopId))
  }
  const fieldsOf = (
    caller: MemberCaller,
    body: BodyOf<typeof changeGuardEntry> | Body,
    now: Date,
  ): EntryChange => {
    const words = tidy(body.words)
    const exceptions = tidy(body.exceptions ?? [])
    refuseUnreadable(words, exceptions)
    return {
      kind: body.kind,
      language: body.language,
      words,
      exceptions,
      action: body.action ?? null,
      reason: body.reason?.trim() ?? '',
      better: body.better ?? null,
      roles: body.kind === 'approved' ? (body.roles ?? []) : [],
      up_to_minor: body.kind === 'approved' ? (body.upToMinor ?? null) : null,
      by: caller.memberId,
      at: now,
    }
  }
  return {
    read: async (caller: MemberCaller): Promise<GuardState> => (await lists.of(caller.shopId)).state,
    set: (caller: MemberCaller, body: BodyOf<typeof setGuard>): Promise<GuardState> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        // A blank that nobody filled is never sent, whatever is set.
        const actions = { ...body.actions, slot: 'block' as const }
        const version = await storeSettings(tx, {
          ...body,
          actions,
          shopId: caller.shopId,
          by: caller.memberId,
          at: now,
        })
        if (version === null) throw new AppError('state.version')
        await changed(tx, caller, caller.shopId, version, now)
        return stateOf(await selectEntries(tx), { actions, limits: body.limits, version })
      }),
    /** @throws AppError guard.words {line, fault}; name.taken when a colleague changed that shipped entry just now. */
    add: async (caller: MemberCaller, body: Body): Promise<ListedEntry> => {
      if (body.shipped !== undefined && !shippedEntries.some(({ id }) => id === body.shipped))
        throw notFound()
      try {
        return await db.inShop(caller.shopId, async (tx) => {
          const now = clock.now()
          const row = await insertEntry(tx, {
            ...fieldsOf(caller, body, now),
            id: newId(),
            shopId: caller.shopId,
            shipped: body.shipped ?? null,
          })
          await changed(tx, caller, row.id, row.version, now)
          return ofRow(row)
        })
      } catch (error) {
        if (isUniqueViolation(error, 'entries_shipped')) throw new AppError('state.version')
        throw error
      }
    },
    change: (caller: MemberCaller, id: string, body: BodyOf<typeof changeGuardEntry>): Promise<ListedEntry> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const row = await updateEntry(tx, id, body.version, fieldsOf(caller, body, now))
        if (!row) {
          const there = await findEntry(tx, id)
          throw there ? new AppError('state.version', { version: there.version }) : notFound()
        }
        await changed(tx, caller, row.id, row.version, now)
        return ofRow(row)
      }),
    remove: (caller: MemberCaller, id: string): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const row = await archiveEntry(tx, id, caller.memberId, now)
        if (!row) throw notFound()
        await changed(tx, caller, row.id, row.version, now)
        return {}
      }),
  }
}
export type GuardDesk = ReturnType<typeof createGuardDesk>

const tidy = (lines: readonly string[]): string[] => [
  ...new Set(lines.map((line) => line.trim()).filter((line) => line !== '')),
]

const refuseUnreadable = (words: readonly string[], exceptions: readonly string[]) => {
  if (words.length === 0) throw new AppError('guard.words', { line: '', fault: 'empty' })
  for (const line of [...words, ...exceptions]) {
    const pattern = compilePattern(line)
    if (typeof pattern === 'string') throw new AppError('guard.words', { line, fault: pattern })
  }
}
