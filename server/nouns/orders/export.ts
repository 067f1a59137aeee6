import type { exportOrders } from '#contract/exports/exports.ts'
import type { QueryOf } from '#contract/endpoint.ts'
import type { OrderRow } from '#contract/orders/orders.ts'
import type { Database } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { columnsOf, pagesBy, type Column, type Table } from '#platform/table-writers/index.ts'
import { selectExtras, selectLinesOf, type ExportedLine, type OrderExtras } from './export.store.ts'
import type { Imports } from './import/imports.ts'
import type { OrderDesk } from './orders.ts'

interface Exported {
  row: OrderRow
  extras: OrderExtras | undefined
  line: ExportedLine | null
}
type Asked = Omit<QueryOf<typeof exportOrders>, 'format' | 'language' | 'bom' | 'delimiter' | 'shop'>

const pageSize = 1000

/** The list with its filters, as a table: a row an order, or a row for each line with the order's facts repeated. */
export const orderTable = (
  { db, orders }: { db: Database; orders: OrderDesk },
  caller: MemberCaller,
  { rows: shape = 'orders', ...filters }: Asked,
): Table<Exported> => {
  const isByLine = shape === 'lines'
  return {
    columns: isByLine ? [...orderColumns.slice(0, firstAmount), ...lineColumns] : orderColumns,
    pages: pagesBy(async (cursor) => {
      const page = await orders.list(caller, {
        ...filters,
        limit: pageSize,
        ...(cursor === undefined ? {} : { cursor }),
      })
      const ids = page.rows.map(({ id }) => id)
      const { extras, lines } = await db.inShop(caller.shopId, async (tx) => ({
        extras: await selectExtras(tx, caller.shopId, ids),
        lines: isByLine ? await selectLinesOf(tx, caller.shopId, ids) : null,
      }))
      const found = page.rows.flatMap((row) => {
        const order = { row, extras: extras.get(row.id) }
        // An order whose lines nobody knows is still there once.
        return (lines?.get(row.id) ?? [null]).map((line): Exported => ({ ...order, line }))
      })
      return { rows: found, next: page.next }
    }),
  }
}

const { text, whole, money, time, list } = columnsOf<Exported>()
const amount =
  (key: keyof OrderExtras & ('goods' | 'freight' | 'tax' | 'discount' | 'paid' | 'refunded')) =>
  ({ extras }: Exported) => {
    const minor = extras?.[key] ?? null
    return minor === null || !extras ? null : { minor, currency: extras.currency }
  }

const orderColumns: Column<Exported>[] = [
  text('id', '编号', 'Id', ({ row }) => row.id),
  text('name', '订单编号', 'Order number', ({ row }) => row.name),
  text('externalId', '平台订单号', 'Platform order id', ({ row }) => row.externalId),
  text('store', '店铺', 'Store', ({ row }) => row.storeName),
  text('status', '状态', 'Status', ({ row }) => row.status),
  text('sourceStatus', '平台状态', 'Platform status', ({ row }) => row.sourceStatus),
  time('placedAt', '下单时间', 'Placed at', ({ row }) => row.placedAt),
  time('paidAt', '付款时间', 'Paid at', ({ row }) => row.paidAt),
  time('shippedAt', '发货时间', 'Shipped at', ({ row }) => row.shippedAt),
  time('completedAt', '完成时间', 'Completed at', ({ extras }) => extras?.completed_at ?? null),
  time('cancelledAt', '取消时间', 'Cancelled at', ({ extras }) => extras?.cancelled_at ?? null),
  text('buyerName', '买家', 'Buyer', ({ row }) => row.buyerName),
  text('customerId', '客户编号', 'Customer id', ({ row }) => row.customerId),
  text('currency', '币种', 'Currency', ({ row }) => row.total.currency),
  money('total', '总额', 'Total', ({ row }) => row.total),
  money('goods', '商品金额', 'Goods', amount('goods')),
  money('freight', '运费', 'Freight', amount('freight')),
  money('tax', '税', 'Tax', amount('tax')),
  money('discount', '优惠', 'Discount', amount('discount')),
  money('paid', '实付', 'Paid', amount('paid')),
  money('refunded', '退款', 'Refunded', amount('refunded')),
  text('title', '商品', 'Products', ({ row }) => row.title),
  whole('quantity', '件数', 'Quantity', ({ row }) => row.quantity),
  list('trackingNumbers', '运单号', 'Tracking numbers', ({ row }) => row.trackingNumbers),
  text('recipientName', '收货人', 'Recipient', ({ extras }) => extras?.recipient_name ?? null),
  text('recipientPhone', '收货电话', 'Recipient phone', ({ extras }) => extras?.recipient_phone ?? null),
  text(
    'recipientAddress',
    '收货地址',
    'Recipient address',
    ({ extras }) => extras?.recipient_address ?? null,
  ),
  text('recipientCity', '收货城市', 'Recipient city', ({ extras }) => extras?.recipient_city ?? null),
  text(
    'recipientCountry',
    '收货国家',
    'Recipient country',
    ({ extras }) => extras?.recipient_country ?? null,
  ),
  text('buyerNote', '买家留言', 'Buyer note', ({ extras }) => extras?.buyer_note ?? null),
  text('sellerNote', '卖家备注', 'Seller note', ({ extras }) => extras?.seller_note ?? null),
  list('tags', '标签', 'Tags', ({ extras }) => extras?.tags ?? null),
]
const firstAmount = orderColumns.findIndex(({ key }) => key === 'total')

const lineColumns: Column<Exported>[] = [
  whole('line', '行', 'Line', ({ line }) => line?.number ?? null),
  text('lineTitle', '商品', 'Product', ({ line }) => line?.title ?? null),
  text('variant', '规格', 'Variant', ({ line }) => line?.variant ?? null),
  text('sku', '商家编码', 'SKU', ({ line }) => line?.sku ?? null),
  whole('quantity', '数量', 'Quantity', ({ line }) => line?.quantity ?? null),
  money('unitPrice', '单价', 'Unit price', ({ row, line }) =>
    line?.unit_price == null ? null : { minor: line.unit_price, currency: row.total.currency },
  ),
]

type Refused = Awaited<ReturnType<Imports['read']>>['refused'][number]

/** Refused lines of one import, as many as were kept. */
export const refusedTable = (imports: Imports, caller: MemberCaller, id: string): Table<Refused> => {
  const of = columnsOf<Refused>()
  return {
    columns: [
      of.whole('line', '行', 'Line', (row) => row.line),
      of.text('field', '列', 'Column', (row) => row.field),
      of.text('reason', '原因', 'Reason', (row) => row.reason),
      of.text('detail', '内容', 'Detail', (row) => row.detail),
    ],
    pages: pagesBy(async () => ({ rows: (await imports.read(caller, id)).refused, next: null })),
  }
}
