import { describe, expect, test } from 'vitest'
import { sqlFaults } from './sql-ownership.ts'

const schemas = new Set(['platform', 'orders', 'customers', 'conversations', 'delivery'])
const faultsOf = (sql: string, path = 'server/nouns/orders/import.store.ts') => sqlFaults(path, sql, schemas)

describe('offences are caught', () => {
  test.each([
    ['insert into customers.people (id) values (1)', /writes customers.people/],
    ['INSERT INTO\n  "customers"."people" (id) values (1)', /writes customers.people/],
    ['update conversations.messages set body = null', /writes conversations.messages/],
    ['update only conversations.messages as m set body = null', /writes conversations.messages/],
    ['delete from customers.people where true', /writes customers.people/],
    ['truncate table customers.people', /writes customers.people/],
    ['copy customers.people (id, name) from stdin', /writes customers.people/],
    ['merge into customers.people using x on true', /writes customers.people/],
    ['insert into public.orders (id) values (1)', /writes public.orders/],
    ['insert into people (id) values (1)', /without its schema/],
    ["db.insertInto('customers.people').values(row)", /writes customers.people/],
    ["db.updateTable('customers.people').set(row)", /writes customers.people/],
    ["db\n    .deleteFrom('customers.people')", /writes customers.people/],
    ['select * from customers.people', /reads customers.people/],
    ['select 1 from orders.lines l join customers.people p on true', /reads customers.people/],
    ["db.selectFrom('customers.people as p')", /reads customers.people/],
    ["db.selectFrom('orders.lines').innerJoin('customers.people', 'a', 'b')", /reads customers.people/],
    ['select * from platform.events', /reads platform.events/],
    // oxlint-disable-next-line no-template-curly-in-string
    ['insert into ${table} (id) values (1)', /cannot be read/],
  ])('%s', (sql, fault) => {
    expect(faultsOf(sql)).toEqual([expect.stringMatching(fault)])
  })

  test('platform keeps to its own schema too', () => {
    expect(
      faultsOf('delete from orders.lines where true', 'server/platform/events/log.store.ts'),
    ).toHaveLength(1)
  })

  test('SQL outside a store', () => {
    const text = 'await sql`select 1`.execute(tx)'
    expect(faultsOf(text, 'server/nouns/orders/import.service.ts')).toEqual([
      expect.stringMatching(/belongs in/),
    ])
    expect(faultsOf("tx.selectFrom('orders.lines')", 'server/hearts/delivery/a.jobs.ts')).toHaveLength(1)
    expect(faultsOf(text, 'server/platform/database/role.ts')).toEqual([])
    expect(faultsOf(text, 'server/nouns/orders/import.service.test.ts')).toEqual([])
  })
})

describe('what is allowed is left alone', () => {
  test.each([
    'insert into orders.lines (id) values (1) on conflict (id) do update set id = excluded.id',
    'select id from orders.lines for update',
    'update orders.lines l set sku = s.sku from staged s where l.id = s.id',
    'select * from customers.v_summary',
    'select customers.find_or_make($1, $2)',
    'select * from customers.find_all($1)',
    "db.selectFrom('customers.v_summary as c')",
    'create temporary table staged (id text) on commit drop; copy staged (id) from stdin',
    'insert into pg_temp.staged (id) values (1)',
    'select extract(epoch from l.placed_at) from orders.lines l',
    'select 1 from orders.lines o where o.a is distinct from o.b',
    'select relname from pg_catalog.pg_class',
    '// delete from customers.people: the merge does that\nselect 1',
  ])('%s', (sql) => {
    expect(faultsOf(sql)).toEqual([])
  })

  test('a heart writes its own schema', () => {
    expect(
      faultsOf('insert into delivery.alerts (id) values (1)', 'server/hearts/delivery/a/b.store.ts'),
    ).toEqual([])
  })
})
