/**
 * 承诺: a word is kept, or the buyer is told before it breaks (design.md §2). It ends once: kept, broken, released or told.
 * The desk speaks up in time: at `soonAt`, when three quarters of the time have gone, at most a day and at least a minute before.
 */
export const wordTransitions = {
  open: ['kept', 'broken', 'released', 'told'],
  // A word that broke can still be honoured late; that does not unbreak it, so nothing leads on from the ends.
  kept: [],
  broken: [],
  released: [],
  told: [],
} as const
export type WordState = keyof typeof wordTransitions

export const mayEnd = (from: WordState, to: WordState): boolean =>
  (wordTransitions[from] as readonly WordState[]).includes(to)

const minute = 60_000
const day = 24 * 60 * minute

/** When to propose telling the buyer. Milliseconds precision. */
export const soonAtOf = (givenAt: Date, dueAt: Date): Date => {
  const length = Math.max(0, dueAt.getTime() - givenAt.getTime())
  const lead = Math.min(day, Math.max(minute, length / 4))
  return new Date(Math.max(givenAt.getTime(), dueAt.getTime() - lead))
}

export type WordCheck = { ok: true } | { ok: false; reason: 'due_in_past' | 'due_too_far' }

/** A word must be due after it is given and within two years (beyond that it is a slip of the keyboard). */
export const checkDue = (now: Date, dueAt: Date): WordCheck =>
  dueAt <= now
    ? { ok: false, reason: 'due_in_past' }
    : dueAt.getTime() - now.getTime() > 730 * day
      ? { ok: false, reason: 'due_too_far' }
      : { ok: true }

/** What the engine does with an open word at `now`: late is strictly after the promise. */
export const judgeWord = (word: { dueAt: Date }, now: Date): 'wait' | 'break' =>
  word.dueAt < now ? 'break' : 'wait'
