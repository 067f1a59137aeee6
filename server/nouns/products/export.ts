import type { QueryOf } from '#contract/endpoint.ts'
import type { listProducts, ProductRow } from '#contract/products/products.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { columnsOf, pagesBy, type Column, type Table } from '#platform/table-writers/index.ts'
import type { ProductDesk } from './product-desk.ts'

/** The list of products with its filters. */
export const productTable = (
  products: Pick<ProductDesk, 'listById'>,
  caller: MemberCaller,
  filters: Omit<QueryOf<typeof listProducts>, 'cursor' | 'limit'>,
): Table<ProductRow> => ({
  columns,
  pages: pagesBy((cursor) => products.listById(caller, { ...filters, limit: 500 }, cursor ?? null)),
})

const { text, whole, money, time, list } = columnsOf<ProductRow>()
const columns: Column<ProductRow>[] = [
  text('id', '编号', 'Id', (row) => row.id),
  text('name', '商品', 'Name', (row) => row.name),
  text('status', '状态', 'Status', (row) => row.status),
  text('category', '类目', 'Category', (row) => row.category),
  text('brand', '品牌', 'Brand', (row) => row.brand),
  text('code', '商家编码', 'SKU code', (row) => row.code),
  whole('skus', '规格数', 'SKUs', (row) => row.skuCount),
  text('currency', '币种', 'Currency', (row) => row.price?.from.currency ?? null),
  money('priceFrom', '最低价', 'Price from', (row) => row.price?.from ?? null),
  money('priceTo', '最高价', 'Price to', (row) => row.price?.to ?? null),
  whole('soldOrders', '卖出订单数', 'Orders it was in', (row) => row.soldOrders),
  time('lastSoldAt', '最近卖出', 'Last sold', (row) => row.lastSoldAt),
  list('gaps', '缺什么', 'Gaps', (row) => row.gaps),
]
