/**
 * How a shop writes what the guard looks for. A plain word is found as it stands. Besides, four signs:
 * - `…` (or `...`): a few characters that end no clause: `你…找…售后` finds 「你去找一下售后」
 * - `(a|b)`: one of them; `(a|)`: perhaps: `(你|您)(自己|)去`
 * - `#`: a number, in figures or in Chinese
 * - `[ ]`: what is underlined and replaced, where it is not all of it: `[保证]…到`
 * Nothing else means anything, so no shop can write an expression that hangs.
 */
import { fold } from './fold.ts'

export interface Pattern {
  expression: RegExp
  /** One of these stands in every text it finds: without them the expression is not even tried. */
  anchors: readonly string[]
  isPlain: boolean
}

export type PatternFault = 'empty' | 'too_long' | 'brackets' | 'too_wide'

export const patternLimits = { length: 600, gaps: 4, alternatives: 60 } as const

type Part =
  | { is: 'text'; text: string }
  | { is: 'choice'; options: readonly string[] }
  | { is: 'gap' }
  | { is: 'number' }
  | { is: 'open' | 'close' }

const endsClause = '，,。.！!？?；;：:\\n'
// Does not cut a Latin word or a figure in two.
const boundary = '(?:(?<![a-z0-9])|(?![a-z0-9]))'
const number = '(?:\\d+(?:\\.\\d+)?|[零一二两三四五六七八九十百千万半几]+)'

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
  const body = parts.map((part) => expressionOf(part, reach)).join('')
  return {
    expression: new RegExp(`${boundary}${body}${boundary}`, 'dg'),
    anchors,
    isPlain: parts.every((part) => part.is === 'text'),
  }
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
    else if (piece === '#') parts.push({ is: 'number' })
    else if (piece.startsWith('(')) parts.push({ is: 'choice', options: piece.slice(1, -1).split('|') })
    else parts.push({ is: 'text', text: piece })
  }
  return isMarked ? null : parts
}

/** The alternatives of the part that says most; null when everything in it may be left out. */
function anchorsOf(parts: readonly Part[]): readonly string[] | null {
  let best: readonly string[] | null = null
  let bestLength = 0
  for (const part of parts) {
    const options =
      part.is === 'text' ? [part.text.trim()] : part.is === 'choice' ? part.options.map(longestPiece) : []
    const shortest = Math.min(...options.map((option) => option.length))
    if (options.length > 0 && shortest > bestLength) [best, bestLength] = [options, shortest]
  }
  return best
}

/** Of an alternative what stands in every text that has it. */
const longestPiece = (option: string): string =>
  option.split('#').reduce((best, piece) => (piece.trim().length > best.length ? piece.trim() : best), '')

function expressionOf(part: Part, reach: number): string {
  switch (part.is) {
    case 'text':
      return escape(part.text)
    case 'choice':
      return `(?:${part.options.map((option) => option.split('#').map(escape).join(number)).join('|')})`
    case 'gap':
      return `${boundary}[^${endsClause}]{0,${reach}}?${boundary}`
    case 'number':
      return number
    case 'open':
      return '(?<mark>'
    case 'close':
      return ')'
  }
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** The underlined ranges of every find in `text`, and the whole finds. */
export function findPattern(
  pattern: Pattern,
  text: string,
): { start: number; end: number; from: number; to: number }[] {
  const found = []
  for (const match of text.matchAll(pattern.expression)) {
    const from = match.index
    const to = from + match[0].length
    const mark = match.indices?.groups?.['mark']
    found.push({ start: mark?.[0] ?? from, end: mark?.[1] ?? to, from, to })
  }
  return found
}
