import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { testClock, type TestClock } from '#platform/clock/clock.ts'
import { openDatabase, type Database } from '#platform/database/database.ts'
import { claimKey } from '#platform/http/idempotency.ts'
import { createSecrets, type Secrets } from '#platform/secrets/secrets.ts'
import { onServer, withDatabaseName } from './scratch.ts'

/** What a test file stands on: a database of its own, freshly migrated, and a clock that stands still. */
export interface Desk {
  db: Database
  /** Of a superuser, to look behind row-level security. */
  url: string
  clock: TestClock
  secrets: Secrets
  close(): Promise<void>
}

/** A Wednesday, 11:00 in Shanghai: every default calendar is open. */
export const deskOpensAt = '2026-03-04T03:00:00.000Z'

/** Clones the run's template; `close` drops the clone. One a test file is enough: shops do not see each other. */
export const createDesk = async (options: { at?: string; connections?: number } = {}): Promise<Desk> => {
  const server = inject('testServer')
  const name = `fh_desk_${randomBytes(6).toString('hex')}`
  await clone(server, name, inject('testTemplate'))
  const url = withDatabaseName(server, name)
  const db = openDatabase(url, {
    connections: options.connections ?? 8,
    applicationName: 'fivehearts-test',
    atShopStart: claimKey,
  })
  return {
    db,
    url,
    clock: testClock(options.at ?? deskOpensAt),
    secrets: createSecrets({ current: Buffer.alloc(32, 7), previous: [] }),
    close: async () => {
      await db.close()
      await onServer(server, `drop database if exists ${name} with (force)`)
    },
  }
}

const clone = async (server: string, name: string, template: string) => {
  for (let tries = 1; ; tries++) {
    try {
      await onServer(server, `create database ${name} template ${template}`)
      return
    } catch (error) {
      // 55006: a clone that another file is just making holds the template.
      if ((error as { code?: string }).code !== '55006' || tries === 20) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
