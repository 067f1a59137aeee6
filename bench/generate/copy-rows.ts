import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

export type Cell = string | number | boolean | Date | null | readonly (string | number)[]

/** Rows gathered by table, written by COPY in the order in which the tables were first named. */
export class RowBatch {
  readonly #tables = new Map<string, { columns: readonly string[]; lines: string[] }>()

  add(table: string, row: Readonly<Record<string, Cell>>): void {
    const columns = Object.keys(row)
    const known = this.#tables.get(table) ?? { columns, lines: [] }
    if (known.columns.join() !== columns.join()) throw new Error(`rows of ${table} differ in their columns`)
    this.#tables.set(table, known)
    known.lines.push(Object.values(row).map(cellText).join('\t'))
  }

  /** Writes and forgets what was gathered. */
  async write(client: pg.Client): Promise<void> {
    for (const [table, { columns, lines }] of this.#tables) {
      if (lines.length === 0) continue
      const copy = client.query(from(`copy ${table} (${columns.join(', ')}) from stdin`))
      for (let i = 0; i < lines.length; i += 2_000) {
        if (!copy.write(`${lines.slice(i, i + 2_000).join('\n')}\n`)) await once(copy, 'drain')
      }
      copy.end()
      await finished(copy)
      lines.length = 0
    }
  }
}

const cellText = (cell: Cell): string => {
  if (cell === null) return '\\N'
  if (cell instanceof Date) return cell.toISOString()
  if (typeof cell === 'object')
    return escaped(`{${cell.map((one) => (typeof one === 'number' ? one : JSON.stringify(one))).join(',')}}`)
  return typeof cell === 'string' ? escaped(cell) : String(cell)
}

const escaped = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
