/**
 * Recurring work 定时任务 runs at most once per interval, whichever process does it, and after a pause once, not once for
 * every interval that was missed.
 */

/** When work that ran at `last` is due again; at once when it never ran. */
export const nextRun = (last: Date | null, everyMs: number, now: Date): Date => {
  if (last === null) return now
  // More than an interval ahead: the wall clock was set back. Less may be another machine's clock running a little fast.
  if (last.getTime() > now.getTime() + everyMs) return now
  return new Date(last.getTime() + everyMs)
}

export const isDue = (last: Date | null, everyMs: number, now: Date): boolean =>
  nextRun(last, everyMs, now) <= now
