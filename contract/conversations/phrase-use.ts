/** Whether an answer is a phrase as it stands [PHR-10, PHR-13]: its blanks filled, every other word the phrase's own. */
import { openSlots } from './slots.ts'

export function isPhraseAsItStands(phrase: string, answer: string): boolean {
  const text = answer.trim()
  const pieces: string[] = []
  let from = 0
  const template = phrase.trim()
  for (const slot of openSlots(template)) {
    pieces.push(template.slice(from, slot.start))
    from = slot.end
  }
  pieces.push(template.slice(from))
  const [first = '', ...rest] = pieces
  if (rest.length === 0) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const [i, piece] of rest.entries()) {
    const isLast = i === rest.length - 1
    // A filled blank has at least one letter.
    const next = isLast ? text.length - piece.length : text.indexOf(piece, at + 1)
    if (next <= at || !text.startsWith(piece, next)) return false
    at = next + piece.length
  }
  return at === text.length
}
