import type { Static, TSchema } from 'typebox'
import { contextOf, type Tx } from '../database/database.ts'
import { checkPayload, type JobKind } from './job.ts'

export interface NewJob<S extends TSchema> {
  kind: JobKind<S>
  /** Null for work across shops. */
  shop: string | null
  payload: Static<S>
  /** Not before this moment of the clock port; at once when left out. */
  runAt?: Date
}

const listeners = new Set<() => void>()

/** Hears right after every commit of this process that left work. Returns how to stop hearing. */
export const onEnqueued = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const tell = () => {
  for (const listener of listeners) listener()
}

/**
 * Leaves work for after the commit: an outbox row that the relay hands on. Jobs carry ids and are safe to run twice.
 * Throws BadPayload when the payload is not what the kind says.
 */
export const enqueue = async <S extends TSchema>(tx: Tx, now: Date, job: NewJob<S>): Promise<void> => {
  checkPayload(job.kind.name, job.kind.schema, job.payload)
  await tx
    .insertInto('platform.outbox')
    .values({
      shop_id: job.shop,
      job: job.kind.name,
      payload: JSON.stringify(job.payload),
      run_at: job.runAt ?? now,
      created_at: now,
    })
    .execute()
  const { afterCommit } = contextOf(tx)
  if (!afterCommit.includes(tell)) afterCommit.push(tell)
}
