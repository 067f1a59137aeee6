import { finished } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import { contextOf, type Tx } from './database.ts'

/**
 * Fills a table by COPY inside the transaction. `lines` are rows in PostgreSQL's text format (`copyCell`, joined by tabs), each
 * ended by a line break. Tables under row-level security refuse COPY: it is for temporary ones, from which INSERT … SELECT
 * goes on.
 */
export const copyIn = async (tx: Tx, table: string, columns: string, lines: string): Promise<void> => {
  const stream = contextOf(tx).client.query(from(`copy ${table} (${columns}) from stdin`))
  stream.end(lines)
  await finished(stream)
}

/** A value in COPY's text format; arrays and JSON are given as the text that PostgreSQL reads. */
export const copyCell = (value: string | number | boolean | null): string =>
  value === null
    ? '\\N'
    : typeof value === 'string'
      ? special.test(value)
        ? escaped(value)
        : value
      : String(value)

const special = /[\\\t\n\r]/
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (mark) => escapes[mark] ?? mark)
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Ids, numbers and other values without marks of their own as an array's text; null stays null. */
export const plainArrayText = (elements: readonly (string | number | null)[]): string =>
  `{${elements.map((one) => one ?? 'NULL').join(',')}}`

/** Texts as an array's own text. */
export const arrayText = (elements: readonly (string | null)[]): string =>
  elements.length === 0
    ? '{}'
    : `{${elements.map((text) => (text === null ? 'NULL' : `"${/[\\"]/.test(text) ? text.replace(/[\\"]/g, '\\$&') : text}"`)).join(',')}}`
