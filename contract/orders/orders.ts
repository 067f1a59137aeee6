import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Amount, Id, Instant, Nothing, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { anyRole, leading } from '../staff/roles.ts'
import { OrderMapping } from './mapping.ts'

/** `mapped`: by a mapping of the shop's own; the others are shipped. */
export const orderFormats = [
  'taobao',
  'taobao_lines',
  'shopify',
  'pinduoduo',
  'douyin',
  'alibaba_1688',
  'mapped',
] as const
/** `late`: sent strictly after the moment it was due; `on_time`: not after it; `not_yet`: not sent. */
export const dispatchStates = ['late', 'on_time', 'not_yet'] as const
export const petalStates = ['done', 'under_way', 'ahead', 'broken'] as const
export const Petals = Type.Array(OneOf(petalStates), { minItems: 5, maxItems: 5 })
export const OrderRow = Type.Object({
  id: Id,
  name: Type.String(),
  externalId: Type.String(),
  storeId: Id,
  storeName: Type.String(),
  status: Type.String(),
  sourceStatus: Type.String(),
  placedAt: Instant,
  paidAt: Nullable(Instant),
  shippedAt: Nullable(Instant),
  /** Until when it was to be sent, where the source says so; a day counts to its last second. */
  dispatchDueAt: Nullable(Instant),
  total: Amount,
  customerId: Nullable(Id),
  buyerName: Type.String(),
  title: Type.String(),
  lineCount: Type.Integer(),
  quantity: Type.Integer(),
  trackingNumbers: Type.Array(Type.String()),
  petals: Petals,
  isHistory: Type.Boolean(),
})
export type OrderRow = Static<typeof OrderRow>
export const Order = Type.Object({
  row: OrderRow,
  goods: Nullable(Amount),
  freight: Nullable(Amount),
  discount: Nullable(Amount),
  refunded: Nullable(Amount),
  completedAt: Nullable(Instant),
  buyerNote: Nullable(Type.String()),
  sellerNote: Nullable(Type.String()),
  lines: Type.Array(
    Type.Object({
      title: Type.String(),
      variant: Nullable(Type.String()),
      sku: Nullable(Type.String()),
      quantity: Type.Integer(),
      unitPrice: Nullable(Amount),
    }),
  ),
  parcels: Type.Array(
    Type.Object({ carrier: Nullable(Type.String()), trackingNumber: Nullable(Type.String()) }),
  ),
  recipient: Nullable(
    Type.Object({
      name: Nullable(Type.String()),
      phone: Nullable(Type.String()),
      address: Nullable(Type.String()),
    }),
  ),
  importedAt: Nullable(Instant),
  importFile: Nullable(Type.String()),
})
export type Order = Static<typeof Order>
/** How many of the orders asked for each carrier has; null: no carrier is known. */
const CarrierCount = Type.Object({ carrier: Nullable(Type.String()), count: Type.Integer() })
export const OrderPage = Type.Object({
  rows: Type.Array(OrderRow),
  next: Nullable(Type.String()),
  total: Type.Optional(Type.Integer()),
  carriers: Type.Optional(Type.Array(CarrierCount)),
})
export const listOrders = endpoint({
  method: 'GET',
  path: '/api/orders',
  access: { by: 'member', roles: anyRole, scope: 'orders:read' },
  summary:
    'Orders, newest first; `q` finds order number, nick, name, tracking number, title. With `dispatched` or `carrier` the reply also counts: `total`, and `carriers` for each carrier.',
  query: Strict({
    ...PageQuery,
    q: Type.Optional(Type.String({ maxLength: 100 })),
    view: Type.Optional(OneOf(['all', 'to_ship', 'on_road', 'petals_open'])),
    storeId: Type.Optional(Id),
    customerId: Type.Optional(Id),
    importId: Type.Optional(Id),
    dispatched: Type.Optional(OneOf(dispatchStates)),
    /** As the orders name it. */
    carrier: Type.Optional(Text(200)),
  }),
  reply: OrderPage,
})
export const readOrder = endpoint({
  method: 'GET',
  path: '/api/orders/:id',
  access: { by: 'member', roles: anyRole, scope: 'orders:read' },
  summary: 'One order with lines, parcels and recipient.',
  reply: Order,
})

export const Refusal = Type.Object({
  /** `lines`: the line stands in the second file, the one of order lines. */
  file: Type.Optional(OneOf(['lines'])),
  line: Type.Integer(),
  field: Nullable(Type.String()),
  reason: Type.String(),
  detail: Type.String(),
})
const SampleOrder = Type.Object({
  name: Type.String(),
  buyer: Type.String(),
  placedAt: Nullable(Instant),
  status: Type.String(),
  total: Nullable(Amount),
  title: Type.String(),
  quantity: Type.Integer(),
})
export const Import = Type.Object({
  id: Id,
  /** `mapping`: its columns are not known; a mapping is to be given before it can be looked at. */
  state: OneOf(['mapping', 'previewing', 'previewed', 'running', 'stopped', 'finished', 'failed']),
  dryRun: Type.Boolean(),
  fileName: Type.String(),
  bytes: Type.Integer(),
  format: Nullable(OneOf(orderFormats)),
  storeId: Nullable(Id),
  storeName: Nullable(Type.String()),
  /** A person said that its store is yet to be made. */
  isNewStore: Type.Boolean(),
  /** Of a workbook: the sheet that is read (null: the first), and all that a person would see. */
  sheet: Nullable(Type.String()),
  sheets: Type.Array(Type.String()),
  /** Its sheets go on with each other, and nobody said yet which one is to be read. */
  needsSheet: Type.Boolean(),
  /** Of a second file with the lines of these orders. */
  linesName: Nullable(Type.String()),
  /** Of the mapping by which the file is read. */
  mappingName: Nullable(Type.String()),
  /** Bytes of the file read so far, for the bar; `secondsLeft` is an honest estimate or null. */
  doneBytes: Type.Integer(),
  secondsLeft: Nullable(Type.Integer()),
  read: Type.Integer(),
  orders: Type.Integer(),
  lines: Type.Integer(),
  customers: Type.Integer(),
  /** Different products among the lines. */
  products: Type.Integer(),
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  /** Rows that stood in the file before, word for word, and count once. */
  duplicates: Type.Integer(),
  refused: Type.Array(Refusal),
  refusedCount: Type.Integer(),
  /** First orders of the file as they would be stored; empty after the run. */
  sample: Type.Array(SampleOrder),
  error: Nullable(Type.String()),
  /** What was found instead: the columns that were read, say. */
  errorDetail: Nullable(Type.String()),
  startedAt: Instant,
  finishedAt: Nullable(Instant),
})
export type Import = Static<typeof Import>
export const uploadImport = endpoint({
  method: 'POST',
  path: '/api/imports',
  access: { by: 'member', roles: leading, scope: 'orders:write' },
  media: 'multipart',
  summary:
    'Upload an export, CSV or XLSX (field `file`; optional `format`): answers with the import in state previewing, which changes nothing; or mapping, where its columns are not known.',
  reply: Import,
})
export const readImport = endpoint({
  method: 'GET',
  path: '/api/imports/:id',
  access: { by: 'member', roles: leading, scope: 'orders:read' },
  summary: 'Progress and result of an import.',
  reply: Import,
})
export const listImports = endpoint({
  method: 'GET',
  path: '/api/imports',
  access: { by: 'member', roles: leading, scope: 'orders:read' },
  summary: 'Imports, newest first.',
  query: Strict(PageQuery),
  reply: Page(Import),
})
export const runImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/run',
  access: { by: 'member', roles: leading, scope: 'orders:write' },
  summary:
    'Takes a previewed import in, into an existing store or a new one by name. `strict` takes nothing when any line is refused.',
  body: Strict({
    storeId: Type.Optional(Id),
    storeName: Type.Optional(Text(80)),
    strict: Type.Optional(Type.Boolean()),
  }),
  reply: Import,
})
/** What is left out stays as it is. */
export const lookAtImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/look',
  access: { by: 'member', roles: leading, scope: 'orders:write' },
  summary:
    'Looks at an uploaded file again before it is taken in: for another store (its zone and currency are those of times and amounts without), another sheet, or without its second file.',
  body: Strict({
    /** Null: a store that is yet to be made. */
    storeId: Type.Optional(Nullable(Id)),
    sheet: Type.Optional(Text(100)),
    lines: Type.Optional(Type.Literal(false)),
  }),
  reply: Import,
})
export const uploadImportLines = endpoint({
  method: 'POST',
  path: '/api/imports/:id/lines',
  access: { by: 'member', roles: leading, scope: 'orders:write' },
  media: 'multipart',
  summary:
    'A second file (field `file`) with the lines of an uploaded file of orders, joined to them by their number; it is looked at again.',
  reply: Import,
})
export const stopImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/stop',
  access: { by: 'member', roles: leading, scope: 'orders:write' },
  summary:
    'Stops an import that is under way; it is stopped within a second or so. What it stored stays, and it can be gone on with.',
  reply: Import,
})
export const continueImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/continue',
  access: { by: 'member', roles: leading, scope: 'orders:write' },
  summary: 'Goes on with a stopped import. Nothing is doubled.',
  reply: Import,
})
/** Rows of a file as they stand in it, and what its columns may mean. */
export const ImportColumns = Type.Object({
  headers: Type.Array(Type.String()),
  /** The first rows that can be read. */
  rows: Type.Array(Type.Array(Type.String())),
  /** Of each column the different values that stand in many more rows; none where they are too many to be words. */
  words: Type.Array(Type.Array(Type.String())),
  /** What was guessed; or the mapping by which the import is read already. */
  mapping: OrderMapping,
  guesses: Type.Array(
    Type.Object({
      /** `order.placedAt` */
      field: Type.String(),
      /** Index in `headers`. */
      column: Type.Integer(),
      /** 0 to 1; below 0.6 worth a second look. */
      confidence: Type.Number(),
    }),
  ),
  /** Fields without which no order can be read, and for which no column was found. */
  missing: Type.Array(Type.String()),
})
export type ImportColumns = Static<typeof ImportColumns>
export const readImportColumns = endpoint({
  method: 'GET',
  path: '/api/imports/:id/columns',
  access: { by: 'member', roles: leading, scope: 'orders:read' },
  summary:
    'The header and first rows of an uploaded file that is not taken in yet, with a guess of what its columns mean.',
  reply: ImportColumns,
})
export const ImportTrial = Type.Object({
  orders: Type.Array(SampleOrder),
  refused: Type.Array(Refusal),
  /** Rows that were looked at; the file may have more. */
  read: Type.Integer(),
  /** What is wrong with the mapping itself: where in it, which rule, and about what. */
  problems: Type.Array(Type.Object({ path: Type.String(), rule: Type.String(), detail: Type.String() })),
})
export type ImportTrial = Static<typeof ImportTrial>
export const tryImportMapping = endpoint({
  method: 'POST',
  path: '/api/imports/:id/trial',
  access: { by: 'member', roles: leading, scope: 'orders:read' },
  summary:
    'Reads the first rows of an uploaded file by a mapping and shows the orders it would give. Changes nothing.',
  body: Strict({ mapping: OrderMapping }),
  reply: ImportTrial,
})
export const mapImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/mapping',
  access: { by: 'member', roles: leading, scope: 'orders:write' },
  summary:
    'Gives an import that waits for it (or was previewed by another) its mapping; it is previewed by it. When it is run, the mapping is kept for the store and used again for files with the same header.',
  body: Strict({ mapping: OrderMapping }),
  reply: Import,
})
export const ImportMapping = Type.Object({
  id: Id,
  name: Type.String(),
  storeId: Id,
  storeName: Type.String(),
  headers: Type.Array(Type.String()),
  mapping: OrderMapping,
  usedAt: Instant,
})
export type ImportMapping = Static<typeof ImportMapping>
export const listImportMappings = endpoint({
  method: 'GET',
  path: '/api/import-mappings',
  access: { by: 'member', roles: leading, scope: 'orders:read' },
  summary: 'Mappings that the shop keeps, the last used first.',
  reply: Type.Object({ rows: Type.Array(ImportMapping) }),
})
export const deleteImportMapping = endpoint({
  method: 'DELETE',
  path: '/api/import-mappings/:id',
  access: { by: 'member', roles: leading, scope: 'orders:write' },
  summary: 'Forgets a mapping. Orders that came in by it stay.',
  reply: Nothing,
})
export const orderEndpoints = [
  listOrders,
  readOrder,
  uploadImport,
  readImport,
  listImports,
  runImport,
  lookAtImport,
  uploadImportLines,
  stopImport,
  continueImport,
  readImportColumns,
  tryImportMapping,
  mapImport,
  listImportMappings,
  deleteImportMapping,
] as const
