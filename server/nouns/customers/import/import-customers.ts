import { basename } from 'node:path'
import { setImmediate as otherWork } from 'node:timers/promises'
import type { ShopDirectory, StoreFacts } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import { newId } from '#platform/ids/ids.ts'
import { fingerprint, SeenRows } from '#platform/tabular/seen-rows.ts'
import { openTable } from '#platform/tabular/table.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import { countryOfStore } from '../country.rules.ts'
import { chooseColumns, formatOf, type CustomerFormat } from './columns.rules.ts'
import { readCustomerRow, type CustomerRecordIn, type RefusedCustomer } from './customer-record.ts'
import { refreshStatistics } from './import.store.ts'
import { writeCustomers, type CustomersOutcome, type Target } from './write-customers.ts'

/** A transaction must stay under 500 ms. */
const chunkRows = 400
const mostListed = 1000
const maxBytes = 2 * 1024 ** 3

export interface CustomerImportPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  /** Makes a store and returns its id. */
  addStore(tx: Tx, now: Date, store: NewStore, by: string | null): Promise<string>
}
export interface NewStore {
  shopId: string
  name: string
  platform: string
  currency: string
  timeZone: string
}

export interface WantedImport {
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
  /** Names of fields to names of columns; the rest is guessed. */
  map?: Readonly<Record<string, string | null>> | undefined
  isDryRun: boolean
  isStrict: boolean
  by: string | null
  onBytes?: ((bytes: number) => void) | undefined
  /** Told of every person of the file, in its order. */
  onRecord?: ((record: CustomerRecordIn) => void) | undefined
  /** Told after every chunk; may throw to stop it after what is stored. */
  onStep?: (() => Promise<void>) | undefined
}

export interface CustomerImportResult {
  read: number
  /** People in the file. */
  customers: number
  created: number
  updated: number
  unchanged: number
  duplicates: number
  /** At most 1,000 of them. */
  refused: RefusedCustomer[]
  refusedCount: number
  dryRun: boolean
  store: string
  format: CustomerFormat
  /** The column that each field was taken from. */
  columns: Record<string, string>
}

/**
 * Takes a file of customers in: Shopify's, WooCommerce's, or any table that says by what a person is known. A row that is in
 * already changes nothing, so it may be run again at any time, also after it was cut off.
 * @throws AppError not_found (no such shop is the caller's affair), import.unreadable {failure, detail},
 * request.invalid {stores} when several stores would do, state.conflict {reason: 'strict', …} when strict and refused
 */
export const importCustomers = async (
  ports: CustomerImportPorts,
  wanted: WantedImport,
): Promise<CustomerImportResult> => {
  if (!wanted.isStrict || wanted.isDryRun) return run(ports, wanted, wanted.isDryRun)
  const tried = await run(ports, { ...wanted, onBytes: undefined }, true)
  return tried.refusedCount > 0 ? tried : run(ports, wanted, false)
}

class DryRun extends Error {}

const run = async (
  ports: CustomerImportPorts,
  wanted: WantedImport,
  isDryRun: boolean,
): Promise<CustomerImportResult> => {
  const { db, clock, directory } = ports
  const facts = await directory.facts(wanted.shopId)
  const table = await openTable(wanted.path, {
    maxBytes,
    onBytes: wanted.onBytes,
    layout: { sheet: wanted.sheet },
  }).catch(unreadable)
  const result: CustomerImportResult = {
    read: 0,
    customers: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    duplicates: 0,
    refused: [],
    refusedCount: 0,
    dryRun: isDryRun,
    store: '',
    format: formatOf(table.headers),
    columns: {},
  }
  const refuse = (refused: RefusedCustomer) => {
    result.refusedCount += 1
    if (result.refused.length < mostListed) result.refused.push(refused)
  }
  try {
    const chosen = chooseColumns(table.headers, wanted.map ?? {})
    if ('problem' in chosen)
      throw new AppError('import.unreadable', {
        failure: chosen.problem,
        detail: 'name' in chosen ? chosen.name : table.headers.slice(0, 8).join(', '),
      })
    const { columns } = chosen
    result.columns = Object.fromEntries(
      Object.entries(columns).map(([field, at]) => [field, table.headers[at] ?? '']),
    )
    const now = clock.now()
    const store = await chooseStore(ports, wanted, result.format, [...facts.stores.values()], facts, isDryRun)
    result.store = store.name
    const target: Target = {
      shopId: wanted.shopId,
      storeId: store.id,
      source: wanted.fileName ?? basename(wanted.path),
      importId: wanted.importId ?? null,
      now,
    }
    const country = countryOfStore(store)
    const take = async (records: readonly CustomerRecordIn[]) => {
      if (records.length === 0) return
      add(result, await inOneGo(db, target, records, isDryRun))
    }
    let chunk: CustomerRecordIn[] = []
    // Over the whole file, in a trial too, whose chunks leave nothing behind to compare with.
    const seen = new SeenRows()
    for await (const rows of table.rows) {
      for (const row of rows) {
        result.read += 1
        const record = firstOfItsKey(seen, readCustomerRow(row, columns, table.headers, country))
        if (record === null) result.duplicates += 1
        else if ('reason' in record) refuse(record)
        else {
          chunk.push(record)
          wanted.onRecord?.(record)
        }
        if (chunk.length < chunkRows) continue
        await take(chunk)
        chunk = []
        await wanted.onStep?.()
        await otherWork()
      }
    }
    await take(chunk)
    if (!isDryRun && result.created > 0)
      await db.inShop(wanted.shopId, (tx) => refreshStatistics(tx, result.created))
    result.refused.sort((one, other) => one.line - other.line)
    return result
  } catch (error) {
    return unreadable(error)
  } finally {
    await table.close()
  }
}

const unreadable = (error: unknown): never => {
  if (!(error instanceof TableFailure)) throw error
  throw new AppError('import.unreadable', { failure: error.code, detail: error.message })
}

/** A dry run does everything and takes it back. */
const inOneGo = async (
  db: Database,
  target: Target,
  records: readonly CustomerRecordIn[],
  isDryRun: boolean,
): Promise<CustomersOutcome> => {
  let outcome: CustomersOutcome | undefined
  try {
    return await db.inShop(target.shopId, async (tx) => {
      outcome = await writeCustomers(tx, target, records)
      if (isDryRun) throw new DryRun()
      return outcome
    })
  } catch (error) {
    if (error instanceof DryRun && outcome) return outcome
    throw error
  }
}

const add = (result: CustomerImportResult, { created, updated, unchanged }: CustomersOutcome): void => {
  result.created += created
  result.updated += updated
  result.unchanged += unchanged
  result.customers += created + updated + unchanged
}

/** The first row of a key stands: null for the same once more, a refusal for one that says otherwise. */
const firstOfItsKey = (
  seen: SeenRows,
  record: CustomerRecordIn | RefusedCustomer,
): CustomerRecordIn | RefusedCustomer | null => {
  if ('reason' in record) return record
  const { key, contentHash, line } = record
  const before = seen.note(key, fingerprint(contentHash), line)
  if (before.is === 'new') return record
  return before.is === 'same' ? null : { line, field: null, reason: 'conflict', detail: String(before.line) }
}

const platformOf: Readonly<Record<CustomerFormat, string>> = {
  shopify: 'shopify',
  woocommerce: 'woocommerce',
  other: 'other',
}
const usualName: Readonly<Record<CustomerFormat, { zh: string; en: string }>> = {
  shopify: { zh: 'Shopify', en: 'Shopify' },
  woocommerce: { zh: 'WooCommerce', en: 'WooCommerce' },
  other: { zh: '导入的店铺', en: 'Imported' },
}

/** What a store is called where nobody named it. */
export const usualStoreName = (format: CustomerFormat, language: 'zh' | 'en'): string =>
  usualName[format][language]

type Store = Pick<StoreFacts, 'id' | 'name' | 'platform' | 'currency'>

/** The store that was named, else the only one of the platform, else a new one. A dry run makes none. */
const chooseStore = async (
  { db, clock, directory, addStore }: CustomerImportPorts,
  wanted: WantedImport,
  format: CustomerFormat,
  stores: readonly StoreFacts[],
  shop: { language: 'zh' | 'en'; currency: string; timeZone: string },
  isDryRun: boolean,
): Promise<Store> => {
  if (wanted.storeId !== undefined) {
    const store = stores.find(({ id }) => id === wanted.storeId)
    if (!store) throw new AppError('not_found')
    return store
  }
  const fitting = stores.filter(({ platform }) => platform === platformOf[format])
  const name =
    wanted.storeName?.trim() || (fitting.length === 1 && fitting[0]?.name) || usualName[format][shop.language]
  const known = stores.find((store) => store.name === name)
  if (known) return known
  if (!wanted.storeName && fitting.length > 1)
    throw new AppError('request.invalid', {
      problems: [{ path: '/store', rule: 'required' }],
      stores: fitting.map((store) => store.name),
    })
  const made = { name, platform: platformOf[format], currency: shop.currency, timeZone: shop.timeZone }
  if (isDryRun) return { id: newId(), ...made }
  const id = await db.inShop(wanted.shopId, (tx) =>
    addStore(tx, clock.now(), { shopId: wanted.shopId, ...made }, wanted.by),
  )
  directory.forget(wanted.shopId)
  return { id, ...made }
}
