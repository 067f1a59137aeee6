import type { Import } from '#contract/orders/orders.ts'
import type { RefusedLine } from '#contract/orders/import-record.ts'
import { keyOfIdentity } from '#nouns/customers/index.ts'
import { fingerprint } from '#platform/tabular/seen-rows.ts'
import type { Incoming } from './incoming.ts'
import type { ChunkOutcome } from './write-chunk.ts'

/** What an import has done so far. */
export interface Counts {
  /** Rows of the file, the header apart. */
  read: number
  orders: number
  lines: number
  /** People among the buyers of these orders, as far as they can be told apart. */
  customers: number
  /** Different products among the lines. */
  products: number
  created: number
  updated: number
  unchanged: number
  conflicts: number
  /** Rows that stood there before, word for word. */
  duplicates: number
}
type Sample = Import['sample'][number]

/** A list of every refused line of a broken file helps nobody; all are counted. */
export const mostRefused = 1000
const sampleSize = 10

export const noCounts = (): Counts => ({
  read: 0,
  orders: 0,
  lines: 0,
  customers: 0,
  products: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  conflicts: 0,
  duplicates: 0,
})
/** A look at a file counts what would be done; this is what was. */
export const nothingDone = { created: 0, updated: 0, unchanged: 0 } as const

/** Counts one pass through a file, in flat memory (24 bytes or so a person). */
export class ImportTally {
  readonly counts: Counts = noCounts()
  readonly refused: RefusedLine[] = []
  refusedCount = 0
  readonly sample: Sample[] = []
  private readonly people = new Map<number, number>()
  private readonly products = new Set<number>()

  takeOrder({ draft, identities, rows }: Incoming): void {
    this.counts.read += rows
    this.counts.orders += 1
    this.counts.lines += draft.lines.length
    for (const { sku, title } of draft.lines) this.products.add(fingerprint(sku ?? title))
    this.counts.products = this.products.size
    this.meet(identities.map((identity) => fingerprint(keyOfIdentity(identity))))
    if (this.sample.length >= sampleSize) return
    const { name, buyerName: buyer, placedAt, status, total, currency, title, quantity } = draft
    this.sample.push({ name, buyer, placedAt, status, total: { minor: total, currency }, title, quantity })
  }

  takeRefused(line: RefusedLine, rows = 1): void {
    this.counts.read += rows
    this.refusedCount += 1
    if (this.refused.length < mostRefused) this.refused.push(line)
  }

  takeDuplicate(): void {
    this.counts.read += 1
    this.counts.duplicates += 1
  }

  /** The file says itself how many rows it had. */
  end(rows: number): void {
    this.counts.read = rows
  }

  add(outcome: ChunkOutcome): void {
    this.counts.created += outcome.created
    this.counts.updated += outcome.updated
    this.counts.unchanged += outcome.unchanged
    this.counts.conflicts += outcome.conflicts
    for (const line of outcome.refused) this.takeRefused(line, 0)
  }

  /** Whoever shares an identity with somebody seen before is that somebody. */
  private meet(prints: readonly number[]): void {
    if (prints.length === 0) return
    const known = prints.map((print) => this.people.get(print)).find((person) => person !== undefined)
    const person = known ?? (this.counts.customers += 1)
    for (const print of prints) if (!this.people.has(print)) this.people.set(print, person)
  }
}
