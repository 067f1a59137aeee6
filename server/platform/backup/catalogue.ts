import type pg from 'pg'
import { databaseRoles } from '../database/database.ts'
import { BadBackup } from './bad-backup.ts'
import type { Contents, SequenceFacts, TableFacts } from './records.ts'

/** Tables that a backup leaves out, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'platform.job_pools': 'processes that run now',
}

/**
 * Columns left out because a restored row gets its own: a place in the log is one of this cluster's transactions, and
 * everything restored in one transaction lies before whatever comes after it.
 */
const ofThisCluster = ['xid8']

// Schemas that are ours: the system role may enter them. The queue's own schema is made anew by the queue; what waits is
// in the outbox, which is carried.
const ours = `(n.nspname = 'public' and c.relname = 'fivehearts_migrations'
  or n.nspname not in ('public', 'graphile_worker', 'information_schema') and n.nspname !~ '^pg_' and has_schema_privilege('${databaseRoles.system}', n.oid, 'usage'))`

export interface TableNow extends TableFacts {
  isPartitioned: boolean
  /** Bytes on disk, and how many rows the statistics know; for the estimate alone. */
  size: number
  likelyRows: number
}

/** All our tables, partitioned ones before their partitions. */
export const readTables = async (client: pg.Client): Promise<TableNow[]> => {
  const { rows } = await client.query<{
    table: string
    kind: string
    parent: string | null
    bound: string | null
    columns: string[] | null
    size: string
    rows: number
  }>(
    `
    select n.nspname || '.' || c.relname as table, c.relkind as kind, (select pn.nspname || '.' || p.relname from pg_inherits i join pg_class p on p.oid = i.inhparent
        join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid) as parent,
      pg_get_expr(c.relpartbound, c.oid) as bound, pg_table_size(c.oid)::text as size, greatest(c.reltuples, 0)::float8 as rows,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' and a.atttypid <> all ($1::regtype[])) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours}
    order by c.relispartition, 1`,
    [ofThisCluster],
  )
  return rows
    .filter((row) => !(row.table in leftOut))
    .map((row) => ({
      table: row.table,
      columns: row.columns ?? [],
      partition: row.parent !== null && row.bound !== null ? { of: row.parent, bound: row.bound } : null,
      isPartitioned: row.kind === 'p',
      size: Number(row.size),
      likelyRows: row.rows,
    }))
}

export const readSequences = async (client: pg.Client): Promise<SequenceFacts[]> => {
  const { rows } = await client.query<{ name: string; last: string | null; table: string | null }>(`
    select n.nspname || '.' || c.relname as name, s.last_value::text as last,
      (select tn.nspname || '.' || t.relname from pg_depend d join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace
        where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i') limit 1) as table
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequences s on s.schemaname = n.nspname and s.sequencename = c.relname
    where c.relkind = 'S' and ${ours} order by 1`)
  return rows
    .filter((row) => row.table === null || !(row.table in leftOut))
    .map((row) => ({ name: row.name, lastValue: row.last }))
}

export const readApplied = async (client: pg.Client): Promise<Contents['migrations']> =>
  (
    await client.query<{ name: string; hash: string }>(
      'select name, hash from public.fivehearts_migrations order by name',
    )
  ).rows

/**
 * Makes sure that this user sees every row: row-level security hides silently. Superusers and whoever may bypass it do;
 * others must own the tables under our owner's policy, which lets everything through.
 * @throws BadBackup naming the first table of which rows could be hidden.
 */
export const proveAllSeen = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ table: string }>(`
    select n.nspname || '.' || c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and c.relrowsecurity and ${ours}
      and not exists (select 1 from pg_roles r where r.rolname = current_user and (r.rolsuper or r.rolbypassrls))
      and (exists (select 1 from pg_policy p where p.polrelid = c.oid and not p.polpermissive)
        or not exists (select 1 from pg_policy p, unnest(p.polroles) as role where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
          and pg_get_expr(p.polqual, p.polrelid) = 'true' and (role = 0 or role = (select oid from pg_roles where rolname = current_user))))
    order by 1 limit 1`)
  if (rows[0])
    throw new BadBackup(
      `This database user does not see every row of ${rows[0].table}; back up as the user who owns the tables.`,
    )
}

/** `schema.table` quoted for a statement. */
export const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')

export const columnList = (columns: readonly string[]): string =>
  columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ')
