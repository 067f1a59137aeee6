import { compilePattern, type Pattern } from './compile-pattern.ts'
import { createTermFinder, type TermFinder } from './find-terms.ts'
import type { GuardEntry, GuardLists } from './kinds.ts'

/** One line of an entry, ready to be tried. */
export interface CompiledWord {
  entry: GuardEntry
  pattern: Pattern
  exceptions: readonly Pattern[]
}

/** A shop's lists, ready to read texts with. Made once for each state of the lists, then only read. */
export interface CompiledGuard {
  lists: GuardLists
  words: readonly CompiledWord[]
  /** Which words may stand in a text: places in `words`, by the anchors that do. */
  anchors: TermFinder
  wordsOfAnchor: readonly (readonly number[])[]
  approved: readonly CompiledWord[]
  /** Two characters that stand together in a word of the lists. */
  pairs: ReadonlySet<string>
}

/** An entry whose words cannot be compiled is left out: what stores them refuses such words. */
export function compileGuard(lists: GuardLists): CompiledGuard {
  const words: CompiledWord[] = []
  const approved: CompiledWord[] = []
  for (const entry of lists.entries) {
    if (entry.action === 'off') continue
    const exceptions = patternsOf(entry.exceptions)
    for (const pattern of patternsOf(entry.words))
      (entry.kind === 'approved' ? approved : words).push({ entry, pattern, exceptions })
  }
  const places = new Map<string, number[]>()
  for (const [index, { pattern }] of words.entries())
    for (const anchor of new Set(pattern.anchors)) {
      const known = places.get(anchor)
      if (known) known.push(index)
      else places.set(anchor, [index])
    }
  return {
    lists,
    words,
    anchors: createTermFinder([...places.keys()]),
    wordsOfAnchor: [...places.values()],
    approved,
    pairs: pairsOf(words),
  }
}

const pairsOf = (words: readonly CompiledWord[]): Set<string> => {
  const pairs = new Set<string>()
  for (const { pattern } of words)
    for (const part of pattern.parts)
      if (part.is === 'choice')
        for (const piece of part.options.flat())
          for (let i = 1; i < piece.length; i++) pairs.add(piece.slice(i - 1, i + 1))
  return pairs
}

const patternsOf = (written: readonly string[]): Pattern[] =>
  written.map(compilePattern).filter((pattern) => typeof pattern !== 'string')
