import { decimalOf, type Money } from '#contract/money.ts'
import type { Language } from '#contract/shapes.ts'
import { offsetAt } from '../calendar/zone.rules.ts'
import { millisOf, textOf, type CellValue, type Column, type Table } from './columns.ts'
import { guardText } from './guard.rules.ts'

export interface CsvStyle {
  language: Language
  /** IANA zone in which times are written, with their offset. */
  zone: string
  delimiter: ',' | ';' | '\t'
  /** Excel takes a file without it for the code page of the machine. */
  hasBom: boolean
}

/** RFC 4180 with CRLF. Texts that a spreadsheet would run carry an apostrophe in front. */
export async function* writeCsv<Row>(
  { columns, pages }: Table<Row>,
  style: CsvStyle,
): AsyncGenerator<Buffer> {
  const line = (cells: string[]) => `${cells.join(style.delimiter)}\r\n`
  const head = line(columns.map(({ title }) => quoted(guardText(title[style.language]))))
  yield Buffer.from(style.hasBom ? `\uFEFF${head}` : head)
  for await (const page of pages) {
    let text = ''
    for (const row of page) text += line(columns.map((column) => cellOf(column, column.of(row), style.zone)))
    yield Buffer.from(text)
  }
}

const cellOf = <Row>({ kind }: Column<Row>, value: CellValue, zone: string): string => {
  if (value === null || value === '') return ''
  if (kind === 'time') return zonedText(millisOf(value), zone)
  if (kind === 'money') return decimalOf(value as Money)
  if (kind === 'whole' || kind === 'flag') return textOf(value)
  return quoted(guardText(kind === 'list' ? (value as readonly string[]).join(' ') : textOf(value)))
}

// Every delimiter anybody may read the file with, and blanks that readers strip.
const special = /[",;\t\r\n]|^\s|\s$/
const quoted = (text: string) => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** `2026-03-04 11:00:00+08:00`, with milliseconds where there are any: read back it is the same instant. */
export const zonedText = (instant: number, zone: string): string => {
  const ahead = offsetAt(zone, instant)
  const wall = new Date(instant + ahead).toISOString()
  const time = wall.endsWith('.000Z') ? wall.slice(11, 19) : wall.slice(11, 23)
  const minutes = Math.abs(ahead) / 60_000
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${wall.slice(0, 10)} ${time}${ahead < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
