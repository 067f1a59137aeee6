import { compileGuard, type CompiledGuard } from '#contract/guard/compile-lists.ts'
import { createTermFinder } from '#contract/guard/find-terms.ts'
import { fold } from '#contract/guard/fold.ts'
import type { GuardState, ListedEntry } from '#contract/guard/guard.ts'
import { defaultActions, defaultLimits, type GuardEntry } from '#contract/guard/kinds.ts'
import type { Database } from '#platform/database/database.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import { findSettings, selectEntries, type EntryRow, type SettingsRow } from './entries.store.ts'
import { selectProductNames } from './known.store.ts'
import { shippedEntries } from './shipped/shipped.rules.ts'

export interface ShopGuard {
  state: GuardState
  compiled: CompiledGuard
  /** Ids of the products whose names stand in a text. */
  productsIn(text: string): string[]
  /** Of the shop: sums said in a talk are in it. */
  currency: string
}

/** Shops held at once; the one loaded longest ago goes. */
const mostKept = 500
const changesLists = /^(?:guard\.changed$|shop\.)/
const changesProducts = /^(?:product\.|catalogue\.)/
/** A shorter part of a name says nothing about a product. */
const shortestName = 3

export const toListed = (entry: GuardEntry, origin: ListedEntry['origin'], row?: EntryRow): ListedEntry => ({
  ...entry,
  words: [...entry.words],
  exceptions: [...entry.exceptions],
  roles: [...entry.roles],
  origin,
  rowId: row?.id ?? null,
  version: row?.version ?? 0,
})
/** A row of the shop; the reason of a shipped one stays in both languages while the shop leaves it alone. */
export const ofRow = (row: EntryRow): ListedEntry => {
  const before = shippedEntries.find(({ id }) => id === row.shipped)
  const isAsShipped = before !== undefined && row.reason === before.reason[row.language]
  return toListed(
    {
      id: row.shipped ?? row.id,
      kind: row.kind,
      language: row.language,
      words: row.words,
      exceptions: row.exceptions,
      action: row.action,
      reason: isAsShipped ? before.reason : { zh: row.reason, en: row.reason },
      better: row.better,
      roles: row.roles,
      upToMinor: row.up_to_minor,
    },
    row.shipped === null ? 'own' : 'changed',
    row,
  )
}

/** What holds in a shop: the shipped lists, with what the shop changed and added. */
export const stateOf = (rows: readonly EntryRow[], settings: SettingsRow | null): GuardState => {
  const changed = new Map(rows.flatMap((row) => (row.shipped === null ? [] : [[row.shipped, row] as const])))
  return {
    entries: [
      ...shippedEntries.map((entry) => {
        const row = changed.get(entry.id)
        return row ? ofRow(row) : toListed(entry, 'shipped')
      }),
      ...rows.filter((row) => row.shipped === null).map(ofRow),
    ],
    actions: { ...defaultActions, ...settings?.actions },
    limits: settings?.limits ?? { ...defaultLimits },
    version: settings?.version ?? 0,
  }
}

/** The guard of each shop, compiled once and forgotten when an event says that something changed. */
export const createGuardLists = (db: Database, currencyOf: (shopId: string) => Promise<string>) => {
  const shops = new Map<string, Promise<ShopGuard>>()
  // A shop that changed nothing, which is most, shares one.
  const untouched = compileGuard({ entries: shippedEntries, actions: defaultActions, limits: defaultLimits })

  const load = (shopId: string): Promise<ShopGuard> => {
    // A read on the way to an answer must not spend the answer's idempotency key.
    const guard = outsideClaim(async () => {
      const currency = await currencyOf(shopId)
      return db.inShop(shopId, async (tx) => {
        const [rows, settings] = [await selectEntries(tx), await findSettings(tx, shopId)]
        const state = stateOf(rows, settings)
        const names = await selectProductNames(tx)
        return {
          state,
          compiled: rows.length === 0 && settings === null ? untouched : compileGuard(state),
          productsIn: findNames(names),
          currency,
        }
      })
    })
    guard.catch(() => {
      if (shops.get(shopId) === guard) shops.delete(shopId)
    })
    const [oldest] = shops.size >= mostKept ? [...shops.keys()] : []
    if (oldest !== undefined) shops.delete(oldest)
    shops.set(shopId, guard)
    return guard
  }
  return {
    of: (shopId: string): Promise<ShopGuard> => shops.get(shopId) ?? load(shopId),
    forget: (shopId: string) => void shops.delete(shopId),
    onEvent: ({ name, shop }: { name: string; shop: string }) => {
      if (changesLists.test(name) || changesProducts.test(name)) shops.delete(shop)
    },
  }
}
export type GuardListsOfShops = ReturnType<typeof createGuardLists>

const findNames = (products: readonly { id: string; name: string }[]) => {
  const terms: string[] = []
  const owners: string[] = []
  for (const { id, name } of products) {
    const whole = fold(name).text
    for (const term of new Set([whole, ...name.split(/\s+/).map((part) => fold(part).text)]))
      if (term.length >= shortestName) {
        terms.push(term)
        owners.push(id)
      }
  }
  const finder = createTermFinder(terms)
  return (text: string): string[] => {
    const found = new Set<string>()
    finder.find(fold(text).text, (term) => {
      const id = owners[term]
      if (id !== undefined) found.add(id)
    })
    // A word that names half the catalogue names nothing.
    return found.size > 4 ? [] : [...found]
  }
}
