import type { TableKind } from '#contract/imports/kinds.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'

export interface Refused {
  line: number
  field: string | null
  reason: string
  detail: string
}
/** Where a table goes: a store, or one that is yet to be made; neither: nowhere yet, or no store's. */
export interface Goal {
  storeId: string | null
  newStore: string | null
}
/** One table and how it is to be read. */
export interface Taking extends Goal {
  shopId: string
  importId: string
  path: string
  fileName: string
  sheet: string | null
  /** By field; null: no column. */
  map: Readonly<Record<string, string | null>>
  isDryRun: boolean
  isStrict: boolean
  by: string | null
  /** Told how much of the file is done, 0 to 1; throws to stop it. */
  onStep(share: number): Promise<void>
}
export interface TakenCounts {
  read: number
  things: number
  created: number
  updated: number
  unchanged: number
}
export interface Sample {
  fields: readonly string[]
  rows: readonly (readonly string[])[]
}
export interface Taken {
  counts: TakenCounts
  refused: readonly Refused[]
  refusedCount: number
  columns: Readonly<Record<string, string>>
  sample: Sample
  /** Why nothing was taken in. */
  error: string | null
  errorDetail: string
}

/** Who takes tables of one kind in. */
export interface Taker {
  fields: readonly string[]
  /** Whether tables of this kind must go into a store. */
  needsStore: boolean
  /** Of what a new store is made; `headers` may tell. */
  platform(headers: readonly string[]): string
  /** Where such a table goes unless somebody says otherwise. */
  goal(facts: ShopFacts, headers: readonly string[]): Goal
  take(taking: Taking): Promise<Taken>
}
export type Takers = Readonly<Record<TableKind, Taker>>

export const noCounts: TakenCounts = { read: 0, things: 0, created: 0, updated: 0, unchanged: 0 }
export const noSample: Sample = { fields: [], rows: [] }

/** The only store of that platform (null: of any), else a new one of the usual name, else none. */
export const goalOf = (facts: ShopFacts, platform: string | null, usual: string | null): Goal => {
  const fitting = [...facts.stores.values()].filter(
    (store) => platform === null || store.platform === platform,
  )
  const [only] = fitting
  if (only && fitting.length === 1) return { storeId: only.id, newStore: null }
  return { storeId: null, newStore: fitting.length === 0 ? usual : null }
}
