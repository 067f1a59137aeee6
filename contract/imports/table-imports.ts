import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { leading } from '../staff/roles.ts'
import { tableKinds } from './kinds.ts'

export const TableImport = Type.Object({
  id: Id,
  /** `mapping`: which sheet, or which columns, is to be said before it can be looked at. */
  state: OneOf(['mapping', 'previewing', 'previewed', 'running', 'finished', 'failed']),
  kind: OneOf(tableKinds),
  fileName: Type.String(),
  bytes: Type.Integer(),
  /** Of the file, 0 to 100, for the bar. */
  percent: Type.Integer(),
  /** Where it goes; `id` null: a store that is yet to be made. Null: nowhere yet, or (products) no store's. */
  store: Nullable(Type.Object({ id: Nullable(Id), name: Type.String() })),
  /** Of a workbook: the sheet that is read (null: the first), and all that a person would see. */
  sheet: Nullable(Type.String()),
  sheets: Type.Array(Type.String()),
  headers: Type.Array(Type.String()),
  /** Every field that a column may be given to. */
  fields: Type.Array(Type.String()),
  /** The column that each field is read from. */
  columns: Type.Record(Type.String(), Type.String()),
  read: Type.Integer(),
  /** Products, reviews or customers among the rows. */
  things: Type.Integer(),
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  refused: Type.Array(
    Type.Object({
      line: Type.Integer(),
      field: Nullable(Type.String()),
      reason: Type.String(),
      detail: Type.String(),
    }),
  ),
  refusedCount: Type.Integer(),
  /** The first of them as they would be stored; each row as long as `fields`. Empty after the run. */
  sample: Type.Object({ fields: Type.Array(Type.String()), rows: Type.Array(Type.Array(Type.String())) }),
  error: Nullable(Type.String()),
  errorDetail: Nullable(Type.String()),
  startedAt: Instant,
  finishedAt: Nullable(Instant),
})
export type TableImport = Static<typeof TableImport>

/** No scope: a table may hold people, and keys have the endpoints of the things themselves. */
const access = { by: 'member', roles: leading } as const

export const uploadTable = endpoint({
  method: 'POST',
  path: '/api/table-imports',
  access,
  media: 'multipart',
  summary:
    'Upload a table of products, reviews or customers, CSV or XLSX (field `file`; optional `kind`, what it is thought to be): answers with the import in state previewing, which changes nothing; or mapping, where its columns are not known.',
  reply: TableImport,
})
export const readTableImport = endpoint({
  method: 'GET',
  path: '/api/table-imports/:id',
  access,
  summary: 'Progress and result of a table import.',
  reply: TableImport,
})
export const listTableImports = endpoint({
  method: 'GET',
  path: '/api/table-imports',
  access,
  summary: 'Table imports of some kinds, the newest first.',
  query: Strict({ ...PageQuery, of: Type.Optional(OneOf(['catalogue', 'customers'])) }),
  reply: Page(TableImport),
})
/** What is left out stays as it is. */
export const lookAtTable = endpoint({
  method: 'POST',
  path: '/api/table-imports/:id/look',
  access,
  summary:
    'Looks at an uploaded table again, read otherwise: as another kind, for another store, another sheet, or with other columns.',
  body: Strict({
    kind: Type.Optional(OneOf(tableKinds)),
    storeId: Type.Optional(Nullable(Id)),
    /** A store that is yet to be made. */
    storeName: Type.Optional(Text(80)),
    sheet: Type.Optional(Text(100)),
    /** By field; null: none. What is not named is guessed. */
    columns: Type.Optional(
      Type.Record(Type.String({ maxLength: 40 }), Nullable(Text(200)), { maxProperties: 60 }),
    ),
  }),
  reply: TableImport,
})
export const runTable = endpoint({
  method: 'POST',
  path: '/api/table-imports/:id/run',
  access,
  summary: 'Takes a table in as it was looked at. Running the same table twice changes nothing.',
  body: Strict({
    /** Of the store that is yet to be made. */
    storeName: Type.Optional(Text(80)),
    strict: Type.Optional(Type.Boolean()),
  }),
  reply: TableImport,
})

export const tableImportEndpoints = [
  uploadTable,
  readTableImport,
  listTableImports,
  lookAtTable,
  runTable,
] as const
