import {
  listTableImports,
  lookAtTable,
  readTableImport,
  runTable,
  uploadTable,
} from '#contract/imports/table-imports.ts'
import { partsOf } from '#nouns/orders/index.ts'
import type { HttpServer } from '#platform/http/server.ts'
import { tableLimitBytes, type TableImports } from './table-imports.ts'

export const registerTableImportRoutes = (http: HttpServer, tables: TableImports): void => {
  http.route(uploadTable, ({ caller, request }) =>
    tables.upload(
      caller,
      partsOf(() => request.parts({ limits: { fileSize: tableLimitBytes, files: 1 } })),
    ),
  )
  http.route(readTableImport, ({ caller, params }) => tables.read(caller, params.id))
  http.route(listTableImports, ({ caller, query }) => tables.list(caller, query))
  http.route(lookAtTable, ({ caller, params, body }) => tables.look(caller, params.id, body))
  http.route(runTable, ({ caller, params, body }) => tables.run(caller, params.id, body))
}
