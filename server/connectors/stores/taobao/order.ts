import { unmarkedCell } from '#platform/tabular/cell.ts'
import type { TableRow } from '#platform/tabular/row-reader.ts'
import { RowValues, type BadValue, type Columns } from '#platform/tabular/row-values.ts'
import type { ImportedOrder, ImportedRecipient, ImportOptions } from '#contract/orders/import-record.ts'
import { parseTaobaoAddress } from './address.ts'
import type { TaobaoColumn } from './columns.ts'
import { linesOf } from './lines.ts'
import { parseParcels } from './parcels.ts'
import { taobaoStatus } from './status.ts'

type Values = RowValues<TaobaoColumn>

/** The report names no currency: it is written in yuan. */
const CURRENCY = 'CNY'
const DECIMALS = 2

/** One row of the order report is one order. Returns what is wrong with it instead when something is. */
export function readTaobaoOrder(
  row: TableRow,
  columns: Columns<TaobaoColumn>,
  options: Pick<ImportOptions, 'timeZone'>,
): { order: ImportedOrder; bad: null } | { order: null; bad: BadValue } {
  const values = new RowValues(row, columns, cleanTaobaoCell)
  const order = orderOf(values, row.line, options.timeZone)
  return values.bad ? { order: null, bad: values.bad } : { order, bad: null }
}

/** The report writes an absent remark as `'null`. */
function cleanTaobaoCell(cell: string): string {
  const text = unmarkedCell(cell)
  return text === 'null' ? '' : text
}

function orderOf(values: Values, line: number, zone: string): ImportedOrder {
  const externalId = idOf(values)
  const sourceStatus = values.text('status')
  if (sourceStatus === '') values.refuse('status', 'missing_value')
  const placedAt = values.time('placedAt', zone) ?? ''
  if (placedAt === '') values.refuse('placedAt', 'missing_value')
  const totals = totalsOf(values)
  const quantity = values.count('quantity') ?? 0
  if (quantity === 0) values.refuse('quantity', 'missing_value')
  const paidAt = values.time('paidAt', zone)
  const closeReason = closeReasonOf(values)
  const wasPaid = paidAt !== null || (totals.refunded ?? 0) > 0 || (closeReason ?? '').includes('退款')
  const nick = values.text('nick')
  return {
    externalId,
    externalIdFrom: 'id',
    name: externalId,
    status: taobaoStatus(sourceStatus, wasPaid),
    sourceStatus,
    closeReason,
    cashOnDelivery: (sourceStatus + values.text('shipBy')).includes('货到付款'),
    placedAt,
    paidAt,
    shippedAt: values.time('shippedAt', zone),
    completedAt: values.time('completedAt', zone),
    cancelledAt: null,
    currency: CURRENCY,
    totals,
    buyer: nick === '' ? {} : { platformAccount: nick },
    recipient: recipientOf(values),
    note: values.textOrNull('buyerNote'),
    sellerNote: values.textOrNull('orderNote') ?? values.textOrNull('sellerNote'),
    tags: [],
    lines: linesOf({ titles: values.text('titles'), kinds: kindsOf(values), quantity, goods: totals.goods }),
    missingLines: 0,
    parcels: parseParcels(values.text('trackingNumbers'), values.text('carriers')),
    sourceLines: [line],
  }
}

/** Digits, kept as text: 17 and more of them are beyond what a number holds. `3.5E+16` has lost the last ones. */
function idOf(values: Values): string {
  const id = values.text('id')
  if (id === '') values.refuse('id', 'missing_value')
  else if (!/^\d{5,32}$/.test(id)) values.refuse('id', 'bad_id')
  return id
}

function totalsOf(values: Values): ImportedOrder['totals'] {
  const goods = values.money('goods', DECIMALS)
  const freight = values.money('freight', DECIMALS)
  const total = values.money('total', DECIMALS)
  if (total === null && goods === null) values.refuse('total', 'missing_value')
  return {
    goods,
    freight,
    tax: null,
    discount: null,
    total: total ?? (goods ?? 0) + (freight ?? 0),
    paid: values.money('paid', DECIMALS),
    refunded: values.money('refunded', DECIMALS),
  }
}

function kindsOf(values: Values): number | null {
  return values.text('kinds') === '0' ? null : values.count('kinds')
}

function closeReasonOf(values: Values): string | null {
  const reason = values.text('closeReason')
  return reason === '' || reason === '订单未关闭' ? null : reason
}

/** An address that was changed after the order counts; phones beside it are the recipient's, never the buyer's. */
function recipientOf(values: Values): ImportedRecipient {
  const recipient: ImportedRecipient = {}
  const name = values.text('recipient')
  const phone = values.text('mobile') || values.text('landline')
  const address = values.text('changedAddress') || values.text('address')
  if (name !== '') recipient.name = name
  if (phone !== '') recipient.phone = phone
  return address === '' ? recipient : { ...recipient, ...parseTaobaoAddress(address) }
}
