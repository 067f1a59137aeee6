import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedDatabase } from '#platform/database/embedded/index.ts'
import { onServer, withDatabaseName } from '#test/database/scratch.ts'

/** A PostgreSQL of this run alone, with the product's own settings, in a temporary folder. */
export interface Cluster {
  folder: string
  /** Makes an empty database and returns its address (as the superuser). */
  database(name: string): Promise<string>
  /** Writes out what is dirty, so that no contestant pays for another. */
  settle(): Promise<void>
  stop(): Promise<void>
}

export const startCluster = async (): Promise<Cluster> => {
  const folder = await mkdtemp(join(tmpdir(), 'fh-bench-'))
  const server = await startEmbeddedDatabase({ folder, role: 'server' })
  return {
    folder,
    database: async (name) => {
      await onServer(
        server.url,
        `create database ${name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
      )
      return withDatabaseName(server.url, name)
    },
    settle: () => onServer(server.url, 'checkpoint'),
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
