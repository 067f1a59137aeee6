import type { BodyOf } from '#contract/endpoint.ts'
import { checkMapping, type MappingProblem } from '#contract/orders/check-mapping.ts'
import type { StoreConnector } from '#contract/orders/import-record.ts'
import type {
  Import,
  ImportColumns,
  ImportTrial,
  mapImport,
  tryImportMapping,
} from '#contract/orders/orders.ts'
import { countryOfStore } from '#nouns/customers/index.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import { cleanCell } from '#platform/tabular/cell.ts'
import { openTable } from '#platform/tabular/table.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import { placeOf } from './choose-store.ts'
import { guessMapping } from './guess-mapping.rules.ts'
import type { ImportPorts } from './import-ports.ts'
import { toImport } from './import-shape.ts'
import { ImportTally } from './import-tally.ts'
import { findImport, giveMapping, type ImportRecord } from './imports.store.ts'
import { incomingOf } from './incoming.ts'
import { readerOf } from './readers.ts'

/** Of a file of the shop's own: enough to see what its columns are. */
const shownRows = 6
const guessedFrom = 200
const triedRows = 200
const shownRefusals = 20
/** Different values of a column that may be words for a status; more of them are names or numbers. */
const mostWords = 30
/** Characters of a cell that a screen shows. */
const shownCell = 80
const maxBytes = 4 * 1024 ** 3
/** What a look may take out of a packed file: it is taken in the desk's own process, and again with every change. */
const maxInflated = 256 * 1024 ** 2

/** What an uploaded table's columns mean: guessed, tried on its own rows, and settled. */
export const createMappingStep = (
  ports: ImportPorts,
  steps: { previewLater(row: ImportRecord, reader: StoreConnector): void },
) => {
  const { db, directory, clock } = ports

  /** @throws AppError not_found; state.conflict when its file is not there to be looked at (any more). */
  const open = async (shopId: string, id: string): Promise<ImportRecord & { file_path: string }> => {
    const row = await db.inShop(shopId, (tx) => findImport(tx, id))
    if (!row) throw notFound()
    const { file_path: path } = row
    if (path === null || (row.state !== 'mapping' && row.state !== 'previewed'))
      throw new AppError('state.conflict', { state: row.state })
    return { ...row, file_path: path }
  }

  const turns = new Map<string, Promise<void>>()
  /** One look at an import at a time, however fast its columns are changed. */
  const inTurn = <T>(id: string, look: () => Promise<T>): Promise<T> => {
    const mine = (turns.get(id) ?? Promise.resolve()).then(look)
    const end = () => {
      if (turns.get(id) === done) turns.delete(id)
    }
    const done = mine.then(end, end)
    turns.set(id, done)
    return mine
  }

  return {
    /** The header, some rows, and what its columns may mean. @throws AppError not_found, state.conflict, import.unreadable */
    columns: async (caller: MemberCaller, id: string): Promise<ImportColumns> => {
      const row = await open(caller.shopId, id)
      const { headers, rows } = await inTurn(id, () => firstRows(row))
      const facts = await directory.facts(caller.shopId)
      const { currency } = placeOf(facts, facts.stores.get(row.store_id ?? '') ?? null, 'mapped')
      const guessed = guessMapping(headers, rows, currency)
      return {
        headers,
        rows: rows.slice(0, shownRows).map((cells) => cells.map((cell) => cell.slice(0, shownCell))),
        words: headers.map((_, column) => wordsOf(rows, column)),
        mapping: row.mapping ?? guessed.mapping,
        guesses: guessed.guesses,
        missing: guessed.missing,
      }
    },

    /** The orders that a mapping makes of the first rows. @throws AppError not_found, state.conflict */
    tryMapping: async (
      caller: MemberCaller,
      id: string,
      { mapping }: BodyOf<typeof tryImportMapping>,
    ): Promise<ImportTrial> => {
      const row = await outsideClaim(() => open(caller.shopId, id))
      const checked = checkMapping(mapping)
      if (!checked.ok) return { orders: [], refused: [], read: 0, problems: checked.problems }
      const facts = await directory.facts(caller.shopId)
      const place = placeOf(facts, facts.stores.get(row.store_id ?? '') ?? null, 'mapped')
      const tally = new ImportTally()
      const country = countryOfStore({ platform: 'other', currency: place.currency })
      const problems: MappingProblem[] = []
      const reader = ports.mapped(mapping)
      const look = {
        ...place,
        maxBytes,
        maxInflated,
        maxRows: triedRows,
        sheet: row.sheet ?? undefined,
        lines: row.lines_path ?? undefined,
      }
      await inTurn(id, async () => {
        for await (const item of reader.read(row.file_path, look)) {
          if (item.kind === 'order') tally.takeOrder(incomingOf(item.order, country))
          else if (item.kind === 'refused') tally.takeRefused(item.refused)
          else if (item.kind === 'end') tally.end(item.rows)
          else if (item.kind === 'failed') problems.push(problemOf(item.failure, item.detail))
        }
      })
      const refused = tally.refused.slice(0, shownRefusals)
      return { orders: tally.sample, refused, read: tally.counts.read, problems }
    },

    /** @throws AppError not_found, state.conflict; request.invalid {problems} for a mapping that says nothing of use. */
    giveMapping: async (
      caller: MemberCaller,
      id: string,
      { mapping }: BodyOf<typeof mapImport>,
    ): Promise<Import> => {
      await outsideClaim(() => open(caller.shopId, id))
      const checked = checkMapping(mapping)
      if (!checked.ok)
        throw new AppError('request.invalid', {
          problems: checked.problems.map(({ path, rule }) => ({ path: `/body/mapping${path}`, rule })),
        })
      const row = await db.inShop(caller.shopId, (tx) => giveMapping(tx, id, { mapping, at: clock.now() }))
      if (!row) throw new AppError('state.conflict')
      const shown = toImport(row, await directory.facts(caller.shopId), clock.now())
      const reader = readerOf(ports, row)
      if (reader) steps.previewLater(row, reader)
      return shown
    },
  }
}

const wordsOf = (rows: readonly (readonly string[])[], column: number): string[] => {
  const words = new Set<string>()
  for (const row of rows) {
    const word = cleanCell(row[column] ?? '').slice(0, shownCell)
    if (word !== '') words.add(word)
    if (words.size > mostWords) return []
  }
  return [...words]
}

const problemOf = (failure: string, detail: string): MappingProblem => ({
  path: '',
  rule:
    failure === 'missing_column'
      ? 'column_missing'
      : failure === 'duplicate_column'
        ? 'column_twice'
        : 'wrong_value',
  detail,
})

const firstRows = async ({
  file_path: path,
  mapping,
  sheet,
}: Pick<ImportRecord, 'mapping' | 'sheet'> & { file_path: string }): Promise<{
  headers: string[]
  rows: string[][]
}> => {
  try {
    const layout = { ...mapping?.file, sheet: sheet ?? undefined }
    const table = await openTable(path, { maxBytes, maxInflated, layout })
    const rows: string[][] = []
    for await (const batch of table.rows) {
      for (const row of batch) if (row.problem === null && rows.length < guessedFrom) rows.push(row.cells)
      if (rows.length >= guessedFrom) break
    }
    await table.close()
    return { headers: table.headers, rows }
  } catch (error) {
    if (error instanceof TableFailure) throw new AppError('import.unreadable', { failure: error.code })
    throw error
  }
}
