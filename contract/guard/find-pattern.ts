/** Finds a pattern in a folded text: leftmost first, alternatives in their order, gaps as short as may be. */
import type { Part, Pattern } from './compile-pattern.ts'

export interface Found {
  /** What is underlined. */
  start: number
  end: number
  /** The whole find. */
  from: number
  to: number
}

const endsClause = new Set('，,。.！!？?；;：:\n')
/** A number of more signs is none that a shop means. */
const longestNumber = 16
const number = new RegExp(
  `\\d{1,${longestNumber}}(?:\\.\\d{1,4})?|[零一二两三四五六七八九十百千万半几]{1,${longestNumber}}`,
  'y',
)

/** `cuts`: places of an uncovered text (`uncover.ts`) at which 2 says that only a word may reach across. */
export function findPattern({ parts, reach }: Pattern, text: string, cuts?: Uint8Array): Found[] {
  const found: Found[] = []
  if (!mayStand(parts, text)) return found
  const failedHere = new Uint8Array(parts.length)
  const reading: Reading = { parts, reach, text, cuts, failed: null, failedHere, from: 0, start: -1, end: -1 }
  for (let from = 0; from < text.length; from++) {
    if (!isBoundary(text, from)) continue
    reading.start = reading.end = -1
    reading.from = from
    if (cuts) failedHere.fill(0)
    const to = read(reading, 0, from)
    if (to <= from) continue
    found.push(
      reading.start < 0 || reading.end < 0
        ? { start: from, end: to, from, to }
        : { start: reading.start, end: reading.end, from, to },
    )
    from = to - 1
  }
  return found
}

interface Reading {
  readonly parts: readonly Part[]
  readonly reach: number
  readonly text: string
  readonly cuts: Uint8Array | undefined
  /** Parts and places from which nothing was found: each is tried once, wherever the find began. */
  failed: Uint8Array | null
  /** The same for the place where this find began, at which a cut does not count. */
  readonly failedHere: Uint8Array
  from: number
  start: number
  end: number
}

/** Whether what must stand in a find stands in the text at all, one after the other. Most texts end here. */
function mayStand(parts: readonly Part[], text: string): boolean {
  let from = 0
  for (const part of parts) {
    if (part.is !== 'choice' || part.needs.length === 0) continue
    let nearest = Infinity
    for (const need of part.needs) {
      const at = text.indexOf(need, from)
      if (at >= 0) nearest = Math.min(nearest, at + need.length)
    }
    if (nearest === Infinity) return false
    from = nearest
  }
  return true
}

/** Where the parts from `k` on end that begin at `at`; -1: nowhere. */
function read(reading: Reading, k: number, at: number): number {
  const { parts, text } = reading
  const part = parts[k]
  if (part === undefined) return isBoundary(text, at) ? at : -1
  const key = k * (text.length + 1) + at
  const isHere = reading.cuts !== undefined && at === reading.from
  if (isHere ? reading.failedHere[k] : reading.failed?.[key]) return -1
  const to =
    part.is === 'choice'
      ? readChoice(reading, part.options, k, at)
      : part.is === 'gap'
        ? readGap(reading, k, at)
        : read(reading, k + 1, at)
  if (to < 0 && isHere) reading.failedHere[k] = 1
  else if (to < 0) {
    reading.failed ??= new Uint8Array(parts.length * (text.length + 1))
    reading.failed[key] = 1
  } else if (part.is === 'open') reading.start = at
  else if (part.is === 'close') reading.end = at
  return to
}

function readChoice(
  reading: Reading,
  options: readonly (readonly string[])[],
  k: number,
  at: number,
): number {
  const isCut = reading.cuts?.[at] === 2 && at !== reading.from
  for (const option of options) {
    if (isCut && option.some((piece) => piece !== '')) continue
    for (const end of endsOf(reading.text, option, at)) {
      const to = read(reading, k + 1, end)
      if (to >= 0) return to
    }
  }
  return -1
}

function readGap(reading: Reading, k: number, at: number): number {
  const { text, reach } = reading
  if (!isBoundary(text, at)) return -1
  for (let end = at; end <= at + reach && end <= text.length; end++) {
    if (end > at && (endsClause.has(text[end - 1] ?? '') || reading.cuts?.[end - 1] === 2)) return -1
    const to = isBoundary(text, end) ? read(reading, k + 1, end) : -1
    if (to >= 0) return to
  }
  return -1
}

/** Where an alternative that begins at `at` may end. */
function endsOf(text: string, [first = '', ...rest]: readonly string[], at: number): readonly number[] {
  if (!text.startsWith(first, at)) return []
  let ends = [at + first.length]
  for (const piece of rest) {
    const after = new Set(ends.flatMap((end) => numberEnds(text, end)))
    ends = [...after].filter((end) => text.startsWith(piece, end)).map((end) => end + piece.length)
  }
  return ends
}

/** The longest first. */
function numberEnds(text: string, at: number): number[] {
  number.lastIndex = at
  const most = number.exec(text)?.[0].length ?? 0
  return Array.from({ length: most }, (_, i) => at + most - i)
}

/** Does not cut a Latin word or a figure in two. */
const isBoundary = (text: string, at: number): boolean =>
  !isLatin(text.charCodeAt(at - 1)) || !isLatin(text.charCodeAt(at))
const isLatin = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)
