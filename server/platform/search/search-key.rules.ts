/**
 * How texts are made comparable for search, and how a text is found inside others without an extension of the database:
 * by its one- and two-character pieces. Characters, not words: Chinese has no spaces, and 发货 must find 今天发货吗.
 */

const mostCharacters = 100
const separators = /[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff]+/g
// Control characters never help a search, and PostgreSQL refuses NUL.
const controls = /\p{Cc}/gu

/** Case, width and spaces folded: `ＴＢ Lily ` and `tb lily` are the same. At most 100 characters. */
export const searchKey = (text: string): string =>
  firstCharacters(
    text
      .toWellFormed()
      .normalize('NFKC')
      .toLowerCase()
      .replace(controls, ' ')
      .replace(separators, ' ')
      .trim(),
    mostCharacters,
  )

/** The first text after all that begin with `key`, under collation "C": keys below it and not below `key` begin with it. */
export const afterPrefix = (key: string): string => `${key}\u{10ffff}`

/** Never cuts a character in two. */
export const firstCharacters = (text: string, most: number): string =>
  text.length <= most
    ? text
    : Array.from(text.slice(0, most * 2))
        .slice(0, most)
        .join('')

/**
 * The digits of a number from the last to the first, without a leading zero: that is dialled inside a country only.
 * Whoever knows the last four knows a prefix of this. Null where there are fewer than `least` digits.
 */
export const digitsFromEnd = (text: string, least: number): string | null => {
  const digits = text.normalize('NFKC').replace(/\D/g, '').replace(/^0+/, '')
  return digits.length < least || digits.length > 40 ? null : [...digits].reverse().join('')
}

/** Hashes of all one- and two-character pieces of a key; `space` (an id) keeps those of different owners apart. */
export const gramsOf = (space: string, key: string): number[] => {
  const characters = [...key]
  const seed = hash(0x811c9dc5, space)
  const pieces = new Set<number>()
  characters.forEach((character, index) => {
    if (character !== ' ') pieces.add(hash(seed, character))
    const next = characters[index + 1]
    if (next !== undefined) pieces.add(hash(seed, character + next))
  })
  return [...pieces]
}

/** The pieces that a text holding `key` must have: the pairs, or the one character. Collisions are sorted out by the text. */
export const gramsToFind = (space: string, key: string): number[] => {
  const characters = [...key]
  if (characters.length < 2) return gramsOf(space, key)
  const seed = hash(0x811c9dc5, space)
  return [
    ...new Set(characters.slice(1).map((character, index) => hash(seed, `${characters[index]}${character}`))),
  ]
}

/** FNV-1a over UTF-16 units, as a signed 32-bit number: what an `int` column holds. */
const hash = (seed: number, text: string): number => {
  let value = seed
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value | 0
}
