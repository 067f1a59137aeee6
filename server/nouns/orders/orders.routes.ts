import {
  continueImport,
  deleteImportMapping,
  listImportMappings,
  listImports,
  listOrders,
  lookAtImport,
  mapImport,
  readImport,
  readImportColumns,
  readOrder,
  runImport,
  stopImport,
  tryImportMapping,
  uploadImport,
  uploadImportLines,
} from '#contract/orders/orders.ts'
import type { HttpServer } from '#platform/http/server.ts'
import { uploadLimitBytes } from './import/import-uploads.ts'
import type { Imports } from './import/imports.ts'
import { partsOf } from './import/uploads.ts'
import type { OrderDesk } from './orders.ts'

export const registerOrderRoutes = (
  http: HttpServer,
  { orders, imports }: { orders: OrderDesk; imports: Imports },
): void => {
  http.route(listOrders, ({ caller, query }) => orders.list(caller, query))
  http.route(readOrder, ({ caller, params }) => orders.read(caller, params.id))
  http.route(uploadImport, ({ caller, request }) =>
    imports.upload(
      caller,
      partsOf(() => request.parts({ limits: { fileSize: uploadLimitBytes, files: 1 } })),
    ),
  )
  http.route(readImport, ({ caller, params }) => imports.read(caller, params.id))
  http.route(listImports, ({ caller, query }) => imports.list(caller, query))
  http.route(readImportColumns, ({ caller, params }) => imports.columns(caller, params.id))
  http.route(tryImportMapping, ({ caller, params, body }) => imports.tryMapping(caller, params.id, body))
  http.route(mapImport, ({ caller, params, body }) => imports.giveMapping(caller, params.id, body))
  http.route(listImportMappings, ({ caller }) => imports.mappings(caller))
  http.route(deleteImportMapping, async ({ caller, params }) => {
    await imports.forgetMapping(caller, params.id)
    return {}
  })
  http.route(lookAtImport, ({ caller, params, body }) => imports.lookAgain(caller, params.id, body))
  http.route(uploadImportLines, ({ caller, params, request }) =>
    imports.giveLines(
      caller,
      params.id,
      partsOf(() => request.parts({ limits: { fileSize: uploadLimitBytes, files: 1 } })),
    ),
  )
  http.route(stopImport, ({ caller, params }) => imports.stopImport(caller, params.id))
  http.route(continueImport, ({ caller, params }) => imports.continueImport(caller, params.id))
  http.route(runImport, ({ caller, params, body }) => imports.run(caller, params.id, body))
}
