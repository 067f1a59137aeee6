import { tableKinds, type TableKind } from '#contract/imports/kinds.ts'
import { findCustomerFields } from '#nouns/customers/index.ts'
import { findProductFields, findReviewFields } from '#nouns/products/index.ts'
import { firstCharacters } from '#platform/search/search-key.rules.ts'
import { openTable } from '#platform/tabular/table.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import { recogniseTable } from './recognise.rules.ts'

/** What may come out of a packed file: it is opened in the desk's own process. */
const maxInflated = 256 * 1024 ** 2
const sampleRows = 20

export type FileLook =
  | {
      is: 'table'
      /** Null where no kind can be told. */
      kind: TableKind | null
      headers: string[]
      sheets: readonly string[]
    }
  /** Sheets that go on with each other: one must be named. */
  | { is: 'sheets'; sheets: readonly string[] }
  /** An export of orders, which has a way in of its own. */
  | { is: 'orders' }
  | { is: 'broken'; failure: string; detail: string }

/** The first block of a file, and what it is. Throws nothing for what the file contains. */
export const lookAtFile = async (
  path: string,
  given: { maxBytes: number; sheet: string | null; wanted: TableKind | null },
  isOrders: (head: Uint8Array, headers: readonly string[]) => boolean,
): Promise<FileLook> => {
  try {
    const table = await openTable(path, {
      maxBytes: given.maxBytes,
      maxInflated,
      layout: { sheet: given.sheet ?? undefined },
    })
    try {
      if (isOrders(table.head, table.headers)) return { is: 'orders' }
      const { value = [] } = (await table.rows.next()) as { value?: { cells: string[] }[] }
      const sample = value.slice(0, sampleRows).map(({ cells }) => cells)
      const found = {
        products: findProductFields(table.headers, sample),
        reviews: findReviewFields(table.headers, sample),
        customers: findCustomerFields(table.headers),
      }
      return {
        is: 'table',
        kind: recogniseTable(found, given.wanted),
        headers: table.headers.map((name) => firstCharacters(name.toWellFormed().replaceAll('\0', ''), 200)),
        sheets: table.sheets,
      }
    } finally {
      await table.close()
    }
  } catch (error) {
    if (!(error instanceof TableFailure)) throw error
    if (error.code === 'several_sheets') return { is: 'sheets', sheets: error.sheets }
    return { is: 'broken', failure: error.code, detail: error.message }
  }
}

export const kindOf = (value: unknown): TableKind | null => tableKinds.find((kind) => kind === value) ?? null
