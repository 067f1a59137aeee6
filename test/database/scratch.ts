import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate } from '#platform/database/migrate.ts'

export const migrationsFolder = join(import.meta.dirname, '../../server/migrations')

/** The PostgreSQL that tests use: TEST_DATABASE_URL, or an embedded one in a temporary folder. */
export const startTestServer = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return { url: given, stop: () => Promise.resolve() }
  const { startEmbeddedDatabase } = await import('#platform/database/embedded/index.ts')
  const folder = await mkdtemp(join(tmpdir(), 'fh-test-'))
  const server = await startEmbeddedDatabase({ folder, role: 'server' })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The same server, another database. Socket addresses carry the database in the path like the others. */
export const withDatabaseName = (url: string, name: string) => {
  const parsed = new URL(url)
  parsed.pathname = `/${name}`
  return parsed.toString()
}

export const onServer = async (url: string, ...statements: string[]) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A migrated database of its own for `work`, dropped afterwards. */
export const withScratchDatabase = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
  const server = await startTestServer()
  const name = `fh_scratch_${randomBytes(6).toString('hex')}`
  try {
    await onServer(
      server.url,
      `create database ${name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
    )
    const url = withDatabaseName(server.url, name)
    await migrate(url, migrationsFolder, new Date('2026-01-01T00:00:00Z'))
    return await work(url)
  } finally {
    await onServer(server.url, `drop database if exists ${name} with (force)`).catch((error: unknown) => {
      console.error(error)
    })
    await server.stop()
  }
}
