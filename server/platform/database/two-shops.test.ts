import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCatalogue, ours, protectedTables, type Catalogue } from '#test/database/catalogue.ts'
import { newId } from '../ids/ids.ts'

/** Two shops with a row in every table there is: neither sees, changes or reaches the other's, by whatever way. */
let catalogue: Catalogue
const [mine, theirs] = [newId(), newId()]
const shopColumn = (table: string) => (table === 'staff.shops' ? 'id' : 'shop_id')
let tables: string[] = []

/** A value of each type: enough for a row that is never read for its content. */
const valueOf = (column: { name: string; type: string }, table: string, shop: string): unknown => {
  if (column.name === shopColumn(table)) return shop
  switch (column.type) {
    case 'uuid':
      return newId()
    case 'int2':
    case 'int4':
    case 'int8':
    case 'numeric':
    case 'float8':
      return 1
    case 'bool':
      return false
    case 'timestamptz':
      return new Date('2026-03-04T00:00:00Z')
    case 'date':
      return '2026-03-04'
    case 'jsonb':
      return '{}'
    case 'bytea':
      return Buffer.from(newId())
    case '_text':
    case '_uuid':
    case '_int4':
      return []
    case 'text':
      return newId()
    default:
      throw new Error(`no value for ${column.type} of ${table}.${column.name}: add it here`)
  }
}
const plant = async (table: string, shop: string) => {
  const { rows: columns } = await catalogue.admin.query<{ name: string; type: string }>(
    `
    select a.attname as name, t.typname as type from pg_attribute a join pg_type t on t.oid = a.atttypid
    where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and not a.atthasdef and a.attidentity = ''
      and (a.attnotnull or a.attname = $2)`,
    [table, shopColumn(table)],
  )
  const list = columns.map((column) => `"${column.name}"`).join(', ')
  const marks = columns.map((_, i) => `$${i + 1}`).join(', ')
  await catalogue.admin.query(
    `insert into ${table} (${list}) values (${marks})`,
    columns.map((column) => valueOf(column, table, shop)),
  )
}
const as = async <T>(shop: string | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await catalogue.desk.db.connect('app')
  try {
    await client.query('begin')
    if (shop !== null) await client.query(`select set_config('app.shop', $1, true)`, [shop])
    return await work(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

beforeAll(async () => {
  catalogue = await openCatalogue()
  tables = await catalogue.names(`select name from (${protectedTables}) t`)
  // In this database alone: rows that point nowhere and mean nothing, one of each shop in every table.
  await catalogue.admin.query(`set session_replication_role = replica`)
  const { rows: checks } = await catalogue.admin.query<{ owner: string; name: string }>(`
    select c.conrelid::regclass::text as owner, quote_ident(c.conname) as name from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where c.contype = 'c' and c.conislocal and ${ours}`)
  for (const { owner, name } of checks)
    await catalogue.admin.query(`alter table ${owner} drop constraint ${name}`)
  for (const table of tables) for (const shop of [mine, theirs]) await plant(table, shop)
})
afterAll(() => catalogue.close())

test('two shops each see their own row in every table, and nobody without a shop sees any', async () => {
  for (const table of tables) {
    const seen = (shop: string | null) =>
      as(
        shop,
        async (client) => (await client.query(`select ${shopColumn(table)} as shop from ${table}`)).rows,
      )
    const isReadable = (
      await catalogue.admin.query(`select has_table_privilege('fivehearts_app', $1, 'select') as ok`, [table])
    ).rows[0]?.ok
    if (!isReadable) {
      await expect(seen(mine), table).rejects.toMatchObject({ code: '42501' })
      continue
    }
    expect(await seen(mine), table).toEqual([{ shop: mine }])
    expect(await seen(theirs), table).toEqual([{ shop: theirs }])
    expect(await seen(null), table).toEqual([])
  }
})

test('two shops cannot write into each other', async () => {
  for (const table of tables) {
    const column = shopColumn(table)
    await as(mine, async (client) => {
      for (const attempt of [
        `update ${table} set ${column} = ${column} where ${column} = '${theirs}'`,
        `delete from ${table} where ${column} = '${theirs}'`,
      ]) {
        await client.query('savepoint here')
        const outcome = await client.query(attempt).then(
          (result) => result.rowCount,
          (error: { code: string }) => error.code,
        )
        await client.query('rollback to here')
        expect([0, '42501'], `${attempt}: ${outcome}`).toContain(outcome)
      }
      const moved = await client.query(`update ${table} set ${column} = '${theirs}'`).then(
        (result) => `changed ${result.rowCount}`,
        (error: { code: string }) => error.code,
      )
      expect(moved, table).toBe('42501')
    })
  }
})

test('two shops see their own rows alone through every view', async () => {
  const views = await catalogue.names(
    `select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${ours}`,
  )
  for (const view of views) {
    const shops = await as(mine, async (client) =>
      (await client.query<{ shop_id: string }>(`select distinct shop_id from ${view}`)).rows.map(
        (row) => row.shop_id,
      ),
    )
    expect(shops, view).not.toContain(theirs)
    expect(
      await as(null, async (client) => (await client.query(`select 1 from ${view}`)).rowCount),
      view,
    ).toBe(0)
  }
})

test('two shops cannot slip through a shop that is none', async () => {
  const [table = ''] = tables
  for (const shop of ['x', `${mine}' or true --`, '%'])
    await expect(as(shop, (client) => client.query(`select 1 from ${table}`))).rejects.toMatchObject({
      code: '22P02',
    })
  expect(await as('', async (client) => (await client.query(`select 1 from ${table}`)).rowCount)).toBe(0)
})
