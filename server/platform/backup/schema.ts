import type pg from 'pg'
import { applyMigrations, ensureRoles, readMigrations, type Migration } from '../database/migrate.ts'
import { BadBackup } from './bad-backup.ts'
import { quoted, readTables } from './catalogue.ts'
import type { Contents } from './records.ts'

/** @throws BadBackup unless the database holds nothing of anybody's: tables, views and sequences of extensions aside. */
export const refuseUsed = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e') order by 1 limit 1`)
  if (rows[0])
    throw new BadBackup(
      `The database is not empty (it has ${rows[0].name}). A backup is restored only into an empty place; nothing was changed.`,
    )
}

/** The migrations a backup stands on, and those that came since. @throws BadBackup when it stands on others than we know. */
export const splitMigrations = async (
  folder: string,
  { migrations }: Contents,
): Promise<{ upTo: Migration[]; since: Migration[] }> => {
  const known = await readMigrations(folder)
  const byName = new Map(known.map((one) => [one.name, one]))
  for (const { name, hash } of migrations) {
    const here = byName.get(name)
    if (!here)
      throw new BadBackup(
        `The backup was made by a newer version (${name}); restore it with that version or a newer one.`,
      )
    if (here.hash !== hash)
      throw new BadBackup(`The backup stands on another content of the migration ${name}.`)
  }
  const applied = new Set(migrations.map(({ name }) => name))
  return {
    upTo: known.filter(({ name }) => applied.has(name)),
    since: known.filter(({ name }) => !applied.has(name)),
  }
}

/** The schema of then, emptied, with the partitions the backup had. Inside the restore's transaction. */
export const buildSchema = async (
  client: pg.Client,
  contents: Contents,
  upTo: readonly Migration[],
  now: Date,
): Promise<void> => {
  await ensureRoles(client)
  await applyMigrations(client, upTo, now)
  const made = new Map((await readTables(client)).map((table) => [table.table, table]))
  for (const { table, partition } of contents.tables) {
    if (made.has(table) || !partition) continue
    await client.query(
      `create table ${quoted(table)} partition of ${quoted(partition.of)} ${checkedBound(partition.bound)}`,
    )
  }
  const tables = await readTables(client)
  const shapeOf = (list: Contents['tables']) =>
    list.map(({ table, columns }) => `${table}(${[...columns].sort().join()})`).sort()
  const [wanted, here] = [shapeOf(contents.tables), shapeOf(tables)]
  const odd = wanted.find((one) => !here.includes(one)) ?? here.find((one) => !wanted.includes(one))
  if (odd !== undefined)
    throw new BadBackup(`The tables of the backup are not those its migrations make: ${odd}.`)
  // Migrations put rows into some tables; the backup has those as well.
  await client.query(`truncate ${tables.map(({ table }) => quoted(table)).join(', ')}`)
}

/** The file is not trusted with a statement: a bound is literals in brackets, nothing else. */
const checkedBound = (bound: string): string => {
  const literal = String.raw`(?:'[^'\\]*'|minvalue|maxvalue|null|-?\d+)`
  const list = String.raw`\(${literal}(?:, ${literal})*\)`
  if (
    bound === 'DEFAULT' ||
    new RegExp(`^FOR VALUES (?:FROM ${list} TO ${list}|IN ${list})$`, 'i').test(bound)
  )
    return bound
  throw new BadBackup('The backup has a partition of a kind this version does not know.')
}

export interface TakenAway {
  /** Statements that put it back, in this order. */
  back: string[]
}

/**
 * Takes away what makes loading slow or stops it: foreign keys, indexes that hold no constraint, triggers, and the
 * forcing of row-level security, under which COPY takes nothing in.
 */
export const clearForLoading = async (client: pg.Client): Promise<TakenAway> => {
  const names = (await readTables(client)).map(({ table }) => table)
  const list = async (text: string) =>
    (await client.query<{ drop: string; back: string }>(text, [names])).rows
  const keys = await list(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as back
    from pg_constraint where contype = 'f' and conparentid = 0 and conrelid = any ($1::regclass[]) order by 1`)
  // Of a partitioned index PostgreSQL says ON ONLY, which would leave the partitions without.
  const indexes = await list(`
    select format('drop index %s', indexrelid::regclass) as drop, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as back
    from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = any ($1::regclass[]) and not c.relispartition
      and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid) order by 1`)
  const forced = await list(`
    select format('alter table %s no force row level security', oid::regclass) as drop, format('alter table %s force row level security', oid::regclass) as back
    from pg_class where relforcerowsecurity and oid = any ($1::regclass[]) order by 1`)
  const triggers = await list(`
    select format('alter table %s disable trigger user', tgrelid::regclass) as drop, format('alter table %s enable trigger user', tgrelid::regclass) as back
    from (select distinct tgrelid from pg_trigger where not tgisinternal and tgparentid = 0 and tgrelid = any ($1::regclass[])) t order by 1`)
  for (const { drop } of [...keys, ...indexes, ...forced, ...triggers]) await client.query(drop)
  // Foreign keys after the indexes that check them, and before row-level security is forced again.
  return { back: [...indexes, ...keys, ...triggers, ...forced].map(({ back }) => back) }
}
