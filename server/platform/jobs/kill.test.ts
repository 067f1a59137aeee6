import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { noteNumber } from './testing/recorder.ts'

let desk: Desk
let owner: pg.Client
beforeAll(async () => {
  desk = await createDesk()
  owner = new pg.Client({ connectionString: desk.url })
  await owner.connect()
  await owner.query('create table public.ran (n int not null, job bigint not null, process int not null)')
})
afterAll(async () => {
  await owner.end()
  await desk.close()
})
beforeEach(() => owner.query('truncate public.ran, platform.outbox'))

const startWorker = (mode: 'work' | 'relay'): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, 'testing/worker.ts'), desk.url, mode], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })

const end = async (child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM') => {
  const gone = once(child, 'exit')
  child.kill(signal)
  return (await gone)[0] as number | null
}

const fill = (count: number) =>
  owner.query(
    `insert into platform.outbox (job, payload, run_at, created_at)
  select $1, json_build_object('n', i), now(), now() from generate_series(1, $2::int) i`,
    [noteNumber.name, count],
  )

const count = async (from: string): Promise<number> =>
  Number((await owner.query<{ count: string }>(`select count(*) from ${from}`)).rows[0]?.count)

/** Asks until it holds; the test's own time limit is the end of patience. */
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 2))
}

const everywhere = `(select (payload->>'n')::int as n from platform.outbox union all
  select (payload->'data'->>'n')::int from graphile_worker._private_jobs) a`

test('a relay killed in the middle leaves every job in exactly one of outbox and queue, and the next one goes on', async () => {
  const all = 20_000
  await fill(all)
  const first = startWorker('relay')
  await until(async () => (await count('platform.outbox')) < all)
  await end(first, 'SIGKILL')
  const left = await count('platform.outbox')
  expect(left).toBeGreaterThan(0)
  expect(await count(everywhere)).toBe(all)
  expect(await count(`(select distinct n from ${everywhere}) d`)).toBe(all)

  const second = startWorker('relay')
  await until(async () => (await count('platform.outbox')) === 0)
  await end(second, 'SIGTERM')
  expect(await count(`(select distinct n from ${everywhere}) d`)).toBe(all)
  expect(await count(everywhere)).toBe(all)
  await owner.query('truncate graphile_worker._private_jobs')
})

test('workers killed again and again: every job runs, as one and the same job, and only those under way run twice', async () => {
  const all = 1500
  await fill(all)
  const kills = [200, 600, 1000]
  for (const at of kills) {
    const child = startWorker('work')
    await until(async () => (await count('public.ran')) >= at)
    await end(child, 'SIGKILL')
  }
  expect(await count('graphile_worker.jobs where locked_by is not null')).toBeGreaterThan(0)

  const last = startWorker('work')
  await until(
    async () =>
      (await count('(select distinct n from public.ran) r')) === all &&
      (await count('graphile_worker._private_jobs')) === 0,
  )
  expect(await end(last, 'SIGTERM')).toBe(0)
  expect(await count('(select n from public.ran group by n having count(distinct job) > 1) twice')).toBe(0)
  expect(await count('public.ran')).toBeLessThan(all + kills.length * 100)
  // Those who left in good order and those who were killed: nobody is believed to be at work.
  expect(await count('platform.job_pools')).toBe(0)
})

test('a pool that is alive keeps its jobs, however often others come and look', async () => {
  await owner.query(
    `insert into platform.job_pools (id, beat_at) values ('pool-abroad', now() - interval '20 seconds')`,
  )
  const holder = new pg.Client({ connectionString: desk.url })
  await holder.connect()
  await holder.query(
    `select pg_advisory_lock(4555779, number) from platform.job_pools where id = 'pool-abroad'`,
  )
  await fill(1)
  const relay = startWorker('relay')
  await until(async () => (await count('graphile_worker._private_jobs')) === 1)
  await end(relay, 'SIGTERM')
  await owner.query(
    `update graphile_worker._private_jobs set locked_by = 'pool-abroad', locked_at = now() - interval '20 seconds'`,
  )

  const looking = startWorker('relay')
  await until(async () => (await count('platform.job_pools')) === 2)
  await end(looking, 'SIGTERM')
  expect((await owner.query('select locked_by from graphile_worker.jobs')).rows).toEqual([
    { locked_by: 'pool-abroad' },
  ])

  await holder.end()
  const next = startWorker('relay')
  await until(async () => (await count('graphile_worker.jobs where locked_by is null')) === 1)
  await end(next, 'SIGTERM')
  expect(await count('platform.job_pools')).toBe(0)
})
