/** 话术把关 [PHR-06]: how an entry of the shipped lists is written down. */
import type { BothLanguages, GuardEntry, ListKind } from '#contract/guard/kinds.ts'

/** What ships with the desk; its id is a name that stays, so that a shop's change of it finds it again. */
export interface ShippedWords {
  id: string
  words: readonly string[]
  exceptions?: readonly string[]
  reason: BothLanguages
  better: string | null
}

export const shipped = (
  kind: ListKind,
  language: 'zh' | 'en',
  lists: readonly ShippedWords[],
): GuardEntry[] =>
  lists.map(({ id, words, exceptions = [], reason, better }) => ({
    id: `${kind}.${language}.${id}`,
    kind,
    language,
    words,
    exceptions,
    action: null,
    reason,
    better,
    roles: [],
    upToMinor: null,
  }))
