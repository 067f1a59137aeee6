/**
 * Chinese by its sounds, for search (KB-01): a wrong character that sounds right, letters instead of characters, and what the
 * ear of the south does not tell apart (zh z, ang an, n l) lead to the same article.
 */

/** What sounds alike becomes the same. `syllable`: pinyin without tone, v for ü. */
export const soundOf = (syllable: string): string =>
  syllable
    .replace(/^(z|c|s)h/, '$1')
    .replace(/^n(?=.)/, 'l')
    .replace(/ng$/, 'n')
    .replace('v', 'u')

/**
 * Letters as syllables, fewest pieces first; null when they are not pinyin throughout, or may as well be an English word of
 * one syllable. Spaces and apostrophes have been taken as breaks before.
 */
export const syllablesIn = (letters: string, all: ReadonlySet<string>): string[] | null => {
  if (letters.length < 2 || letters.length > 60) return null
  // best[i]: fewest pieces for the first i letters, and the length of the last.
  const best: ({ pieces: number; last: number } | undefined)[] = [{ pieces: 0, last: 0 }]
  for (let end = 1; end <= letters.length; end += 1) {
    for (let size = Math.min(6, end); size > 0; size -= 1) {
      const before = best[end - size]
      if (!before || !all.has(letters.slice(end - size, end))) continue
      // A single vowel is rarely meant: dian is 点, not 弟安.
      const pieces = before.pieces + (size === 1 ? 1.5 : 1)
      const here = best[end]
      if (!here || pieces < here.pieces) best[end] = { pieces, last: size }
    }
  }
  if (!best[letters.length]) return null
  const found: string[] = []
  for (let end = letters.length; end > 0;) {
    const size = best[end]?.last ?? 1
    found.unshift(letters.slice(end - size, end))
    end -= size
  }
  return found
}
