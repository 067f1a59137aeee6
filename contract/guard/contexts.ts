/**
 * Words are read in their sentence: what is denied is no promise (「不能保证周五到」), and what is quoted from the buyer is
 * not ours (「您说的"全网最低"」).
 */
import type { Range } from '../conversations/slots.ts'

/** Sentences of a folded text; a dot ends one only before a blank or the end, or it would cut figures. */
export function sentencesOf(text: string): Range[] {
  const sentences: Range[] = []
  let start = 0
  const end = (at: number) => {
    if (at > start) sentences.push({ start, end: at })
    start = at
  }
  for (const match of text.matchAll(/[。！？!?；;\n]+[”」』"']?|\.+(?=\s|$)/g))
    end(match.index + match[0].length)
  end(text.length)
  return sentences
}

const notNegation =
  /没问题|没关系|没事|不仅|不但|不光|不只|不错|不管|不论|无论|不客气|不好意思|不用担心|不必担心|别担心|不用怕|别急|不一会儿?|no problem|no worries|not only|don't worry/g
const negation =
  /(?:不能|不可以|不可|不敢|不会|不用|不必|不要|不是|不算|不等于|不代表|不需要|无需|无法|没法|没办法|没有办法|没有|没|并非|并不|不|别|难以|谈不上|从不|cannot|can't|can not|couldn't|won't|wouldn't|isn't|aren't|don't|doesn't|do not|does not|not|never|unable to|without)[^，,。!！?？；;]{0,5}$/

/** True when what begins at `start` is denied by the words right before it in its clause. */
export function isDenied(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 24), start)
  const clause = before.slice(
    Math.max(...[...'，,。!！?？；;：:\n'].map((sign) => before.lastIndexOf(sign))) + 1,
  )
  return negation.test(clause.replace(notNegation, (whole) => '＊'.repeat(whole.length)))
}

const saidByBuyer =
  /(?:您|你|买家|客户|顾客|亲)(?:刚才|刚刚|之前|前面|上次|这边)?(?:说|问|提|讲|写|发|想要|看到)(?:的|到的|过的|是)?(?:那句|那个|这句)?[:：，,]?\s*$|所谓的?\s*$|(?:you|buyer|customer) (?:just )?(?:said|asked|wrote|mentioned|meant|say)(?: that| about| the)?[:,]?\s*$/
const quotes = /“[^”]{1,80}”|「[^」]{1,80}」|『[^』]{1,80}』|"[^"]{1,80}"|(?<![a-z])'[^']{1,80}'(?![a-z])/g

/** Parts of a folded text that are not the writer's own words. */
export function borrowedParts(text: string, buyerSaid: readonly string[]): Range[] {
  const parts: Range[] = []
  for (const match of text.matchAll(quotes)) {
    const { index } = match
    const inside = match[0].slice(1, -1).trim()
    const isBuyers = buyerSaid.some((said) => said.includes(inside))
    if (isBuyers || saidByBuyer.test(text.slice(Math.max(0, index - 30), index)))
      parts.push({ start: index, end: index + match[0].length })
  }
  for (const match of text.matchAll(/^[>＞》].*$/gm))
    parts.push({ start: match.index, end: match.index + match[0].length })
  return parts
}

/** True when the buyer is named as the one who said what begins at `start`. */
export const isAttributed = (text: string, start: number): boolean =>
  saidByBuyer.test(text.slice(Math.max(0, start - 24), start))

export const overlaps = (one: Range, other: Range): boolean => one.start < other.end && other.start < one.end

/** The clause around a place: between commas and the ends of sentences. */
export function clauseAround(text: string, at: number): Range {
  const ends = /[，,。！!？?；;\n]/
  let start = at
  while (start > 0 && !isEnd(text, start - 1, ends)) start -= 1
  let end = at
  while (end < text.length && !isEnd(text, end, ends)) end += 1
  return { start, end }
}
const isEnd = (text: string, at: number, ends: RegExp): boolean => ends.test(text[at] ?? '')
