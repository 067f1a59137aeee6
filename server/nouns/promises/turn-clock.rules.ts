/**
 * 7 秒原则: a buyer who writes is answered within 7 seconds and never later than 10 (RSP-01, RSP-02).
 * One clock per buyer turn. It is stopped by a human only: automatic replies are counted and stop nothing (RSP-05).
 * Outside hours it starts at opening. Lengths are the shop's settings, in seconds.
 */
export interface ClockSettings {
  answerTargetSeconds: number
  answerDueSeconds: number
  awayReplySeconds: number
}

export interface Turn {
  startedAt: Date
  clockAt: Date
  targetAt: Date
  dueAt: Date
  awayAt: Date
}

/** The turn that a buyer's message opens. `opensAt`: the same instant when open, else the next opening, null when never. */
export const openTurn = (at: Date, opensAt: Date | null, settings: ClockSettings): Turn => {
  // A calendar without any opening would leave the buyer waiting unwatched; then the clock simply runs.
  const clockAt = opensAt ?? at
  const after = (seconds: number) => new Date(clockAt.getTime() + seconds * 1000)
  return {
    startedAt: at,
    clockAt,
    targetAt: after(settings.answerTargetSeconds),
    dueAt: after(settings.answerDueSeconds),
    awayAt: after(settings.awayReplySeconds),
  }
}

export type Outcome = 'target' | 'due' | 'announced' | 'late'

/**
 * How an answer ends the turn: `target` up to and including the target, `due` up to and including the limit, else `late`
 * (late is strictly after the promise). An answer before the clock started, i.e. outside hours, is in time. Where the shop had
 * announced a longer wait, `dueAt` is that: nobody is blamed before it, but the shop's own limit stays what it is, and an
 * answer between the two is `announced`, in a figure of its own (RSP-02 keeps its 10 seconds).
 */
export const judgeAnswer = (
  turn: Pick<Turn, 'clockAt' | 'targetAt' | 'dueAt'>,
  answeredAt: Date,
  ownDueSeconds: number,
): Outcome => {
  if (answeredAt <= turn.targetAt) return 'target'
  if (answeredAt > turn.dueAt) return 'late'
  return answeredAt.getTime() <= turn.clockAt.getTime() + ownDueSeconds * 1000 ? 'due' : 'announced'
}

/** Which of the moments ahead the engine must wake for; null when nothing is left to do. */
export const nextFire = (turn: { dueAt: Date; awayAt: Date | null; missedAt: Date | null }): Date | null => {
  const ahead = [turn.missedAt === null ? turn.dueAt : null, turn.awayAt].filter((at) => at !== null)
  return ahead.length === 0 ? null : new Date(Math.min(...ahead.map((at) => at.getTime())))
}

export interface Fire {
  markMissed: boolean
  sendAway: boolean
}

/** What has come due by `now`; each once, however late the engine looks. */
export const dueFires = (
  turn: { dueAt: Date; awayAt: Date | null; missedAt: Date | null },
  now: Date,
): Fire => ({
  markMissed: turn.missedAt === null && turn.dueAt < now,
  sendAway: turn.awayAt !== null && turn.awayAt <= now,
})
