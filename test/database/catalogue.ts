import pg from 'pg'
import { createDesk, type Desk } from './desk.ts'

/** Where `n` is a `pg_namespace`: the schemas that are ours. */
export const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker') and n.nspname not like 'pg\\_%'`
/** Tables that hold rows, not their partitions, with the columns of `pg_class`. */
export const allTables = `select format('%s.%s', n.nspname, c.relname) as name, c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition and ${ours}`
export const protectedTables = `select * from (${allTables}) t where name not in (select g.name from platform.global_tables g)`

export interface Catalogue {
  desk: Desk
  /** Not one of the application's roles: who set the database up. */
  admin: pg.Client
  /** The column `name` of a query, sorted. */
  names: (query: string) => Promise<string[]>
  close: () => Promise<void>
}

/** A desk of its own and what PostgreSQL itself says of its database. */
export const openCatalogue = async (): Promise<Catalogue> => {
  const desk = await createDesk()
  const admin = new pg.Client({ connectionString: desk.url })
  await admin.connect()
  return {
    desk,
    admin,
    names: async (query) =>
      (await admin.query<{ name: string }>(`select name from (${query}) found order by 1`)).rows.map(
        (row) => row.name,
      ),
    close: async () => {
      await admin.end()
      await desk.close()
    },
  }
}
