import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createImports } from '#nouns/orders/index.ts'
import {
  createOrderDeskForTests,
  holdings,
  orderEvents,
  taobaoRows,
  type OrderDeskForTests,
} from '#test/builders/order-desk.ts'
import { buildShop } from '#test/builders/staff.ts'
import { taobaoFile } from '#test/builders/store-exports.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.closeSound())

const fileOf = async (name: string, rows: number) => {
  const path = join(desk.folder, name)
  await writeFile(path, taobaoFile(taobaoRows(rows)))
  return path
}

/** Imports that call `first` inside the transaction of their first chunk. */
const importsWith = (first: () => Promise<void>) => {
  let isFirst = true
  return createImports({
    ...desk.ports,
    stores: {
      ...desk.ports.stores,
      note: async (tx, storeId, orders) => {
        await desk.ports.stores.note(tx, storeId, orders)
        if (isFirst) await first()
        isFirst = false
      },
    },
  })
}

test('a person stops an import in the console and goes on with it: what is stored stays, nothing is doubled', async () => {
  const shop = await buildShop(desk)
  const path = await fileOf('stopped.csv', 4000)
  const imports = importsWith(async () => {
    const [one] = (await desk.imports.list(shop.owner.caller, {})).rows
    await desk.imports.stopImport(shop.owner.caller, one?.id ?? '')
  })
  const halted = await imports.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: false,
    isStrict: false,
    by: null,
  })
  expect(halted).toMatchObject({ state: 'stopped', secondsLeft: null, finishedAt: null })
  const before = await holdings(desk, shop.shopId)
  expect(before.orders).toBeGreaterThan(0)
  expect(before.orders).toBeLessThan(4000)
  expect(halted.created).toBe(before.orders)
  // Nobody goes on behind the back of whoever stopped it.
  await desk.imports.resumeInterrupted()
  await desk.imports.settle()
  expect(await desk.imports.read(shop.owner.caller, halted.id)).toMatchObject({ state: 'stopped' })
  await expect(desk.imports.stopImport(shop.owner.caller, halted.id)).rejects.toMatchObject({
    code: 'state.conflict',
    details: { state: 'stopped' },
  })
  expect(await desk.imports.continueImport(shop.owner.caller, halted.id)).toMatchObject({ state: 'running' })
  await desk.imports.settle()
  expect(await desk.imports.read(shop.owner.caller, halted.id)).toMatchObject({
    state: 'finished',
    created: 4000,
    updated: 0,
    unchanged: 0,
  })
  expect(await holdings(desk, shop.shopId)).toMatchObject({ orders: 4000, lines: 4000, customers: 7 })
  expect(await orderEvents(desk, shop.shopId)).toHaveLength(4000)
  await expect(desk.imports.continueImport(shop.owner.caller, halted.id)).rejects.toMatchObject({
    code: 'state.conflict',
  })
})

test('Ctrl-C stops an import at its next chunk, and it is gone on with by its id', async () => {
  const shop = await buildShop(desk)
  const path = await fileOf('interrupted.csv', 3000)
  const stopping = new AbortController()
  const imports = importsWith(() => Promise.resolve(stopping.abort()))
  const halted = await imports.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: false,
    isStrict: false,
    by: null,
    stop: stopping.signal,
  })
  expect(halted.state).toBe('stopped')
  expect((await holdings(desk, shop.shopId)).orders).toBe(halted.created)
  const ended = await desk.imports.continueFile(shop.shopId, halted.id, {})
  expect(ended).toMatchObject({ state: 'finished', id: halted.id, created: 3000, unchanged: 0 })
  expect(await holdings(desk, shop.shopId)).toMatchObject({ orders: 3000, customers: 7 })
})

test('a wish to stop outlives the process that should have heard it', async () => {
  const shop = await buildShop(desk)
  const path = await fileOf('orphan.csv', 10)
  const { id } = await desk.imports.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: false,
    isStrict: false,
    by: null,
  })
  await desk.db.inShop(shop.shopId, (tx) =>
    tx.updateTable('orders.imports').set({ state: 'running' }).where('id', '=', id).execute(),
  )
  await desk.imports.stopImport(shop.owner.caller, id)
  await desk.imports.resumeInterrupted()
  await desk.imports.settle()
  expect(await desk.imports.read(shop.owner.caller, id)).toMatchObject({ state: 'stopped' })
})

test('another shop can neither stop nor go on with it', async () => {
  const [shop, stranger] = [await buildShop(desk), await buildShop(desk)]
  const path = await fileOf('theirs.csv', 5)
  const { id } = await desk.imports.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: false,
    isStrict: false,
    by: null,
  })
  for (const act of [desk.imports.stopImport, desk.imports.continueImport])
    await expect(act(stranger.owner.caller, id)).rejects.toMatchObject({ code: 'not_found' })
})
