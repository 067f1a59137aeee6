// Who may run it, and from where. The tests that need another user run only as root, and then always.
import { chmodSync, chownSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { bringDown, bringUp } from './postmaster.ts'
import { ensureCluster, type Home } from './cluster.ts'
import { freePort } from './address.ts'
import { limitLog } from './log-file.ts'
import { findProgram } from './program.ts'
import { chooseRunAs } from './run-as.ts'
import {
  answerOf,
  hold,
  isGone,
  killEverything,
  launch,
  madeFolder,
  newFolder,
  postmasterOf,
  query,
  removeMade,
  tell,
  tidyUp,
} from './testing/holder.ts'
import { forgetLinks, install } from './testing/installation.ts'

const NOBODY = { uid: 65534, gid: 65534 }

afterEach(tidyUp)
afterAll(removeMade)

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('PostgreSQL runs as another user, in a home that only root may enter', async () => {
    const home = newFolder()
    expect(statSync(home).mode & 0o777).toBe(0o700)
    const where = install(join(home, 'five-hearts'))
    const links = forgetLinks(join(home, 'five-hearts'))
    const folder = join(home, 'five-hearts', 'data')

    const first = await hold(folder, 'server', where)
    await query(first.url, 'create table word as select 1 as id')
    expect(statSync(`/proc/${postmasterOf(folder)}`).uid).not.toBe(0)
    expect(statSync(join(folder, 'postgres')).uid).toBe(statSync(`/proc/${postmasterOf(folder)}`).uid)
    expect(links.filter((path) => !existsSync(path))).toEqual([])

    await killEverything(first, folder)
    expect(await isGone(folder)).toBe(true)
    const second = await hold(folder, 'server', where)
    expect(await query(second.url, 'select id from word')).toEqual([{ id: 1 }])
    expect(await tell(second, 'stop')).toBe(0)
    expect(postmasterOf(folder)).toBeUndefined()
  })

  test('a folder that belongs to a user stays that user’s', async () => {
    const place = openPlace()
    const where = install(join(place, 'five-hearts'))
    const folder = folderOfNobody(place)
    await tell(await hold(folder, 'attach'), 'stop')
    expect(statSync(join(folder, 'postgres')).uid).toBe(NOBODY.uid)

    const server = await hold(folder, 'server', { ...where, ...NOBODY })
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a copy of a data folder made by root comes up', async () => {
    const folder = await madeFolder()
    const first = await hold(folder, 'server')
    await query(first.url, 'create table word as select 1 as id')
    await tell(first, 'stop')
    chownSync(join(folder, 'postgres'), 0, 0)
    chmodSync(join(folder, 'postgres'), 0o755)

    const second = await hold(folder, 'server')
    expect(await query(second.url, 'select id from word')).toEqual([{ id: 1 }])
  })
})

describe.runIf(process.getuid?.() === 0)('as an ordinary user', () => {
  test('it starts, survives kill -9 of everything and stops, from a place it cannot write', async () => {
    const place = openPlace()
    const where = { ...install(join(place, 'five-hearts')), ...NOBODY }
    forgetLinks(join(place, 'five-hearts'))
    const folder = folderOfNobody(place)

    const first = await hold(folder, 'server', where)
    expect(statSync(`/proc/${postmasterOf(folder)}`).uid).toBe(NOBODY.uid)
    await query(first.url, 'create table word as select 1 as id')
    await killEverything(first, folder)
    expect(await isGone(folder)).toBe(true)

    const second = await hold(folder, 'server', where)
    expect(await query(second.url, 'select id from word')).toEqual([{ id: 1 }])
    const command = await hold(folder, 'attach', where)
    expect(await tell(second, 'stop')).toBe(0)
    expect(await tell(command, 'stop')).toBe(0)
    expect(postmasterOf(folder)).toBeUndefined()
  })

  test('a folder that belongs to somebody else is refused', async () => {
    const place = openPlace()
    const where = { ...install(join(place, 'five-hearts')), ...NOBODY }
    const folder = join(place, 'data')
    await tell(await hold(folder, 'server'), 'stop')
    const answer = await answerOf(launch(folder, 'server', where))
    expect(answer.error).toBe('DatabaseUnavailable')
    expect(answer.message).toContain('permission is missing')
  })
})

describe('where no socket can be made', () => {
  test('it listens on a port of this machine only, and is adopted there', async () => {
    const folder = newFolder()
    const cluster = join(folder, 'postgres')
    const runAs = chooseRunAs(folder, cluster, () => undefined)
    const log = () => undefined
    const home: Home = { folder, cluster, runAs, log, program: findProgram(folder, runAs, log) }
    await ensureCluster(home)
    const { url, pid } = await bringUp(home, freePort)
    expect(new URL(url).host).toMatch(/^127\.0\.0\.1:\d+$/)
    expect(await query(url, `select current_setting('listen_addresses') as listens`)).toEqual([
      { listens: '127.0.0.1' },
    ])
    const again = await bringUp(home)
    expect(again).toEqual({ url, pid, address: { port: Number(new URL(url).port) } })
    await bringDown(home)
    expect(postmasterOf(folder)).toBeUndefined()
  })
})

test('the log and its older part are kept below 10 MB each', () => {
  const folder = newFolder()
  const log = join(folder, 'postgres.log')
  writeFileSync(log, 'x'.repeat(10 * 1024 * 1024))
  limitLog(folder)
  expect(statSync(log).size).toBe(10 * 1024 * 1024)
  writeFileSync(log, 'one more', { flag: 'a' })
  limitLog(folder)
  expect(statSync(log).size).toBe(0)
  expect(statSync(`${log}.1`).size).toBe(10 * 1024 * 1024 + 8)
})

/** A folder that every user may enter and only we may write. */
function openPlace(): string {
  const place = newFolder()
  chmodSync(place, 0o755)
  return place
}

function folderOfNobody(place: string): string {
  const folder = join(place, 'data of nobody')
  mkdirSync(folder, { mode: 0o700 })
  chownSync(folder, NOBODY.uid, NOBODY.gid)
  return folder
}
