import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'

/** The change being made under an idempotency key. */
export interface Claim {
  shop: string
  caller: string
  key: string
  requestHash: string
  now: Date
  isClaimed: boolean
}

/** Raised inside the transaction when the key was used before: nothing of this one is kept. */
export class AlreadyDone extends Error {}

const running = new AsyncLocalStorage<Claim>()

export const underClaim = <T>(claim: Claim, work: () => Promise<T>): Promise<T> => running.run(claim, work)

/** For a read that a keyed change needs on its way, e.g. of a cache: it neither claims the key nor is refused by it. */
export const outsideClaim = <T>(work: () => Promise<T>): Promise<T> => running.exit(work)

/**
 * Called at the start of every shop transaction: the first one of a keyed change stores the key with its rows, so
 * that both are there or neither is. A second request with the key waits for the first and then meets AlreadyDone.
 */
export const claimKey = async (tx: Tx, shop: string): Promise<void> => {
  const claim = running.getStore()
  if (!claim || claim.isClaimed || claim.shop !== shop) return
  const stored =
    await sql`insert into platform.idempotency (shop_id, caller, key, request_hash, status, reply, created_at)
    values (${claim.shop}, ${claim.caller}, ${claim.key}, ${claim.requestHash}, 0, null, ${claim.now}) on conflict do nothing`.execute(
      tx,
    )
  if (stored.numAffectedRows === 0n) throw new AlreadyDone()
  claim.isClaimed = true
}

export interface Answer {
  requestHash: string
  status: number
  reply: unknown
}

/** What the key answered before; status 0 means the change is stored but its answer is not (yet). */
export const readAnswer = (db: Database, claim: Claim): Promise<Answer | null> =>
  db.inShop(claim.shop, async (tx) => {
    const row = await tx
      .selectFrom('platform.idempotency')
      .select(['request_hash', 'status', 'reply'])
      .where('caller', '=', claim.caller)
      .where('key', '=', claim.key)
      .executeTakeFirst()
    return row ? { requestHash: row.request_hash, status: row.status, reply: row.reply } : null
  })

/** Of two requests with one key the second comes here right after the first has committed, before its answer is kept. */
export const awaitAnswer = async (db: Database, claim: Claim): Promise<Answer | null> => {
  for (let tries = 1; ; tries++) {
    const answer = await readAnswer(db, claim)
    if (!answer || answer.status !== 0 || tries === 10) return answer
    await new Promise((resolve) => setTimeout(resolve, 20 * tries))
  }
}

/** Keeps the answer for retries. The row may be written again once: the pair delete + insert needs no update right. */
export const keepAnswer = (db: Database, claim: Claim, status: number, reply: unknown): Promise<void> =>
  db.inShop(claim.shop, async (tx) => {
    await tx
      .deleteFrom('platform.idempotency')
      .where('caller', '=', claim.caller)
      .where('key', '=', claim.key)
      .execute()
    await tx
      .insertInto('platform.idempotency')
      .values({
        shop_id: claim.shop,
        caller: claim.caller,
        key: claim.key,
        request_hash: claim.requestHash,
        status,
        reply: JSON.stringify(reply ?? null),
        created_at: claim.now,
      })
      .execute()
  })
