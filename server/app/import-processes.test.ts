import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import {
  createOrderDeskForTests,
  holdings,
  orderEvents,
  taobaoRows,
  type OrderDeskForTests,
} from '#test/builders/order-desk.ts'
import { buildShop } from '#test/builders/staff.ts'
import { taobaoFile } from '#test/builders/store-exports.ts'
import { ensurePartitions } from './ground.ts'
import { onServer } from '#test/database/scratch.ts'
import { createImportProcesses } from './import-processes.ts'

let desk: OrderDeskForTests
let folder: string
beforeAll(async () => {
  desk = await createOrderDeskForTests()
  // The process does the same; it cannot any more once events lie outside their month.
  await ensurePartitions(desk.db, new Date())
  folder = await mkdtemp(join(tmpdir(), 'fh-import-process-'))
})
afterAll(async () => {
  await desk.close()
  await rm(folder, { recursive: true, force: true })
})

const orders = 4_000
/** An import that is under way in the rows, and that nobody works on. */
const underWay = async () => {
  const shop = await buildShop(desk)
  const path = join(desk.folder, `${shop.slug}.csv`)
  await writeFile(path, taobaoFile(taobaoRows(10)))
  const { id } = await desk.imports.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: false,
    isStrict: false,
    by: null,
  })
  await writeFile(path, taobaoFile(taobaoRows(orders)))
  await desk.db.inShop(shop.shopId, (tx) =>
    tx
      .updateTable('orders.imports')
      .set({ state: 'running', finished_at: null })
      .where('id', '=', id)
      .execute(),
  )
  const processes = createImportProcesses({
    config: readConfig({ FIVEHEARTS_DATA: folder, LOG_LEVEL: 'silent' }),
    databaseUrl: desk.url,
  })
  const stored = async () => (await holdings(desk, shop.shopId)).orders ?? 0
  const untilStored = async (least: number) => {
    for (let tries = 0; (await stored()) < least; tries++)
      if (tries > 1000) throw new Error('nothing came in')
      else await new Promise((resolve) => setTimeout(resolve, 40))
  }
  return { shop, id, processes, stored, untilStored }
}

test('killed in the middle by kill -9, an import is gone on with and ends as if nothing had happened', async () => {
  const { shop, id, processes, stored, untilStored } = await underWay()
  const killed = processes.work(id)
  killed.catch(() => undefined)
  await untilStored(11)
  execFileSync('kill', ['-9', ...processes.pids().map(String)])
  await expect(killed).rejects.toThrow('SIGKILL')
  expect(await stored()).toBeLessThan(orders)
  // Its connection may outlive it by the statement that was under way; until then it is left alone.
  while ((await desk.imports.read(shop.owner.caller, id)).state === 'running') await processes.work(id)
  expect(await desk.imports.read(shop.owner.caller, id)).toMatchObject({
    state: 'finished',
    created: orders,
    updated: 0,
    unchanged: 0,
    refusedCount: 0,
  })
  expect(await holdings(desk, shop.shopId)).toMatchObject({
    orders,
    lines: orders,
    customers: 7,
    identities: 7,
  })
  expect(await orderEvents(desk, shop.shopId)).toHaveLength(orders)
}, 180_000)

test('told to stop, the process ends at its next chunk and leaves the import to the next one', async () => {
  const { shop, id, processes, stored, untilStored } = await underWay()
  const working = processes.work(id)
  await untilStored(11)
  processes.stop()
  await working
  expect(await stored()).toBeLessThan(orders)
  expect(await desk.imports.read(shop.owner.caller, id)).toMatchObject({ state: 'running' })
  await idle().work(id)
  expect(await desk.imports.read(shop.owner.caller, id)).toMatchObject({ state: 'finished', created: orders })
  expect(await stored()).toBe(orders)
}, 180_000)

const idle = () =>
  createImportProcesses({
    config: readConfig({ FIVEHEARTS_DATA: folder, LOG_LEVEL: 'silent' }),
    databaseUrl: desk.url,
  })

test('a process that cannot be started fails its import and nothing else', async () => {
  const processes = idle()
  const { execPath } = process
  const uncaught: unknown[] = []
  const note = (error: unknown) => uncaught.push(error)
  process.on('uncaughtExceptionMonitor', note)
  process.execPath = join(folder, 'no-such-program')
  try {
    await expect(processes.work('one')).rejects.toMatchObject({ code: 'ENOENT' })
    expect(processes.pids()).toEqual([])
    // Whatever else it says of itself is heard as well.
    await new Promise((resolve) => setTimeout(resolve, 100))
  } finally {
    process.execPath = execPath
    process.off('uncaughtExceptionMonitor', note)
  }
  expect(uncaught).toEqual([])
})

test('once stopped, no process is begun any more', async () => {
  const { id, processes, stored } = await underWay()
  processes.stop()
  const working = processes.work(id)
  expect(processes.pids()).toEqual([])
  await working
  expect(await stored()).toBe(10)
})

test('a process of newer code than its desk leaves the schema as it is and ends', async () => {
  const { shop, id, processes, stored } = await underWay()
  const ledger = (change: string) => onServer(desk.url, change)
  await ledger(
    `update public.fivehearts_migrations set name = '0012-later.sql' where name = '0012-definers.sql'`,
  )
  try {
    await expect(processes.work(id)).rejects.toThrow('ended with 1')
    expect(await stored()).toBe(10)
    expect(await desk.imports.read(shop.owner.caller, id)).toMatchObject({ state: 'running' })
  } finally {
    await ledger(
      `update public.fivehearts_migrations set name = '0012-definers.sql' where name = '0012-later.sql'`,
    )
  }
}, 60_000)
