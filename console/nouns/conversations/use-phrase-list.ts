import { useMemo, useState } from 'react'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { useLanguage, type Language } from '../../parts/words.tsx'
import { findPhrases, slashAt, type SlashQuery } from './phrase-search.rules.ts'
import { usePhrases } from './use-inbox.ts'

export interface PhraseChoice {
  slash: SlashQuery | null
  found: readonly Phrase[]
  isOpen: boolean
  /** A shortcut is typed and the phrases are still on their way: Enter means the phrase, so it must not send what is typed. */
  isComing: boolean
  chosen: number
  choose: (index: number) => void
  /** Puts the list away until another slash is typed. */
  dismiss: () => void
  recall: () => void
  /** Every phrase in use, as far as fetched. */
  all: readonly Phrase[]
}

/** `spoken`: the language to write to this buyer in; until that is known, the screen's. */
export function usePhraseList(text: string, caret: number, spoken: Language | undefined): PhraseChoice {
  const [own] = useLanguage()
  const language = spoken ?? own
  const slash = useMemo(() => slashAt(text, caret), [text, caret])
  // A draft of a phrase asks as well: whether the phrase only holds the buyer decides what the foot says.
  const phrases = usePhrases(true)
  const found = useMemo(
    () => (slash && phrases.data ? findPhrases(phrases.data, slash, language) : none),
    [slash, phrases.data, language],
  )
  const [dismissed, setDismissed] = useState<number | null>(null)
  const [picked, setPicked] = useState<{ query: string; index: number }>({ query: '', index: 0 })
  const query = slash ? `${slash.start} ${slash.query}` : ''
  const isEmptyQuery = slash?.query === '' && !slash.isTentative
  return {
    slash,
    found,
    isOpen:
      slash !== null &&
      slash.start !== dismissed &&
      (found.length > 0 || (isEmptyQuery && phrases.data !== undefined)),
    isComing: slash !== null && !slash.isTentative && slash.start !== dismissed && phrases.isPending,
    // Another query begins at its first phrase again.
    chosen: picked.query === query ? Math.min(picked.index, Math.max(0, found.length - 1)) : 0,
    choose: (index) => setPicked({ query, index }),
    dismiss: () => setDismissed(slash?.start ?? null),
    recall: () => setDismissed(null),
    all: phrases.data ?? none,
  }
}

const none: readonly Phrase[] = []
