import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createImports } from '#nouns/orders/index.ts'
import { createOrderDeskForTests, taobaoRows, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop } from '#test/builders/staff.ts'
import { taobaoFile } from '#test/builders/store-exports.ts'
import type { UploadPart } from './uploads.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.close())

async function* parts(bytes: Uint8Array): AsyncGenerator<UploadPart> {
  async function* content(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  yield {
    type: 'file',
    fieldname: 'file',
    filename: 'orders.csv',
    file: Object.assign(content(), { truncated: false }),
  }
}
const previewed = async () => {
  const shop = await buildShop(desk)
  const { id } = await desk.imports.upload(shop.owner.caller, parts(taobaoFile(taobaoRows(5))))
  await desk.imports.settle()
  const set = (values: object) =>
    desk.db.inShop(shop.shopId, (tx) =>
      tx.updateTable('orders.imports').set(values).where('id', '=', id).execute(),
    )
  const row = () =>
    desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('orders.imports').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
  return { shop, id, set, row, caller: shop.owner.caller }
}

test('a wish to stop the look does not stop the run', async () => {
  const { id, set, row, caller } = await previewed()
  await set({ stop_asked_at: desk.clock.now() })
  await desk.imports.run(caller, id, { storeName: '淘' })
  await desk.imports.settle()
  expect(await desk.imports.read(caller, id)).toMatchObject({ state: 'finished', created: 5 })
  expect((await row()).stop_asked_at).toBeNull()
})

test('a process that is started for an import which is to stop stops it at once', async () => {
  const { id, set, row, caller } = await previewed()
  await set({ state: 'running', stop_asked_at: desk.clock.now() })
  await desk.imports.workOn(id)
  expect(await desk.imports.read(caller, id)).toMatchObject({ state: 'stopped' })
  expect((await row()).stop_asked_at).toBeNull()
})

test('a file that ends its process is begun three times and no more', async () => {
  const { id, set, row, caller } = await previewed()
  await set({ state: 'running', attempts: 2 })
  await desk.imports.workOn(id)
  // It lived to tell, so the count is back at nothing.
  expect((await row()).attempts).toBe(0)
  await set({ state: 'running', file_path: join(desk.folder, 'again.csv'), attempts: 3, store_id: null })
  await writeFile(join(desk.folder, 'again.csv'), taobaoFile(taobaoRows(5)))
  await desk.imports.resumeInterrupted()
  await desk.imports.settle()
  expect(await desk.imports.read(caller, id)).toMatchObject({ state: 'failed', error: 'gave_up' })
})

test('a look that ends late changes nothing of an import that has moved on', async () => {
  const { shop, caller, row, id } = await previewed()
  const path = join(desk.folder, 'late.csv')
  await writeFile(path, taobaoFile(taobaoRows(3)))
  const moving = createImports({
    ...desk.ports,
    mapped: desk.ports.mapped,
    readers: desk.ports.readers.map((reader) => ({
      ...reader,
      read: async function* (source, options) {
        yield* reader.read(source, options)
        await desk.db.inShop(shop.shopId, (tx) =>
          tx
            .updateTable('orders.imports')
            .set({ state: 'failed', error: 'abandoned' })
            .where('file_name', '=', 'late.csv')
            .execute(),
        )
      },
    })),
  })
  const ended = await moving.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: true,
    isStrict: false,
    by: null,
    storeName: '淘',
  })
  expect(ended).toMatchObject({ state: 'failed', error: 'abandoned' })
  expect(await desk.imports.read(caller, id)).toMatchObject({ state: 'previewed' })
  expect((await row()).version).toBeGreaterThan(1)
})

test('a stopped import is kept for a week from the stop, however long it lay before', async () => {
  const { id, set, caller } = await previewed()
  const daysAgo = (days: number) => new Date(desk.clock.now().getTime() - days * 86_400_000)
  await set({ state: 'stopped', started_at: daysAgo(30), beat_at: daysAgo(6) })
  await desk.imports.resumeInterrupted()
  await desk.imports.settle()
  expect(await desk.imports.read(caller, id)).toMatchObject({ state: 'stopped' })
  await set({ beat_at: daysAgo(7) })
  await desk.imports.resumeInterrupted()
  await desk.imports.settle()
  expect(await desk.imports.read(caller, id)).toMatchObject({ state: 'failed', error: 'abandoned' })
})

test('what the database cannot keep of a refused value is left out, and the rest is told', async () => {
  const { shop } = await previewed()
  const broken = taobaoFile(taobaoRows(2, (index) => (index === 1 ? { 总金额: '"ab\u0001c"' } : {})))
  const reader = desk.ports.readers.find(({ format }) => format === 'taobao')
  if (!reader) throw new Error('there is a reader of Taobao')
  const cutting = createImports({
    ...desk.ports,
    readers: [
      {
        ...reader,
        read: async function* (source, options) {
          for await (const item of reader.read(source, options))
            yield item.kind === 'refused'
              ? { ...item, refused: { ...item.refused, detail: 'x\u0000\ud83d' } }
              : item
        },
      },
    ],
  })
  const path = join(desk.folder, 'cut-pair.csv')
  await writeFile(path, broken)
  const ended = await cutting.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: false,
    isStrict: false,
    by: null,
    storeName: '淘',
  })
  expect(ended).toMatchObject({ state: 'finished', created: 1, refused: [{ detail: 'x\ufffd' }] })
  expect(desk.failures).toEqual([])
})

/** Imports whose reader breaks off behind the last order. */
const breaking = () =>
  createImports({
    ...desk.ports,
    readers: desk.ports.readers.map((reader) => ({
      ...reader,
      read: async function* (source, options) {
        for await (const item of reader.read(source, options)) if (item.kind !== 'end') yield item
        yield { kind: 'failed', failure: 'unreadable', detail: 'at 99 %' }
      },
    })),
  })

test('a file that breaks off says what went in before, and why; a look at it says that nothing did', async () => {
  const { shop, caller } = await previewed()
  const path = join(desk.folder, 'breaks-off.csv')
  await writeFile(path, taobaoFile(taobaoRows(4)))
  const given = { shopId: shop.shopId, path, isStrict: false, by: null, storeName: '淘' }
  const looked = await breaking().importFile({ ...given, isDryRun: true })
  expect(looked).toMatchObject({ state: 'failed', error: 'unreadable', orders: 4, created: 0 })
  const taken = await breaking().importFile({ ...given, isDryRun: false })
  expect(taken).toMatchObject({ state: 'failed', created: 4, errorDetail: 'at 99 %' })
  expect(await desk.imports.read(caller, taken.id)).toMatchObject({
    error: 'unreadable',
    errorDetail: 'at 99 %',
    created: 4,
  })
})

test('two that were in each other’s way are no failure: it stays under way and is gone on with', async () => {
  const { shop, caller } = await previewed()
  const path = join(desk.folder, 'deadlock.csv')
  await writeFile(path, taobaoFile(taobaoRows(4)))
  for (const code of ['40P01', '57014', '53100', '53300']) {
    const unlucky = createImports({
      ...desk.ports,
      stores: {
        ...desk.ports.stores,
        note: () => Promise.reject(Object.assign(new Error('not now'), { code })),
      },
    })
    const given = { shopId: shop.shopId, path, isDryRun: false, isStrict: false, by: null, storeName: code }
    await expect(unlucky.importFile(given)).rejects.toMatchObject({ code })
    const [newest] = (await desk.imports.list(caller, {})).rows
    expect(newest).toMatchObject({ state: 'running', storeName: code })
    await desk.imports.resumeInterrupted()
    await desk.imports.settle()
    expect(await desk.imports.read(caller, newest?.id ?? '')).toMatchObject({ state: 'finished', created: 4 })
  }
})

test('what is left out of an order is told: rows that stand there twice, lines beyond the limit', async () => {
  const { shop } = await previewed()
  const mapping = {
    version: 1,
    rows: 'line',
    order: { id: 'No', placedAt: 'Day', total: 'Total' },
    line: { title: 'What', quantity: 'Qty', unitPrice: 'Price' },
  } as const
  const file = (rows: string[]) => Buffer.from(['No,Day,Total,What,Qty,Price', ...rows].join('\n'))
  const twice = (total: string) => Array.from({ length: 2 }, () => `1,2026-03-01,${total},Pot,1,5.00`)
  // The total says that two were bought, or one.
  expect(await desk.take(shop.shopId, file(twice('10.00')), { mapping, storeName: 'A' })).toMatchObject({
    lines: 2,
    duplicates: 0,
  })
  expect(await desk.take(shop.shopId, file(twice('5.00')), { mapping, storeName: 'B' })).toMatchObject({
    lines: 1,
    duplicates: 1,
  })
  const many = Array.from({ length: 1500 }, (_, i) => `2,2026-03-01,1500.00,Pot ${i},1,1.00`)
  expect(await desk.take(shop.shopId, file(many), { mapping, storeName: 'C' })).toMatchObject({ lines: 1000 })
  const missing = await desk.db.inShop(shop.shopId, (tx) =>
    tx.selectFrom('orders.orders').select('missing_lines').where('external_id', '=', '2').execute(),
  )
  expect(missing).toEqual([{ missing_lines: 500 }])
})
