import type { Pool } from 'pg'
import type { Clock } from '../clock/clock.ts'

export interface Relay {
  start(): void
  /** Something was left just now. */
  wake(): void
  /** Hands on everything due by the clock; returns how many. For start-up and tests. */
  moveDue(): Promise<number>
  /** Ends after the batch under way. */
  stop(): Promise<void>
}

/** How long the relay sleeps at most: another process may have left work that is due earlier than thought. */
const mostSleepMs = 1000
const batchSize = 500

/**
 * Takes due rows out of the outbox and puts them into the queue: one statement, so that a job is in one of the two and
 * never in both, whatever is killed when. Rows that another relay holds are skipped.
 * The queue sorts by its own server's time; the microseconds keep the order of a batch. They lie in the past, because a
 * job with a time ahead of the server's would wait for the queue's poll.
 */
const moveBatch = `
  with due as (
    select id from platform.outbox where run_at <= $1 order by run_at, id limit $2 for update skip locked
  ), taken as (
    delete from platform.outbox o using due where o.id = due.id returning o.*
  ), counted as (
    select t.*, row_number() over (order by t.run_at desc, t.id desc) as from_last from taken t
  ), specs as (
    select array_agg((job, json_build_object('shop', shop_id, 'data', payload), null, now() - from_last * interval '1 microsecond',
      null, null, null, null)::graphile_worker.job_spec order by from_last desc) as list
    from counted having count(*) > 0
  )
  select count(*)::int as moved from specs, lateral graphile_worker.add_jobs(specs.list)`

export const createRelay = (ports: {
  pool: Pool
  clock: Clock
  onError: (error: unknown) => void
}): Relay => {
  const { pool, clock } = ports
  let cancel: (() => void) | undefined
  let running: Promise<unknown> | undefined
  let isAgain = false
  let isStopped = true

  const moveDue = async (): Promise<number> => {
    let total = 0
    for (let moved = batchSize; moved === batchSize; total += moved) {
      const { rows } = await pool.query<{ moved: number }>(moveBatch, [clock.now(), batchSize])
      moved = rows[0]?.moved ?? 0
    }
    return total
  }

  const nextMoment = async (): Promise<number> => {
    const { rows } = await pool.query<{ at: Date | null }>('select min(run_at) as at from platform.outbox')
    const now = clock.now().getTime()
    const at = rows[0]?.at?.getTime() ?? Infinity
    // What is due and still there is in another relay's hands, or was left this instant, and then somebody wakes us.
    return at <= now ? now + mostSleepMs : Math.min(at, now + mostSleepMs)
  }

  const cycle = () => {
    if (isStopped) return
    if (running) {
      isAgain = true
      return
    }
    cancel?.()
    running = moveDue()
      .then(nextMoment)
      .catch((error: unknown) => {
        ports.onError(error)
        return clock.now().getTime() + mostSleepMs
      })
      .then((at) => {
        running = undefined
        if (isStopped) return
        if (isAgain) {
          isAgain = false
          cycle()
        } else cancel = clock.at(new Date(at), cycle)
      })
  }

  return {
    start: () => {
      isStopped = false
      cycle()
    },
    wake: cycle,
    moveDue,
    stop: async () => {
      isStopped = true
      cancel?.()
      await running
    },
  }
}
