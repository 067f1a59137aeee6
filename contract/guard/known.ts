/** What the desk knows when a text is read; everything may be missing, and then nothing is held against the text. */

export interface KnownFact {
  key: string
  value: string
  unit: string | null
}
export interface KnownPrice {
  kind: 'list' | 'special' | 'member' | 'physical_shop'
  minor: number
  currency: string
  /** Since when it is known, as an ISO instant. */
  since: string
}
/** A product that the talk is about, with what is approved to be said of it. */
export interface KnownProduct {
  id: string
  name: string
  facts: readonly KnownFact[]
  prices: readonly KnownPrice[]
}
export interface TalkSoFar {
  /** Answers of people in this talk, how many of them came unchanged from phrases, and how many of the last ones in a row did. */
  answers: number
  canned: number
  inRow: number
}
/** What whoever writes may take off the carriage in this talk (PRC-07), in minor units. */
export interface KnownFreight {
  /** Null: without limit; 0: not at all. */
  limit: number | null
  left: number | null
  /** Taken off already, by anybody. */
  given: number
  currency: string
}
export interface Known {
  /** ISO instant. */
  now: string
  products: readonly KnownProduct[]
  /** What the buyer wrote last: quoting it is no claim of ours. */
  buyerSaid: readonly string[]
  talk: TalkSoFar
  /** Of whoever writes: some promises are within a lead's authority only. */
  roles: readonly string[]
  /** Null: not known, and then nothing is held against the text. */
  freight: KnownFreight | null
}

export const nothingKnown: Known = {
  now: '1970-01-01T00:00:00.000Z',
  products: [],
  buyerSaid: [],
  talk: { answers: 0, canned: 0, inRow: 0 },
  roles: [],
  freight: null,
}
