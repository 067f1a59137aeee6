import { openTable, type Table } from '#platform/tabular/table.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import type {
  ImportItem,
  ImportOptions,
  ImportSource,
  StoreConnector,
} from '#contract/orders/import-record.ts'
import { findShopifyColumns, sniffShopify, type ShopifyColumns } from './columns.ts'
import { OrderGroups, type Grouped } from './groups.ts'
import { readShopifyOrder } from './order.ts'

/** Shopify's orders export (orders_export…csv). */
export const shopifyOrders: StoreConnector = {
  format: 'shopify',
  sniff: (_head, headers) => sniffShopify(headers),
  read: readShopifyOrders,
}

async function* readShopifyOrders(source: ImportSource, options: ImportOptions): AsyncGenerator<ImportItem> {
  try {
    yield* readTable(await openTable(source, { ...options, layout: { sheet: options.sheet } }), options)
  } catch (error) {
    if (!(error instanceof TableFailure)) throw error
    yield { kind: 'failed', failure: error.code, detail: error.message }
  }
}

async function* readTable(table: Table, options: ImportOptions): AsyncGenerator<ImportItem> {
  const found = findShopifyColumns(table.headers)
  if (!found.ok) {
    await table.close()
    yield { kind: 'failed', failure: found.failure, detail: found.detail }
    return
  }
  const groups = new OrderGroups(found.columns, table.headers)
  let rows = 0
  for await (const batch of table.rows) {
    rows += batch.length
    for (const row of batch) yield* settle(groups.take(row), found.columns, options)
  }
  yield* settle(groups.finish(), found.columns, options)
  yield { kind: 'end', rows }
}

function* settle(grouped: Grouped[], columns: ShopifyColumns, options: ImportOptions): Generator<ImportItem> {
  for (const item of grouped) {
    if (item.kind === 'order') yield* readShopifyOrder(item.rows, columns, options)
    else yield item
  }
}
