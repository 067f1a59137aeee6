import pg from 'pg'

export type Cleared = 'cleared' | 'no_such_shop' | 'no_demo'

const named = (schema: string, table: string) =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`

/**
 * Removes a demo shop with everything in it and the people who were invented for it, all or nothing. `databaseUrl` is the
 * owner's of the schema: the desk itself may delete neither events nor the audit log. Any other shop is refused.
 */
export const clearDemo = async (databaseUrl: string, slug: string): Promise<Cleared> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('begin')
    const {
      rows: [shop],
    } = await client.query<{ id: string; is_demo: boolean }>(
      'select id, is_demo from staff.shops where slug = $1 for update',
      [slug],
    )
    if (!shop?.is_demo) return shop ? 'no_demo' : 'no_such_shop'
    await client.query('update staff.shops set duty_lead_id = null where id = $1', [shop.id])
    const { rows: accounts } = await client.query<{ account_id: string }>(
      'select account_id from staff.memberships where shop_id = $1',
      [shop.id],
    )
    await deleteRows(client, shop.id)
    await client.query('delete from staff.shops where id = $1', [shop.id])
    await client.query(
      `delete from staff.accounts a where a.id = any ($1::uuid[]) and a.email like '%@demo.invalid' and not exists (select 1 from staff.memberships m where m.account_id = a.id)`,
      [accounts.map((one) => one.account_id)],
    )
    await client.query('commit')
    return 'cleared'
  } finally {
    // Whatever was not committed is rolled back with the connection.
    await client.end()
  }
}

/** Every table with a shop's rows. Those that others still refer to are tried again when the others are empty. */
const deleteRows = async (client: pg.Client, shopId: string): Promise<void> => {
  const { rows: tables } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where a.attname = 'shop_id' and c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'information_schema' order by 1, 2`)
  for (let left = tables; left.length > 0;) {
    const kept: typeof left = []
    for (const table of left)
      if (!(await isEmptied(client, named(table.schema, table.name), shopId))) kept.push(table)
    if (kept.length === left.length)
      throw new Error(
        `rows refer to each other: ${kept.map(({ schema, name }) => `${schema}.${name}`).join(', ')}`,
      )
    left = kept
  }
}

const foreignKeyViolation = '23503'

const isEmptied = async (client: pg.Client, table: string, shopId: string): Promise<boolean> => {
  await client.query('savepoint table_of_shop')
  try {
    await client.query(`delete from ${table} where shop_id = $1`, [shopId])
    return true
  } catch (error) {
    if ((error as { code?: string }).code !== foreignKeyViolation) throw error
    await client.query('rollback to savepoint table_of_shop')
    return false
  }
}
