/**
 * The buyer waits 买家在等 [RSP-02]: calm until the target (7 s), amber until due (10 s), late from then on.
 * Seconds are counted so that the last one says 1 and the first one over says +1.
 */
export type CountdownPhase = 'ahead' | 'calm' | 'amber' | 'late'
export interface Countdown {
  phase: CountdownPhase
  /** Whole seconds left until due, or over it when late; until the clock starts while ahead. */
  seconds: number
}

/** All times in epoch milliseconds. */
export function countdown(
  clock: { startedAt: number; targetAt: number; dueAt: number },
  now: number,
): Countdown {
  if (now < clock.startedAt) return { phase: 'ahead', seconds: Math.ceil((clock.startedAt - now) / 1000) }
  if (now >= clock.dueAt) return { phase: 'late', seconds: Math.floor((now - clock.dueAt) / 1000) + 1 }
  const seconds = Math.ceil((clock.dueAt - now) / 1000)
  return { phase: now < clock.targetAt ? 'calm' : 'amber', seconds }
}

/** At most three signs: `+6`, `+99`, then minutes, hours and days. */
export function shortOver(seconds: number): string {
  if (seconds < 100) return `+${seconds}`
  if (seconds < 6000) return `${Math.floor(seconds / 60)}m`
  if (seconds < 360_000) return `${Math.floor(seconds / 3600)}h`
  return `${Math.floor(seconds / 86_400)}d`
}
