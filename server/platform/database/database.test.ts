import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { onServer } from '#test/database/scratch.ts'

let desk: Desk
let shop: TestShop
beforeAll(async () => {
  desk = await createDesk({ connections: 2 })
  shop = await buildShop(desk)
})
afterAll(() => desk.close())

test('a connection that dies in the middle of a transaction fails that transaction and nothing else', async () => {
  const cut = desk.db.inShop(shop.shopId, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await onServer(desk.url, `select pg_terminate_backend(${rows[0]?.pid}, 5000)`)
    await tx.selectFrom('staff.shops').select('id').execute()
  })
  await expect(cut).rejects.toThrow(/terminat|connection/i)
  const found = await desk.db.inShop(shop.shopId, (tx) => tx.selectFrom('staff.shops').select('id').execute())
  expect(found.map(({ id }) => id)).toEqual([shop.shopId])
})
