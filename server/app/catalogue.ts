import type { ImportPorts } from '#nouns/orders/index.ts'
import {
  createProductDesk,
  createProductImports,
  createProductParts,
  createReviewImports,
  createSoldTaking,
  registerProductRoutes,
} from '#nouns/products/index.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Files } from '#platform/files/index.ts'
import type { HttpServer } from '#platform/http/server.ts'

interface CataloguePorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  files: Files
  stores: ImportPorts['stores']
}

/** Wires the catalogue: its routes, its files, and what orders tell of it. */
export const composeCatalogue = ({ files, stores, ...ground }: CataloguePorts) => {
  const sold = createSoldTaking(ground)
  const desk = { ...ground, attachments: files.attachments }
  const imports = {
    ...ground,
    addStore: stores.add,
    afterwards: (shopId: string) => sold.leave(shopId, null),
  }
  const [products, parts] = [createProductDesk(desk), createProductParts(desk)]
  return {
    sold,
    desk: products,
    parts,
    products: createProductImports(imports),
    reviews: createReviewImports(imports),
    register: (http: HttpServer) => registerProductRoutes(http, { desk: products, parts }),
  }
}
