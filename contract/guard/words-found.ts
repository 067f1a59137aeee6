import type { Range } from '../conversations/slots.ts'
import { findPattern } from './find-pattern.ts'
import type { CompiledGuard, CompiledWord } from './compile-lists.ts'
import { borrowedParts, isAttributed, isDenied, overlaps, sentencesOf } from './contexts.ts'
import type { Finding } from './finding.ts'
import { unfold, type Folded } from './fold.ts'
import type { ListKind, WordKind } from './kinds.ts'
import type { Known } from './known.ts'
import { uncover } from './uncover.ts'

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

interface FoundWord {
  word: CompiledWord
  sentence: Range
  mark: Range
  whole: Range
}

/** Every word of the lists in the text, tone words too, each with the sentence it stands in. */
export const wordsIn = (folded: Folded, guard: CompiledGuard): Generator<FoundWord> =>
  read(folded.text, sentencesOf(folded.text), guard)

function* read(
  whole: string,
  sentences: readonly Range[],
  guard: CompiledGuard,
  cuts?: Uint8Array,
): Generator<FoundWord> {
  const tried = new Set<number>()
  const wanted: [word: number, sentence: number][] = []
  let current = 0
  guard.anchors.find(whole, (anchor, end) => {
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
    const text = whole.slice(sentence.start, sentence.end)
    const found = findPattern(word.pattern, text, cuts)
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

/** A text as it is read, and where what is found in it stands in the folded one. */
interface Reading {
  text: string
  words: Iterable<FoundWord>
  place(range: Range): Range
}

/** What the lists find, without what is denied, quoted from the buyer, approved to be promised, or `allowed` to the writer. */
export function findWords(
  folded: Folded,
  guard: CompiledGuard,
  known: Known,
  allowed: readonly Range[] = [],
): Finding[] {
  const plain: Reading = { text: folded.text, words: wordsIn(folded, guard), place: (range) => range }
  const findings: Finding[] = []
  let borrowed: Range[] | null = null
  for (const { text, words, place } of [plain, ...disguised(folded, guard)])
    for (const { word, sentence, mark, whole } of words) {
      const { entry } = word
      if (entry.kind === 'polite' || entry.kind === 'warm' || entry.kind === 'approved') continue
      const action = entry.action ?? guard.lists.actions[entry.kind]
      if (action === 'off') continue
      if (canBeDenied.has(entry.kind) && (isDenied(text, whole.start) || isAttributed(text, whole.start)))
        continue
      borrowed ??= borrowedParts(folded.text, known.buyerSaid)
      const shown = place(mark)
      if (borrowed.some((part) => overlaps(part, shown))) continue
      if (
        entry.kind === 'promise' &&
        (allowed.some((range) => overlaps(range, place(whole))) ||
          isApproved(text, sentence, whole, guard, known))
      )
        continue
      findings.push({
        kind: entry.kind,
        action,
        ...unfold(folded, shown.start, shown.end),
        found: folded.text.slice(shown.start, shown.end),
        reason: entry.reason,
        facts: {},
        fix: fixOf(folded, entry.kind, entry.better, shown),
        entryId: entry.id,
      })
    }
  return findings
}

/** Words that a disguise hides, and only these: whatever else is read this way was read before, in its own sentence. */
function disguised(folded: Folded, guard: CompiledGuard): Reading[] {
  const hidden = uncover(folded, guard.pairs)
  if (!hidden) return []
  const { text, from, to, cuts } = hidden
  const words = [...read(text, [{ start: 0, end: text.length }], guard, cuts)]
  return [
    {
      text,
      words: words.filter(({ whole }) => hidden.isHidden(whole.start, whole.end)),
      place: ({ start, end }) => ({ start: from[start] ?? 0, end: to[end - 1] ?? from[start] ?? 0 }),
    },
  ]
}

function fixOf(folded: Folded, kind: WordKind, better: string | null, mark: Range): Finding['fix'] {
  if (better === null) return null
  if (!wholeSentence.has(kind)) return { ...unfold(folded, mark.start, mark.end), text: better }
  const said = sentencesOf(folded.text).filter((sentence) => overlaps(sentence, mark))
  const sentence = { start: said[0]?.start ?? mark.start, end: said.at(-1)?.end ?? mark.end }
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
