/**
 * Names by their sounds 拼音: 王小明 is found by `wangxiaoming`, by `wxm`, and by what lies between (`wangxm`, `wxiaoming`,
 * `zhxm` for 张小明). What a character sounds like comes in as data; a character with several readings counts with
 * each, within bounds: names are short, and whoever searches tries the usual one first.
 */

/** One way to say a name. `plain`: all syllables; `initials`: their first letters, and whole what was Latin already. */
export interface Reading {
  plain: string
  initials: string
  /** 0: the whole name; 1: from a later character on, so that the given name is found without the surname. */
  part: 0 | 1
}

const mostSyllables = 12
const mostWhole = 6
const mostOfOne = 3
const mostParts = 2
const han = /\p{Script=Han}/u

/** The pieces of a key as its sounds: each Han character with its readings, runs of letters and digits as they stand. */
const soundsOf = (key: string, readingsOf: (character: string) => readonly string[]): string[][] => {
  const sounds: string[][] = []
  for (const [piece] of key.matchAll(/\p{Script=Han}|[a-z0-9]+/gu)) {
    const said = han.test(piece) ? readingsOf(piece).slice(0, mostOfOne) : [piece]
    if (said.length > 0) sounds.push([...said])
    if (sounds.length === mostSyllables) break
  }
  return sounds
}

/** `key`: a folded name (`searchKey`). Empty for names without a Han character: those are found as they are written. */
export const readingsOfName = (
  key: string,
  readingsOf: (character: string) => readonly string[],
): Reading[] => {
  if (!han.test(key)) return []
  const sounds = soundsOf(key, readingsOf)
  if (sounds.length === 0) return []
  let whole: string[][] = [[]]
  for (const said of sounds) {
    // Once the bound is reached, further characters keep their most usual reading.
    const options = whole.length * said.length > mostWhole ? said.slice(0, 1) : said
    whole = whole.flatMap((before) => options.map((one) => [...before, one]))
  }
  const found = whole.map((said) => toReading(said, 0))
  const usual = sounds.map((said) => said[0] ?? '')
  for (let from = 1; from <= mostParts && usual.length - from >= 2; from += 1)
    found.push(toReading(usual.slice(from), 1))
  return found
}

const toReading = (said: readonly string[], part: 0 | 1): Reading => ({
  plain: said.join(''),
  initials: said.map((one) => (/^\d/.test(one) ? one : one.charAt(0))).join(''),
  part,
})

/** What is typed as pinyin: letters, perhaps digits, spaces or apostrophes between. Null for anything else. */
export const typedPinyin = (key: string): string | null => {
  const letters = key.replace(/[\s'’·-]+/g, '').replaceAll('ü', 'v')
  return /^[a-z][a-z0-9]*$/.test(letters) && letters.length <= 40 ? letters : null
}

/** Typed letters cut into syllables and beginnings of syllables. */
export interface Cut {
  initials: string
  tokens: string[]
}

const initials = ['zh', 'ch', 'sh', ...'bpmfdtnlgkhjqxrzcsyw']
const mostTokens = 4
const mostCuts = 4

/**
 * The likeliest ways to cut mixed letters (`wangxm`: wang x m), fewest pieces first: whole syllables and initials.
 * `syllables`: all there are.
 */
export const cutsOf = (letters: string, syllables: ReadonlySet<string>): Cut[] => {
  if (letters.length < 3 || letters.length > 24 || !/^[a-z]+$/.test(letters)) return []
  const cuts: string[][] = []
  const go = (at: number, tokens: string[]) => {
    if (at === letters.length) {
      cuts.push(tokens)
      return
    }
    if (tokens.length === mostTokens) return
    for (let length = Math.min(6, letters.length - at); length > 0; length -= 1) {
      const token = letters.slice(at, at + length)
      if (syllables.has(token) || initials.includes(token)) go(at + length, [...tokens, token])
    }
  }
  go(0, [])
  return (
    cuts
      // One piece, or letters only, are found by the plain ranges.
      .filter((tokens) => tokens.length > 1 && tokens.some((token) => token.length > 1))
      .sort((one, other) => one.length - other.length)
      .slice(0, mostCuts)
      .map((tokens) => ({ tokens, initials: tokens.map((token) => token.charAt(0)).join('') }))
  )
}

/** A pattern (POSIX and JavaScript alike) that a whole spelling of such a name begins with. */
export const patternOf = ({ tokens }: Cut): string =>
  `^${tokens.map((token, index) => (index === tokens.length - 1 ? token : `${token}[a-z]*`)).join('')}`
