import type {
  ImportedOrder,
  ImportItem,
  ImportOptions,
  ImportSource,
  OrderFormat,
  StoreConnector,
} from '#contract/orders/import-record.ts'
import type { LinesMapping, OrderMapping } from '#contract/orders/mapping.ts'
import { fingerprint, SeenRows } from '#platform/tabular/seen-rows.ts'
import { parseMoment } from '#platform/tabular/moment-cell.ts'
import { openTable, type Table } from '#platform/tabular/table.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import type { TableRow } from '#platform/tabular/row-reader.ts'
import {
  assembleOrder,
  moneyOf,
  saidGoods,
  splitRepeats,
  withLines,
  type MannerOfOrders,
  type OrderRows,
} from './assemble.ts'
import { joinLines } from './lines-file.ts'
import { OrderGroups, type Grouped } from './order-groups.ts'
import { RowReading, type Manner, type ReadLine } from './read-row.ts'
import { fieldsOfKind, fold, resolveMapping } from './resolve.ts'

/** What a shipped mapping knows of its platform besides the columns. */
export interface MappedExtras {
  format: OrderFormat
  /** Columns by which the export is told from others; all must be there. */
  marks: readonly string[]
  /** The day in an order's number, where the column of the moment is blank. */
  dayOfId?: (id: string) => string | null
  /** The file tells lines and nothing else of their orders. */
  linesOnly?: true
}

/** Reads a shop's own table by a mapping. */
export function mappedOrders(mapping: OrderMapping, extras?: MappedExtras): StoreConnector {
  return {
    format: extras?.format ?? 'mapped',
    sniff: (_head, headers) => {
      const folded = new Set(headers.map(fold))
      const isMarked = extras === undefined || extras.marks.every((mark) => folded.has(fold(mark)))
      return isMarked && resolveMapping(headers, mapping).ok ? 1 : 0
    },
    read: (source, options) => readMapped(source, { mapping, extras, options }),
  }
}

interface Job {
  mapping: OrderMapping
  extras: MappedExtras | undefined
  options: ImportOptions
}

/** Orders of any reader, with the lines of a second file in place of their own. */
export function ordersWithLines(
  reader: StoreConnector,
  mappingFor: (headers: readonly string[]) => LinesMapping | null,
): StoreConnector {
  return {
    ...reader,
    read: (source, options) => {
      const { lines, ...others } = options
      const orders = reader.read(source, others)
      if (lines === undefined) return orders
      const from = {
        source: lines,
        maxBytes: options.maxBytes,
        manner: mannerOf({}, options),
        blank: [],
        mappingFor,
      }
      return joinLines(orders, from, (order, found) =>
        found.length === 0 ? order : { ...order, lines: found.map(({ line }) => line) },
      )
    },
  }
}

const mannerOf = (mapping: Pick<OrderMapping, 'times' | 'money'>, options: ImportOptions): Manner => {
  const { currency = options.currency, ...amounts } = mapping.money ?? {}
  return {
    timeZone: mapping.times?.zone ?? options.timeZone,
    dateOrder: mapping.times?.order,
    currency,
    amounts,
  }
}

async function* readMapped(source: ImportSource, job: Job): AsyncGenerator<ImportItem> {
  const { mapping, options } = job
  const { lines } = options
  const hasTotal = mapping.order.total !== undefined
  if (lines === undefined || !mapping.lines) {
    yield* readFile(source, job, (order, own) => withLines(order, own, hasTotal))
    return
  }
  const { lines: linesMapping } = mapping
  const from = {
    source: lines,
    maxBytes: options.maxBytes,
    manner: mannerOf(mapping, options),
    blank: mapping.blank ?? [],
    mappingFor: () => linesMapping,
  }
  const orders = readFile(source, job, (order, own) => withLines(order, own, hasTotal))
  yield* joinLines(orders, from, (order, found) =>
    found.length === 0 ? order : withLines(withoutMadeSums(order, mapping), found, hasTotal),
  )
}

/** Sums that were made of the first file's lines are made anew of the second's. */
function withoutMadeSums(order: ImportedOrder, mapping: OrderMapping): ImportedOrder {
  const { goods, discount } = mapping.order
  const { totals } = order
  return {
    ...order,
    totals: {
      ...totals,
      goods: goods === undefined ? null : totals.goods,
      discount: discount === undefined ? null : totals.discount,
    },
  }
}

type Finish = (order: ImportedOrder, lines: readonly ReadLine[]) => ImportedOrder

async function* readFile(source: ImportSource, job: Job, finish: Finish): AsyncGenerator<ImportItem> {
  const { mapping, options } = job
  try {
    const table = await openTable(source, {
      maxBytes: options.maxBytes,
      onBytes: options.onBytes,
      layout: { ...mapping.file, sheet: options.sheet },
      maxInflated: options.maxInflated,
    })
    yield* readTable(table, job, finish)
  } catch (error) {
    if (!(error instanceof TableFailure)) throw error
    yield { kind: 'failed', failure: error.code, detail: error.message }
  }
}

async function* readTable(table: Table, job: Job, finish: Finish): AsyncGenerator<ImportItem> {
  const { mapping, options } = job
  const found = resolveMapping(table.headers, mapping)
  if (!found.ok) {
    await table.close()
    yield { kind: 'failed', failure: found.failure, detail: found.detail }
    return
  }
  const reading = new RowReading(found.fields, mannerOf(mapping, options))
  const manner = mannerOfOrders(mapping, reading)
  const take =
    mapping.rows === 'order' ? wholeOrders(reading, table.headers) : lineRows(reading, table.headers, manner)
  const judge = judgeOf(job, reading)
  let rows = 0
  const settle = function* (grouped: Grouped[]): Generator<ImportItem> {
    for (const item of grouped) {
      if (item.kind === 'order') yield* itemsOf(item.rows, manner, judge, finish)
      else yield item
    }
  }
  for await (const batch of table.rows) {
    const left = (options.maxRows ?? Number.POSITIVE_INFINITY) - rows
    rows += Math.min(batch.length, left)
    for (const row of batch.slice(0, left)) yield* settle(take.row(row))
    if (batch.length >= left) break
  }
  yield* settle(take.finish())
  yield { kind: 'end', rows }
}

interface Taking {
  row(row: TableRow): Grouped[]
  finish(): Grouped[]
}

/** One row an order: the same row again is ignored, the same order with other content refused. */
function wholeOrders(reading: RowReading, headers: readonly string[]): Taking {
  const seen = new SeenRows()
  return {
    row: (row) => {
      const broken = brokenRow(row, headers)
      if (broken) return [broken]
      const read = reading.read(row)
      const { id, line, bad } = read
      if (bad) return [{ kind: 'refused', refused: { line, ...bad, ...(id !== '' && { order: id }) } }]
      const known = seen.note(id, fingerprint(row.raw), line)
      if (known.is === 'same') return [{ kind: 'duplicate', line, firstLine: known.line }]
      if (known.is === 'new') return [{ kind: 'order', rows: { id, rows: [read], missing: 0 } }]
      const field = reading.label('order.id')
      return [{ kind: 'refused', refused: { line, field, reason: 'conflict', detail: String(known.line) } }]
    },
    finish: () => [],
  }
}

function lineRows(reading: RowReading, headers: readonly string[], manner: MannerOfOrders): Taking {
  const groups = new OrderGroups(manner.summed, (field) => reading.label(field))
  let before = ''
  return {
    row: (row) => {
      const broken = brokenRow(row, headers)
      const read = broken ? null : reading.read(row, before)
      // What follows a broken row may belong to it.
      before = read?.id ?? ''
      return read ? groups.take(read) : broken ? [broken] : []
    },
    finish: () => groups.finish(),
  }
}

function brokenRow(row: TableRow, headers: readonly string[]): Grouped | null {
  if (!row.problem) return null
  const detail = row.problem === 'wrong_cell_count' ? `${row.cells.length}/${headers.length}` : ''
  return { kind: 'refused', refused: { line: row.line, field: null, reason: row.problem, detail } }
}

function mannerOfOrders(mapping: OrderMapping, reading: RowReading): MannerOfOrders {
  const constant = reading.more('order.status', 'constant')
  const summed = fieldsOfKind('order', 'money').filter(
    (field) => reading.more(`order.${field}`, 'each') === 'row',
  )
  return {
    statuses: mapping.statuses ?? {},
    constantStatus: typeof constant === 'string' ? constant : reading.has('order.status') ? null : '',
    hasTotal: mapping.order.total !== undefined,
    summed: new Set(summed),
  }
}

type Judge = (order: ImportedOrder, isPriced: boolean) => { order: ImportedOrder } | { field: string }

/** What an order must have whatever its rows leave out: when it was placed, and what it cost. */
function judgeOf({ mapping, extras, options }: Job, reading: RowReading): Judge {
  const priced = ['order.total', 'order.goods', 'line.total', 'line.unitPrice'].find((field) =>
    reading.has(field),
  )
  return (order, isPriced) => {
    if (extras?.linesOnly) return { order: { ...order, linesOnly: true } }
    const day = order.placedAt === '' ? extras?.dayOfId?.(order.externalId) : undefined
    const placedAt = order.placedAt || (day ? (parseMoment(day, { zone: options.timeZone })?.at ?? '') : '')
    if (placedAt === '') return { field: reading.label('order.placedAt') }
    if (!isPriced && priced !== undefined && !mapping.lines) return { field: reading.label(priced) }
    return { order: { ...order, placedAt } }
  }
}

function* itemsOf(
  from: OrderRows,
  manner: MannerOfOrders,
  judge: Judge,
  finish: Finish,
): Generator<ImportItem> {
  const said = (field: string) => (manner.summed.has(field) ? null : moneyOf(from.rows, field, false))
  const goods = saidGoods({
    goods: said('goods'),
    total: manner.summed.has('goods') ? null : said('total'),
    freight: said('freight'),
    tax: said('tax'),
  })
  const { kept, repeated } = splitRepeats(from.rows, goods)
  for (const { row, firstLine } of repeated) yield { kind: 'duplicate', line: row.line, firstLine }
  const { order, lines } = assembleOrder({ ...from, rows: kept }, manner)
  const isPriced =
    kept.some(({ amounts }) => amounts.has('total') || amounts.has('goods')) ||
    lines.some(({ net }) => net !== null)
  const judged = judge(finish(order, lines), isPriced)
  if ('order' in judged) {
    yield { kind: 'order', order: judged.order }
    return
  }
  for (const [index, { line }] of kept.entries()) {
    const why = index === 0 ? ({ field: judged.field, reason: 'missing_value' } as const) : orderRefused
    yield { kind: 'refused', refused: { line, ...why, detail: '', order: from.id } }
  }
}
const orderRefused = { field: null, reason: 'order_refused' } as const
