import { cleanCell } from '../cell.ts'
import type { TableRow } from '../row-reader.ts'
import type { RowLimits } from '../scan-row.ts'
import { TableFailure } from '../table-failure.ts'
import { SheetReader, type SheetRow } from './sheet-reader.ts'
import { readWorkbook, type Workbook } from './workbook.ts'
import { readXml } from './xml-events.ts'
import { openZip, type Zip, type ZipLimits } from './zip-file.ts'

export interface SheetTable {
  headers: string[]
  /** Of all sheets that a person would see. */
  sheets: readonly string[]
  rows: AsyncGenerator<TableRow[]>
  close: () => Promise<void>
}

/** Titles of a report stand above its header, alone in their row. */
const mostTitleRows = 20
/** Of the other sheets as many are looked at; what a person fills by hand has fewer. */
const mostOthers = 100

/**
 * The first visible sheet of an .xlsx file, or the one that is named, as a table. Its header is the first row of two cells or more (of one, where
 * no row has more). Rows stream; the texts of the workbook lie in memory (see shared-strings.ts). `headers` replace the
 * file's own where it has none. Throws TableFailure, `several_sheets` where none is named and another visible sheet goes on
 * with the same columns.
 */
export async function openXlsx(
  path: string,
  limits: RowLimits & ZipLimits,
  { headers, sheet }: { headers?: readonly string[] | undefined; sheet?: string | undefined },
): Promise<SheetTable> {
  const zip = await openZip(path, limits)
  try {
    refuseOthers(zip)
    const workbook = await readWorkbook(zip, limits.maxCell)
    const batches = readSheet(zip, partOf(workbook, sheet), new SheetReader(workbook, limits))
    const found = headers ? { headers: [...headers], rest: [] } : await findHeader(batches)
    if (sheet === undefined) await refuseMore(zip, workbook, limits, found.headers)
    const rows = readRows(batches, found.headers, found.rest, zip)
    const close = async () => {
      await batches.return(undefined)
      zip.close()
    }
    return { headers: found.headers, sheets: workbook.sheets.map(({ name }) => name), rows, close }
  } catch (error) {
    zip.close()
    throw error
  }
}

function partOf({ sheets }: Workbook, name: string | undefined): string {
  const found = name === undefined ? sheets[0] : sheets.find((sheet) => sheet.name === name)
  if (!found) throw new TableFailure('broken_file', 'sheet')
  return found.part
}

function refuseOthers({ names }: Zip): void {
  if (names.has('_rels/.rels') && [...names].some((name) => name.startsWith('xl/'))) return
  const isOther = names.has('content.xml') || names.has('index/document.iwa') || names.has('xl/workbook.bin')
  const isCutSheet = names.has('[content_types].xml')
  throw new TableFailure(isOther ? 'spreadsheet_file' : isCutSheet ? 'broken_file' : 'archive_file')
}

/** Twelve months on twelve sheets are not read by the first; notes and sums on a sheet of their own are left alone. */
async function refuseMore(
  zip: Zip,
  workbook: Workbook,
  limits: RowLimits,
  headers: readonly string[],
): Promise<void> {
  const names = new Set(headers.filter((header) => header !== ''))
  for (const { name, part } of workbook.sheets.slice(1, mostOthers + 1)) {
    const batches = readSheet(zip, part, new SheetReader(workbook, limits))
    try {
      const other = await findHeader(batches, null)
      const same = new Set(other.headers.filter((header) => names.has(header))).size
      if (names.size > 0 && same * 2 > names.size)
        throw new TableFailure(
          'several_sheets',
          name.slice(0, 100),
          undefined,
          workbook.sheets.map((sheet) => sheet.name),
        )
    } finally {
      await batches.return(undefined)
    }
  }
}

async function* readSheet(zip: Zip, part: string, reader: SheetReader): AsyncGenerator<SheetRow[]> {
  const pieces = readXml(zip.read(part), reader)
  try {
    while (!(await pieces.next()).done) {
      const rows = reader.take()
      if (rows.length > 0) yield rows
    }
  } finally {
    await pieces.return(undefined)
  }
}

async function findHeader(
  batches: AsyncGenerator<SheetRow[]>,
  whenEmpty: 'refuse' | null = 'refuse',
): Promise<{ headers: string[]; rest: SheetRow[] }> {
  const seen: SheetRow[] = []
  for (;;) {
    const { done, value } = await batches.next()
    if (!done) seen.push(...value.filter(isFilled))
    const at = seen.findIndex((row) => row.problem !== null || countOf(row) > 1)
    const header = at >= 0 && at < mostTitleRows ? at : done || seen.length >= mostTitleRows ? 0 : -1
    if (header < 0) continue
    const row = seen[header]
    if (!row && whenEmpty === null) return { headers: [], rest: [] }
    if (!row) throw new TableFailure('empty_file')
    if (row.problem === 'too_many_cells') throw new TableFailure('too_many_columns')
    return { headers: row.problem ? [] : row.cells.map(cleanCell), rest: seen.slice(header + 1) }
  }
}

const countOf = (row: SheetRow): number => row.cells.filter((cell) => cell.trim() !== '').length
const isFilled = (row: SheetRow): boolean => row.problem !== null || countOf(row) > 0

async function* readRows(
  batches: AsyncGenerator<SheetRow[]>,
  headers: readonly string[],
  first: readonly SheetRow[],
  zip: Zip,
): AsyncGenerator<TableRow[]> {
  const asRow = (row: SheetRow): TableRow[] => {
    const cells = headers.map((_, index) => row.cells[index] ?? '')
    if (!isFilled(row) || headers.every((header, index) => header === cleanCell(cells[index] ?? '')))
      return []
    const extra = row.cells.slice(headers.length).some((cell) => cell.trim() !== '')
    const problem = row.problem ?? (extra ? 'wrong_cell_count' : null)
    return [{ line: row.line, cells: extra ? row.cells : cells, raw: row.cells.join('\u001f'), problem }]
  }
  try {
    yield first.flatMap(asRow)
    for await (const batch of batches) yield batch.flatMap(asRow)
  } finally {
    await batches.return(undefined)
    zip.close()
  }
}
