import type { Block } from './blocks.ts'
import type { Header } from './header.ts'
import { endOfLine, scanDelimited, type RowLimits, type ScannedRow } from './scan-row.ts'
import type { RowProblem } from './table-failure.ts'

export interface TableRow {
  /** Physical line where the row begins, 1-based. */
  line: number
  /** As they stand between the delimiters, unquoted. With a problem: as far as they could be told apart, maybe none. */
  cells: string[]
  /** The row's text without its line break. */
  raw: string
  problem: RowProblem | null
}

/**
 * How much text is read a second time to recover from quotes that are never closed before no row may span lines any
 * more: what is left is then read once, line by line, so that hostile files end in time proportional to their size.
 */
const RESCAN_BUDGET = 1 << 27

/** Cuts blocks of text into rows. Blank rows and repeated headers are left out. */
export class RowReader {
  private text = ''
  private line: number
  private damaged = new Map<number, RowProblem>()
  private budget = RESCAN_BUDGET
  private readonly header: Header
  private readonly newlineOf: () => '\n' | '\r'
  private readonly limits: RowLimits

  /** The line break is known when the first block was read. */
  constructor(header: Header, newlineOf: () => '\n' | '\r', limits: RowLimits) {
    this.header = header
    this.newlineOf = newlineOf
    this.limits = limits
    this.line = header.nextLine
  }

  /** The rows that end in what was left over and this block; with `isLast` whatever is left over as well. */
  take(block: Block, isLast: boolean): TableRow[] {
    for (const [line, problem] of block.damaged) this.damaged.set(line, problem)
    this.text += block.text
    const rows: TableRow[] = []
    let at = 0
    while (at < this.text.length) {
      const row = this.scan(at)
      if (!isLast && this.needsMore(row)) break
      const isMisread = row.isOpen || (row.lines > 1 && this.isSuspect(row))
      const next = isMisread ? this.endOfLine(at) + 1 : row.next
      if (isMisread) this.budget -= row.next - at
      this.add(rows, row, at, isMisread)
      this.line += isMisread ? 1 : row.lines
      at = next
    }
    this.text = this.text.slice(at)
    for (const line of this.damaged.keys()) if (line < this.line) this.damaged.delete(line)
    return rows
  }

  private endOfLine(from: number): number {
    return endOfLine({ text: this.text, end: this.text.length, newline: this.newlineOf() }, from)
  }

  private scan(start: number): ScannedRow {
    const { text, limits } = this
    const newline = this.newlineOf()
    const isFree = this.budget > 0
    const end = isFree ? text.length : Math.min(this.endOfLine(start) + 1, text.length)
    const row = scanDelimited({ text, start, end, newline, delimiter: this.header.delimiter, limits })
    if (!isFree && row.isOpen) row.problem = 'unclosed_quote'
    return row
  }

  private needsMore(row: ScannedRow): boolean {
    if (row.isOpen) return row.problem === null
    return row.next === this.text.length && !this.text.endsWith(this.newlineOf())
  }

  /**
   * A quote that is never closed swallows the lines up to the next quote that can end a cell, passing others over on
   * its way or leaving a wrong count of cells. Such a row is refused as its first line alone and the next line is
   * read for itself: no line is lost unreported.
   */
  private isSuspect(row: ScannedRow): boolean {
    return row.isLenient || row.cells.length !== this.header.headers.length
  }

  private add(rows: TableRow[], row: ScannedRow, at: number, isMisread: boolean): void {
    const raw = this.text.slice(at, isMisread ? this.endOfLine(at) : row.stop)
    if (!isMisread && (raw === this.header.raw || isBlank(row.cells))) return
    rows.push({
      line: this.line,
      cells: row.cells,
      raw,
      problem: this.problemOf(row, raw, isMisread ? 1 : row.lines),
    })
  }

  private problemOf(row: ScannedRow, raw: string, lines: number): RowProblem | null {
    for (let line = this.line; this.damaged.size > 0 && line < this.line + lines; line += 1) {
      const damage = this.damaged.get(line)
      if (damage) return damage
    }
    const hasWrongCount = row.cells.length !== this.header.headers.length
    if (row.isOpen || (row.lines > 1 && row.isLenient)) return 'unclosed_quote'
    if (row.problem) return row.problem
    if (hasWrongCount) return 'wrong_cell_count'
    return raw.includes('\0') ? 'nul_byte' : null
  }
}

function isBlank(cells: string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}
