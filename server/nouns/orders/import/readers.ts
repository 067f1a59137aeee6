import type {
  FileFailure,
  ImportOptions,
  OrderFormat,
  StoreConnector,
} from '#contract/orders/import-record.ts'
import { firstCharacters } from '#platform/search/search-key.rules.ts'
import { openTable } from '#platform/tabular/table.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import { uuidOf } from './content-hash.ts'
import { guessMapping } from './guess-mapping.rules.ts'
import type { ImportPorts } from './import-ports.ts'
import type { HeaderOfFile, ImportRecord } from './imports.store.ts'
import type { Seen } from './store-guess.rules.ts'

export type Choice = { sheets: readonly string[] } & (
  | { ok: true; reader: StoreConnector; header: HeaderOfFile }
  /** `header` where it is a table, of no kind that is known. */
  | { ok: false; failure: FileFailure; detail: string; header: HeaderOfFile | null }
)

/** What may come out of a packed file to see its header: the texts of its cells come first. */
const maxInflated = 1024 ** 3

/** The reader of a wanted format, else the one that is surest that the file's header is its own. Reads the first block alone. */
export const chooseReader = async (
  readers: readonly StoreConnector[],
  path: string,
  maxBytes: number,
  wanted: OrderFormat | null,
  sheet: string | null = null,
): Promise<Choice> => {
  try {
    const table = await openTable(path, { maxBytes, maxInflated, layout: { sheet: sheet ?? undefined } })
    await table.close()
    const { sheets } = table
    const header = headerOf(table.headers)
    const forced = readers.find(({ format }) => format === wanted)
    if (forced) return { ok: true, reader: forced, header, sheets }
    const [best] = readers
      .map((reader) => ({ reader, sure: reader.sniff(table.head, table.headers) }))
      .sort((one, other) => other.sure - one.sure)
    // Half sure is often another report of that platform; or a table of the shop's own with a column or two alike.
    const isOwn = best !== undefined && best.sure < 1 && guessMapping(table.headers, []).missing.length === 0
    if (best && best.sure > 0 && !isOwn && wanted !== 'mapped')
      return { ok: true, reader: best.reader, header, sheets }
    return {
      ok: false,
      failure: 'header_not_recognised',
      detail: table.headers.slice(0, 5).join(' ').slice(0, 200),
      // A single column is no table of orders.
      header: table.headers.length > 1 ? header : null,
      sheets,
    }
  } catch (error) {
    if (error instanceof TableFailure)
      return { ok: false, failure: error.code, detail: error.message, header: null, sheets: error.sheets }
    throw error
  }
}

/** Files of one kind have the same names in the same order. */
const headerOf = (headers: readonly string[]): HeaderOfFile => ({
  names: headers.map((name) => firstCharacters(name.toWellFormed().replaceAll('\0', ''), 200)),
  key: uuidOf(headers.map((name) => name.normalize('NFKC').trim().toLowerCase()).join('\u001f')),
})

/** The reader of an import, as its row says; undefined where it says none. */
export const readerOf = (
  ports: Pick<ImportPorts, 'readers' | 'mapped'>,
  row: Pick<ImportRecord, 'format' | 'mapping' | 'lines_path' | 'sheet'>,
): StoreConnector | undefined => {
  const known = row.mapping
    ? ports.mapped(row.mapping)
    : ports.readers.find(({ format }) => format === row.format)
  const reader = known && row.sheet !== null ? ofSheet(known, row.sheet) : known
  return reader && row.lines_path !== null ? withLinesFrom(reader, row.lines_path) : reader
}

const ofSheet = (reader: StoreConnector, sheet: string): StoreConnector => ({
  ...reader,
  read: (source, options) => reader.read(source, { ...options, sheet }),
})

export const withLinesFrom = (reader: StoreConnector, lines: string): StoreConnector => ({
  ...reader,
  read: (source, options) => reader.read(source, { ...options, lines }),
})

/** The first orders of a file, at most `most`: by what a store may know them. */
export const firstOrders = async (
  reader: StoreConnector,
  path: string,
  options: Pick<ImportOptions, 'timeZone' | 'currency' | 'maxBytes'>,
  most: number,
): Promise<Seen[]> => {
  const seen: Seen[] = []
  for await (const item of reader.read(path, options)) {
    if (item.kind === 'order')
      seen.push({
        externalId: item.order.externalId,
        placedAt: item.order.linesOnly ? '' : item.order.placedAt,
      })
    if (seen.length >= most) break
  }
  return seen
}
