import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Amount, Id, Instant, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { anyRole, leading } from '../staff/roles.ts'

export const orderFormats = ['taobao', 'shopify'] as const
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
export const listOrders = endpoint({
  method: 'GET',
  path: '/api/orders',
  access: { by: 'member', roles: anyRole, scope: 'orders:read' },
  summary: 'Orders, newest first; `q` finds order number, nick, name, tracking number, title.',
  query: Strict({
    ...PageQuery,
    q: Type.Optional(Type.String({ maxLength: 100 })),
    view: Type.Optional(OneOf(['all', 'to_ship', 'on_road', 'petals_open'])),
    storeId: Type.Optional(Id),
    customerId: Type.Optional(Id),
    importId: Type.Optional(Id),
  }),
  reply: Page(OrderRow),
})
export const readOrder = endpoint({
  method: 'GET',
  path: '/api/orders/:id',
  access: { by: 'member', roles: anyRole, scope: 'orders:read' },
  summary: 'One order with lines, parcels and recipient.',
  reply: Order,
})

export const Refusal = Type.Object({
  line: Type.Integer(),
  field: Nullable(Type.String()),
  reason: Type.String(),
  detail: Type.String(),
})
export const Import = Type.Object({
  id: Id,
  state: OneOf(['previewing', 'previewed', 'running', 'finished', 'failed']),
  dryRun: Type.Boolean(),
  fileName: Type.String(),
  bytes: Type.Integer(),
  format: Nullable(OneOf(orderFormats)),
  storeName: Nullable(Type.String()),
  /** Bytes of the file read so far, for the bar; `secondsLeft` is an honest estimate or null. */
  doneBytes: Type.Integer(),
  secondsLeft: Nullable(Type.Integer()),
  read: Type.Integer(),
  orders: Type.Integer(),
  lines: Type.Integer(),
  customers: Type.Integer(),
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  refused: Type.Array(Refusal),
  refusedCount: Type.Integer(),
  /** First orders of the file as they would be stored; empty after the run. */
  sample: Type.Array(
    Type.Object({
      name: Type.String(),
      buyer: Type.String(),
      placedAt: Nullable(Instant),
      status: Type.String(),
      total: Nullable(Amount),
      title: Type.String(),
      quantity: Type.Integer(),
    }),
  ),
  error: Nullable(Type.String()),
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
    'Upload an export (field `file`; optional `format`): answers with the import in state previewing; the preview changes nothing.',
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
export const orderEndpoints = [
  listOrders,
  readOrder,
  uploadImport,
  readImport,
  listImports,
  runImport,
] as const
