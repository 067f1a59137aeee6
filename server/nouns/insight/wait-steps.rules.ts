/**
 * 等待的台阶: how long buyers waited, counted by steps (RSP-03), so that the middle of millions of waits is found without
 * reading them. A second wide where seconds count, then wider; the middle is read off within its step.
 */

/** Upper ends of the steps in milliseconds, the last one open. A wait stands in the first step whose end it does not pass. */
export const waitSteps: readonly number[] = [
  ...Array.from({ length: 20 }, (_, i) => (i + 1) * 1000),
  25_000,
  30_000,
  45_000,
  60_000,
  90_000,
  120_000,
  180_000,
  300_000,
  600_000,
  1_200_000,
  1_800_000,
  3_600_000,
  7_200_000,
  14_400_000,
  28_800_000,
]

/** The middle wait: the place of the middle one inside its step, taken as evenly filled. Null where nothing was counted. */
export const medianOfSteps = (counts: readonly number[]): number | null => {
  const total = counts.reduce((sum, n) => sum + n, 0)
  if (total === 0) return null
  let before = 0
  for (const [i, n] of counts.entries()) {
    if (n > 0 && before + n >= total / 2) {
      const from = waitSteps[i - 1] ?? 0
      const to = waitSteps[i] ?? from * 2
      return Math.round(from + ((total / 2 - before) / n) * (to - from))
    }
    before += n
  }
  return null
}
