// The PostgreSQL that Five Hearts brings along: made, started, shared and stopped by the processes that use it.
import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { ensureCluster, type Home } from './cluster.ts'
import { DatabaseUnavailable } from './errors.ts'
import type { Role } from './locks.ts'
import { enter, stay } from './membership.ts'
import { bringUp } from './postmaster.ts'
import { findProgram } from './program.ts'
import { chooseRunAs } from './run-as.ts'

export { DatabaseUnavailable, FolderInUse } from './errors.ts'

export type EmbeddedDatabase = {
  /** For pg and libpq alike; its user is the cluster's superuser, its database `fivehearts`. */
  url: string
  /** Leaves the database, and stops it when no other process uses it. May be called twice. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** The data folder; made when missing. The cluster lives in its `postgres`. */
  folder: string
  /** There is one server at a time; any number of others attach. */
  role: Role
  log?: (line: string) => void
}

/**
 * Starts the database of a data folder, or joins it where it runs already.
 * @throws FolderInUse when another server runs on the folder; DatabaseUnavailable with a sentence for a person.
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const log = options.log ?? (() => undefined)
  if (process.platform === 'win32') {
    throw new DatabaseUnavailable(options.folder, 'On Windows set DATABASE_URL to a PostgreSQL of yours')
  }
  const folder = prepareFolder(options.folder)
  const door = await enter(folder, options.role)
  try {
    const cluster = join(folder, 'postgres')
    const runAs = chooseRunAs(folder, cluster, log)
    const home: Home = { folder, cluster, runAs, log, program: findProgram(folder, runAs, log) }
    await ensureCluster(home)
    const running = await bringUp(home)
    return { url: running.url, stop: stay(home, options.role, running) }
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error
    throw new DatabaseUnavailable(folder, 'The database could not be started', String(error))
  } finally {
    door.release()
  }
}

function prepareFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return realpathSync(folder)
  } catch (error) {
    throw new DatabaseUnavailable(folder, 'The data folder could not be made', String(error))
  }
}
