import { Type, type TObject, type TProperties } from 'typebox'
import { findConversations } from '../conversations/conversations.ts'
import { findCustomers, readTimeline } from '../customers/customers.ts'
import { endpoint, type Endpoint } from '../endpoint.ts'
import { responseTimes } from '../insight/home.ts'
import { listArticles } from '../knowledge/knowledge.ts'
import { listOrders, readImport } from '../orders/orders.ts'
import { listProducts } from '../products/products.ts'
import { listWords } from '../promises/words.ts'
import { Language, OneOf } from '../shapes.ts'
import { leading } from '../staff/roles.ts'
import { readAudit } from '../staff/team.ts'

export const tableFormats = ['csv', 'xlsx', 'json', 'ndjson'] as const
export type TableFormat = (typeof tableFormats)[number]
export const csvDelimiters = { comma: ',', semicolon: ';', tab: '\t' } as const

/** How a list is written; its rows are chosen by the list's own filters. */
const How = {
  format: Type.Optional(OneOf(tableFormats)),
  /** Of the titles; without it the shop's. */
  language: Type.Optional(Language),
  /** CSV: a byte order mark in front, which Excel wants; set unless `false`. */
  bom: Type.Optional(Type.Boolean()),
  delimiter: Type.Optional(OneOf(['comma', 'semicolon', 'tab'])),
  /** The shop's slug, where a link cannot carry the header. */
  shop: Type.Optional(Type.String({ maxLength: 40 })),
}

type Filters<P extends TProperties> = Omit<P, 'cursor' | 'limit'> & typeof How

/** Names in a query that say how the file is written, not which rows are in it. */
export const isHow = (name: string): boolean => Object.hasOwn(How, name)

const filtersOf = <P extends TProperties>(query: TObject<P>): TObject<Filters<P>> => {
  const filters = Object.entries(query.properties as TProperties).filter(
    ([name]) => name !== 'cursor' && name !== 'limit',
  )
  return Type.Object(
    { ...Object.fromEntries(filters), ...How },
    { additionalProperties: false },
  ) as unknown as TObject<Filters<P>>
}

/** An export may be asked for by whoever may read the list, with the list's filters. */
const exportOf = <const P extends string, const A extends Endpoint['access'], Q extends TProperties>(
  path: P,
  list: { access: A },
  query: TObject<Q>,
  summary: string,
) =>
  endpoint({
    method: 'GET',
    path,
    access: list.access,
    summary: `${summary} As CSV, XLSX, JSON or NDJSON; the number of rows comes in the trailer x-row-count, true in x-cut where a search found more than it can give, and a file that is not whole ends with a broken connection. Audited.`,
    query: filtersOf(query),
    reply: Type.Unknown(),
    media: 'file',
  })

const rowsOf = <const V extends readonly string[]>(values: V) => Type.Optional(OneOf(values))

export const exportOrders = exportOf(
  '/api/exports/orders',
  listOrders,
  Type.Object({ ...listOrders.query.properties, rows: rowsOf(['orders', 'lines']) }),
  'Orders, a row each, or a row for each line.',
)
export const exportCustomers = exportOf(
  '/api/exports/customers',
  findCustomers,
  findCustomers.query,
  'Customers; phone numbers and e-mail addresses masked as on screen.',
)
export const exportTimeline = exportOf(
  '/api/exports/customers/:id/timeline',
  readTimeline,
  readTimeline.query,
  'Everything that happened with one person.',
)
export const exportConversations = exportOf(
  '/api/exports/conversations',
  findConversations,
  Type.Object({ ...findConversations.query.properties, rows: rowsOf(['conversations', 'messages']) }),
  'Conversations, a row each, or a row for each message.',
)
export const exportWords = exportOf('/api/exports/words', listWords, listWords.query, 'Words given.')
export const exportProducts = exportOf('/api/exports/products', listProducts, listProducts.query, 'Products.')
export const exportKnowledge = exportOf(
  '/api/exports/knowledge',
  listArticles,
  listArticles.query,
  'Articles with all they say; an import reads the table back.',
)
export const knowledgeFormats = ['docx', 'md', 'zip'] as const
export type KnowledgeFormat = (typeof knowledgeFormats)[number]
export const exportKnowledgeDocument = endpoint({
  method: 'GET',
  path: '/api/exports/knowledge/document',
  access: listArticles.access,
  summary:
    'Articles as a Word document, one Markdown text, or a ZIP of texts with their pictures; at most 2,000, true in the header x-cut where there are more. Audited.',
  query: Type.Object(
    {
      format: OneOf(knowledgeFormats),
      view: listArticles.query.properties.view,
      section: listArticles.query.properties.section,
      productId: listArticles.query.properties.productId,
      language: How.language,
      shop: How.shop,
    },
    { additionalProperties: false },
  ),
  reply: Type.Unknown(),
  media: 'file',
})
export const exportTurns = exportOf(
  '/api/exports/turns',
  responseTimes,
  Type.Object({
    from: responseTimes.query.properties.from,
    to: responseTimes.query.properties.to,
    firstOnly: responseTimes.query.properties.firstOnly,
  }),
  'Buyer turns with how long each waited: the rows behind the response times.',
)
export const exportRefused = exportOf(
  '/api/exports/imports/:id/refused',
  readImport,
  Type.Object({}),
  'Refused lines of an import.',
)
export const exportAudit = exportOf('/api/exports/audit', readAudit, readAudit.query, 'The audit log.')
export const exportPerson = endpoint({
  method: 'GET',
  path: '/api/exports/customers/:id/person',
  access: { by: 'member', roles: leading },
  summary:
    'Everything held about one person, as a ZIP of JSON, CSV, a page to read and their files; unmasked, for the person. Audited.',
  query: Type.Object({ shop: How.shop, language: How.language }, { additionalProperties: false }),
  reply: Type.Unknown(),
  media: 'file',
})

export const exportEndpoints = [
  exportOrders,
  exportCustomers,
  exportTimeline,
  exportConversations,
  exportWords,
  exportProducts,
  exportKnowledge,
  exportKnowledgeDocument,
  exportTurns,
  exportRefused,
  exportAudit,
  exportPerson,
] as const
