import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shopifyOrders } from '#connectors/stores/shopify/shopify.ts'
import { taobaoOrders } from '#connectors/stores/taobao/taobao.ts'
import { createCustomerDesk } from '#nouns/customers/index.ts'
import { createImports, createOrderDesk, createUploads, searchOrders, type FileImport, type ImportPorts } from '#nouns/orders/index.ts'
import { createShopDirectory, noteStoreOrders, openStore, writeAudit } from '#nouns/staff/index.ts'
import { createDesk } from '../database/desk.ts'

/** Orders, imports and customers over a database of their own, ten days after the orders of the builders' exports. */
export const createOrderDeskForTests = async (given: Partial<ImportPorts> = {}) => {
  const desk = await createDesk({ at: '2026-03-18T03:00:00.000Z' })
  const folder = await mkdtemp(join(tmpdir(), 'fh-orders-'))
  const { db, clock } = desk
  const directory = createShopDirectory({ db, secrets: desk.secrets })
  const failures: unknown[] = []
  const ports: ImportPorts = {
    db, clock, directory, readers: [taobaoOrders, shopifyOrders], uploads: createUploads(join(folder, 'imports')),
    stores: { add: (tx, now, store, by) => openStore(tx, now, desk.secrets, store, by), note: noteStoreOrders },
    onError: (_, error) => { failures.push(error) },
    ...given,
  }
  const imports = createImports(ports)
  const orders = createOrderDesk({ db, clock, directory })
  const customers = createCustomerDesk({ db, clock, directory, audit: writeAudit, findOrders: searchOrders })
  let files = 0
  return {
    ...desk, desk, folder, ports, directory, imports, orders, customers, failures,
    /** Puts the bytes into a file and takes it in as the command line does. */
    take: async (shopId: string, bytes: Uint8Array, wanted: Partial<FileImport> = {}) => {
      const path = join(folder, `export-${++files}.csv`)
      await writeFile(path, bytes)
      return imports.importFile({ shopId, path, isDryRun: false, isStrict: false, by: null, ...wanted })
    },
    close: async () => {
      await imports.stop()
      await desk.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type OrderDeskForTests = Awaited<ReturnType<typeof createOrderDeskForTests>>
