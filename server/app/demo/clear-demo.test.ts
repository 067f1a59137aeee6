import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildAccount, buildShop } from '#test/builders/staff.ts'
import { taobaoFile } from '#test/builders/store-exports.ts'
import { joinShop } from '#nouns/staff/team/join.ts'
import { clearDemo } from './clear-demo.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.close())

/** Rows of each table that holds the shop's. */
const rowsOf = async (shopId: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: desk.url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid where a.attname = 'shop_id' and c.relkind in ('r', 'p')`,
    )
    const found: string[] = []
    for (const { name } of rows) {
      const {
        rows: [count],
      } = await client.query<{ rows: string }>(`select count(*) as rows from ${name} where shop_id = $1`, [
        shopId,
      ])
      if (Number(count?.rows) > 0) found.push(name)
    }
    return found
  } finally {
    await client.end()
  }
}

test('a demo shop goes in one call, with everything in it and nothing besides', async () => {
  const [demo, real] = [
    await buildShop(desk, { isDemo: true, slug: 'demo' }),
    await buildShop(desk, { slug: 'real' }),
  ]
  for (const shop of [demo, real]) await desk.take(shop.shopId, taobaoFile([{}]))
  const invented = await buildAccount(desk, 'lead-1@demo.invalid', 'Han')
  await desk.db.asSystem((tx) =>
    joinShop(tx, desk.clock.now(), {
      shopId: demo.shopId,
      accountId: invented,
      displayName: 'Han',
      roles: ['lead'],
      by: null,
    }),
  )
  const before = await rowsOf(real.shopId)
  expect(await clearDemo(desk.url, 'demo')).toBe('cleared')
  expect(await rowsOf(demo.shopId)).toEqual([])
  expect(await rowsOf(real.shopId)).toEqual(before)
  const left = await desk.db.asSystem(async (tx) => ({
    shops: (await tx.selectFrom('staff.shops').select('slug').execute()).map(({ slug }) => slug),
    invented: await tx.selectFrom('staff.accounts').select('id').where('id', '=', invented).execute(),
    owner: await tx
      .selectFrom('staff.accounts')
      .select('id')
      .where('id', '=', demo.owner.accountId)
      .execute(),
  }))
  expect(left).toEqual({ shops: ['real'], invented: [], owner: [{ id: demo.owner.accountId }] })
})

test('a real shop is never removed', async () => {
  const shop = await buildShop(desk, { slug: 'mine' })
  expect(await clearDemo(desk.url, 'mine')).toBe('no_demo')
  expect(await clearDemo(desk.url, 'nobody')).toBe('no_such_shop')
  expect((await desk.directory.facts(shop.shopId)).slug).toBe('mine')
})
