import { Type } from 'typebox'
import type { Database } from '#platform/database/database.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Files } from '#platform/files/index.ts'
import { forgetIdempotencyKeys } from '#platform/http/forget-keys.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { handle, jobKind } from '#platform/jobs/job.ts'
import { ensurePartitions } from './ground.ts'
import type { RecurringWork } from './schedule.ts'

const Nothing = Type.Object({}, { additionalProperties: false })
const forgetKeys = jobKind('platform.forget_idempotency_keys', Nothing)
const removeOrphans = jobKind('platform.remove_orphan_files', Nothing)

interface ChorePorts {
  db: Database
  clock: Clock
  files: Files
  giveOutWaiting(): Promise<unknown>
  watchQueues(): Promise<unknown>
  goOnAnswering(): Promise<unknown>
  endExpiredSessions(): Promise<unknown>
  resumeImports(): Promise<unknown>
  knowCustomers(): Promise<unknown>
  takeInSold(): Promise<unknown>
  rollUp(): Promise<unknown>
  takeTalkedOrders(): Promise<unknown>
  lookAtPrices(): Promise<unknown>
  confirmOrders(): Promise<unknown>
  tendKnowledge(): Promise<unknown>
  layShipped(): Promise<unknown>
  lookAtNextItems(): Promise<unknown>
}

/** What recurs. The long chores go through the queue, so that a failed one is tried again and a stop does not wait for it. */
export const chores = ({
  db,
  clock,
  files,
  giveOutWaiting,
  watchQueues,
  goOnAnswering,
  endExpiredSessions,
  resumeImports,
  knowCustomers,
  takeInSold,
  rollUp,
  takeTalkedOrders,
  lookAtPrices,
  confirmOrders,
  tendKnowledge,
  layShipped,
  lookAtNextItems,
}: ChorePorts) => {
  const leave = (kind: typeof forgetKeys) => (now: Date) =>
    db.asSystem((tx) => enqueue(tx, now, { kind, shop: null, payload: {} }))
  const recurring: RecurringWork = {
    ensurePartitions: (now) => ensurePartitions(db, now),
    forgetIdempotencyKeys: leave(forgetKeys),
    removeOrphanFiles: leave(removeOrphans),
    endExpiredSessions,
    giveOutWaiting,
    watchQueues,
    goOnAnswering,
    resumeImports,
    knowCustomers,
    takeInSold,
    rollUp,
    takeTalkedOrders,
    lookAtPrices,
    confirmOrders,
    tendKnowledge,
    layShipped,
    lookAtNextItems,
  }
  const handlers = {
    ...handle(forgetKeys, async () => {
      await forgetIdempotencyKeys(db, clock.now())
    }),
    // Nothing refers to a file but the message that kept it.
    ...handle(removeOrphans, async () => {
      await files.removeOrphans(clock.now(), async () => new Set<string>())
    }),
  }
  return { recurring, handlers }
}
