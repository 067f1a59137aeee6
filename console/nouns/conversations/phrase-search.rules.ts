/** `/` in the composer: which phrases it offers, in which order. */
import type { Phrase } from '#contract/conversations/phrases.ts'
import type { Language } from '#contract/shapes.ts'

/** The `/query` that ends at the caret. `start` is the offset of the slash. */
export interface SlashQuery {
  start: number
  end: number
  query: string
  /** Typed right behind a letter (「和/或」): offered only where a shortcut begins so, not to be in the way. */
  isTentative: boolean
}

const longest = 24

/** The query at the caret, or null: no slash before it, a space in between, or the slash of an address or a date. */
export function slashAt(text: string, caret: number): SlashQuery | null {
  const line = text.slice(Math.max(0, caret - longest - 1), caret)
  const at = line.lastIndexOf('/')
  if (at < 0) return null
  const query = line.slice(at + 1)
  if (/[\s/{}]/.test(query)) return null
  const start = caret - line.length + at
  const before = start === 0 ? '' : (text[start - 1] ?? '')
  if (/[a-z0-9/:]/i.test(before)) return null
  return { start, end: caret, query, isTentative: /\p{L}/u.test(before) }
}

/**
 * The phrases for a query: shortcuts that begin with it, then shortcuts and texts that contain it; within each
 * group the conversation's language first, then the most used; else as the shop ordered them. At most `limit`.
 */
export function findPhrases(
  phrases: readonly Phrase[],
  slash: Pick<SlashQuery, 'query' | 'isTentative'>,
  language: Language,
  limit = 50,
): Phrase[] {
  const query = slash.query.toLowerCase()
  const ranked = phrases.flatMap((phrase) => {
    const rank = rankOf(phrase, query)
    return phrase.isArchived ||
      phrase.state !== 'approved' ||
      rank === null ||
      (slash.isTentative && (rank > 0 || query === ''))
      ? []
      : [{ phrase, rank }]
  })
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      Number(a.phrase.language !== language) - Number(b.phrase.language !== language) ||
      b.phrase.uses - a.phrase.uses,
  )
  return ranked.slice(0, limit).map((entry) => entry.phrase)
}

function rankOf(phrase: Phrase, query: string): number | null {
  const shortcut = phrase.shortcut.toLowerCase()
  if (shortcut.startsWith(query)) return 0
  if (shortcut.includes(query)) return 1
  return phrase.text.toLowerCase().includes(query) ? 2 : null
}
