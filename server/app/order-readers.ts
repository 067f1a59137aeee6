import { mappedOrders, ordersWithLines } from '#connectors/stores/mapped/mapped.ts'
import { shippedLinesMapping, shippedReaders } from '#connectors/stores/mapped/shipped.ts'
import { shopifyOrders } from '#connectors/stores/shopify/shopify.ts'
import type { StoreConnector } from '#contract/orders/import-record.ts'
import type { LinesMapping, OrderMapping } from '#contract/orders/mapping.ts'
import { guessMapping } from '#nouns/orders/index.ts'
import { taobaoOrders } from '#connectors/stores/taobao/taobao.ts'

/** Every export that is known by its header alone; each may come with a second file of its lines. */
export const orderReaders = [taobaoOrders, shopifyOrders, ...shippedReaders].map((reader) =>
  ordersWithLines(reader, linesMappingFor),
)

/** The reader of a shop's own table; a second file whose lines the mapping does not describe is read by its own header. */
export const mappedReader = (mapping: OrderMapping): StoreConnector =>
  mapping.lines ? mappedOrders(mapping) : ordersWithLines(mappedOrders(mapping), linesMappingFor)

/** How a file of order lines is read, by its header: a platform's, else as its columns are called. */
function linesMappingFor(headers: readonly string[]): LinesMapping | null {
  const shipped = shippedLinesMapping(headers)
  if (shipped || headers.length === 0) return shipped
  const { order, line } = guessMapping(headers, []).mapping
  if (order.id === undefined || typeof order.id !== 'string' || !line?.title) return null
  return { order: order.id, line }
}
