import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { silentLog } from '../log/log.ts'
import { enqueue } from './enqueue.ts'
import { BadPayload, jobKind } from './job.ts'
import { createJobs, type Jobs, type JobsPorts } from './jobs.ts'
import { createPresence } from './presence.ts'
import { createRecorder, noteNumber } from './testing/recorder.ts'

let desk: Desk
let owner: pg.Client
beforeAll(async () => {
  desk = await createDesk()
  owner = new pg.Client({ connectionString: desk.url })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await desk.close()
})

const open = (handlers: JobsPorts['handlers'], more: Partial<JobsPorts> = {}): Jobs =>
  createJobs({ url: desk.url, clock: desk.clock, log: silentLog(), handlers, concurrency: 1, ...more })

/** Jobs of this test alone: what is left over would wait for the next one's worker. */
const withJobs = async (
  handlers: JobsPorts['handlers'],
  work: (jobs: Jobs) => Promise<void>,
  more: Partial<JobsPorts> = {},
) => {
  const jobs = open(handlers, more)
  await jobs.start()
  try {
    await work(jobs)
  } finally {
    await jobs.stop()
    await owner.query('delete from graphile_worker._private_jobs')
    await owner.query('delete from platform.outbox')
  }
}

const leave = (numbers: number[], later: { ms?: number; shop?: string | null } = {}) =>
  desk.db.asSystem(async (tx) => {
    const now = desk.clock.now()
    for (const n of numbers)
      await enqueue(tx, now, {
        kind: noteNumber,
        shop: later.shop ?? null,
        payload: { n },
        runAt: new Date(now.getTime() + (later.ms ?? 0)),
      })
  })

const shop = '0197a1b2-0000-7000-8000-000000000001'

describe('a job left in a transaction', () => {
  test('runs after the commit, with its shop and payload, without being called', async () => {
    const recorder = createRecorder()
    await withJobs(recorder.handlers, async () => {
      await desk.db.inShop(shop, (tx) =>
        enqueue(tx, desk.clock.now(), { kind: noteNumber, shop, payload: { n: 7 } }),
      )
      await recorder.reached(1)
      expect(recorder.noted[0]).toMatchObject({ n: 7, context: { shop, attempt: 1 } })
    })
  })
  test('does not run when the transaction is rolled back', async () => {
    const recorder = createRecorder()
    await withJobs(recorder.handlers, async (jobs) => {
      const failing = desk.db.asSystem(async (tx) => {
        await enqueue(tx, desk.clock.now(), { kind: noteNumber, shop: null, payload: { n: 1 } })
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      await leave([2])
      await recorder.reached(1)
      expect(recorder.noted.map(({ n }) => n)).toEqual([2])
      expect(await jobs.backlog()).toMatchObject({ outbox: 0, failed: 0 })
    })
  })
  test('runs in the order of its time, then of its leaving, over batches too', async () => {
    const recorder = createRecorder()
    // Left before anybody works, so that the relay meets all at once: more than two batches of 500.
    await leave(
      Array.from({ length: 600 }, (_, i) => i),
      { ms: -1000 },
    )
    await leave(
      Array.from({ length: 600 }, (_, i) => 600 + i),
      { ms: -500 },
    )
    await leave([-2, -1], { ms: -5000 })
    await withJobs(recorder.handlers, async () => {
      await recorder.reached(1202)
      expect(recorder.noted.map(({ n }) => n)).toEqual([-2, -1, ...Array.from({ length: 1200 }, (_, i) => i)])
    })
  })
  test('waits for its moment by the clock port, not by the machine’s', async () => {
    const recorder = createRecorder()
    await withJobs(recorder.handlers, async (jobs) => {
      await leave([1], { ms: 3_600_000 })
      expect(await jobs.moveDue()).toBe(0)
      await desk.clock.advance(3_599_999)
      expect(await jobs.moveDue()).toBe(0)
      expect(recorder.noted).toEqual([])
      await desk.clock.advance(1)
      await jobs.moveDue()
      await recorder.reached(1)
      expect(await jobs.backlog()).toMatchObject({ outbox: 0 })
    })
  })
  test('left by another process is found by the slow poll', async () => {
    const recorder = createRecorder()
    await withJobs(recorder.handlers, async () => {
      await owner.query(
        `insert into platform.outbox (job, payload, run_at, created_at) values ($1, '{"n": 5}', $2, $2)`,
        [noteNumber.name, desk.clock.now()],
      )
      // The relay may be between its look and its alarm; a second passes until it has looked again.
      const passing = setInterval(() => void desk.clock.advance(1000), 20)
      await recorder.reached(1)
      clearInterval(passing)
      expect(recorder.noted[0]?.n).toBe(5)
    })
  })
})

describe('the payload', () => {
  test('is refused where it is left, naming the place and not the value', async () => {
    const wrong = { n: 'buyer@mail.example' } as unknown as { n: number }
    const leaving = desk.db.asSystem((tx) =>
      enqueue(tx, desk.clock.now(), { kind: noteNumber, shop: null, payload: wrong }),
    )
    await expect(leaving).rejects.toThrow(BadPayload)
    await expect(leaving).rejects.toThrow('the payload of testing.note_number does not fit: /n type')
    await expect(leaving).rejects.not.toThrow('buyer@mail.example')
  })
  test('is refused where it runs: nothing is done with it, the failure is counted', async () => {
    const recorder = createRecorder()
    const failures: unknown[] = []
    const later = jobKind(noteNumber.name, {
      ...noteNumber.schema,
      properties: {},
      required: [],
      additionalProperties: true,
    })
    await withJobs(
      recorder.handlers,
      async () => {
        await desk.db.asSystem((tx) =>
          enqueue(tx, desk.clock.now(), { kind: later, shop: null, payload: { n: 'x' } as never }),
        )
        await leave([3])
        await recorder.reached(1)
        expect(recorder.noted.map(({ n }) => n)).toEqual([3])
        expect(failures).toEqual([[noteNumber.name, false]])
      },
      { onFailure: (...what) => failures.push(what) },
    )
  })
  test('of a job that nobody here knows stays for a process that does', async () => {
    const recorder = createRecorder()
    await withJobs(recorder.handlers, async (jobs) => {
      await owner.query(
        `insert into platform.outbox (job, payload, run_at, created_at) values ('testing.of_tomorrow', '{}', $1, $1)`,
        [desk.clock.now()],
      )
      await leave([4])
      await recorder.reached(1)
      await jobs.moveDue()
      expect(
        (await owner.query('select task_identifier from graphile_worker.jobs where attempts = 0')).rows,
      ).toEqual([{ task_identifier: 'testing.of_tomorrow' }])
    })
  })
})

describe('a job that fails', () => {
  test('is tried again later, each time later still, and done once it succeeds', async () => {
    const failures: unknown[] = []
    const recorder = createRecorder((_n, { attempt }) =>
      attempt < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve(),
    )
    await withJobs(
      recorder.handlers,
      async (jobs) => {
        await leave([1])
        const pauses: number[] = []
        for (const attempt of [1, 2]) {
          await recorder.reached(attempt)
          pauses.push(await pauseAfter(attempt))
          await owner.query(
            'select graphile_worker.reschedule_jobs(array_agg(id), now()) from graphile_worker.jobs',
          )
        }
        await recorder.reached(3)
        expect(pauses[0]).toBeGreaterThan(2)
        expect(pauses[1]).toBeGreaterThan(2 * (pauses[0] ?? 0))
        expect(recorder.noted.map(({ context }) => context.attempt)).toEqual([1, 2, 3])
        expect(new Set(recorder.noted.map(({ context }) => context.id)).size).toBe(1)
        expect(failures).toEqual([
          [noteNumber.name, false],
          [noteNumber.name, false],
        ])
        expect(await jobs.backlog()).toMatchObject({ failed: 0 })
      },
      { onFailure: (...what) => failures.push(what) },
    )
  })

  /** Seconds until the next try, once the queue has put the failed job back. */
  const pauseAfter = async (attempt: number): Promise<number> => {
    for (;;) {
      const { rows } = await owner.query<{ pause: string }>(
        `select extract(epoch from run_at - now()) as pause from graphile_worker.jobs
        where attempts = $1 and locked_at is null and last_error is not null`,
        [attempt],
      )
      if (rows[0]) return Number(rows[0].pause)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  test('for the last time stays to be looked at, and is said to be the last', async () => {
    const failures: unknown[] = []
    const recorder = createRecorder(() => Promise.reject(new Error('never')))
    await leave([1])
    const idle = open({})
    await idle.start()
    await idle.moveDue()
    await idle.stop()
    await owner.query('update graphile_worker._private_jobs set attempts = max_attempts - 1')
    await withJobs(
      recorder.handlers,
      async (jobs) => {
        await recorder.reached(1)
        await pauseAfter(25)
        expect(failures).toEqual([[noteNumber.name, true]])
        expect(await jobs.backlog()).toEqual({ outbox: 0, queued: 0, failed: 1 })
      },
      { onFailure: (...what) => failures.push(what) },
    )
  })
})

describe('stopping', () => {
  test('lets the running job finish and takes no other', async () => {
    let finish: () => void = () => undefined
    const recorder = createRecorder(
      () =>
        new Promise((resolve) => {
          finish = resolve
        }),
    )
    const jobs = open(recorder.handlers)
    await jobs.start()
    await leave([1, 2])
    await recorder.reached(1)
    const stopping = jobs.stop()
    finish()
    await stopping
    const { rows } = await owner.query('select payload, locked_by from graphile_worker._private_jobs')
    expect(rows).toEqual([{ payload: { shop: null, data: { n: 2 } }, locked_by: null }])
    expect((await owner.query('select id from platform.job_pools')).rows).toEqual([])
    await owner.query('delete from graphile_worker._private_jobs')
  })
  test('a job that will not end hears the signal and is given back to be tried again', async () => {
    let heard = false
    const recorder = createRecorder(
      (_n, { signal }) =>
        new Promise(() =>
          signal.addEventListener('abort', () => {
            heard = true
          }),
        ),
    )
    const jobs = open(recorder.handlers, { patienceMs: 100 })
    await jobs.start()
    await leave([1])
    await recorder.reached(1)
    await jobs.stop()
    expect(heard).toBe(true)
    expect((await owner.query('select attempts, locked_by from graphile_worker._private_jobs')).rows).toEqual(
      [{ attempts: 1, locked_by: null }],
    )
    await owner.query('delete from graphile_worker._private_jobs')
  })
  test('that comes while it still starts waits for the start', async () => {
    const jobs = open(createRecorder().handlers)
    const started = jobs.start()
    await jobs.stop()
    await started
    expect((await owner.query('select id from platform.job_pools')).rows).toEqual([])
  })
})

test('a pool that is left while it still enters leaves nobody behind who knocks at the database every five seconds', async () => {
  const failures: unknown[] = []
  const presence = createPresence(desk.url, (error) => failures.push(error))
  const entering = presence.enter('worker_pool_left')
  await presence.leave()
  await entering
  expect(failures).toEqual([])
  expect((await owner.query('select id from platform.job_pools')).rows).toEqual([])
  const sessions = async () =>
    (
      await owner.query(
        `select pid from pg_stat_activity where application_name = 'fivehearts-jobs' and datname = current_database()`,
      )
    ).rows
  await expect.poll(sessions).toEqual([])
})

describe('when the database fails', () => {
  test('with every connection cut, work goes on', async () => {
    const recorder = createRecorder()
    await withJobs(recorder.handlers, async (jobs) => {
      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'fivehearts-jobs' and datname = current_database()`,
      )
      await leave([1])
      // The relay met the cut and looks again after its pause.
      const passing = setInterval(() => void desk.clock.advance(1000), 20)
      await recorder.reached(1)
      clearInterval(passing)
      expect(await jobs.backlog()).toMatchObject({ outbox: 0 })
    })
  })
  test('a queue that broke down is opened again, and what it held runs', async () => {
    const recorder = createRecorder()
    await withJobs(recorder.handlers, async () => {
      // A sequence, because it counts on when its transaction is undone.
      await owner.query('create sequence public.refused')
      await owner.query(
        `create function public.refuse() returns trigger language plpgsql as 'begin perform nextval(''public.refused''); raise exception ''no''; end'`,
      )
      await owner.query(
        'create trigger refuse before delete on graphile_worker._private_jobs for each row execute function public.refuse()',
      )
      await leave([1])
      while (!(await owner.query('select is_called from public.refused')).rows[0]?.is_called)
        await new Promise((resolve) => setImmediate(resolve))
      await owner.query('drop function public.refuse cascade')
      const passing = setInterval(() => void desk.clock.advance(1000), 20)
      await recorder.reached(2)
      clearInterval(passing)
      expect(recorder.noted[1]?.context.id).toBe(recorder.noted[0]?.context.id)
    })
  })
})

describe('two relays at once', () => {
  test('hand every job on once', async () => {
    const recorder = createRecorder()
    await leave(Array.from({ length: 3000 }, (_, i) => i))
    const other = open(recorder.handlers, { concurrency: 4 })
    await withJobs(
      recorder.handlers,
      async (jobs) => {
        await other.start()
        const both = await Promise.all([jobs.moveDue(), other.moveDue(), jobs.moveDue(), other.moveDue()])
        expect(both.reduce((sum, moved) => sum + moved, 0)).toBeLessThanOrEqual(3000)
        await recorder.reached(3000)
        await other.stop()
        expect(recorder.noted.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: 3000 }, (_, i) => i),
        )
      },
      { concurrency: 4 },
    )
  })
})
