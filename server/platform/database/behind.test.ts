import { spawn } from 'node:child_process'
import { getPriority } from 'node:os'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { putBehind } from './behind.ts'
import { openDatabase } from './database.ts'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
})
afterAll(() => desk.close())

test.runIf(process.platform === 'linux')(
  'the sessions of work that can wait run behind others; nothing else is touched',
  async () => {
    const told: [number, string][] = []
    const db = openDatabase(desk.url, {
      connections: 1,
      onSession: (pid, database) => {
        told.push([pid, database])
        putBehind(pid, database)
      },
    })
    try {
      await db.asSystem(() => Promise.resolve())
      const [[pid, database] = [0, '']] = told
      expect(database).toBe(decodeURIComponent(new URL(desk.url).pathname.slice(1)))
      expect(getPriority(pid)).toBe(10)
      const other = new pg.Client({ connectionString: desk.url })
      await other.connect()
      const { rows } = await other.query<{ pid: number }>('select pg_backend_pid() as pid')
      expect(getPriority(rows[0]?.pid ?? 0)).toBe(0)
      await other.end()
    } finally {
      await db.close()
    }
    const stranger = spawn('sleep', ['30'])
    putBehind(stranger.pid ?? 0, '')
    expect(getPriority(stranger.pid ?? 0)).toBe(getPriority())
    stranger.kill()
  },
)
