import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from, to } from 'pg-copy-streams'

/** Everything that an import writes, in the order in which foreign keys allow it. */
const tables = [
  'customers.customers',
  'customers.identities',
  'customers.names',
  'customers.readings',
  'orders.orders',
  'orders.titles',
  'orders.lines',
  'orders.parcels',
  'platform.events',
] as const

const withClient = async <T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Writes the rows that an import left behind to files, one a table, in the order in which it made them. */
export const dumpRows = (databaseUrl: string, folder: string): Promise<void> =>
  withClient(databaseUrl, async (client) => {
    for (const table of tables) {
      const isLog = table === 'platform.events'
      const rows = `(select * from ${table}${isLog ? " where name = 'order.imported'" : ''})`
      await pipeline(client.query(to(`copy ${rows} to stdout`)), createWriteStream(join(folder, table)))
    }
  })

/** Puts the same rows into the same tables by COPY, as the owner of them all: nothing is read, asked or decided. Milliseconds. */
export const copyRows = (databaseUrl: string, folder: string): Promise<number> =>
  withClient(databaseUrl, async (client) => {
    const began = performance.now()
    for (const table of tables)
      await pipeline(
        createReadStream(join(folder, table), { highWaterMark: 1 << 18 }),
        client.query(from(`copy ${table} from stdin`)),
      )
    return performance.now() - began
  })

/** How many orders the store of that name holds and how far its import is, 0…1. */
export const stateOf = (databaseUrl: string): Promise<{ orders: number; share: number; state: string }> =>
  withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ orders: number; share: number; state: string }>(
      `select coalesce(sum(s.order_count), 0)::int as orders, coalesce(max(i.done_bytes::float / nullif(i.bytes, 0)), 0) as share, coalesce(max(i.state), '') as state
       from orders.imports i left join staff.stores s on s.id = i.store_id`,
    )
    return rows[0] ?? { orders: 0, share: 0, state: '' }
  })
