import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mappedReader, orderReaders } from '../../server/app/order-readers.ts'
import { createCustomerDesk } from '#nouns/customers/index.ts'
import {
  createImports,
  createOrderDesk,
  createUploads,
  searchOrders,
  type FileImport,
  type ImportPorts,
  type ImportResult,
} from '#nouns/orders/index.ts'
import { searchProducts } from '#nouns/products/index.ts'
import { createShopDirectory, noteStoreOrders, openStore, writeAudit } from '#nouns/staff/index.ts'
import { createDesk } from '../database/desk.ts'
import type { TaobaoRow } from './store-exports.ts'

/** Orders, imports and customers over a database of their own, ten days after the orders of the builders' exports. */
export const createOrderDeskForTests = async (given: Partial<ImportPorts> = {}) => {
  const desk = await createDesk({ at: '2026-03-18T03:00:00.000Z' })
  const folder = await mkdtemp(join(tmpdir(), 'fh-orders-'))
  const { db, clock } = desk
  const directory = createShopDirectory({ db, secrets: desk.secrets })
  const failures: unknown[] = []
  const ports: ImportPorts = {
    db,
    clock,
    directory,
    readers: orderReaders,
    mapped: mappedReader,
    uploads: createUploads(join(folder, 'imports')),
    stores: {
      add: (tx, now, store, by) => openStore(tx, now, desk.secrets, store, by),
      note: noteStoreOrders,
    },
    onError: (_, error) => {
      failures.push(error)
    },
    ...given,
  }
  const imports = createImports(ports)
  const orders = createOrderDesk({ db, clock, directory })
  const customers = createCustomerDesk({
    db,
    clock,
    directory,
    audit: writeAudit,
    findOrders: searchOrders,
    findProducts: searchProducts,
  })
  let files = 0
  const close = async () => {
    await imports.stop()
    await desk.close()
    await rm(folder, { recursive: true, force: true })
  }
  return {
    ...desk,
    desk,
    folder,
    ports,
    directory,
    imports,
    orders,
    customers,
    failures,
    /** Puts the bytes into a file and takes it in as the command line does. */
    take: async (shopId: string, bytes: Uint8Array, wanted: Partial<FileImport> = {}) => {
      const path = join(folder, `export-${++files}.csv`)
      await writeFile(path, bytes)
      return imports.importFile({ shopId, path, isDryRun: false, isStrict: false, by: null, ...wanted })
    },
    close,
    /** Closes, and throws when an import failed of what was not its file's fault. */
    closeSound: async () => {
      await close()
      if (failures.length > 0)
        throw new AggregateError(failures, 'imports failed for no reason of their files')
    },
  }
}
export type OrderDeskForTests = Awaited<ReturnType<typeof createOrderDeskForTests>>

/** The counts that an import is asked for most. */
export const tally = ({ created, updated, unchanged, refusedCount }: ImportResult) => ({
  created,
  updated,
  unchanged,
  refusedCount,
})

/** Orders of a report, numbered; by seven buyers in turn unless `changes` says otherwise. */
export const taobaoRows = (count: number, changes: (index: number) => object = () => ({})) =>
  Array.from(
    { length: count },
    (_, index) =>
      ({
        订单编号: `="${3515313147329000000n + BigInt(index)}"`,
        买家会员名: `"tb_${index % 7}"`,
        ...changes(index),
      }) as TaobaoRow,
  )

const counted = [
  'orders.orders',
  'orders.lines',
  'orders.parcels',
  'customers.customers',
  'customers.identities',
] as const

/** How many rows of each kind the shop has. */
export const holdings = ({ db }: OrderDeskForTests, shopId: string) =>
  db.inShop(shopId, async (tx) => {
    const rows: Record<string, number> = {}
    for (const table of counted) {
      const { count } = await tx
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      rows[table.replace(/^.*[.]/, '')] = count
    }
    return rows
  })

/** What the shop's log says of imported orders, in its order. */
export const orderEvents = ({ db }: OrderDeskForTests, shopId: string) =>
  db.inShop(shopId, (tx) =>
    tx
      .selectFrom('platform.events')
      .select(['version', 'audience', 'timeline', 'facts', 'occurred_at', 'recorded_at'])
      .where('name', '=', 'order.imported')
      .orderBy('seq')
      .execute(),
  )
