import { shortened } from './cell.ts'
import { parseCount, parseMinor } from './number-cell.ts'
import type { TableRow } from './row-reader.ts'
import { parseTime } from './time-cell.ts'

/** Where each wanted column stands, and what the file itself calls it. */
export interface Columns<K extends string> {
  /** -1 for a column that the file does not have. */
  at: Readonly<Record<K, number>>
  label: Readonly<Record<K, string>>
}

/** The first thing that is wrong with a row's values. */
export interface BadValue {
  field: string
  reason: 'missing_value' | 'bad_money' | 'bad_quantity' | 'bad_time' | 'bad_id' | 'bad_currency'
  detail: string
}

/**
 * Finds columns by name, whatever their order. `names` gives the known spellings of each, the usual one first;
 * letter case does not matter. `twice` names a wanted column that the header holds two times.
 */
export function findColumns<K extends string>(
  headers: readonly string[],
  names: Readonly<Record<K, readonly string[]>>,
): { columns: Columns<K>; twice: string | null } {
  const folded = headers.map((header) => header.trim().toLowerCase())
  const at: Partial<Record<K, number>> = {}
  const label: Partial<Record<K, string>> = {}
  let twice: string | null = null
  for (const key of Object.keys(names) as K[]) {
    const spelling = names[key].find((name) => folded.includes(name.toLowerCase()))
    const index = spelling === undefined ? -1 : folded.indexOf(spelling.toLowerCase())
    if (index >= 0 && folded.includes(folded[index] as string, index + 1)) twice ??= headers[index] as string
    at[key] = index
    label[key] = index < 0 ? (names[key][0] as string) : (headers[index] as string)
  }
  return { columns: { at: at as Record<K, number>, label: label as Record<K, string> }, twice }
}

/**
 * Reads the values of one row and remembers the first that is wrong in `bad`. A value that is wrong or absent reads
 * as null, so that a caller may read on and look at `bad` once.
 */
export class RowValues<K extends string> {
  bad: BadValue | null = null
  private readonly row: TableRow
  private readonly columns: Columns<K>
  private readonly clean: (cell: string) => string

  constructor(row: TableRow, columns: Columns<K>, clean: (cell: string) => string) {
    this.row = row
    this.columns = columns
    this.clean = clean
  }

  /** Cleaned; empty where there is nothing. */
  text(key: K): string {
    const cell = this.row.cells[this.columns.at[key]]
    return cell ? this.clean(cell) : ''
  }

  textOrNull(key: K): string | null {
    return this.text(key) || null
  }

  /** Minor units, never negative. */
  money(key: K, decimals: number): number | null {
    const text = this.text(key)
    if (text === '') return null
    const minor = parseMinor(text, decimals)
    if (minor === null || minor < 0) return this.refuse(key, 'bad_money')
    return minor
  }

  /** A whole number from 1. */
  count(key: K): number | null {
    const text = this.text(key)
    return text === '' ? null : (parseCount(text) ?? this.refuse(key, 'bad_quantity'))
  }

  /** ISO 8601 with offset. */
  time(key: K, zone: string): string | null {
    const text = this.text(key)
    return text === '' ? null : (parseTime(text, zone) ?? this.refuse(key, 'bad_time'))
  }

  refuse(key: K, reason: BadValue['reason']): null {
    this.bad ??= { field: this.columns.label[key], reason, detail: shortened(this.text(key)) }
    return null
  }
}
