import { cleanCell } from './cell.ts'
import { endOfLine, scanDelimited, type RowLimits, type ScannedRow } from './scan-row.ts'
import { TableFailure } from './table-failure.ts'

export interface Header {
  raw: string
  /** Cleaned and trimmed; empty where no row could be made out. */
  headers: string[]
  delimiter: string
  /** The text behind it. */
  rest: string
  /** Physical line on which that text begins. */
  nextLine: number
}

const delimiters = [',', '\t', ';', '|']

/** The header of a file that has none. */
export function givenHeader(headers: readonly string[], delimiter: string): Header {
  return { raw: '\0', headers: [...headers], delimiter, rest: '', nextLine: 1 }
}

/** Finds the header in text that comes in parts: the first row that is not blank. */
export class HeaderFinder {
  private text = ''
  private line = 1
  private readonly limits: RowLimits
  private readonly wanted: readonly string[]

  /** `delimiter` is the one to read by; else the likeliest is found. */
  constructor(limits: RowLimits, delimiter?: string) {
    this.limits = limits
    this.wanted = delimiter === undefined ? delimiters : [delimiter]
  }

  /** Null until the row is complete; with `isLast` null means that there is none. */
  take(text: string, newline: '\n' | '\r', isLast: boolean): Header | null {
    this.text += text
    this.dropBlankLines(newline)
    if (this.text.trim() === '') return null
    const best = this.cut(newline, isLast)
    if (best === 'more') return null
    if (best === null) return { raw: '', headers: [], delimiter: ',', rest: '', nextLine: this.line }
    const { row, delimiter } = best
    if (row.problem === 'too_many_cells' || row.problem === 'row_too_long')
      throw new TableFailure('too_many_columns', String(this.limits.maxCells))
    const headers = row.problem ? [] : row.cells.map(cleanCell)
    const raw = this.text.slice(0, row.stop)
    return { raw, headers, delimiter, rest: this.text.slice(row.next), nextLine: this.line + row.lines }
  }

  private dropBlankLines(newline: '\n' | '\r'): void {
    let start = 0
    while (start < this.text.length) {
      const eol = endOfLine({ text: this.text, end: this.text.length, newline }, start)
      if (eol === this.text.length || this.text.slice(start, eol).trim() !== '') break
      start = eol + 1
      this.line += 1
    }
    this.text = this.text.slice(start)
  }

  /** The row as the delimiter reads it that gives most cells. */
  private cut(newline: '\n' | '\r', isLast: boolean): { row: ScannedRow; delimiter: string } | 'more' | null {
    let best: { row: ScannedRow; delimiter: string } | null = null
    const scan = { text: this.text, start: 0, end: this.text.length, newline, limits: this.limits }
    for (const delimiter of this.wanted) {
      const row = scanDelimited({ ...scan, delimiter })
      if (row.isOpen && !isLast && row.problem === null) return 'more'
      if (!row.isOpen && row.cells.length > (best?.row.cells.length ?? 0)) best = { row, delimiter }
    }
    return best
  }
}
