import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { DB } from '#tables'
import type { LoggedEvent } from '../events/event.ts'
import { readUtcInstant } from './instant-text.ts'

/**
 * One open transaction. Built on a single connection, so that BEGIN and the shop setting travel together
 * in one round trip (each round trip costs a write about 0.1 ms on a socket).
 */
export type Tx = Kysely<DB>

/** `app` sees one shop's rows by row-level security; `system` is for the clock, the log reader, the relay and the credential resolver. */
export const databaseRoles = { app: 'fivehearts_app', system: 'fivehearts_system' } as const

interface TxContext {
  /** For what Kysely cannot say: COPY. */
  client: pg.PoolClient
  events: LoggedEvent[]
  afterCommit: (() => void)[]
  shop: string | null
}
const contexts = new WeakMap<Tx, TxContext>()

/** What belongs to this transaction besides its rows. Throws when `tx` is none of ours. */
export const contextOf = (tx: Tx): TxContext => {
  const context = contexts.get(tx)
  if (!context) throw new Error('not an open transaction')
  return context
}

export interface Database {
  /** Runs `work` in a transaction that sees only this shop. Commits on return, rolls back on throw. */
  inShop<T>(shop: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs `work` in a transaction that sees every shop. */
  asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** One statement in its own transaction as the application, prepared by `name`; it must set the shop itself. */
  call<R extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<R[]>
  /** A raw connection with the given role, for LISTEN and COPY; the caller releases it. */
  connect(role: keyof typeof databaseRoles): Promise<pg.PoolClient>
  onCommitted(listener: (events: LoggedEvent[]) => void): void
  stats(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

// Dates come as Date; int8 and numeric as text would be right for outside ids, but ours are counts well below 2^53.
pg.types.setTypeParser(20, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error('bigint beyond 2^53 read as a number')
  return value
})

// Sessions are in UTC; whatever looks otherwise goes to the parser that was there.
const generalInstant = pg.types.getTypeParser(1184) as (text: string) => Date
pg.types.setTypeParser(1184, (text) => readUtcInstant(text) ?? generalInstant(text))

export interface DatabaseOptions {
  connections: number
  applicationName?: string
  /** Runs first in every shop transaction (the idempotency key is claimed there). */
  atShopStart?: (tx: Tx, shop: string) => Promise<void>
  /** Told of every session: its backend's process id where the server runs (0 where a pooler hides it), and its database. */
  onSession?: (pid: number, database: string) => void
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Opens the two pools. Sessions take their role at connect time, so no statement can run without it. */
export const openDatabase = (url: string, options: DatabaseOptions): Database => {
  const pool = (role: keyof typeof databaseRoles, max: number) => {
    const made = new pg.Pool({
      connectionString: url,
      max,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 10_000,
      application_name: options.applicationName ?? 'fivehearts',
      // Standard SET at connect: the role cannot be forgotten by a later statement. Compiling a plan costs more than our short
      // statements take (a merge of customers on PostgreSQL 15 as installed: 25 s with it, 3 without).
      options: `-c role=${databaseRoles[role]} -c timezone=UTC -c jit=off -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000`,
    })
    // An idle connection that dies (server restart) is replaced by the pool; without a listener it would end the process.
    made.on('error', () => undefined)
    // The same for one that dies in use: whoever waits for its reply is told by the reply.
    made.on('connect', (client) => {
      client.on('error', () => undefined)
      const { processID, database } = client as unknown as { processID?: number; database?: string }
      options.onSession?.(processID ?? 0, database ?? '')
    })
    return made
  }
  const pools = {
    app: pool('app', options.connections),
    system: pool('system', Math.max(2, Math.ceil(options.connections / 4))),
  }
  const listeners: ((events: LoggedEvent[]) => void)[] = []

  const run = async <T>(
    role: keyof typeof databaseRoles,
    shop: string | null,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> => {
    if (shop !== null && !uuid.test(shop)) throw new Error('shop id must be a uuid')
    const client = await pools[role].connect()
    let broken: unknown
    try {
      await client.query(shop === null ? 'begin' : `begin; select set_config('app.shop', '${shop}', true)`)
      const tx = kyselyOn(client)
      const context: TxContext = { client, events: [], afterCommit: [], shop }
      contexts.set(tx, context)
      if (shop !== null) await options.atShopStart?.(tx, shop)
      const result = await work(tx)
      await client.query('commit')
      if (context.events.length > 0) for (const listener of listeners) listener(context.events)
      for (const hook of context.afterCommit) hook()
      return result
    } catch (error) {
      await client.query('rollback').catch((failed: unknown) => {
        broken = failed
      })
      throw error
    } finally {
      client.release(broken !== undefined)
    }
  }

  return {
    inShop: (shop, work) => run('app', shop, work),
    asSystem: (work) => run('system', null, work),
    call: async (name, text, values) => (await pools.app.query({ name, text, values })).rows,
    connect: (role) => pools[role].connect(),
    onCommitted: (listener) => {
      listeners.push(listener)
    },
    stats: () => ({
      total: pools.app.totalCount + pools.system.totalCount,
      idle: pools.app.idleCount + pools.system.idleCount,
      waiting: pools.app.waitingCount + pools.system.waitingCount,
    }),
    close: async () => {
      await Promise.all([pools.app.end(), pools.system.end()])
    },
  }
}

const kyselyOn = (client: pg.PoolClient): Tx =>
  new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new OneConnection(client),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })

/** A Kysely driver that runs everything on the connection whose transaction is already open. */
class OneConnection implements Driver {
  readonly #connection: DatabaseConnection
  constructor(client: pg.PoolClient) {
    this.#connection = {
      executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
        const result = await client.query(query.sql, [...query.parameters])
        const changed = result.command !== 'SELECT' && result.rowCount !== null
        return changed
          ? { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
          : { rows: result.rows as R[] }
      },
      streamQuery: () => {
        throw new Error('streaming is not offered inside a transaction')
      },
    }
  }
  init() {
    return Promise.resolve()
  }
  acquireConnection() {
    return Promise.resolve(this.#connection)
  }
  beginTransaction() {
    return Promise.reject(new Error('already in a transaction'))
  }
  commitTransaction() {
    return Promise.reject(new Error('the owner of the transaction commits'))
  }
  rollbackTransaction() {
    return Promise.reject(new Error('the owner of the transaction rolls back'))
  }
  releaseConnection() {
    return Promise.resolve()
  }
  destroy() {
    return Promise.resolve()
  }
}
