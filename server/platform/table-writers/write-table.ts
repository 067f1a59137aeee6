import { Readable } from 'node:stream'
import type { TableFormat } from '#contract/exports/exports.ts'
import type { Language } from '#contract/shapes.ts'
import type { Table } from './columns.ts'
import { writeCsv, type CsvStyle } from './csv.ts'
import { writeJson, writeNdjson } from './json.ts'
import { writeXlsx } from './xlsx.ts'

export interface TableStyle {
  format: TableFormat
  language: Language
  zone: string
  /** Of the sheet in a workbook. */
  name: string
  delimiter?: CsvStyle['delimiter']
  hasBom?: boolean
}

export const mimeOf: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
}

/** The file as a stream, read no faster than it is taken; `rows()` says how many were written so far. */
export const writeTable = <Row>(
  table: Table<Row>,
  style: TableStyle,
): { stream: Readable; rows: () => number } => {
  let rows = 0
  const counted: Table<Row> = {
    columns: table.columns,
    pages: counting(table.pages, (count) => (rows += count)),
  }
  return { stream: streamOf(counted, style), rows: () => rows }
}

const streamOf = <Row>(table: Table<Row>, style: TableStyle): Readable => {
  const { format, language, zone, name, delimiter = ',', hasBom = true } = style
  if (format === 'xlsx') return writeXlsx(table, { language, zone, name })
  const text =
    format === 'csv'
      ? writeCsv(table, { language, zone, delimiter, hasBom })
      : format === 'json'
        ? writeJson(table)
        : writeNdjson(table)
  return Readable.from(text, { objectMode: false })
}

async function* counting<Row>(
  pages: AsyncIterable<readonly Row[]>,
  onPage: (rows: number) => void,
): AsyncGenerator<readonly Row[]> {
  for await (const page of pages) {
    onPage(page.length)
    yield page
  }
}
