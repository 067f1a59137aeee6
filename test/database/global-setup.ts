import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { migrate } from '#platform/database/migrate.ts'
import { migrationsFolder, onServer, startTestServer, withDatabaseName } from './scratch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL of this run, and the migrated database that every test file clones. */
    testServer: string
    testTemplate: string
  }
}

/** Once a run: a server, and one migrated database that nobody connects to, so that it can be cloned. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer()
  const template = `fh_template_${randomBytes(6).toString('hex')}`
  const remove = async () => {
    try {
      await onServer(server.url, `drop database if exists ${template} with (force)`)
    } finally {
      await server.stop()
    }
  }
  try {
    await onServer(
      server.url,
      `create database ${template} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
    )
    await migrate(withDatabaseName(server.url, template), migrationsFolder, new Date('2026-01-01T00:00:00Z'))
  } catch (error) {
    await remove()
    throw error
  }
  project.provide('testServer', server.url)
  project.provide('testTemplate', template)
  return remove
}
