/**
 * What a text says behind a disguise: signs, blanks or letters pushed into a word (「售.后」「售a后」), signs said twice (「找找售售后后」),
 * words in pinyin (「qu zhao shouhou」). Read besides the text as it stands, and only what a disguise hid is taken from it.
 */
import type { Folded } from './fold.ts'
import { readPinyin } from './pinyin-words.ts'

export interface Uncovered {
  text: string
  /** For each unit: where it begins and ends in the folded text. */
  from: readonly number[]
  to: readonly number[]
  /** What was taken out before a unit: 1 an ornament, 2 what may end a clause, so that only one word reaches across it. */
  cuts: Uint8Array
  /** Whether something was taken out or read otherwise within this range. */
  isHidden(start: number, end: number): boolean
}

/** More than this between two characters is a text of its own. */
const longestNoise = 4
const isCharacter = (unit: string | undefined): boolean =>
  unit !== undefined && unit >= '\u3400' && unit <= '\u9fff'
const isLetter = (unit: string | undefined): boolean => unit !== undefined && unit >= 'a' && unit <= 'z'
/** Letters and figures are no ornament either: 「买A送B」 says two things. */
const mayEndClause = /[，,。.！!？?；;：:、…\n—a-z0-9]/
/** A figure with its unit is said, and no ornament. */
const isFigure = /^\s*(?:\d{2,}|\d(?=\s*[块元折天号日个件次年月点倍层万千百分小]))/
const ornamentInWord = /[.*_|~^`·\\-]/

/** `pairs`: two characters that stand together in some guarded word; where no sign parts such a pair, commas hide nothing. */
export function uncover({ text }: Folded, pairs: ReadonlySet<string>): Uncovered | null {
  let plain = ''
  const from: number[] = []
  const to: number[] = []
  const cuts: number[] = []
  const read = new Set<number>()
  let cut = 0
  /** The last sign that was taken out, and how much had been read by then. */
  let before = { sign: '', length: -2 }
  let isChanged = false
  const put = (unit: string, start: number, end: number) => {
    if (cut === 1 || (cut === 2 && pairs.has((plain.at(-1) ?? '') + unit))) isChanged = true
    plain += unit
    from.push(start)
    to.push(end)
    cuts.push(cut)
    cut = 0
  }
  for (let i = 0; i < text.length; i++) {
    const unit = text[i] ?? ''
    if (isCharacter(unit)) {
      if (plain.at(-1) === unit) cut = Math.max(cut, 1)
      else put(unit, i, i + 1)
      continue
    }
    if (isLetter(unit) && !isLetter(text[i - 1])) {
      const words = readPinyin(text, i)
      if (words) {
        for (const { characters, start, end } of words) {
          for (const character of characters) {
            read.add(plain.length)
            put(character, start, end)
          }
          i = end - 1
        }
        isChanged = true
        continue
      }
    }
    const noise = isCharacter(plain.at(-1)) ? noiseAt(text, i) : 0
    if (noise > 0) {
      const sign = text.slice(i, i + noise)
      // 「你.去.找」: one sign after every character ends no clause.
      const isSpelt = sign === before.sign && plain.length === before.length + 1
      if (isSpelt) cuts[before.length] = 1
      cut = Math.max(cut, mayEndClause.test(sign) && !isSpelt ? 2 : 1)
      before = { sign, length: plain.length }
      i += noise - 1
      continue
    }
    if (isLetter(text[i - 1]) && isLetter(text[i + 1]) && ornamentInWord.test(unit)) cut = 1
    else if (isLetter(unit) && unit === text[i - 1] && (unit === text[i - 2] || unit === text[i + 1])) cut = 1
    else put(unit, i, i + 1)
  }
  if (!isChanged) return null
  return {
    text: plain,
    from,
    to,
    cuts: Uint8Array.from(cuts),
    isHidden: (start, end) => {
      for (let at = start; at < end; at++)
        if (read.has(at) || (at > start && (cuts[at] ?? 0) > 0)) return true
      return false
    },
  }
}

/** How much stands between the character before `at` and the next one; 0: too much, or no character follows. */
function noiseAt(text: string, at: number): number {
  for (let end = at; end <= at + longestNoise && end < text.length; end++)
    if (isCharacter(text[end])) return isFigure.test(text.slice(at, end + 1)) ? 0 : end - at
  return 0
}
