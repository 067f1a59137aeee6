import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { databaseRoles } from './database.ts'

export interface Migration {
  name: string
  sql: string
  hash: string
  breaking: boolean
}

/** Raised when the schema cannot be brought up; the message is for the person who runs the desk. */
export class MigrationRefused extends Error {}

/** Reads `NNNN-name.sql` files in order. A first line `-- breaking` marks one that older servers must not meet. */
export const readMigrations = async (folder: string): Promise<Migration[]> => {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8')
      return {
        name,
        sql,
        hash: createHash('sha256').update(sql).digest('hex'),
        breaking: sql.startsWith('-- breaking'),
      }
    }),
  )
}

const ledger = `create table if not exists public.fivehearts_migrations (
  name text primary key, hash text not null, breaking boolean not null, applied_at timestamptz not null)`

// Any constant does; it only has to be ours.
const migrationLock = 4_555_777

/**
 * Brings the database to the newest schema, one transaction a file, under one lock, so that several processes
 * may start at once. Returns the names applied now.
 * Throws MigrationRefused when the server is older than PostgreSQL 15, when an applied file was changed afterwards,
 * or when the database has a breaking migration that this version does not know.
 */
export const migrate = async (url: string, folder: string, now: Date): Promise<string[]> => {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({ connectionString: url, application_name: 'fivehearts-migrate' })
  await client.connect()
  try {
    await refuseOldServer(client)
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await ensureRoles(client)
    await client.query(ledger)
    const applied = new Map(
      (
        await client.query<{ name: string; hash: string; breaking: boolean }>(
          'select name, hash, breaking from public.fivehearts_migrations',
        )
      ).rows.map((row) => [row.name, row]),
    )
    refuseForeign(applied, migrations)
    const done: string[] = []
    for (const migration of migrations.filter((m) => !applied.has(m.name))) {
      await applyOne(client, migration, now)
      done.push(migration.name)
    }
    return done
  } finally {
    // Ending the session gives the lock back, also after a failure.
    await client.end()
  }
}

/**
 * For a process that works beside its desk: the schema is the desk's to bring forward.
 * @throws MigrationRefused when the code on the disk is newer than the schema, or another.
 */
export const refusePending = async (url: string, folder: string): Promise<void> => {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({ connectionString: url, application_name: 'fivehearts-migrate' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; hash: string; breaking: boolean }>(
      'select name, hash, breaking from public.fivehearts_migrations',
    )
    const applied = new Map(rows.map((row) => [row.name, row]))
    refuseForeign(applied, migrations)
    const pending = migrations.find(({ name }) => !applied.has(name))
    if (pending)
      throw new MigrationRefused(`The migration ${pending.name} waits for the desk to be started anew.`)
  } finally {
    await client.end()
  }
}

/** @throws MigrationRefused for a server older than PostgreSQL 15. */
export const refuseOldServer = async (client: pg.Client) => {
  const version = Number(
    (await client.query<{ v: string }>(`select current_setting('server_version_num') as v`)).rows[0]?.v,
  )
  if (!(version >= 150_000))
    throw new MigrationRefused(
      `PostgreSQL 15 or newer is needed; this server says ${Math.floor(version / 10_000)}.`,
    )
}

const refuseForeign = (
  applied: Map<string, { name: string; hash: string; breaking: boolean }>,
  known: Migration[],
) => {
  const byName = new Map(known.map((m) => [m.name, m]))
  for (const row of applied.values()) {
    const here = byName.get(row.name)
    if (!here && row.breaking)
      throw new MigrationRefused(
        `The database was brought forward by a newer version (${row.name}); start that version or a newer one.`,
      )
    if (here && here.hash !== row.hash)
      throw new MigrationRefused(
        `The migration ${row.name} was applied with another content; applied migrations never change.`,
      )
  }
}

const applyOne = async (client: pg.Client, migration: Migration, now: Date) => {
  await client.query('begin')
  try {
    await runOne(client, migration, now)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new MigrationRefused(
      `Migration ${migration.name} failed and changed nothing: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
}

const runOne = async (client: pg.Client, migration: Migration, now: Date) => {
  await client.query(migration.sql)
  await client.query('insert into public.fivehearts_migrations values ($1, $2, $3, $4)', [
    migration.name,
    migration.hash,
    migration.breaking,
    now,
  ])
}

/** Applies migrations inside the caller's transaction, for a restore: all of it comes about or nothing. */
export const applyMigrations = async (
  client: pg.Client,
  migrations: readonly Migration[],
  now: Date,
): Promise<void> => {
  await client.query(ledger)
  for (const migration of migrations) await runOne(client, migration, now)
}

/** The roles without log-in that the process takes at connect time. They belong to the whole cluster, so may exist already. */
export const ensureRoles = async (client: pg.Client) => {
  for (const role of Object.values(databaseRoles)) {
    const exists = await client.query('select 1 from pg_roles where rolname = $1', [role])
    if (exists.rowCount === 0) {
      try {
        await client.query(`create role ${role} nologin noinherit nosuperuser nobypassrls`)
      } catch (error) {
        const code = (error as { code?: string }).code
        // 23505/42710: another database of the cluster made it this instant.
        if (code === '42501')
          throw new MigrationRefused(
            `The database user may not create roles. Create ${Object.values(databaseRoles).join(' and ')} (nologin) and grant them to it, or give it CREATEROLE.`,
          )
        if (code !== '42710' && code !== '23505') throw error
      }
    }
    const member = await client.query<{ ok: boolean }>(
      `select pg_has_role(current_user, $1, 'member') as ok`,
      [role],
    )
    if (!member.rows[0]?.ok) await client.query(`grant ${role} to current_user`)
  }
}
