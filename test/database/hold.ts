import pg from 'pg'
import { expect } from 'vitest'
import type { Desk } from './desk.ts'

/**
 * Lets things happen at the same moment for certain: locks rows with `statement` (… for update), starts the work, waits
 * until as many transactions stand before the lock, and lets them all go. Work that takes no lock fails the wait.
 */
export const atOnce = async <T>(
  desk: Desk,
  statement: string,
  values: unknown[],
  start: () => Promise<T>[],
): Promise<T[]> => {
  const client = new pg.Client({ connectionString: desk.url })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(statement, values)
    const running = start()
    await untilHeld(desk, running.length)
    await client.query('commit')
    return await Promise.all(running)
  } finally {
    await client.end()
  }
}

/** Waits until as many transactions of this database stand before a lock. */
export const untilHeld = async (desk: Desk, count: number): Promise<void> => {
  const client = new pg.Client({ connectionString: desk.url })
  await client.connect()
  const held = async () => {
    const { rows } = await client.query<{ held: number }>(`
      select count(distinct l.pid)::int as held from pg_locks l join pg_stat_activity a using (pid)
      where not l.granted and a.datname = current_database()`)
    return rows[0]?.held
  }
  try {
    await expect.poll(held, { timeout: 5000 }).toBe(count)
  } finally {
    await client.end()
  }
}
