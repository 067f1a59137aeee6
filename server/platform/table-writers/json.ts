import { millisOf, type CellValue, type Column, type Table } from './columns.ts'

/** One object a row: times in UTC, money as {minor, currency}. */
const objectOf = <Row>(columns: readonly Column<Row>[], row: Row): string =>
  JSON.stringify(Object.fromEntries(columns.map((column) => [column.key, valueOf(column, column.of(row))])))

const valueOf = <Row>({ kind }: Column<Row>, value: CellValue): CellValue =>
  kind === 'time' && value !== null ? new Date(millisOf(value)).toISOString() : value

/** An array; cut off it is no JSON any more. */
export async function* writeJson<Row>({ columns, pages }: Table<Row>): AsyncGenerator<Buffer> {
  let start = '['
  for await (const page of pages) {
    yield Buffer.from(start + page.map((row) => objectOf(columns, row)).join(',\n'))
    start = ',\n'
  }
  yield Buffer.from(start === '[' ? '[]\n' : ']\n')
}

/** A line a row. */
export async function* writeNdjson<Row>({ columns, pages }: Table<Row>): AsyncGenerator<Buffer> {
  for await (const page of pages) yield Buffer.from(page.map((row) => `${objectOf(columns, row)}\n`).join(''))
}
