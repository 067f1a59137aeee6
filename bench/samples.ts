/** The value below which the share `part` (0…1) of the samples lies; NaN for none. */
export const percentile = (samples: readonly number[], part: number): number => {
  const sorted = Float64Array.from(samples).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5)

/** Each of `rounds` orders of the contestants once round the circle, so that nobody always goes first. */
export const rotated = <T>(contestants: readonly T[], round: number): T[] =>
  contestants.map((_, i) => contestants[(i + round) % contestants.length] as T)
