import { spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { signal, until } from './processes.ts'
import {
  answerOf,
  hold,
  isGone,
  killDatabase,
  killEverything,
  killHard,
  launch,
  madeFolder,
  newFolder,
  postmasterOf,
  query,
  removeMade,
  tell,
  tidyUp,
} from './testing/holder.ts'

const strangers: ChildProcess[] = []

afterEach(async () => {
  for (const stranger of strangers.splice(0)) stranger.kill('SIGKILL')
  await tidyUp()
})

afterAll(removeMade)

describe('kill -9 of the server process alone', () => {
  test('leaves a running database that the next server adopts, data intact', async () => {
    const folder = await madeFolder()
    const first = await hold(folder, 'server')
    await query(first.url, `create table word as select '亲，在的'::text as said`)
    const postmaster = postmasterOf(folder)
    await killHard(first)
    expect(postmasterOf(folder)).toBe(postmaster)

    const second = await hold(folder, 'server')
    expect(postmasterOf(folder)).toBe(postmaster)
    expect(await query(second.url, 'select said from word')).toEqual([{ said: '亲，在的' }])
    expect(await tell(second, 'stop')).toBe(0)
    expect(await isGone(folder)).toBe(true)
  })
})

describe('kill -9 of everything', () => {
  test('loses no committed row and keeps no uncommitted one', async () => {
    const folder = await madeFolder()
    const first = await hold(folder, 'server')
    await query(first.url, 'create table word (id int primary key)')
    await query(first.url, 'insert into word select generate_series(1, 500)')
    const open = query(first.url, 'insert into word values (501), (502) returning pg_sleep(60)').catch(
      () => [],
    )
    const asleep = `select count(*)::int as count from pg_stat_activity where wait_event = 'PgSleep'`
    expect(await until(10_000, async () => (await query(first.url, asleep))[0]?.count === 1)).toBe(true)
    await killEverything(first, folder)
    await open
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(true)

    const second = await hold(folder, 'server')
    expect(await query(second.url, 'select count(*)::int as count, max(id) from word')).toEqual([
      { count: 500, max: 500 },
    ])
  })

  test('with only the postmaster dead, its last processes are waited for', async () => {
    const folder = await madeFolder()
    const first = await hold(folder, 'server')
    await query(first.url, 'create table word as select 1 as id')
    // A busy loop inside one statement: such a backend does not notice that its postmaster is gone.
    const busy = `do $$ begin for i in 1..2000000000 loop end loop; end $$`
    const open = query(first.url, busy).catch(() => [])
    const active = `select count(*)::int as count from pg_stat_activity where query like 'do $$%' and state = 'active'`
    expect(await until(10_000, async () => (await query(first.url, active))[0]?.count === 1)).toBe(true)
    const postmaster = postmasterOf(folder)!
    await killHard(first)
    signal(postmaster, 'SIGKILL')

    const second = await hold(folder, 'server')
    await open
    expect(postmasterOf(folder)).not.toBe(postmaster)
    expect(await query(second.url, 'select id from word')).toEqual([{ id: 1 }])
  })
})

describe('kill -9 of the database alone', () => {
  test('is noticed by the server, which starts it again at the same address', async () => {
    const folder = await madeFolder()
    const server = await hold(folder, 'server')
    await query(server.url, 'create table word as select 1 as id')
    const before = postmasterOf(folder)
    killDatabase(folder)
    const isBack = async () => (await query(server.url, 'select id from word').catch(() => [])).length === 1
    expect(await until(20_000, isBack)).toBe(true)
    expect(postmasterOf(folder)).not.toBe(before)
    expect(await tell(server, 'stop')).toBe(0)
    expect(await isGone(folder)).toBe(true)
  })
})

describe('a pid file left behind', () => {
  test('that names a living stranger does not fool the start', async () => {
    const folder = await madeFolder()
    await crash(folder)
    // Of the database's own user: a process of somebody else PostgreSQL would see through by itself.
    const { uid, gid } = statSync(join(folder, 'postgres'))
    const stranger = spawn('sleep', ['600'], process.getuid?.() === 0 ? { uid, gid } : {})
    strangers.push(stranger)
    renamePid(folder, stranger.pid!)
    await comesUp(folder)
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
  })

  test('that names the postmaster of another folder does not fool it either', async () => {
    const [folder, other] = [await madeFolder(), await madeFolder()]
    await crash(folder)
    const neighbour = await hold(other, 'server')
    renamePid(folder, postmasterOf(other)!)
    const server = await comesUp(folder)
    await tell(server, 'stop')
    expect(await query(neighbour.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('an interrupted start on a fresh folder', () => {
  test('leaves nothing that looks like a database', async () => {
    const folder = newFolder()
    const first = launch(folder, 'server')
    const unfinished = () => readdirSync(folder).find((name) => name.startsWith('postgres.unfinished-'))
    const isMaking = () => existsSync(join(folder, unfinished() ?? 'none', 'cluster', 'PG_VERSION'))
    expect(await until(20_000, isMaking)).toBe(true)
    await killHard(first)
    expect(existsSync(join(folder, 'postgres'))).toBe(false)

    const second = await hold(folder, 'server')
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await tell(second, 'stop')
    const third = await hold(folder, 'server')
    expect(unfinished()).toBeUndefined()
    await tell(third, 'stop')
  })
})

describe('ending', () => {
  test('SIGTERM shuts the database down cleanly', async () => {
    const folder = await madeFolder()
    const server = await hold(folder, 'server')
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(postmasterOf(folder)).toBeUndefined()
    expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).toMatch(/database system is shut down\n$/)
  })

  test('a process that ends without stopping still takes the database with it', async () => {
    const folder = await madeFolder()
    const server = await hold(folder, 'server')
    expect(await tell(server, 'exit')).toBe(3)
    expect(await isGone(folder)).toBe(true)
  })

  test('a server that starts while the last one is still shutting down waits for it', async () => {
    const folder = await madeFolder()
    const first = await hold(folder, 'server')
    const leaving = tell(first, 'exit')
    const second = await answerOf(launch(folder, 'server'))
    expect(await leaving).toBe(3)
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

/** Leaves the folder as a power cut would, with one committed row. */
async function crash(folder: string): Promise<void> {
  const server = await hold(folder, 'server')
  await query(server.url, 'create table word as select 1 as id')
  await killEverything(server, folder)
  expect(await isGone(folder)).toBe(true)
}

/** Writes another process id into both of PostgreSQL's lock files. */
function renamePid(folder: string, pid: number): void {
  const path = join(folder, 'postgres', 'postmaster.pid')
  const [, ...rest] = readFileSync(path, 'utf8').split('\n')
  writeFileSync(path, [pid, ...rest].join('\n'))
  const socketLock = join(folder, 'postgres', '.s.PGSQL.5432.lock')
  copyFileSync(path, socketLock)
}

async function comesUp(folder: string) {
  const server = await hold(folder, 'server')
  expect(await query(server.url, 'select id from word')).toEqual([{ id: 1 }])
  return server
}
