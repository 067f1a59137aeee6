/** How long an import still takes, honestly: from the speed of the last seconds, and nothing where there is none yet. */

export interface Sample {
  at: number
  bytes: number
}

const window = 10_000
const least = 1_000

/** Adds a sample (`at` in monotonic ms) and lets go of those that are too old to tell the speed of now. */
export const withSample = (samples: readonly Sample[], sample: Sample): Sample[] => {
  const kept = samples.filter(({ at }) => at >= sample.at - window)
  return [...kept, sample]
}

/** Whole seconds, at least 1 while something is left; null while nothing is known. */
export const secondsLeft = (samples: readonly Sample[], total: number): number | null => {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.at - first.at < least || last.bytes <= first.bytes) return null
  const left = total - last.bytes
  return left <= 0
    ? 0
    : Math.max(1, Math.ceil(left / ((last.bytes - first.bytes) / (last.at - first.at)) / 1000))
}
