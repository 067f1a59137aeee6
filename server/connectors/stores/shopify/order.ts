import { cleanCell, unmarkedCell } from '#platform/tabular/cell.ts'
import { decimalsOf } from '#platform/tabular/number-cell.ts'
import type { TableRow } from '#platform/tabular/row-reader.ts'
import { RowValues, type BadValue } from '#platform/tabular/row-values.ts'
import type {
  ImportedBuyer,
  ImportedLine,
  ImportedOrder,
  ImportedRecipient,
  ImportItem,
  ImportOptions,
} from '#contract/orders/import-record.ts'
import type { ShopifyColumn, ShopifyColumns } from './columns.ts'
import type { OrderRows } from './groups.ts'
import { isCashOnDelivery, shopifyStatus } from './status.ts'

type Values = RowValues<ShopifyColumn>
type Options = Pick<ImportOptions, 'timeZone' | 'currency'>
interface LineRow {
  row: TableRow
  line: ImportedLine
}

/**
 * The order of these rows and what is refused of them. A first row with a bad value takes its further rows with it;
 * a bad further row stays out alone and is counted in `missingLines`.
 */
export function readShopifyOrder(rows: OrderRows, columns: ShopifyColumns, options: Options): ImportItem[] {
  const values = new RowValues(rows.head, columns, cleanCell)
  const decimals = decimalsOf(currencyOf(values, options))
  if (decimals === null) values.refuse('currency', 'bad_currency')
  const order = orderOf(values, rows, decimals ?? 2, options)
  const first = lineOf(values, decimals ?? 2)
  if (values.bad) return [refused(rows.head, values.bad), ...rows.further.map(refusedWithOrder)]
  const items: ImportItem[] = []
  const lines: LineRow[] = first ? [{ row: rows.head, line: first }] : []
  for (const row of rows.further) {
    const further = new RowValues(row, columns, cleanCell)
    const line = lineOf(further, decimals ?? 2)
    if (!line) further.refuse('title', 'missing_value')
    if (further.bad) items.push(refused(row, further.bad))
    else if (line) lines.push({ row, line })
  }
  order.missingLines = rows.missing + items.length
  const kept = withoutRepeats(lines, order.totals, items)
  order.lines = kept.map(({ line }) => line)
  order.sourceLines = [
    rows.head.line,
    ...kept.map(({ row }) => row.line).filter((line) => line !== rows.head.line),
  ]
  return [...items, { kind: 'order', order }]
}

function orderOf(values: Values, rows: OrderRows, decimals: number, options: Options): ImportedOrder {
  const zone = options.timeZone
  const placedAt = values.time('createdAt', zone)
  if (placedAt === null) values.refuse('createdAt', 'missing_value')
  const cancelledAt = values.time('cancelledAt', zone)
  const financial = values.text('financial').toLowerCase()
  const fulfillment = values.text('fulfillment').toLowerCase()
  return {
    externalId: rows.key,
    externalIdFrom: rows.keyFrom,
    name: rows.name,
    status: shopifyStatus({ financial, fulfillment, isCancelled: cancelledAt !== null }),
    sourceStatus: [financial, fulfillment].filter((word) => word !== '').join(' / '),
    closeReason: null,
    cashOnDelivery: isCashOnDelivery(values.text('paymentMethod')),
    placedAt: placedAt ?? '',
    paidAt: values.time('paidAt', zone),
    shippedAt: values.time('fulfilledAt', zone),
    completedAt: null,
    cancelledAt,
    currency: currencyOf(values, options),
    totals: totalsOf(values, decimals),
    buyer: buyerOf(values),
    recipient: recipientOf(values),
    note: values.textOrNull('notes'),
    sellerNote: null,
    tags: values
      .text('tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    lines: [],
    missingLines: 0,
    parcels: [],
    sourceLines: [],
  }
}

function currencyOf(values: Values, options: Options): string {
  return values.text('currency').toUpperCase() || options.currency
}

/** A cut-down export has no Total: then it is what the columns there add up to. */
function totalsOf(values: Values, decimals: number): ImportedOrder['totals'] {
  const goods = values.money('subtotal', decimals)
  const freight = values.money('shipping', decimals)
  const tax = values.money('taxes', decimals)
  const total = values.money('total', decimals)
  if (goods === null && total === null) values.refuse('subtotal', 'missing_value')
  return {
    goods,
    freight,
    tax,
    discount: values.money('discount', decimals),
    total: total ?? (goods ?? 0) + (freight ?? 0) + (tax ?? 0),
    paid: null,
    refunded: values.money('refunded', decimals),
  }
}

/** Null for a row that carries no product. */
function lineOf(values: Values, decimals: number): ImportedLine | null {
  const title = values.text('title')
  const sku = values.text('sku')
  if (title === '' && values.text('quantity') === '') return null
  const quantity = values.count('quantity')
  if (quantity === null) values.refuse('quantity', 'missing_value')
  if (title === '') values.refuse('title', 'missing_value')
  const unitPrice = values.money('price', decimals)
  return { title, ...(sku !== '' && { sku }), quantity: quantity ?? 0, unitPrice }
}

/** `Phone` is what the buyer gave at the checkout; billing and shipping phones belong to addresses. */
function buyerOf(values: Values): ImportedBuyer {
  const buyer: ImportedBuyer = {}
  const account = unmarkedCell(values.text('customerId'))
  const phone = unmarkedCell(values.text('phone'))
  const email = values.text('email')
  const name = values.text('billingName')
  if (account !== '') buyer.platformAccount = account
  if (email !== '') buyer.email = email
  if (phone !== '') buyer.phone = phone
  if (name !== '') buyer.name = name
  return buyer
}

function recipientOf(values: Values): ImportedRecipient {
  const recipient: ImportedRecipient = {}
  const give = (key: keyof ImportedRecipient, text: string): void => {
    if (text !== '') recipient[key] = text
  }
  const lines = [values.text('shippingAddress1'), values.text('shippingAddress2')]
  give('name', values.text('shippingName'))
  give('phone', unmarkedCell(values.text('shippingPhone')))
  give('country', values.text('shippingCountry'))
  give('province', values.text('shippingProvince'))
  give('city', values.text('shippingCity'))
  give('line', joined([values.text('shippingStreet') || joined(lines), values.text('shippingCompany')]))
  give('zip', unmarkedCell(values.text('shippingZip')))
  return recipient
}

function joined(parts: string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}

/**
 * Two equal further rows may be the same product twice or one row doubled. They count as doubled only where the
 * subtotal proves it: it fits without the repeats and does not fit with them.
 */
function withoutRepeats(lines: LineRow[], totals: ImportedOrder['totals'], items: ImportItem[]): LineRow[] {
  const first = new Map<string, TableRow>()
  const once = lines.filter(({ row }) => !first.has(row.raw) && first.set(row.raw, row))
  if (once.length === lines.length || totals.goods === null) return lines
  const sums = [totals.goods, totals.goods + (totals.discount ?? 0)]
  if (sums.includes(sumOf(lines)) || !sums.includes(sumOf(once))) return lines
  for (const { row } of lines) {
    const known = first.get(row.raw)
    if (known && known !== row) items.push({ kind: 'duplicate', line: row.line, firstLine: known.line })
  }
  return once
}

function sumOf(lines: LineRow[]): number {
  return lines.reduce((sum, { line }) => sum + (line.unitPrice ?? 0) * line.quantity, 0)
}

function refused(row: TableRow, bad: BadValue): ImportItem {
  return { kind: 'refused', refused: { line: row.line, ...bad } }
}

function refusedWithOrder(row: TableRow): ImportItem {
  return { kind: 'refused', refused: { line: row.line, field: null, reason: 'order_refused', detail: '' } }
}
