import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { giveWord, listWords, Word } from '#contract/promises/words.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import type { WordState } from './words.rules.ts'
import type { Words } from './words.service.ts'
import { selectWords, type WordRow } from './words.store.ts'

/** Whom a word in a conversation is given to; conversations knows. Null when there is no such conversation. */
export type Addressee = (
  tx: Tx,
  conversationId: string,
) => Promise<{ name: string; customerId: string | null; inquiryId: string | null } | null>

/** What people do with words at the desk. */
export interface WordDesk {
  list(caller: MemberCaller, query: QueryOf<typeof listWords>): Promise<ReplyOf<typeof listWords>>
  give(caller: MemberCaller, body: BodyOf<typeof giveWord>): Promise<Word>
  end(
    caller: MemberCaller,
    id: string,
    state: Exclude<WordState, 'open' | 'broken'>,
    evidence: string | null,
    version: number,
  ): Promise<Word>
  renew(
    caller: MemberCaller,
    id: string,
    dueAt: Date,
    messageId: string | null,
    version: number,
  ): Promise<Word>
}

export const createWordDesk = (ports: {
  db: Database
  clock: Clock
  words: Words
  directory: ShopDirectory
  addressee: Addressee
}): WordDesk => {
  const { db, clock, words } = ports
  const shown = async (shopId: string) => {
    const { members } = await ports.directory.facts(shopId)
    return (row: WordRow): Word => ({
      id: row.id,
      kind: row.kind,
      heart: row.heart,
      what: row.what,
      state: row.state,
      dueAt: row.due_at.toISOString(),
      soonAt: row.soon_at.toISOString(),
      givenAt: row.given_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      byId: row.given_by,
      byName: (row.given_by && members.get(row.given_by)?.displayName) || null,
      toName: row.to_name,
      customerId: row.customer_id,
      conversationId: row.conversation_id,
      messageId: row.message_id,
      evidence: row.evidence,
      renewals: row.renewals,
      version: row.version,
    })
  }
  return {
    list: async (caller, query) => {
      const limit = query.limit ?? 50
      const show = await shown(caller.shopId)
      const rows = await db.inShop(caller.shopId, (tx) =>
        selectWords(
          tx,
          {
            ...(query.state ? { state: query.state } : {}),
            ...(query.heart ? { heart: query.heart } : {}),
            ...(query.conversationId ? { conversationId: query.conversationId } : {}),
            ...(query.mine && caller.memberId ? { givenBy: caller.memberId } : {}),
            ...(query.from ? { from: new Date(query.from) } : {}),
            ...(query.to ? { to: new Date(query.to) } : {}),
          },
          decodeCursor(query.cursor),
          limit + 1,
        ),
      )
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        rows: rows.slice(0, limit).map(show),
        next: last ? encodeCursor(last.ended_at ?? last.due_at, last.id) : null,
      }
    },
    give: async (caller, body) => {
      const now = clock.now()
      const row = await db.inShop(caller.shopId, async (tx) => {
        const to = await ports.addressee(tx, body.conversationId)
        if (!to) throw new AppError('not_found')
        return words.give(tx, now, {
          shopId: caller.shopId,
          kind: 'said',
          heart: body.heart ?? 'purchase',
          what: body.what,
          dueAt: new Date(body.dueAt),
          givenBy: caller.memberId,
          toName: to.name,
          customerId: to.customerId,
          conversationId: body.conversationId,
          inquiryId: to.inquiryId,
          messageId: body.messageId ?? null,
        })
      })
      return (await shown(caller.shopId))(row)
    },
    end: async (caller, id, state, evidence, version) => {
      const row = await db.inShop(caller.shopId, (tx) =>
        words.end(tx, clock.now(), id, state, caller.memberId, evidence, version),
      )
      return (await shown(caller.shopId))(row)
    },
    renew: async (caller, id, dueAt, messageId, version) => {
      const row = await db.inShop(caller.shopId, (tx) =>
        words.renew(tx, clock.now(), id, dueAt, caller.memberId, messageId, version),
      )
      return (await shown(caller.shopId))(row)
    },
  }
}
