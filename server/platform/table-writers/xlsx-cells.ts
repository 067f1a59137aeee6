import { decimalOf, type Money } from '#contract/money.ts'
import type { Language } from '#contract/shapes.ts'
import { localOf } from '../calendar/zone.rules.ts'
import { millisOf, textOf, type CellValue, type Column } from './columns.ts'
import { isDangerous } from './guard.rules.ts'

/** Indexes of cell formats in `styles`. */
export const cellFormat = { plain: 0, title: 1, time: 2, amount: 3, quoted: 4 } as const

/** A spreadsheet keeps 15 digits of a number; a longer one is written as text. */
const mostDigits = 15
const mostCharacters = 32_767

export const titlesXml = <Row>(columns: readonly Column<Row>[], language: Language): string =>
  `<row r="1">${columns.map(({ title }) => textXml(title[language], cellFormat.title)).join('')}</row>`

export const rowXml = <Row>(
  columns: readonly Column<Row>[],
  row: Row,
  number: number,
  zone: string,
): string => {
  let cells = ''
  for (const column of columns) cells += cellXml(column, column.of(row), zone)
  return `<row r="${number}">${cells}</row>`
}

const cellXml = <Row>({ kind }: Column<Row>, value: CellValue, zone: string): string => {
  if (value === null || value === '') return '<c/>'
  switch (kind) {
    case 'time':
      return numberXml(serialOf(localOf(zone, millisOf(value))), cellFormat.time)
    case 'money':
      return numberXml(decimalOf(value as Money), cellFormat.amount)
    case 'whole':
      return numberXml(textOf(value), cellFormat.plain)
    case 'flag':
      return `<c t="b"><v>${value === true ? 1 : 0}</v></c>`
    case 'list':
      return textXml((value as readonly string[]).join(' '), cellFormat.plain)
    case 'text':
      return textXml(textOf(value), cellFormat.plain)
  }
}

const numberXml = (text: string, format: number): string =>
  text.replaceAll(/\D/g, '').length > mostDigits
    ? textXml(text, cellFormat.plain)
    : `<c${format === 0 ? '' : ` s="${format}"`}><v>${text}</v></c>`

/** Days since 1899-12-30, as spreadsheets count from March 1900 on; milliseconds are kept. */
const serialOf = (wall: number): string => (wall / 86_400_000 + 25_569).toFixed(9).replace(/\.?0+$/, '')

/**
 * Text is text here and never run. One that would be, once somebody edits the cell or saves it as CSV, carries the
 * format's own mark "begins with an apostrophe", which leaves the value as it is.
 */
const textXml = (text: string, format: number): string => {
  const style = format === cellFormat.plain && isDangerous(text) ? cellFormat.quoted : format
  const cut = text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1).toWellFormed()}…` : text
  const space = /^\s|\s$|\n/.test(cut) ? ' xml:space="preserve"' : ''
  return `<c t="inlineStr"${style === 0 ? '' : ` s="${style}"`}><is><t${space}>${escapeXml(cut)}</t></is></c>`
}

/** Characters that XML cannot hold are written `_x0001_`, and what looks like that already is escaped the same way. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, (character) =>
      character === '\t' || character === '\n'
        ? character
        : `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
