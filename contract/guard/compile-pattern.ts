/**
 * How a shop writes what the guard looks for. A plain word is found as it stands. Besides, four signs:
 * - `…` (or `...`): a few characters that end no clause: `你…找…售后` finds 「你去找一下售后」
 * - `(a|b)`: one of them; `(a|)`: perhaps: `(你|您)(自己|)去`
 * - `#`: a number, in figures or in Chinese
 * - `[ ]`: what is underlined and replaced, where it is not all of it: `[保证]…到`
 * Nothing else means anything, and `find-pattern.ts` reads each place of a text once for each part, so no shop can write a
 * pattern that hangs: as a regular expression `好…好…好…好…坏` took 108 s on 2,000 characters (2026-11).
 */
import { fold } from './fold.ts'

export interface Pattern {
  parts: readonly Part[]
  /** Characters that a gap may hold. */
  reach: number
  /** One of these stands in every text it finds: without them the pattern is not even tried. */
  anchors: readonly string[]
}

export type PatternFault = 'empty' | 'too_long' | 'brackets' | 'too_wide'

export const patternLimits = { length: 600, gaps: 4, alternatives: 60 } as const

export type Part =
  /** `options`: one of them; in each, a number stands between two pieces. `needs`: what stands in a text that has it. */
  | { is: 'choice'; options: readonly (readonly string[])[]; needs: readonly string[] }
  | { is: 'gap' | 'open' | 'close' }

/** The pattern, or what is wrong with it. */
export function compilePattern(written: string): Pattern | PatternFault {
  const source = fold(written.trim()).text.replaceAll('...', '…')
  if (source === '') return 'empty'
  if (source.length > patternLimits.length) return 'too_long'
  const parts = parse(source)
  if (parts === null) return 'brackets'
  if (parts.filter((part) => part.is === 'gap').length > patternLimits.gaps) return 'too_wide'
  const anchors = anchorsOf(parts)
  if (anchors === null || anchors.length > patternLimits.alternatives) return 'too_wide'
  const reach = /[a-z]/.test(source) ? 24 : 10
  return { parts, reach, anchors }
}

function parse(source: string): Part[] | null {
  const parts: Part[] = []
  let isMarked = false
  let marks = 0
  for (const [piece] of source.matchAll(/…+|#|\[|\]|\([^()]*\)|[()]|[^…#[\]()]+/g)) {
    if (piece === '(' || piece === ')') return null
    if (piece === '[' || piece === ']') {
      if ((piece === '[') === isMarked || marks > 1) return null
      isMarked = piece === '['
      marks += 1
      parts.push({ is: isMarked ? 'open' : 'close' })
    } else if (piece.startsWith('…')) parts.push({ is: 'gap' })
    else if (piece === '#') parts.push(choiceOf([piece]))
    else parts.push(choiceOf(piece.startsWith('(') ? piece.slice(1, -1).split('|') : [piece]))
  }
  return isMarked ? null : parts
}

const choiceOf = (options: readonly string[]): Part => {
  const needs = options.map(longestPiece)
  return {
    is: 'choice',
    options: options.map((option) => option.split('#')),
    needs: needs.includes('') ? [] : needs,
  }
}

/** The alternatives of the part that says most; null when everything in it may be left out. */
function anchorsOf(parts: readonly Part[]): readonly string[] | null {
  let best: readonly string[] | null = null
  let bestLength = 0
  for (const part of parts) {
    if (part.is !== 'choice' || part.needs.length === 0) continue
    const shortest = Math.min(...part.needs.map((option) => option.length))
    if (shortest > bestLength) [best, bestLength] = [part.needs, shortest]
  }
  return best
}

/** Of an alternative what stands in every text that has it. */
const longestPiece = (option: string): string =>
  option.split('#').reduce((best, piece) => (piece.trim().length > best.length ? piece.trim() : best), '')
