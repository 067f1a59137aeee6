import pg from 'pg'

const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  int4: 'number',
  int8: 'number',
  int2: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  date: 'string',
  jsonb: 'unknown',
  bytea: 'Buffer',
  xid8: 'string',
  _text: 'string[]',
  _int4: 'number[]',
  _uuid: 'string[]',
  numeric: 'string',
  float8: 'number',
}
interface Column {
  schema: string
  table: string
  name: string
  type: string
  nullable: boolean
  generated: boolean
  view: boolean
}

const readColumns = async (url: string): Promise<Column[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (
      await client.query<Column>(`
      select n.nspname as schema, c.relname as table, a.attname as name, t.typname as type, not a.attnotnull as nullable,
        (a.atthasdef or a.attidentity <> '') as generated, c.relkind = 'v' as view
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
      where c.relkind in ('r', 'p', 'v') and not c.relispartition and a.attnum > 0 and not a.attisdropped
        and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker') and n.nspname not like 'pg_%'
      order by 1, 2, a.attnum`)
    ).rows
  } finally {
    await client.end()
  }
}

const render = (columns: Column[]) => {
  const tables = Map.groupBy(columns, (c) => `${c.schema}.${c.table}`)
  const bodies = [...tables].map(([name, cols]) => {
    const lines = cols.map((c) => {
      const plain = types[c.type]
      if (!plain) throw new Error(`no TypeScript type for ${c.type} (${name}.${c.name})`)
      const base = c.nullable ? `${plain} | null` : plain
      return `    ${c.name}: ${c.generated && !c.view ? `Generated<${base}>` : base}`
    })
    return `  '${name}': {\n${lines.join('\n')}\n  }`
  })
  return `// Written by \`npm run tables\` from the migrated database. Do not edit: a test compares.
import type { Generated } from 'kysely'

export interface DB {
${bodies.join('\n')}
}
`
}

/** The text of `server/tables.generated.ts` for a migrated database. */
export const renderTables = async (url: string): Promise<string> => render(await readColumns(url))
