/** What happens to a draft as it is edited: the ranges that came from slots move with the text around them. */
import type { Range } from '#contract/conversations/slots.ts'

/** `filled` after the text changed from `before` to `after`. A range that was edited inside is one's own words now. */
export function movedRanges(filled: readonly Range[], before: string, after: string): Range[] {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  const changedTo = before.length - tail
  const shift = after.length - before.length
  return filled.flatMap((range) => {
    if (range.end <= head) return [range]
    return range.start >= changedTo ? [{ start: range.start + shift, end: range.end + shift }] : []
  })
}

/** The text with `part` in place of a range, and the ranges of both. */
export function spliced(
  draft: { text: string; filled: readonly Range[] },
  at: Range,
  part: { text: string; filled: readonly Range[] },
): { text: string; filled: Range[] } {
  const shift = part.text.length - (at.end - at.start)
  const text = draft.text.slice(0, at.start) + part.text + draft.text.slice(at.end)
  const own = draft.filled.flatMap((range) => {
    if (range.end <= at.start) return [range]
    return range.start >= at.end ? [{ start: range.start + shift, end: range.end + shift }] : []
  })
  const new_ = part.filled.map((range) => ({ start: range.start + at.start, end: range.end + at.start }))
  return { text, filled: [...own, ...new_].sort((a, b) => a.start - b.start) }
}

export interface Piece {
  text: string
  kind: 'plain' | 'filled' | 'open' | 'slash' | 'warn' | 'block'
}

/** The text cut into what is drawn differently; joined again it is the text. */
export function markedPieces(
  text: string,
  filled: readonly Range[],
  open: readonly Range[],
  slash: Range | null = null,
  guarded: readonly (Range & { action: 'warn' | 'block' })[] = [],
): Piece[] {
  const marks = [
    ...(slash ? [{ ...slash, kind: 'slash' as const }] : []),
    ...guarded.map(({ start, end, action }) => ({ start, end, kind: action })),
    ...filled.map((range) => ({ ...range, kind: 'filled' as const })),
    ...open.map((range) => ({ ...range, kind: 'open' as const })),
  ].sort((a, b) => a.start - b.start)
  const pieces: Piece[] = []
  let from = 0
  for (const mark of marks) {
    if (mark.start < from) continue
    if (mark.start > from) pieces.push({ text: text.slice(from, mark.start), kind: 'plain' })
    pieces.push({ text: text.slice(mark.start, mark.end), kind: mark.kind })
    from = mark.end
  }
  if (from < text.length) pieces.push({ text: text.slice(from), kind: 'plain' })
  return pieces
}
