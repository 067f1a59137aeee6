import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testClock } from '#platform/clock/clock.ts'
import { openDatabase, type Database } from '#platform/database/database.ts'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { createSchedule, recurringTasks, type RecurringTask } from './schedule.ts'

let desk: Desk
/** The connections of a second process. */
let other: Database
beforeAll(async () => {
  desk = await createDesk()
  other = openDatabase(desk.url, { connections: 4 })
})
afterAll(async () => {
  await other.close()
  await desk.close()
})
beforeEach(async () => {
  // The owner's doing: nobody else may delete here.
  const owner = new pg.Client({ connectionString: desk.url })
  await owner.connect()
  await owner.query('truncate platform.schedule')
  await owner.end()
})

const minute = 60_000
const start = '2026-03-04T03:00:00Z'

/** Counts runs; `next()` resolves when it runs again. */
const counting = (everyMs: number, work: () => Promise<void> = () => Promise.resolve()) => {
  const runs: Date[] = []
  let wake: (() => void)[] = []
  const task: RecurringTask = {
    name: 'testing.count',
    everyMs,
    run: async (now) => {
      runs.push(now)
      for (const resolve of wake.splice(0)) resolve()
      await work()
    },
  }
  return {
    runs,
    task,
    next: () =>
      new Promise<void>((resolve) => {
        wake.push(resolve)
      }),
  }
}
const errors: unknown[] = []
const onError = (task: string, error: unknown) => {
  errors.push([task, (error as Error).message])
}

describe('recurring work', () => {
  test('runs at once on a new database, then when its interval has passed', async () => {
    const clock = testClock(start)
    const { runs, task } = counting(5 * minute)
    const schedule = createSchedule({ db: desk.db, clock, tasks: [task], onError })
    expect(await schedule.runDue()).toEqual(['testing.count'])
    expect(await schedule.runDue()).toEqual([])
    await clock.advance(5 * minute - 1)
    expect(await schedule.runDue()).toEqual([])
    await clock.advance(1)
    expect(await schedule.runDue()).toEqual(['testing.count'])
    expect(runs).toHaveLength(2)
  })
  test('runs once per interval over many processes that look in the same instant', async () => {
    const clock = testClock(start)
    const { runs, task } = counting(5 * minute)
    const schedules = Array.from({ length: 8 }, (_, i) =>
      createSchedule({ db: i % 2 ? desk.db : other, clock, tasks: [task], onError }),
    )
    for (let interval = 1; interval <= 5; interval++) {
      const ran = (await Promise.all(schedules.map((schedule) => schedule.runDue()))).flat()
      expect(ran).toEqual(['testing.count'])
      expect(runs).toHaveLength(interval)
      await clock.advance(5 * minute)
    }
  })
  test('runs once after a pause of many intervals', async () => {
    const clock = testClock(start)
    const { runs, task } = counting(minute)
    const schedule = createSchedule({ db: desk.db, clock, tasks: [task], onError })
    await schedule.runDue()
    await clock.jump(36 * 60 * minute)
    expect(await schedule.runDue()).toEqual(['testing.count'])
    expect(await schedule.runDue()).toEqual([])
    expect(runs).toHaveLength(2)
  })
  test('goes on when the wall clock was set back by days', async () => {
    const clock = testClock(start)
    const { task } = counting(minute)
    const schedule = createSchedule({ db: desk.db, clock, tasks: [task], onError })
    await schedule.runDue()
    await clock.jump(-48 * 60 * minute)
    expect(await schedule.runDue()).toEqual(['testing.count'])
  })
  test('that is cut off by a kill comes again with the next interval', async () => {
    const clock = testClock(start)
    const never = counting(minute, () => new Promise(() => undefined))
    void createSchedule({ db: other, clock, tasks: [never.task], onError }).runDue()
    while (never.runs.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const { runs, task } = counting(minute)
    const survivor = createSchedule({ db: desk.db, clock, tasks: [task], onError })
    expect(await survivor.runDue()).toEqual([])
    await clock.advance(minute)
    expect(await survivor.runDue()).toEqual(['testing.count'])
    expect(runs).toHaveLength(1)
  })
  test('that fails is reported, hinders no other and comes again', async () => {
    const clock = testClock(start)
    const failing = {
      ...counting(minute, () => Promise.reject(new Error('no space left'))).task,
      name: 'testing.fail',
    }
    const { runs, task } = counting(minute)
    const schedule = createSchedule({ db: desk.db, clock, tasks: [failing, task], onError })
    await schedule.runDue()
    expect(errors.splice(0)).toEqual([['testing.fail', 'no space left']])
    await clock.advance(minute)
    await schedule.runDue()
    expect(errors.splice(0)).toHaveLength(1)
    expect(runs).toHaveLength(2)
  })
})

describe('a started schedule', () => {
  test('moves by the clock port, and not after it was stopped', async () => {
    const clock = testClock(start)
    const { runs, task, next } = counting(minute)
    const schedule = createSchedule({ db: desk.db, clock, tasks: [task], onError })
    const first = next()
    schedule.start()
    await first
    for (let i = 2; i <= 4; i++) {
      const again = next()
      // Between a run and its next alarm the database is asked; time passes in steps until the alarm is there.
      const passing = setInterval(() => void clock.advance(minute), 5)
      await again
      clearInterval(passing)
    }
    await schedule.stop()
    const before = runs.length
    await clock.advance(60 * minute)
    expect(runs).toHaveLength(before)
    for (let i = 1; i < runs.length; i++)
      expect((runs[i]?.getTime() ?? 0) - (runs[i - 1]?.getTime() ?? 0)).toBeGreaterThanOrEqual(minute)
  })
  test('waits in its stop for what runs', async () => {
    let finish: () => void = () => undefined
    const { task, next } = counting(
      minute,
      () =>
        new Promise((resolve) => {
          finish = resolve
        }),
    )
    const schedule = createSchedule({ db: desk.db, clock: testClock(start), tasks: [task], onError })
    const running = next()
    schedule.start()
    await running
    let isStopped = false
    const stopping = schedule.stop().then(() => {
      isStopped = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(isStopped).toBe(false)
    finish()
    await stopping
    expect(isStopped).toBe(true)
  })
})

test('every piece of recurring work has a name of its own', () => {
  const nothing = () => Promise.resolve()
  const tasks = recurringTasks({
    ensurePartitions: nothing,
    forgetIdempotencyKeys: nothing,
    endExpiredSessions: nothing,
    removeOrphanFiles: nothing,
    giveOutWaiting: nothing,
    watchQueues: nothing,
    goOnAnswering: nothing,
    resumeImports: nothing,
    knowCustomers: nothing,
    takeInSold: nothing,
    rollUp: nothing,
    takeTalkedOrders: nothing,
    lookAtPrices: nothing,
    confirmOrders: nothing,
    tendKnowledge: nothing,
    layShipped: nothing,
    lookAtNextItems: nothing,
  })
  expect(new Set(tasks.map((task) => task.name)).size).toBe(tasks.length)
  expect(tasks.find((task) => task.name === 'conversations.give_out_waiting')?.everyMs).toBe(5000)
})
