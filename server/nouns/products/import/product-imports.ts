import { basename } from 'node:path'
import type { ShopDirectory, ShopFacts, StoreFacts } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError } from '#platform/http/app-error.ts'
import { newId } from '#platform/ids/ids.ts'
import { firstCharacters } from '#platform/search/search-key.rules.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import { lockCatalogue } from '../sold/sold.store.ts'
import { MissingColumn, type ProductColumns, type ProductMap } from './product-columns.ts'
import type { ProductDraft, RefusedRow } from './product-draft.rules.ts'
import { NoProducts, readCatalogue, TooMany, type ReadCatalogue } from './read-products.ts'
import { mostListed } from './refused-lines.ts'
import type { ChunkOutcome } from './match-products.ts'
import type { Target } from './product-writer.ts'
import { writeProducts } from './write-products.ts'

export interface CatalogueImportPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  /** Adds a store and answers its id. */
  addStore(
    tx: Tx,
    now: Date,
    store: { shopId: string; name: string; platform: string; currency: string; timeZone: string },
    by: string | null,
  ): Promise<string>
  /** Called after a file was taken in: what was sold and matched nothing before may match now. */
  afterwards(shopId: string): Promise<void>
}
export interface FileWanted {
  shopId: string
  path: string
  storeName?: string | undefined
  /** Of a store that is there; `storeName` then says nothing. */
  storeId?: string | undefined
  /** What people call the file, where its path does not say. */
  fileName?: string | undefined
  sheet?: string | undefined
  /** The upload that it came by; its rows remember it. */
  importId?: string | undefined
  isDryRun: boolean
  isStrict: boolean
  by: string | null
  /** Told now and then how much of the file is done, 0 to 1; may throw to stop it after what is stored. */
  onStep?: ((share: number) => Promise<void>) | undefined
}
export interface Counts {
  /** Rows of the file. */
  read: number
  created: number
  updated: number
  unchanged: number
  refused: RefusedRow[]
  refusedCount: number
  dryRun: boolean
  store: string | null
  /** The column that each field was read from. */
  columns: Record<string, string>
  /** Why nothing was taken in: of the file (`header_not_recognised`, …), or `strict_refused`. */
  error: string | null
  errorDetail: string
}
export interface ProductImportResult extends Counts {
  products: number
  skus: number
  /** The first products of the file. */
  first: readonly ProductDraft[]
}

const chunkSize = 100
const mostBytes = 512 * 1024 ** 2
const firstShown = 8

/** Takes tables of products in. A second run of the same file changes nothing. */
export const createProductImports = (ports: CatalogueImportPorts) => ({
  /** A file that cannot be read ends with its `error`. @throws AppError import.unreadable when there is no such file. */
  importFile: async (wanted: FileWanted & { map?: ProductMap | undefined }): Promise<ProductImportResult> => {
    const { db, clock } = ports
    const facts = await ports.directory.facts(wanted.shopId)
    const known = storeOf(facts, wanted)
    const currency = wanted.map?.currency ?? known?.currency ?? facts.currency
    const file = await failureOf(() =>
      readCatalogue(wanted.path, {
        currency,
        map: wanted.map ?? {},
        maxBytes: mostBytes,
        sheet: wanted.sheet,
      }),
    )
    const none = emptyCounts(wanted, known?.name ?? wanted.storeName ?? null)
    if ('error' in file) return { ...none, products: 0, skus: 0, first: [], ...file }
    const empty = {
      ...none,
      columns: namesOf(file.columns),
      first: file.products.slice(0, firstShown).map(({ draft }) => draft),
    }
    const pass = async (storeId: string | null, isKept: boolean) =>
      passOf(
        ports,
        file,
        { ...wanted, isDryRun: !isKept },
        {
          shopId: facts.id,
          storeId,
          language: facts.language,
          fileName: firstCharacters(wanted.fileName ?? basename(wanted.path), 120),
          importId: wanted.importId ?? null,
          by: wanted.by,
        },
      )
    if (wanted.isDryRun || wanted.isStrict) {
      // A store that is yet to be made knows nothing, and no row points to it.
      const looked = await pass(known?.id ?? (wanted.storeName ? newId() : null), false)
      const result = { ...empty, ...sumsOf(looked), ...refusedOf(file.refused, looked.late) }
      if (wanted.isStrict && result.refusedCount > 0)
        return {
          ...result,
          created: 0,
          updated: 0,
          unchanged: 0,
          error: 'strict_refused',
          errorDetail: String(result.refusedCount),
        }
      if (wanted.isDryRun) return result
    }
    const storeId = await settleStore(ports, facts, wanted, known, file.isShopify ? 'shopify' : 'other')
    const done = await pass(storeId, true)
    await db.inShop(facts.id, (tx) =>
      record(tx, clock.now(), {
        name: 'catalogue.changed',
        subject: facts.id,
        version: 1,
        audience: ['desk'],
        actor: wanted.by,
        facts: { how: 'import', created: done.created, updated: done.updated },
      }),
    )
    if (done.created + done.updated > 0) await ports.afterwards(facts.id)
    return { ...empty, ...sumsOf(done), ...refusedOf(file.refused, done.late) }
  },
})

type Passed = Omit<ChunkOutcome, 'refused'> & { read: number; products: number; late: RefusedRow[] }

/** Goes through the products of a file, chunk by chunk; a dry run leaves nothing behind. */
const passOf = async (
  { db, clock }: CatalogueImportPorts,
  file: ReadCatalogue,
  { isDryRun, onStep }: Pick<FileWanted, 'isDryRun' | 'onStep'>,
  target: Target,
): Promise<Passed> => {
  const done: Passed = {
    read: file.read,
    products: file.products.length,
    created: 0,
    updated: 0,
    unchanged: 0,
    skus: 0,
    late: [],
  }
  for (let at = 0; at < file.products.length; at += chunkSize) {
    const chunk = file.products.slice(at, at + chunkSize)
    const outcome = await undone<ChunkOutcome>(isDryRun, (keep) =>
      db.inShop(target.shopId, async (tx) => {
        await lockCatalogue(tx, target.shopId)
        return keep(await writeProducts(tx, clock.now(), target, chunk))
      }),
    )
    done.created += outcome.created
    done.updated += outcome.updated
    done.unchanged += outcome.unchanged
    done.skus += outcome.skus
    done.late.push(...outcome.refused)
    await onStep?.(Math.min(1, (at + chunkSize) / file.products.length))
  }
  return done
}

class Undone extends Error {}

/** Runs `work` and, when asked to, takes it back: `keep` throws inside the transaction, and what it was given is answered. */
export const undone = async <T>(
  isUndone: boolean,
  work: (keep: (value: T) => T) => Promise<T>,
): Promise<T> => {
  let held: { value: T } | null = null
  try {
    return await work((value) => {
      held = { value }
      if (isUndone) throw new Undone()
      return value
    })
  } catch (error) {
    if (!(error instanceof Undone) || held === null) throw error
    return (held as { value: T }).value
  }
}

export const emptyCounts = (wanted: FileWanted, store: string | null): Counts => ({
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: [],
  refusedCount: 0,
  dryRun: wanted.isDryRun,
  store,
  columns: {},
  error: null,
  errorDetail: '',
})

/** Refused while reading, and refused by what the catalogue holds: by line, at most a thousand of them. */
export const refusedOf = (early: readonly RefusedRow[], late: readonly RefusedRow[]) => {
  const refused = [...early, ...late].sort((one, other) => one.line - other.line)
  return { refused: refused.slice(0, mostListed), refusedCount: refused.length }
}

const namesOf = ({ at, headers }: ProductColumns): Record<string, string> =>
  Object.fromEntries([...at].map(([field, column]) => [field, headers[column] ?? '']))

const sumsOf = ({ late: _late, ...sums }: Passed) => sums

/** The store that is meant, where it is there. @throws AppError not_found for an id that is none. */
export const storeOf = (
  facts: ShopFacts,
  { storeId, storeName }: Pick<FileWanted, 'storeId' | 'storeName'>,
): StoreFacts | null => {
  if (storeId !== undefined) {
    const store = facts.stores.get(storeId)
    if (!store) throw new AppError('not_found')
    return store
  }
  return storeName === undefined
    ? null
    : ([...facts.stores.values()].find((store) => store.name === storeName.trim()) ?? null)
}

/** The wanted store, made where there is none of that name. */
export const settleStore = async (
  { db, clock, directory, addStore }: CatalogueImportPorts,
  facts: ShopFacts,
  wanted: FileWanted,
  known: StoreFacts | null,
  platform: string,
): Promise<string | null> => {
  const name = wanted.storeName?.trim()
  if (known || !name) return known?.id ?? null
  const { timeZone, currency } = facts
  try {
    return await db.inShop(facts.id, (tx) =>
      addStore(tx, clock.now(), { shopId: facts.id, name, platform, currency, timeZone }, wanted.by),
    )
  } finally {
    directory.forget(facts.id)
  }
}

/** What is wrong with a file as a whole, as facts. @throws AppError import.unreadable when it is not there. */
export const failureOf = async <T>(
  read: () => Promise<T>,
): Promise<T | { error: string; errorDetail: string }> => {
  try {
    return await read()
  } catch (error) {
    if (error instanceof TableFailure && error.code === 'unreadable') throw new AppError('import.unreadable')
    if (error instanceof TableFailure) return { error: error.code, errorDetail: error.message }
    if (error instanceof MissingColumn) return { error: 'missing_column', errorDetail: error.message }
    if (error instanceof NoProducts) return { error: 'header_not_recognised', errorDetail: error.message }
    if (error instanceof TooMany) return { error: 'too_large', errorDetail: error.message }
    throw error
  }
}
