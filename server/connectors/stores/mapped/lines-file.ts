import type { ImportedOrder, ImportItem, ImportSource } from '#contract/orders/import-record.ts'
import type { LinesMapping } from '#contract/orders/mapping.ts'
import { fingerprint } from '#platform/tabular/seen-rows.ts'
import { openTable, type Table } from '#platform/tabular/table.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import { saidGoods, splitRepeats } from './assemble.ts'
import { LineSpool, TooManyLines, type SpooledLine } from './line-spool.ts'
import { RowReading, type Manner, type ReadLine } from './read-row.ts'
import { resolveLines } from './resolve.ts'

export interface LinesSource {
  source: ImportSource
  maxBytes: number
  manner: Manner
  blank: readonly string[]
  /** The mapping for a header, or null where it is none of a lines file. */
  mappingFor(headers: readonly string[]): LinesMapping | null
}

type Refused = Extract<ImportItem, { kind: 'refused' }>['refused']
type Loaded =
  | { ok: true; spool: LineSpool; refused: Refused[]; rows: number }
  | { ok: false; failed: Extract<ImportItem, { kind: 'failed' }> }

/** How many refused lines of the second file are named; all are counted by the rows that are missing. */
const mostRefused = 100_000

/**
 * Reads orders and joins to them the lines of a second file, which is read first (see LineSpool for the bound). A line
 * without its order is refused. `finish` makes the order of what it was and its lines.
 */
export async function* joinLines(
  orders: AsyncIterable<ImportItem>,
  from: LinesSource,
  finish: (order: ImportedOrder, lines: readonly ReadLine[]) => ImportedOrder,
): AsyncGenerator<ImportItem> {
  const loaded = await loadLines(from)
  if (!loaded.ok) {
    yield loaded.failed
    return
  }
  const { spool } = loaded
  const refusedOrders = new Set<number>()
  try {
    for (const line of loaded.refused) yield { kind: 'refused', refused: line }
    for await (const item of orders) {
      if (item.kind === 'order') yield* joined(item.order, await spool.take(item.order.externalId), finish)
      else if (item.kind === 'end') {
        yield* leftOver(spool, refusedOrders)
        yield { kind: 'end', rows: item.rows + loaded.rows }
      } else {
        if (item.kind === 'refused' && item.refused.order !== undefined)
          refusedOrders.add(fingerprint(item.refused.order))
        yield item
      }
    }
  } finally {
    await spool.close()
  }
}

function* joined(
  order: ImportedOrder,
  lines: readonly SpooledLine[],
  finish: (order: ImportedOrder, lines: readonly ReadLine[]) => ImportedOrder,
): Generator<ImportItem> {
  const { kept, repeated } = splitRepeats(lines, saidGoods(order.totals))
  for (const { row, firstLine } of repeated) yield { kind: 'duplicate', line: row.line, firstLine }
  yield {
    kind: 'order',
    order: finish(
      order,
      kept.flatMap(({ item }) => item ?? []),
    ),
  }
}

async function* leftOver(spool: LineSpool, refusedOrders: ReadonlySet<number>): AsyncGenerator<ImportItem> {
  for await (const { line, order } of spool.rest()) {
    const reason = refusedOrders.has(fingerprint(order)) ? 'order_refused' : 'line_without_order'
    yield {
      kind: 'refused',
      refused: { file: 'lines', line, field: null, reason, detail: order.slice(0, 40) },
    }
  }
}

async function loadLines(from: LinesSource): Promise<Loaded> {
  const spool = new LineSpool()
  try {
    const mapping = await mappingOf(from)
    if (!mapping.ok) return mapping
    const layout = mapping.lines.file
    const table = await openTable(from.source, { maxBytes: from.maxBytes, layout })
    const found = resolveLines(table.headers, mapping.lines, from.blank)
    if (!found.ok) {
      await table.close()
      return failed(found.failure, found.detail)
    }
    const { refused, rows } = await readAll(table, new RowReading(found.fields, from.manner), spool)
    await spool.seal()
    return { ok: true, spool, refused, rows }
  } catch (error) {
    await spool.close()
    if (error instanceof TooManyLines) return failed('too_large', 'lines')
    if (error instanceof TableFailure) return failed(error.code, error.message)
    throw error
  }
}

/** A lines mapping may say how the file is to be opened, so it is asked for before that where it can be. */
async function mappingOf(
  from: LinesSource,
): Promise<{ ok: true; lines: LinesMapping } | Extract<Loaded, { ok: false }>> {
  const given = from.mappingFor([])
  if (given) return { ok: true, lines: given }
  if (typeof from.source !== 'string') return failed('header_not_recognised', '')
  const table = await openTable(from.source, { maxBytes: from.maxBytes })
  await table.close()
  const lines = from.mappingFor(table.headers)
  return lines
    ? { ok: true, lines }
    : failed('header_not_recognised', table.headers.slice(0, 5).join(' ').slice(0, 200))
}

const failed = (
  failure: Extract<ImportItem, { kind: 'failed' }>['failure'],
  detail: string,
): Extract<Loaded, { ok: false }> => ({
  ok: false,
  failed: { kind: 'failed', failure, detail: `lines: ${detail}` },
})

async function readAll(
  table: Table,
  reading: RowReading,
  spool: LineSpool,
): Promise<{ refused: Refused[]; rows: number }> {
  const refused: Refused[] = []
  const refuse = (line: Omit<Refused, 'file'>): void => {
    if (refused.length < mostRefused) refused.push({ file: 'lines', ...line })
  }
  let rows = 0
  for await (const batch of table.rows) {
    rows += batch.length
    for (const row of batch) {
      if (row.problem) {
        const detail = row.problem === 'wrong_cell_count' ? `${row.cells.length}/${table.headers.length}` : ''
        refuse({ line: row.line, field: null, reason: row.problem, detail })
        continue
      }
      const { id, item, bad } = reading.read(row)
      if (bad) refuse({ line: row.line, ...bad })
      else await spool.add({ order: id, line: row.line, raw: row.raw, item })
    }
  }
  return { refused, rows }
}
