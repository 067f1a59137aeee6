import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createImports } from '#nouns/orders/index.ts'
import {
  createOrderDeskForTests,
  holdings,
  orderEvents,
  taobaoRows,
  tally,
  type OrderDeskForTests,
} from '#test/builders/order-desk.ts'
import { buildShop } from '#test/builders/staff.ts'
import { taobaoFile } from '#test/builders/store-exports.ts'
import { Stopped } from './take-in.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.closeSound())

describe('what goes wrong around it', () => {
  test('two imports at once into one new store double nothing', async () => {
    const shop = await buildShop(desk)
    const file = taobaoFile(taobaoRows(1200))
    const results = await Promise.all([desk.take(shop.shopId, file), desk.take(shop.shopId, file)])
    expect(await holdings(desk, shop.shopId)).toMatchObject({ orders: 1200, lines: 1200, customers: 7 })
    expect(results.map(({ created }) => created).reduce((sum, created) => sum + created)).toBe(1200)
    expect(results.map(({ created, unchanged }) => created + unchanged)).toEqual([1200, 1200])
    expect(new Set(results.map(({ storeId }) => storeId)).size).toBe(1)
    expect((await desk.customers.find(shop.lead.caller, { q: 'tb_0' })).rows).toMatchObject([
      { orderCount: 172 },
    ])
  })

  test('an import that was cut off is resumed and ends as if nothing had happened', async () => {
    const shop = await buildShop(desk)
    const file = taobaoFile(taobaoRows(1300, (index) => (index === 1250 ? { 总金额: '"abc"' } : {})))
    const cut: { stop(): Promise<void> }[] = []
    const stopping = createImports({
      ...desk.ports,
      stores: {
        ...desk.ports.stores,
        note: async (tx, storeId, orders) => {
          await desk.ports.stores.note(tx, storeId, orders)
          void cut[0]?.stop()
        },
      },
    })
    cut.push(stopping)
    const path = join(desk.folder, 'cut.csv')
    await writeFile(path, file)
    await expect(
      stopping.importFile({ shopId: shop.shopId, path, isDryRun: false, isStrict: false, by: null }),
    ).rejects.toBeInstanceOf(Stopped)
    const before = await holdings(desk, shop.shopId)
    expect(before.orders).toBeGreaterThan(0)
    expect(before.orders).toBeLessThan(1299)
    const {
      rows: [begun],
    } = await desk.imports.list(shop.owner.caller, {})
    expect(begun).toMatchObject({ state: 'running' })
    await desk.imports.resumeInterrupted()
    await desk.imports.settle()
    const ended = await desk.imports.read(shop.owner.caller, begun?.id ?? '')
    expect(ended).toMatchObject({
      state: 'finished',
      created: 1299,
      updated: 0,
      unchanged: 0,
      refusedCount: 1,
      read: 1300,
    })
    expect(await holdings(desk, shop.shopId)).toMatchObject({ orders: 1299, lines: 1299, customers: 7 })
    expect(await orderEvents(desk, shop.shopId)).toHaveLength(1299)
    const store = await desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('staff.stores')
        .select('order_count')
        .where('platform', '=', 'taobao')
        .executeTakeFirstOrThrow(),
    )
    expect(store.order_count).toBe(1299)
  })

  test('an import that another process works on is left to it; one whose file is gone ends', async () => {
    const shop = await buildShop(desk)
    const seen: string[] = []
    const file = taobaoFile(taobaoRows(600))
    const slow = createImports({
      ...desk.ports,
      stores: {
        ...desk.ports.stores,
        note: async (tx, storeId, orders) => {
          await desk.ports.stores.note(tx, storeId, orders)
          if (seen.length > 0) return
          seen.push('at work')
          await desk.imports.resumeInterrupted()
          await desk.imports.settle()
        },
      },
    })
    const path = join(desk.folder, 'busy.csv')
    await writeFile(path, file)
    const result = await slow.importFile({
      shopId: shop.shopId,
      path,
      isDryRun: false,
      isStrict: false,
      by: null,
    })
    expect(seen).toEqual(['at work'])
    expect(tally(result)).toEqual({ created: 600, updated: 0, unchanged: 0, refusedCount: 0 })
    await desk.db.inShop(shop.shopId, (tx) =>
      tx.updateTable('orders.imports').set({ state: 'running' }).where('id', '=', result.id).execute(),
    )
    await rm(path)
    await desk.imports.resumeInterrupted()
    await desk.imports.settle()
    expect(await desk.imports.read(shop.owner.caller, result.id)).toMatchObject({
      state: 'failed',
      error: 'interrupted',
    })
  })

  test('how far it is, is told at most twice a second, and the estimate with it', async () => {
    const shop = await buildShop(desk)
    const told: (number | null)[] = []
    const slow = createImports({
      ...desk.ports,
      stores: {
        ...desk.ports.stores,
        note: async (tx, storeId, orders) => {
          await desk.ports.stores.note(tx, storeId, orders)
          await desk.clock.advance(300)
        },
      },
    })
    const path = join(desk.folder, 'slow.csv')
    await writeFile(path, taobaoFile(taobaoRows(4000)))
    const result = await slow.importFile({
      shopId: shop.shopId,
      path,
      isDryRun: false,
      isStrict: false,
      by: null,
      onProgress: ({ secondsLeft }) => told.push(secondsLeft),
    })
    const events = await desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('platform.events')
        .select(['name', 'recorded_at', 'version', 'audience'])
        .where('subject', '=', result.id)
        .orderBy('version')
        .execute(),
    )
    const progress = events.filter(({ name }) => name === 'import.progressed')
    expect(
      progress
        .map(
          ({ recorded_at: at }, index) =>
            at.getTime() - (progress[index - 1]?.recorded_at ?? new Date(0)).getTime(),
        )
        .filter((apart) => apart < 500),
    ).toEqual([])
    expect(progress.length).toBeGreaterThan(2)
    expect(told).toHaveLength(progress.length)
    expect(told[0]).toBeNull()
    expect(events.at(-1)).toMatchObject({ name: 'import.finished', audience: ['desk'] })
  })

  test('another shop sees nothing of it', async () => {
    const [mine, other] = [await buildShop(desk), await buildShop(desk)]
    const result = await desk.take(mine.shopId, taobaoFile(taobaoRows(2)))
    const {
      rows: [order],
    } = await desk.orders.list(mine.lead.caller, {})
    expect(await holdings(desk, other.shopId)).toEqual({
      orders: 0,
      lines: 0,
      parcels: 0,
      customers: 0,
      identities: 0,
    })
    expect(await desk.orders.list(other.lead.caller, { q: 'tb_0' })).toEqual({ rows: [], next: null })
    expect(await desk.customers.search(other.lead.caller, { q: 'tb_0' })).toEqual({
      customers: [],
      orders: [],
      products: [],
    })
    await expect(desk.orders.read(other.lead.caller, order?.id ?? '')).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(desk.imports.read(other.owner.caller, result.id)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await desk.imports.list(other.owner.caller, {})).rows).toEqual([])
    // The same file in another shop is another shop's.
    expect(tally(await desk.take(other.shopId, taobaoFile(taobaoRows(2))))).toMatchObject({ created: 2 })
  })
})
