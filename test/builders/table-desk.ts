import type { TableImport } from '#contract/imports/table-imports.ts'
import { createProductImports, createReviewImports } from '#nouns/products/index.ts'
import { composeTableImports } from '../../server/app/table-imports.ts'
import { createOrderDeskForTests } from './order-desk.ts'
import type { TestShop } from './staff.ts'
import type { UploadPart } from '#nouns/orders/index.ts'

/** Tables of products, reviews and customers over a database of their own, worked on in this process. */
export const createTableDeskForTests = async () => {
  const desk = await createOrderDeskForTests()
  const { db, clock, directory, ports } = desk
  const afterwards: string[] = []
  const catalogue = {
    db,
    clock,
    directory,
    addStore: ports.stores.add,
    afterwards: (shopId: string) => {
      afterwards.push(shopId)
      return Promise.resolve()
    },
  }
  const tables = composeTableImports({
    db,
    clock,
    directory,
    uploads: ports.uploads,
    addStore: ports.stores.add,
    catalogue: { products: createProductImports(catalogue), reviews: createReviewImports(catalogue) },
    onError: (_, error) => {
      desk.failures.push(error)
    },
  })
  return {
    ...desk,
    tables,
    afterwards,
    /** Uploads a table and waits for the look at it. */
    upload: async (shop: TestShop, content: string | Uint8Array, kind = '', name = 'table.csv') => {
      const { id } = await tables.upload(shop.lead.caller, partsOf(content, kind, name))
      await tables.settle()
      return tables.read(shop.lead.caller, id)
    },
    look: async (shop: TestShop, id: string, body: Parameters<typeof tables.look>[2]) => {
      await tables.look(shop.lead.caller, id, body)
      await tables.settle()
      return tables.read(shop.lead.caller, id)
    },
    run: async (shop: TestShop, id: string, body: Parameters<typeof tables.run>[2] = {}) => {
      await tables.run(shop.lead.caller, id, body)
      await tables.settle()
      return tables.read(shop.lead.caller, id)
    },
    close: async () => {
      await tables.stop()
      await desk.close()
    },
  }
}
export type TableDeskForTests = Awaited<ReturnType<typeof createTableDeskForTests>>

/** What was read, and what became of it. */
export const sums = ({ read, things, created, updated, unchanged, refusedCount }: TableImport) => [
  read,
  things,
  created,
  updated,
  unchanged,
  refusedCount,
]

async function* partsOf(
  content: string | Uint8Array,
  kind: string,
  name: string,
): AsyncGenerator<UploadPart> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(content)
  }
  if (kind !== '') yield { type: 'field', fieldname: 'kind', value: kind }
  yield {
    type: 'file',
    fieldname: 'file',
    filename: name,
    file: Object.assign(bytes(), { truncated: false }),
  }
}
