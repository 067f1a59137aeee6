import type { Endpoint } from '#contract/endpoint.ts'
import {
  exportAudit,
  exportConversations,
  exportCustomers,
  exportKnowledge,
  exportOrders,
  exportProducts,
  exportRefused,
  exportTimeline,
  exportTurns,
  exportWords,
  isHow,
} from '#contract/exports/exports.ts'
import type { ParamsOf, QueryOf } from '#contract/endpoint.ts'
import { conversationTable, transcriptTable } from '#nouns/conversations/index.ts'
import { customerTable, timelineTable, type CustomerDesk } from '#nouns/customers/index.ts'
import { turnTable } from '#nouns/insight/index.ts'
import { knowledgeTable, type Articles } from '#nouns/knowledge/index.ts'
import { createOrderDesk, orderTable, refusedTable, type Imports } from '#nouns/orders/index.ts'
import { productTable, type ProductDesk } from '#nouns/products/index.ts'
import { wordTable, type WordDesk } from '#nouns/promises/index.ts'
import { auditTable, type ShopDirectory, type Staff } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { Table } from '#platform/table-writers/index.ts'

export interface ListPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  customers: CustomerDesk
  words: WordDesk
  products: Pick<ProductDesk, 'listById'>
  articles: Articles
  imports: Imports
  audit: Staff['audit']
}

/** Rows of a list, whatever they are: its columns are made for them. */
export type AnyTable = Table<never>
const anyTable = <Row>(table: Table<Row>) => table as unknown as AnyTable

/** A list that can be had as a file. */
export interface ExportList {
  name: string
  title: { zh: string; en: string }
  endpoint: Endpoint
  table(
    caller: MemberCaller,
    params: Record<string, string>,
    query: Record<string, unknown>,
  ): Promise<AnyTable>
}

/** Every list that goes out, by the endpoint that gives it. */
export const exportLists = (ports: ListPorts): ExportList[] => {
  const orders = createOrderDesk(ports)
  return [
    list('orders', '订单', 'Orders', exportOrders, (caller, _params, query) =>
      orderTable({ db: ports.db, orders }, caller, query),
    ),
    list('customers', '客户', 'Customers', exportCustomers, (caller, _params, query) =>
      customerTable(ports, caller, query),
    ),
    list('timeline', '客户时间线', 'Timeline', exportTimeline, (caller, params) =>
      timelineTable(ports.customers, caller, params.id),
    ),
    list('conversations', '会话', 'Conversations', exportConversations, (caller, _params, query) => {
      const { rows, ...filters } = query
      return rows === 'messages'
        ? anyTable(transcriptTable(ports, caller, filters))
        : anyTable(conversationTable(ports, caller, filters))
    }),
    list('words', '承诺', 'Words', exportWords, (caller, _params, query) =>
      wordTable(ports.words, caller, query),
    ),
    list('products', '商品', 'Products', exportProducts, (caller, _params, query) =>
      productTable(ports.products, caller, query),
    ),
    list('knowledge', '知识', 'Knowledge', exportKnowledge, (caller, _params, query) =>
      knowledgeTable(ports, caller, query),
    ),
    list('turns', '回复用时', 'Response times', exportTurns, (caller, _params, query) =>
      turnTable(ports, caller, query),
    ),
    list('refused', '未导入的行', 'Refused lines', exportRefused, (caller, params) =>
      refusedTable(ports.imports, caller, params.id),
    ),
    list('audit', '谁做过什么', 'Audit log', exportAudit, (caller) => auditTable(ports.audit, caller)),
  ]
}

/** Keeps an endpoint and what it gives together; the route has checked parameters and query by the endpoint's schema. */
const list = <E extends Endpoint, Row>(
  name: string,
  zh: string,
  en: string,
  endpoint: E,
  table: (
    caller: MemberCaller,
    params: ParamsOf<E>,
    query: Filters<QueryOf<E>>,
  ) => Table<Row> | Promise<Table<Row>>,
): ExportList => ({
  name,
  title: { zh, en },
  endpoint,
  table: async (caller, params, query) => {
    const filters = withoutHow(query)
    return anyTable(await table(caller, params as ParamsOf<E>, filters as Filters<QueryOf<E>>))
  },
})
type Filters<Q> = Omit<Q, 'format' | 'language' | 'bom' | 'delimiter' | 'shop'>

/** The list's own filters in a query. */
export const withoutHow = (query: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !isHow(name)))
