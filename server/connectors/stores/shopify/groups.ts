import { cleanCell, unmarkedCell } from '#platform/tabular/cell.ts'
import type { TableRow } from '#platform/tabular/row-reader.ts'
import { fingerprint, SeenRows } from '#platform/tabular/seen-rows.ts'
import type { ImportItem, RefusalReason } from '#contract/orders/import-record.ts'
import { orderColumns, type ShopifyColumn, type ShopifyColumns } from './columns.ts'

/** The rows of one order. */
export interface OrderRows {
  /** `Id` where there is one, else `Name`. */
  key: string
  keyFrom: 'id' | 'name'
  name: string
  head: TableRow
  further: TableRow[]
  /** Further rows that could not be read. */
  missing: number
}

export type Grouped =
  | { kind: 'order'; rows: OrderRows }
  | Extract<ImportItem, { kind: 'refused' | 'duplicate' }>

/** What the row before belongs to, and with it a further row that names no order. */
type Current =
  | { is: 'order'; rows: OrderRows; unmatched: TableRow[] | null }
  /** An order again that was handed on long ago: compared as a whole when its last row is there. */
  | { is: 'copy'; rows: OrderRows }
  | { is: 'refused'; name: string }

/**
 * How many orders are held open for further rows that stand elsewhere in the file. Shopify writes an order's rows
 * together; files sorted by hand do not, and most of those are shorter than this.
 */
const MAX_OPEN = 1000
const MAX_ORPHANS = 1000

/**
 * Puts the rows of an export together to orders. The first row of an order carries its fields; further rows carry
 * one product each, with the order's name or none. The same row again is ignored; the same order again with other
 * content is refused and the first one stands.
 */
export class OrderGroups {
  private readonly open = new Map<string, OrderRows>()
  /** In the order in which they were opened; what lies before `oldest` is closed. */
  private queue: OrderRows[] = []
  private oldest = 0
  private readonly openByName = new Map<string, OrderRows>()
  private readonly closed = new SeenRows()
  private readonly orphans = new Map<string, TableRow[]>()
  private orphanCount = 0
  private current: Current | null = null
  private out: Grouped[] = []
  private readonly columns: ShopifyColumns
  private readonly headers: readonly string[]

  constructor(columns: ShopifyColumns, headers: readonly string[]) {
    this.columns = columns
    this.headers = headers
  }

  /** What is settled with this row; orders come when no further row of theirs is expected any more. */
  take(row: TableRow): Grouped[] {
    if (row.problem) this.takeBroken(row)
    else if (this.isFurther(row)) this.takeFurther(row)
    else this.takeFirst(row)
    return this.give()
  }

  /** All that is still held, at the end of the file. */
  finish(): Grouped[] {
    this.leaveCurrent()
    for (const rows of this.queue.slice(this.oldest)) this.close(rows)
    this.queue = []
    for (const row of [...this.orphans.values()].flat()) this.refuse(row, 'continuation_without_order')
    this.orphans.clear()
    return this.give()
  }

  private give(): Grouped[] {
    const { out } = this
    if (out.length > 0) this.out = []
    return out
  }

  private takeBroken(row: TableRow): void {
    const detail = row.problem === 'wrong_cell_count' ? `${row.cells.length}/${this.headers.length}` : ''
    this.refuse(row, row.problem as RefusalReason, null, detail)
    const name = this.cell(row, 'name')
    const rows = row.cells.length > 0 && this.isFurther(row) ? this.orderOf(name) : null
    if (rows) rows.missing += 1
    else this.setCurrent({ is: 'refused', name })
  }

  private takeFirst(row: TableRow): void {
    const name = this.cell(row, 'name')
    const id = unmarkedCell(row.cells[this.columns.at.id] ?? '')
    // A spreadsheet program turns ids to `5.1E+12`: many orders would share it, so it counts as none.
    const keyFrom = /^\d+$/.test(id) ? 'id' : 'name'
    const key = keyFrom === 'id' ? id : name
    if (name === '') {
      this.refuse(row, 'missing_value', this.columns.label.name)
      this.setCurrent({ is: 'refused', name })
      return
    }
    const known = this.open.get(key) ?? (keyFrom === 'name' ? this.openByName.get(name) : undefined)
    const rows: OrderRows = { key, keyFrom, name, head: row, further: [], missing: 0 }
    if (known) this.takeAgain(row, known)
    else if (this.closed.find(noteKey(keyFrom, key))) this.setCurrent({ is: 'copy', rows })
    else this.openOrder(rows)
  }

  private takeAgain(row: TableRow, known: OrderRows): void {
    if (row.raw === known.head.raw) {
      this.out.push({ kind: 'duplicate', line: row.line, firstLine: known.head.line })
      this.setCurrent({ is: 'order', rows: known, unmatched: [...known.further] })
      return
    }
    const differs = row.cells.findIndex((cell, index) => cell !== known.head.cells[index])
    this.refuse(row, 'conflict', this.headers[differs] ?? this.columns.label.name, String(known.head.line))
    this.setCurrent({ is: 'refused', name: known.name })
  }

  private openOrder(rows: OrderRows): void {
    this.setCurrent({ is: 'order', rows, unmatched: null })
    this.open.set(rows.key, rows)
    this.openByName.set(rows.name, rows)
    const orphans = this.orphans.get(rows.name)
    if (orphans) {
      rows.further.push(...orphans)
      this.orphans.delete(rows.name)
      this.orphanCount -= orphans.length
    }
    this.queue.push(rows)
    if (this.open.size > MAX_OPEN) this.closeOldest()
  }

  private closeOldest(): void {
    const rows = this.queue[this.oldest]
    this.oldest += 1
    if (rows) this.close(rows)
    if (this.oldest < MAX_OPEN) return
    this.queue = this.queue.slice(this.oldest)
    this.oldest = 0
  }

  private takeFurther(row: TableRow): void {
    const name = this.cell(row, 'name')
    const { current } = this
    const follows = current !== null && (name === '' || name === nameOf(current))
    if (follows && current.is === 'refused') this.refuse(row, 'order_refused')
    else if (follows && current.is === 'copy') current.rows.further.push(row)
    else if (follows && current.is === 'order') this.addFurther(row, current.rows, current.unmatched)
    else if (name === '') this.refuse(row, 'continuation_without_order')
    else this.takeStray(row, name)
  }

  private addFurther(row: TableRow, rows: OrderRows, unmatched: TableRow[] | null): void {
    const match = unmatched?.findIndex((known) => known.raw === row.raw) ?? -1
    const [known] = match < 0 ? [] : (unmatched?.splice(match, 1) ?? [])
    if (known) this.out.push({ kind: 'duplicate', line: row.line, firstLine: known.line })
    else rows.further.push(row)
  }

  /** A further row away from its order: before it, among other orders, or too late. */
  private takeStray(row: TableRow, name: string): void {
    const rows = this.openByName.get(name)
    if (rows) {
      rows.further.push(row)
      this.setCurrent({ is: 'order', rows, unmatched: null })
    } else if (this.closed.find(noteKey('name', name))) {
      this.refuse(row, 'order_already_read')
    } else if (this.orphanCount < MAX_ORPHANS) {
      this.orphans.set(name, [...(this.orphans.get(name) ?? []), row])
      this.orphanCount += 1
    } else {
      this.refuse(row, 'continuation_without_order')
    }
  }

  /** The open order that a broken further row belongs to. */
  private orderOf(name: string): OrderRows | null {
    const { current } = this
    if (current?.is === 'order' && (name === '' || name === current.rows.name)) return current.rows
    return this.openByName.get(name) ?? null
  }

  private setCurrent(next: Current): void {
    this.leaveCurrent()
    this.current = next
  }

  private leaveCurrent(): void {
    const { current } = this
    this.current = null
    if (current?.is !== 'copy') return
    const known = this.closed.find(noteKey(current.rows.keyFrom, current.rows.key))
    const firstLine = known?.line ?? 0
    const isSame = known?.content === printOf(current.rows)
    for (const row of [current.rows.head, ...current.rows.further]) {
      if (isSame) this.out.push({ kind: 'duplicate', line: row.line, firstLine })
      else this.refuse(row, 'conflict', this.columns.label.name, String(firstLine))
    }
  }

  private close(rows: OrderRows): void {
    this.open.delete(rows.key)
    if (this.openByName.get(rows.name) === rows) this.openByName.delete(rows.name)
    this.closed.note(noteKey(rows.keyFrom, rows.key), printOf(rows), rows.head.line)
    if (rows.keyFrom === 'id') this.closed.note(noteKey('name', rows.name), 0, rows.head.line)
    this.out.push({ kind: 'order', rows })
  }

  private refuse(row: TableRow, reason: RefusalReason, field: string | null = null, detail = ''): void {
    this.out.push({ kind: 'refused', refused: { line: row.line, field, reason, detail } })
  }

  private isFurther(row: TableRow): boolean {
    return orderColumns.every((key) => (row.cells[this.columns.at[key]] ?? '').trim() === '')
  }

  private cell(row: TableRow, key: ShopifyColumn): string {
    return cleanCell(row.cells[this.columns.at[key]] ?? '')
  }
}

function nameOf(current: Current): string {
  return current.is === 'refused' ? current.name : current.rows.name
}

function noteKey(from: 'id' | 'name', key: string): string {
  return from === 'id' ? `id ${key}` : key
}

function printOf(rows: OrderRows): number {
  if (rows.further.length === 0) return fingerprint(rows.head.raw)
  return fingerprint([rows.head.raw, ...rows.further.map((row) => row.raw)].join('\n'))
}
