import { ordersWithLines } from '#connectors/stores/mapped/mapped.ts'
import { shippedLinesMapping, shippedReaders } from '#connectors/stores/mapped/shipped.ts'
import { shopifyOrders } from '#connectors/stores/shopify/shopify.ts'
import { taobaoOrders } from '#connectors/stores/taobao/taobao.ts'

/** Every export that is known by its header alone; each may come with a second file of its lines. */
export const orderReaders = [taobaoOrders, shopifyOrders, ...shippedReaders].map((reader) =>
  ordersWithLines(reader, shippedLinesMapping),
)
