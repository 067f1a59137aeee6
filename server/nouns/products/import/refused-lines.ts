import type { RefusedRow } from './product-draft.rules.ts'

/** As many refused lines as an import names; it counts the rest. */
export const mostListed = 1000

/** Refused lines in the order of the file: the first of them and how many there are, since all may be wrong. */
export class RefusedLines {
  count = 0
  readonly first: RefusedRow[] = []

  add(row: RefusedRow): void {
    this.count += 1
    if (this.first.length < mostListed) this.first.push(row)
  }
}
