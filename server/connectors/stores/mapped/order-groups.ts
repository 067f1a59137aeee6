import type { ImportItem } from '#contract/orders/import-record.ts'
import { fingerprint, SeenRows } from '#platform/tabular/seen-rows.ts'
import type { OrderRows } from './assemble.ts'
import type { ReadRow } from './read-row.ts'

export type Grouped =
  | { kind: 'order'; rows: OrderRows }
  | Extract<ImportItem, { kind: 'refused' | 'duplicate' }>

/**
 * How many orders, and rows of them, are held open for further rows elsewhere in the file. Rows of one order mostly stand
 * together; a file sorted by product or by day of dispatch scatters them. What comes later than this is refused as such.
 */
export const mostOpen = { orders: 20_000, rows: 60_000 } as const
/** Rows of one order: beyond it a constant slipped into the column of numbers. */
export const mostRowsOfOrder = 10_000
/** What the rows of one order must agree on. */
const agreed = ['buyer.account', 'buyer.email', 'buyer.phone'] as const
const agreedMoney = ['goods', 'freight', 'tax', 'total', 'paid'] as const

/** Puts the rows of a file together to orders where each row is a line. */
export class OrderGroups {
  private readonly open = new Map<string, OrderRows>()
  private openRows = 0
  /** Refused rows of orders of which no good row was seen yet. */
  private readonly missing = new Map<string, number>()
  private readonly closed = new SeenRows()
  private readonly rowsSeen = new SeenRows()
  private readonly lineIds = new SeenRows()
  private readonly summed: ReadonlySet<string>
  private readonly label: (field: string) => string

  constructor(summed: ReadonlySet<string>, label: (field: string) => string) {
    this.summed = summed
    this.label = label
  }

  take(row: ReadRow): Grouped[] {
    const known = this.open.get(row.id)
    if (row.bad) {
      if (known) known.missing += 1
      else if (row.id !== '' && this.missing.size < mostOpen.orders)
        this.missing.set(row.id, (this.missing.get(row.id) ?? 0) + 1)
      return [refused(row, row.bad.reason, row.bad.field, row.bad.detail)]
    }
    const seen = this.rowsSeen.note(`${row.id}\n${row.raw}`, 0, row.line)
    if (!known)
      return this.closed.find(row.id)
        ? [this.late(row, seen.is === 'new' ? null : seen.line)]
        : this.begin(row)
    const conflict = this.conflictOf(row, known)
    if (conflict) {
      known.missing += 1
      return [conflict]
    }
    if (known.rows.length >= mostRowsOfOrder) {
      known.missing += 1
      return [refused(row, 'bad_id', this.label('order.id'), row.id)]
    }
    known.rows.push(row)
    this.openRows += 1
    return this.closeOldest()
  }

  finish(): Grouped[] {
    const rest = [...this.open.values()]
    this.open.clear()
    return rest.map((rows) => ({ kind: 'order', rows }))
  }

  private begin(row: ReadRow): Grouped[] {
    this.open.set(row.id, { id: row.id, rows: [row], missing: this.missing.get(row.id) ?? 0 })
    this.missing.delete(row.id)
    this.openRows += 1
    this.noteLine(row)
    return this.closeOldest()
  }

  private closeOldest(): Grouped[] {
    const out: Grouped[] = []
    for (const [id, rows] of this.open) {
      if ((this.open.size <= mostOpen.orders && this.openRows <= mostOpen.rows) || this.open.size === 1) break
      this.open.delete(id)
      this.openRows -= rows.rows.length
      this.closed.note(id, 0, rows.rows[0]?.line ?? 0)
      out.push({ kind: 'order', rows })
    }
    return out
  }

  private late(row: ReadRow, firstLine: number | null): Grouped {
    if (firstLine !== null) return { kind: 'duplicate', line: row.line, firstLine }
    return refused(row, 'order_already_read', this.label('order.id'), row.id)
  }

  private conflictOf(row: ReadRow, known: OrderRows): Grouped | null {
    const [head] = known.rows
    if (!head) return null
    const detail = String(head.line)
    const other = (field: string, one: unknown, two: unknown): Grouped | null =>
      one !== undefined && two !== undefined && one !== two
        ? refused(row, 'conflict', this.label(field), detail)
        : null
    for (const field of agreed) {
      const conflict = other(field, head.texts.get(field), row.texts.get(field))
      if (conflict) return conflict
    }
    for (const field of agreedMoney) {
      if (this.summed.has(field)) continue
      const conflict = other(
        `order.${field}`,
        head.amounts.get(field) || undefined,
        row.amounts.get(field) || undefined,
      )
      if (conflict) return conflict
    }
    if (head.currency !== row.currency) return refused(row, 'conflict', this.label('order.currency'), detail)
    const placed = other('order.placedAt', head.times.get('placedAt'), row.times.get('placedAt'))
    if (placed) return placed
    const line = this.noteLine(row)
    return line === null ? null : refused(row, 'conflict', this.label('line.id'), String(line))
  }

  /** The line where the same line of the order stood with other content, or null. */
  private noteLine(row: ReadRow): number | null {
    if (!row.item?.id) return null
    const seen = this.lineIds.note(`${row.id}\n${row.item.id}`, fingerprint(row.raw), row.line)
    return seen.is === 'different' ? seen.line : null
  }
}

const refused = (
  row: ReadRow,
  reason: Extract<ImportItem, { kind: 'refused' }>['refused']['reason'],
  field: string | null,
  detail: string,
): Grouped => ({ kind: 'refused', refused: { line: row.line, field, reason, detail } })
