import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { isDue, nextRun } from './schedule.rules.ts'

/** Work that comes again and again. It may be cut off by a kill and must stand being run twice. */
export interface RecurringTask {
  name: string
  /** At most once in so many milliseconds, over all processes. */
  everyMs: number
  run(now: Date): Promise<unknown>
}

/** What recurs, as functions of those who own it. */
export interface RecurringWork {
  /** Makes the partitions that rows of today and of the next month go into. */
  ensurePartitions(now: Date): Promise<unknown>
  /** Deletes idempotency keys older than two days, in chunks. */
  forgetIdempotencyKeys(now: Date): Promise<unknown>
  endExpiredSessions(now: Date): Promise<unknown>
  /** Removes files that nothing refers to after a day. */
  removeOrphanFiles(now: Date): Promise<unknown>
  /** Gives waiting conversations that nobody holds to whoever has a place. */
  giveOutWaiting(now: Date): Promise<unknown>
  /** Raises and clears the alarms of queues. */
  watchQueues(now: Date): Promise<unknown>
  /** Sends on answers to many that a killed process left unfinished. */
  goOnAnswering(now: Date): Promise<unknown>
  /** Goes on with imports that a killed process left, and lets go of uploads nobody ran. */
  resumeImports(now: Date): Promise<unknown>
  /** Reads names by their sound and looks through new rows for people who may be one. */
  knowCustomers(now: Date): Promise<unknown>
  /** Takes into the catalogue what imports sold whose end nobody heard. */
  takeInSold(now: Date): Promise<unknown>
  /** Counts turns into hours and platforms' days, and judges which buyers were lost. */
  rollUp(now: Date): Promise<unknown>
  /** Ends the following up of those who bought, and keeps with their orders what was said before. */
  takeTalkedOrders(now: Date): Promise<unknown>
  /** Prices that fell as planned, messages and orders whose news nobody heard, and what is bought together. */
  lookAtPrices(now: Date): Promise<unknown>
  /** Asks about paid orders that nobody asked about, and ends what nobody needs to be asked any more. */
  confirmOrders(now: Date): Promise<unknown>
  /** Makes old search indexes anew, and looks whether what was changed stopped being asked. */
  tendKnowledge(now: Date): Promise<unknown>
  /** Lays into older shops what came with a newer desk. */
  layShipped(now: Date): Promise<unknown>
  /** Proposes who could be offered what next, as orders come due, and ends what is too old. */
  lookAtNextItems(now: Date): Promise<unknown>
}

const second = 1000
const hour = 3600 * second

/** All recurring work of the desk. Nothing else repeats by itself but clocks and words, which the engine watches. */
export const recurringTasks = (work: RecurringWork): RecurringTask[] => [
  // Hourly, not monthly: it costs a look into the catalogue, and a desk that slept over the turn of the month wakes right.
  { name: 'platform.ensure_partitions', everyMs: hour, run: work.ensurePartitions },
  { name: 'platform.forget_idempotency_keys', everyMs: hour, run: work.forgetIdempotencyKeys },
  { name: 'staff.end_expired_sessions', everyMs: hour, run: work.endExpiredSessions },
  { name: 'platform.remove_orphan_files', everyMs: hour, run: work.removeOrphanFiles },
  { name: 'conversations.give_out_waiting', everyMs: 5 * second, run: work.giveOutWaiting },
  { name: 'conversations.watch_queues', everyMs: 5 * second, run: work.watchQueues },
  { name: 'conversations.go_on_answering', everyMs: 60 * second, run: work.goOnAnswering },
  { name: 'orders.resume_imports', everyMs: 60 * second, run: work.resumeImports },
  { name: 'customers.know_better', everyMs: 10 * second, run: work.knowCustomers },
  { name: 'products.take_in_sold', everyMs: hour, run: work.takeInSold },
  { name: 'insight.roll_up', everyMs: 15 * second, run: work.rollUp },
  { name: 'purchase.take_talked_orders', everyMs: hour, run: work.takeTalkedOrders },
  { name: 'offers.look_at_prices', everyMs: hour, run: work.lookAtPrices },
  // Imports are looked at when they end; this finds what a killed process did not hear.
  { name: 'confirmations.open', everyMs: 300 * second, run: work.confirmOrders },
  // Hourly for the process that is new; whoever looked before knows.
  { name: 'platform.lay_shipped', everyMs: hour, run: work.layShipped },
  { name: 'knowledge.tend', everyMs: hour, run: work.tendKnowledge },
  { name: 'care.look_at_next_items', everyMs: hour, run: work.lookAtNextItems },
]

export interface SchedulePorts {
  db: Database
  clock: Clock
  tasks: readonly RecurringTask[]
  onError: (task: string, error: unknown) => void
}

export interface Schedule {
  start(): void
  /** Runs what is due now and waits for it; returns the names that ran here. */
  runDue(): Promise<string[]>
  /** Begins nothing more and waits for what runs. */
  stop(): Promise<void>
}

/**
 * Runs each task when its interval has passed. Before a run the task's row is marked in a short transaction, so that no
 * other process runs it too and no long one holds back the event log. A task that fails waits for its next interval.
 */
export const createSchedule = (ports: SchedulePorts): Schedule => {
  const { db, clock, tasks } = ports
  const alarms = new Map<string, () => void>()
  const cycles = new Set<Promise<void>>()
  const running = new Map<string, Promise<boolean>>()
  let isStopped = true

  const runOne = async (task: RecurringTask): Promise<boolean> => {
    const isOurs = await claim(db, task, clock.now())
    if (isOurs) await task.run(clock.now())
    return isOurs
  }
  /** Once at a time in this process; true when it ran here. */
  const tryOne = (task: RecurringTask): Promise<boolean> => {
    const before = running.get(task.name)
    if (before) return before.then(() => false)
    const run = runOne(task)
      .catch((error: unknown) => {
        ports.onError(task.name, error)
        return true
      })
      .finally(() => running.delete(task.name))
    running.set(task.name, run)
    return run
  }
  const cycle = async (task: RecurringTask) => {
    await tryOne(task)
    const next = await nextOf(db, task, clock.now()).catch((error: unknown) => {
      ports.onError(task.name, error)
      return new Date(clock.now().getTime() + Math.min(task.everyMs, 5 * second))
    })
    if (isStopped) return
    // A little later than now at least: a row that another process is just marking must not make this a busy loop.
    const at = new Date(Math.max(next.getTime(), clock.now().getTime() + 50))
    alarms.set(
      task.name,
      clock.at(at, () => begin(task)),
    )
  }
  const begin = (task: RecurringTask) => {
    const run = cycle(task).finally(() => cycles.delete(run))
    cycles.add(run)
  }

  return {
    start: () => {
      isStopped = false
      for (const task of tasks) begin(task)
    },
    runDue: async () => {
      const ran = await Promise.all(tasks.map(async (task) => ({ name: task.name, ran: await tryOne(task) })))
      return ran.filter((one) => one.ran).map((one) => one.name)
    },
    stop: async () => {
      isStopped = true
      for (const cancel of alarms.values()) cancel()
      await Promise.all([...cycles, ...running.values()])
    },
  }
}

/** Marks the task as run now when it is due and nobody else is marking it; true when it is ours to run. */
const claim = (db: Database, task: RecurringTask, now: Date): Promise<boolean> =>
  db.asSystem(async (tx) => {
    const row = await tx
      .selectFrom('platform.schedule')
      .select('last_run_at')
      .where('name', '=', task.name)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!row) {
      // It never ran, or another process is marking it: then nothing is inserted.
      const first = await tx
        .insertInto('platform.schedule')
        .values({ name: task.name, last_run_at: now })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .returning('name')
        .executeTakeFirst()
      return first !== undefined
    }
    if (!isDue(row.last_run_at, task.everyMs, now)) return false
    await tx
      .updateTable('platform.schedule')
      .set({ last_run_at: now })
      .where('name', '=', task.name)
      .execute()
    return true
  })

const nextOf = (db: Database, task: RecurringTask, now: Date): Promise<Date> =>
  db.asSystem(async (tx) => {
    const row = await tx
      .selectFrom('platform.schedule')
      .select('last_run_at')
      .where('name', '=', task.name)
      .executeTakeFirst()
    return nextRun(row?.last_run_at ?? null, task.everyMs, now)
  })
