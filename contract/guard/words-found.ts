import type { Range } from '../conversations/slots.ts'
import { findPattern } from './find-pattern.ts'
import type { CompiledGuard, CompiledWord } from './compile-lists.ts'
import { borrowedParts, isAttributed, isDenied, overlaps, sentencesOf } from './contexts.ts'
import type { Finding } from './finding.ts'
import { unfold, type Folded } from './fold.ts'
import type { ListKind, WordKind } from './kinds.ts'
import type { Known } from './known.ts'

/** A denied promise is none; a denied deflection (「我不是负责售后的」) is one. */
const canBeDenied: ReadonlySet<ListKind> = new Set([
  'promise',
  'exaggeration',
  'superlative',
  'efficacy',
  'price_change',
])
/** A sentence that sends somebody away is not mended by leaving a word out. */
const wholeSentence: ReadonlySet<ListKind> = new Set(['deflection', 'argument', 'price_change'])

/** Every word of the lists in the text, tone words too, each with the sentence it stands in. */
export function* wordsIn(
  folded: Folded,
  guard: CompiledGuard,
): Generator<{ word: CompiledWord; sentence: Range; mark: Range; whole: Range }> {
  const sentences = sentencesOf(folded.text)
  const tried = new Set<number>()
  const wanted: [word: number, sentence: number][] = []
  let current = 0
  guard.anchors.find(folded.text, (anchor, end) => {
    while (current > 0 && (sentences[current]?.start ?? 0) >= end) current -= 1
    while (current < sentences.length - 1 && (sentences[current]?.end ?? 0) < end) current += 1
    for (const word of guard.wordsOfAnchor[anchor] ?? []) {
      const key = word * 4096 + current
      if (tried.has(key)) continue
      tried.add(key)
      wanted.push([word, current])
    }
  })
  for (const [index, at] of wanted) {
    const word = guard.words[index]
    const sentence = sentences[at]
    if (!word || !sentence) continue
    const text = folded.text.slice(sentence.start, sentence.end)
    const found = findPattern(word.pattern, text)
    if (found.length === 0) continue
    const excepted = word.exceptions.flatMap((pattern) => findPattern(pattern, text))
    for (const { start, end, from, to } of found) {
      if (excepted.some((other) => overlaps({ start: from, end: to }, { start: other.from, end: other.to })))
        continue
      yield {
        word,
        sentence,
        mark: { start: sentence.start + start, end: sentence.start + end },
        whole: { start: sentence.start + from, end: sentence.start + to },
      }
    }
  }
}

/** What the lists find, without what is denied, quoted from the buyer, or approved to be promised. */
export function findWords(folded: Folded, guard: CompiledGuard, known: Known): Finding[] {
  const findings: Finding[] = []
  let borrowed: Range[] | null = null
  for (const { word, sentence, mark, whole } of wordsIn(folded, guard)) {
    const { entry } = word
    if (entry.kind === 'polite' || entry.kind === 'warm' || entry.kind === 'approved') continue
    const action = entry.action ?? guard.lists.actions[entry.kind]
    if (action === 'off') continue
    if (
      canBeDenied.has(entry.kind) &&
      (isDenied(folded.text, whole.start) || isAttributed(folded.text, whole.start))
    )
      continue
    borrowed ??= borrowedParts(folded.text, known.buyerSaid)
    if (borrowed.some((part) => overlaps(part, mark))) continue
    if (entry.kind === 'promise' && isApproved(folded.text, sentence, whole, guard, known)) continue
    findings.push({
      kind: entry.kind,
      action,
      ...placed(folded, mark),
      reason: entry.reason,
      facts: {},
      fix: fixOf(folded, entry.kind, entry.better, sentence, mark),
      entryId: entry.id,
    })
  }
  return findings
}

const placed = (folded: Folded, mark: Range) => ({
  ...unfold(folded, mark.start, mark.end),
  found: folded.text.slice(mark.start, mark.end),
})

function fixOf(
  folded: Folded,
  kind: WordKind,
  better: string | null,
  sentence: Range,
  mark: Range,
): Finding['fix'] {
  if (better === null) return null
  if (!wholeSentence.has(kind)) return { ...unfold(folded, mark.start, mark.end), text: better }
  const inside = folded.text.slice(sentence.start, sentence.end)
  const from = sentence.start + (inside.length - inside.trimStart().length)
  const to = sentence.start + inside.trimEnd().length
  return { ...unfold(folded, from, to), text: better }
}

/** PRM-05: the shop approved this promise for whoever writes, up to the sum that is named. */
function isApproved(
  text: string,
  sentence: Range,
  whole: Range,
  guard: CompiledGuard,
  known: Known,
): boolean {
  const inside = text.slice(sentence.start, sentence.end)
  return guard.approved.some(({ entry, pattern }) => {
    if (entry.roles.length > 0 && !entry.roles.some((role) => known.roles.includes(role))) return false
    return findPattern(pattern, inside).some(({ from, to }) => {
      const range = { start: sentence.start + from, end: sentence.start + to }
      if (!overlaps(range, whole)) return false
      return entry.upToMinor === null || sumsIn(inside).every((sum) => sum <= (entry.upToMinor ?? 0))
    })
  })
}

const sumsIn = (text: string): number[] =>
  [...text.matchAll(/(?:[¥￥$£€]\s*(\d+(?:\.\d{1,2})?))|(\d+(?:\.\d{1,2})?)\s*(?:元|块|yuan|rmb)/g)].map(
    (match) => Math.round(Number(match[1] ?? match[2]) * 100),
  )
