/** 话术把关: the closed lists of the word guard, without schemas, so that browsers load them alone. */

/** What an outgoing text may be found to say. The first ones read lists of words; the last five read what is known. */
export const guardKinds = [
  'deflection',
  'price_change',
  'argument',
  'promise',
  'exaggeration',
  'superlative',
  'efficacy',
  'claim',
  'stale_price',
  'slot',
  'canned',
] as const
export type GuardKind = (typeof guardKinds)[number]

/** Kinds whose words stand in lists that the shop edits. */
export const wordKinds = [
  'deflection',
  'price_change',
  'argument',
  'promise',
  'exaggeration',
  'superlative',
  'efficacy',
] as const satisfies readonly GuardKind[]
export type WordKind = (typeof wordKinds)[number]

/**
 * The lists: what to find; what may be promised all the same (PRM-05); and what is counted for the tone of an answer
 * (PHR-09, PHR-15), which is never held back.
 */
export const listKinds = [...wordKinds, 'approved', 'polite', 'warm'] as const
export type ListKind = (typeof listKinds)[number]

export const guardActions = ['block', 'warn', 'off'] as const
export type GuardAction = (typeof guardActions)[number]

/**
 * What a shop that changes nothing gets: held back are texts that send a buyer away (PHR-06), that change a marked price
 * (PRC-06) and that still have a blank; everything else is said, and may be sent.
 */
export const defaultActions: Readonly<Record<GuardKind, GuardAction>> = {
  deflection: 'block',
  price_change: 'block',
  argument: 'warn',
  promise: 'warn',
  exaggeration: 'warn',
  superlative: 'warn',
  efficacy: 'warn',
  claim: 'warn',
  stale_price: 'warn',
  slot: 'block',
  canned: 'warn',
}

export interface GuardLimits {
  /** PHR-10: warned when more than this share (percent) of a talk's answers came unchanged from phrases … */
  cannedPercent: number
  /** … or when so many in a row did. */
  cannedInRow: number
  /** A compared price of a physical shop counts as stale after so many days. */
  comparedPriceDays: number
}
export const defaultLimits: GuardLimits = { cannedPercent: 80, cannedInRow: 4, comparedPriceDays: 30 }

export type BothLanguages = Readonly<Record<'zh' | 'en', string>>

/** One entry of a list. How its words are written stands in `compile-pattern.ts`. */
export interface GuardEntry {
  id: string
  kind: ListKind
  language: 'zh' | 'en'
  words: readonly string[]
  /** A find that one of these covers, even in part, is none. */
  exceptions: readonly string[]
  /** Null: as its kind. */
  action: GuardAction | null
  /** One sentence. */
  reason: BothLanguages
  /** What to say instead, in the entry's language; empty: leave the words out; null: nothing to offer. */
  better: string | null
  /** Approved promises only: who may give it; none named: everybody. */
  roles: readonly string[]
  /** Approved promises only: up to this sum of money; null: any. */
  upToMinor: number | null
}

/** All that the guard goes by in one shop. */
export interface GuardLists {
  entries: readonly GuardEntry[]
  actions: Readonly<Record<GuardKind, GuardAction>>
  limits: GuardLimits
}
