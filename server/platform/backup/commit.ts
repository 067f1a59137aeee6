import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { UnclearRestore } from './bad-backup.ts'

/** A restore runs alone in a database: the lock of its transaction. */
const restoreLock = 5_500_015

const pauseMs = 500
/** A restore whose connection was cut is undone within moments; one that works takes longer than this. */
const lockTries = 10

/** True unless another restore is in its transaction. */
export const takeRestoreLock = async (client: pg.Client): Promise<boolean> => {
  for (let tries = lockTries; ; tries--) {
    const { rows } = await client.query<{ is: boolean }>('select pg_try_advisory_xact_lock($1) as is', [
      restoreLock,
    ])
    if (rows[0]?.is === true) return true
    if (tries <= 1) return false
    await pause(pauseMs)
  }
}

/**
 * Commits. Where the answer is lost on the way, another connection asks what became of the transaction, for as long as
 * `patienceMs`. @throws what the commit failed with when nothing was committed; UnclearRestore when nobody can tell.
 */
export const commitSurely = async (
  client: pg.Client,
  databaseUrl: string,
  patienceMs: number,
  beforeCommit: () => Promise<void>,
): Promise<void> => {
  const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id')
  await beforeCommit()
  try {
    await client.query('commit')
  } catch (error) {
    dropConnection(client)
    for (let left = Math.ceil(patienceMs / pauseMs); ; left--) {
      const state = await stateOf(databaseUrl, rows[0]?.id ?? '')
      if (state === 'committed') return
      if (state === 'aborted') throw error
      if (left <= 0) throw new UnclearRestore()
      await pause(pauseMs)
    }
  }
}

/** In the middle of a COPY nothing can be asked any more: an ended connection undoes everything. */
export const dropConnection = (client: pg.Client): void =>
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()

/** `committed`, `aborted`, `in progress`; null when the database does not say. */
const stateOf = async (databaseUrl: string, id: string): Promise<string | null> => {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'fivehearts-restore' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ state: string | null }>(
      'select pg_xact_status($1::xid8) as state',
      [id],
    )
    return rows[0]?.state ?? null
  } catch {
    return null
  } finally {
    await client.end().catch(() => undefined)
  }
}
