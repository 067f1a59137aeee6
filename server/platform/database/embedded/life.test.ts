import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { startEmbeddedDatabase } from './index.ts'
import {
  answerOf,
  hold,
  isGone,
  launch,
  madeFolder,
  newFolder,
  postmasterOf,
  query,
  removeMade,
  tell,
  tidyUp,
} from './testing/holder.ts'

afterEach(tidyUp)
afterAll(removeMade)

// The design's own limits for any machine; here a fresh folder takes about 1 s and an existing one 0.1 s.
const FRESH_LIMIT_MS = 20_000
const EXISTING_LIMIT_MS = 5_000

describe('a fresh folder', () => {
  test('becomes a database for Chinese text that nobody can reach over the network', async () => {
    const folder = join(newFolder(), 'data')
    const { url, ms } = await hold(folder, 'server')

    const [row] = await query(
      url,
      `select current_database() as name, pg_encoding_to_char(encoding) as encoding, datcollate, datctype,
              current_setting('listen_addresses') as listens, current_setting('synchronous_commit') as commit,
              current_setting('fsync') as fsync, current_setting('jit') as jit,
              current_setting('timezone') as zone
       from pg_database where datname = current_database()`,
    )
    expect(row).toEqual({
      name: 'fivehearts',
      encoding: 'UTF8',
      datcollate: 'C.UTF-8',
      datctype: 'C.UTF-8',
      listens: '',
      commit: 'on',
      fsync: 'on',
      jit: 'off',
      zone: 'UTC',
    })
    await query(url, 'create extension pg_trgm')
    const [trigrams] = await query(url, `select array_length(show_trgm('发货很快'), 1) as count`)
    expect(Number(trigrams?.count)).toBeGreaterThanOrEqual(4)
    expect(ms).toBeLessThan(FRESH_LIMIT_MS)
  })

  test('keeps its password and its data to the owner', async () => {
    const folder = join(newFolder(), 'data')
    const { url } = await hold(folder, 'server')
    const modes = ['', 'postgres', 'postgres/fivehearts.password', 'postgres.log', 'postgres.locks'].map(
      (name) => statSync(join(folder, name)).mode & 0o077,
    )
    expect(modes).toEqual([0, 0, 0, 0, 0])
    const wrong = url.replace(/postgres:\w+@/, 'postgres:wrong@')
    await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
  })

  test('is made once when two processes start on it at the same moment', async () => {
    const folder = newFolder()
    const both = [launch(folder, 'server'), launch(folder, 'attach')]
    const [one, other] = await Promise.all(both.map(answerOf))
    expect(one?.error).toBeUndefined()
    expect(other?.url).toBe(one?.url)
    expect(readdirSync(folder).toSorted()).toEqual(['postgres', 'postgres.locks', 'postgres.log'])
  })

  test('may have a deep path with Chinese letters and spaces', async () => {
    const folder = join(newFolder(), '一家很好的小店 data'.repeat(4), '第二层文件夹'.repeat(6))
    const server = await hold(folder, 'server')
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
    const attached = await hold(folder, 'attach')
    expect(attached.url).toBe(server.url)
  })

  test('is refused when something else lies where the database belongs', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'postgres'))
    writeFileSync(join(folder, 'postgres', 'notes.txt'), 'mine')
    const answer = await answerOf(launch(folder, 'server'))
    expect(answer.error).toBe('DatabaseUnavailable')
    expect(answer.message).toContain('holds no database: move it away')
    expect(readFileSync(join(folder, 'postgres', 'notes.txt'), 'utf8')).toBe('mine')
  })
})

describe('an existing folder', () => {
  test('comes up again with its data and the same address', async () => {
    const folder = newFolder()
    const first = await hold(folder, 'server')
    await query(first.url, 'create table kept as select 7 as number')
    expect(await tell(first, 'stop')).toBe(0)
    expect(await isGone(folder)).toBe(true)

    const second = await hold(folder, 'server')
    expect(second.url).toBe(first.url)
    expect(await query(second.url, 'select number from kept')).toEqual([{ number: 7 }])
    expect(second.ms).toBeLessThan(EXISTING_LIMIT_MS)
  })

  test('of another major version is refused with both versions named', async () => {
    const folder = await madeFolder()
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '17\n')
    const answer = await answerOf(launch(folder, 'server'))
    expect(answer.message).toContain('made by PostgreSQL 17 and this version brings 18')
  })

  test('that does not start says why, with the last lines of the log', async () => {
    const folder = await madeFolder()
    const settings = join(folder, 'postgres', 'postgresql.conf')
    writeFileSync(settings, `${readFileSync(settings, 'utf8')}\nno_such_setting = on\n`)
    const answer = await answerOf(launch(folder, 'server'))
    expect(answer.error).toBe('DatabaseUnavailable')
    expect(answer.message).toContain('The database did not start')
    expect(answer.message).toContain('unrecognized configuration parameter "no_such_setting"')
    expect(postmasterOf(folder)).toBeUndefined()
  })
})

describe('failing to make the database', () => {
  test('says so with what initdb said, and the next start begins anew', async () => {
    const folder = newFolder()
    // Files of at most 512 KiB: the nearest thing to a full disk that needs no disk.
    const answer = await answerOf(launch(folder, 'server', { shellPrefix: 'ulimit -f 512' }))
    expect(answer.error).toBe('DatabaseUnavailable')
    expect(answer.message).toContain('The database could not be made')
    expect(answer.message).toContain('initdb: removing contents of data directory')
    expect(existsSync(join(folder, 'postgres'))).toBe(false)
    expect(readdirSync(folder)).toEqual(['postgres.locks'])

    const { url } = await hold(folder, 'server')
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

test('server and commands share one process as well, and stop may be called twice', async () => {
  const folder = await madeFolder()
  const server = await startEmbeddedDatabase({ folder, role: 'server' })
  const command = await startEmbeddedDatabase({ folder, role: 'attach' })
  await Promise.all([server.stop(), server.stop()])
  expect(await query(command.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await command.stop()
  expect(await isGone(folder)).toBe(true)
})
