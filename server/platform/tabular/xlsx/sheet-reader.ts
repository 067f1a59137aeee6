import type { RowLimits } from '../scan-row.ts'
import { TableFailure, type RowProblem } from '../table-failure.ts'
import { dateText, numberText } from './number-text.rules.ts'
import { unescaped } from './shared-strings.ts'
import type { Workbook } from './workbook.ts'
import type { XmlReader } from './xml-events.ts'

/** A row of a sheet. Cells that the sheet leaves out are empty; behind the last that is there, none. */
export interface SheetRow {
  /** As the spreadsheet program numbers it. */
  line: number
  cells: string[]
  problem: RowProblem | null
}

/** Puts the elements of a sheet together to rows; `take` gives those that are complete. */
export class SheetReader implements XmlReader {
  private rows: SheetRow[] = []
  private row: SheetRow | null = null
  private line = 0
  private column = -1
  /** The rightmost cell of the row so far. */
  private last = -1
  private type = ''
  private style = 0
  private value = ''
  private formula = ''
  private hasValue = false
  private into: 'value' | 'formula' | null = null
  private inPhonetic = false
  private length = 0
  private readonly workbook: Workbook
  private readonly limits: RowLimits

  constructor(workbook: Workbook, limits: RowLimits) {
    this.workbook = workbook
    this.limits = limits
  }

  take(): SheetRow[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes)
    else if (name === 'v' || (name === 't' && !this.inPhonetic)) {
      this.into = this.row ? 'value' : null
      this.hasValue = true
    } else if (name === 'f') this.into = 'formula'
    else if (name === 'rPh') this.inPhonetic = true
    else if (name === 'row') this.openRow(attributes)
  }

  text(text: string): void {
    if (this.into === 'value' && this.value.length <= this.limits.maxCell) this.value += text
    else if (this.into === 'formula' && this.formula.length < 100) this.formula += text
  }

  close(name: string): void {
    if (name === 'v' || name === 't' || name === 'f') this.into = null
    else if (name === 'rPh') this.inPhonetic = false
    else if (name === 'c') this.closeCell()
    else if (name === 'row' && this.row) {
      this.rows.push(this.row)
      this.row = null
    }
  }

  private openRow(attributes: Readonly<Record<string, string>>): void {
    const line = Number(attributes['r'])
    this.line = Number.isSafeInteger(line) && line > this.line ? line : this.line + 1
    this.row = { line: this.line, cells: [], problem: null }
    this.column = -1
    this.last = -1
    this.length = 0
  }

  private openCell(attributes: Readonly<Record<string, string>>): void {
    this.column = columnOf(attributes['r']) ?? this.last + 1
    // Cells stand from left to right; where one comes again or too late, no one knows which value is meant.
    if (this.column <= this.last && this.row) this.row.problem ??= 'wrong_cell_count'
    this.last = Math.max(this.last, this.column)
    this.type = attributes['t'] ?? 'n'
    this.style = Number(attributes['s'] ?? 0)
    this.value = ''
    this.formula = ''
    this.hasValue = false
  }

  private closeCell(): void {
    const { row, column } = this
    const text = this.cellText()
    if (!row || text === '') return
    if (column >= this.limits.maxCells) {
      row.problem ??= 'too_many_cells'
      return
    }
    this.length += text.length
    if (text.length > this.limits.maxCell) row.problem ??= 'cell_too_long'
    else if (this.length > this.limits.maxRow) row.problem ??= 'row_too_long'
    else {
      while (row.cells.length < column) row.cells.push('')
      row.cells[column] = text
    }
  }

  /** A formula counts by the value that was stored with it; without one it is shown as it stands, and no field takes it. */
  private cellText(): string {
    const { value } = this
    if (!this.hasValue || (value === '' && this.formula !== ''))
      return this.formula === '' ? '' : `=${this.formula}`
    switch (this.type) {
      case 's':
        return value === '' ? '' : this.sharedText(Number(value))
      case 'str':
      case 'inlineStr':
        return unescaped(value)
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE'
      case 'd':
        return value.replace('T', ' ').replace(/\.\d+$/, '')
      case 'e':
        return value
      default:
        return (
          (this.workbook.isDateStyle[this.style] ? dateText(value, this.workbook.is1904) : null) ??
          numberText(value)
        )
    }
  }

  private sharedText(index: number): string {
    const text = this.workbook.strings.get(index)
    if (text === undefined) throw new TableFailure('broken_file', 'sharedStrings')
    return text
  }
}

/** `C7` is the third: 2. Null where there is no such name. */
function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null
  let column = 0
  for (let index = 0; index < reference.length && index < 6; index += 1) {
    const letter = reference.charCodeAt(index) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column === 0 ? null : column - 1
}
