import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids/ids.ts'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { forgetIdempotencyKeys } from './forget-keys.ts'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
})
afterAll(() => desk.close())

test('keys are kept for two days, then forgotten, in as many chunks as it takes', async () => {
  const shops = [newId(), newId()]
  const now = desk.clock.now()
  const add = (shop: string, count: number, hoursAgo: number) =>
    desk.db.inShop(shop, (tx) =>
      sql`insert into platform.idempotency (shop_id, caller, key, request_hash, status, created_at)
    select ${shop}, ${shop}, ${hoursAgo} || '-' || i, '', 200, ${new Date(now.getTime() - hoursAgo * 3_600_000)} from generate_series(1, ${count}::int) i`.execute(
        tx,
      ),
    )
  await add(shops[0] ?? '', 4100, 49)
  await add(shops[1] ?? '', 10, 49)
  await add(shops[1] ?? '', 7, 48)
  await add(shops[0] ?? '', 3, 0)
  expect(await forgetIdempotencyKeys(desk.db, now)).toBe(4110)
  expect(await forgetIdempotencyKeys(desk.db, now)).toBe(0)
  expect(
    await desk.db.asSystem((tx) => tx.selectFrom('platform.idempotency').select('key').execute()),
  ).toHaveLength(10)
})
