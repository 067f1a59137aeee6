import type { Tx } from '../database/database.ts'

/** Leaves work for after the commit: an outbox row that the relay hands on. Jobs carry ids and are safe to run twice. */
export const enqueue = async (tx: Tx, now: Date, job: { name: string; shop: string | null; payload: Record<string, unknown>; runAt?: Date }): Promise<void> => {
  await tx.insertInto('platform.outbox').values({
    shop_id: job.shop, job: job.name, payload: JSON.stringify(job.payload), run_at: job.runAt ?? now, created_at: now,
  }).execute()
}
