import { fingerprint, SeenRows } from '#platform/tabular/seen-rows.ts'
import { openTable, type Table } from '#platform/tabular/table.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import type { TableRow } from '#platform/tabular/row-reader.ts'
import type { Columns } from '#platform/tabular/row-values.ts'
import type {
  ImportItem,
  ImportOptions,
  ImportSource,
  StoreConnector,
} from '#contract/orders/import-record.ts'
import { findTaobaoColumns, sniffTaobao, type TaobaoColumn } from './columns.ts'
import { readTaobaoOrder } from './order.ts'

/** Taobao and Tmall order reports (ExportOrderList…csv): GBK, or UTF-8 after a shop saved them anew. */
export const taobaoOrders: StoreConnector = {
  format: 'taobao',
  sniff: (_head, headers) => sniffTaobao(headers),
  read: readTaobaoOrders,
}

async function* readTaobaoOrders(source: ImportSource, options: ImportOptions): AsyncGenerator<ImportItem> {
  try {
    yield* readTable(await openTable(source, { ...options, layout: { sheet: options.sheet } }), options)
  } catch (error) {
    if (!(error instanceof TableFailure)) throw error
    yield { kind: 'failed', failure: error.code, detail: error.message }
  }
}

async function* readTable(table: Table, options: ImportOptions): AsyncGenerator<ImportItem> {
  const found = findTaobaoColumns(table.headers)
  if (!found.ok) {
    await table.close()
    yield { kind: 'failed', failure: found.failure, detail: found.detail }
    return
  }
  const seen = new SeenRows()
  let rows = 0
  for await (const batch of table.rows) {
    rows += batch.length
    for (const row of batch) yield itemOf(row, found.columns, seen, table.headers.length, options)
  }
  yield { kind: 'end', rows }
}

function itemOf(
  row: TableRow,
  columns: Columns<TaobaoColumn>,
  seen: SeenRows,
  width: number,
  options: ImportOptions,
): ImportItem {
  const { line, problem } = row
  if (problem) {
    const detail = problem === 'wrong_cell_count' ? `${row.cells.length}/${width}` : ''
    return { kind: 'refused', refused: { line, field: null, reason: problem, detail } }
  }
  const { order, bad } = readTaobaoOrder(row, columns, options)
  if (bad) return { kind: 'refused', refused: { line, ...bad } }
  const known = seen.note(order.externalId, fingerprint(row.raw), line)
  if (known.is === 'new') return { kind: 'order', order }
  if (known.is === 'same') return { kind: 'duplicate', line, firstLine: known.line }
  const refused = { line, field: columns.label.id, reason: 'conflict', detail: String(known.line) } as const
  return { kind: 'refused', refused }
}
