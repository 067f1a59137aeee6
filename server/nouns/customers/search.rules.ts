/**
 * What somebody may mean by a text typed into search: a nick or name, an e-mail, the last digits of a phone, an order or
 * tracking number. One text may mean several; each is looked for, and the answer says how it was found.
 */
import { cutsOf, patternOf, typedPinyin } from './pinyin/pinyin.rules.ts'
import { digitsFromEnd, searchKey } from '#platform/search/search-key.rules.ts'

export interface Sought {
  /** Folded, for names and e-mails. Empty: nothing is sought. */
  key: string
  /** As typed, for accounts: platforms tell letters apart that look alike. */
  text: string
  /** Of an order, without the `#` that shops write before it; null where too short to mean one. */
  number: string | null
  /** Digits from the last on, where the text is digits alone and at least four. */
  tail: string | null
  /** Letters that may spell a Chinese name. */
  pinyin: string | null
  /** The ways to read them as a mixture of syllables and initials, the likeliest first. */
  cuts: { initials: string; first: string; pattern: string }[]
}

/** `syllables`: all there are, asked for when the text may be pinyin. */
export const readSought = (text: string, syllables: () => ReadonlySet<string>): Sought => {
  const key = searchKey(text)
  const number = key.replace(/^#/, '')
  const pinyin = typedPinyin(key)
  return {
    pinyin,
    cuts: (pinyin === null ? [] : cutsOf(pinyin, syllables())).map((cut) => ({
      initials: cut.initials,
      first: cut.tokens[0] ?? '',
      pattern: patternOf(cut),
    })),
    key,
    text: text.trim().slice(0, 200),
    number: number.length >= 3 && !/\s/.test(number) ? number : null,
    tail: /^[+\d\s().-]+$/.test(key) ? digitsFromEnd(key, 4) : null,
  }
}

export const matchKinds = [
  'name',
  'account',
  'email',
  'phone',
  'order',
  'tracking',
  'recipient',
  'recipient_phone',
] as const
export type MatchKind = (typeof matchKinds)[number]

/** 0 exactly this, 1 begins with it, 2 holds it, 3 the parcel goes to somebody called so. */
export type MatchRank = 0 | 1 | 2 | 3
export interface Found {
  customerId: string
  kind: MatchKind
  shown: string
  rank: MatchRank
}

/** The best way in which each customer was found, best first, at most `most`. */
export const bestMatches = (found: readonly Found[], most: number): Found[] => {
  const best = new Map<string, Found>()
  for (const one of found) {
    const known = best.get(one.customerId)
    if (!known || one.rank < known.rank) best.set(one.customerId, one)
  }
  return [...best.values()].toSorted((one, other) => one.rank - other.rank).slice(0, most)
}
