import { idAt, type Random } from './random.ts'
import { textBy } from './texts.ts'

export interface MadeMessage {
  id: string
  number: number
  author: 'buyer' | 'agent' | 'automatic'
  text: string
  at: number
  answeredInMs: number | null
}

/** How a thread ends: the buyer waits, or an answer was the last. */
export type Ending = 'buyer' | 'agent'

/**
 * The messages of one conversation, the last of them at `lastAt`. Half have up to `middle` messages, one in a hundred more
 * than eight times as many. Most turns are answered within seven seconds, a few after minutes.
 */
export const makeThread = (random: Random, lastAt: number, ending: Ending, middle: number): MadeMessage[] => {
  const wanted = Math.max(2, Math.min(400, Math.round(random.longTailed(middle, 0.95))))
  const authors: MadeMessage['author'][] = ['automatic']
  while (authors.length < wanted)
    authors.push(authors.length === 1 || random.chance(0.55) ? 'buyer' : 'agent')
  authors[authors.length - 1] = ending
  const gaps = authors.map((author) =>
    author === 'agent' ? random.longTailed(5_500, 0.6) : random.longTailed(25_000, 1),
  )
  let at = lastAt - gaps.slice(1).reduce((sum, gap) => sum + gap, 0)
  let turnSince: number | null = null
  return authors.map((author, i) => {
    if (i > 0) at += gaps[i] ?? 0
    const answeredInMs: number | null =
      author === 'agent' && turnSince !== null ? Math.round(at - turnSince) : null
    if (author === 'buyer') turnSince ??= at
    if (author === 'agent') turnSince = null
    return {
      id: idAt(random, at),
      number: i + 1,
      author,
      text: textBy(random, author),
      at: Math.floor(at),
      answeredInMs,
    }
  })
}
