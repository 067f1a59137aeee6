/** Slips of the pen in English words, for search [KB-01]: one letter wrong, left out, too many, or two that changed places. */

/** A slip keeps the first letter, and short words are too like others to be guessed. */
const shortest = 4
const longFrom = 8

/** The one known stem a misspelt one stands for; null when it is known itself, or like none or several that differ in kind. */
export const meantBy = (stem: string, known: Iterable<string>): string | null => {
  if (stem.length < shortest) return null
  const most = stem.length >= longFrom ? 2 : 1
  let best: string | null = null
  let least = most + 1
  for (const one of known) {
    if (one === stem) return null
    if (one.length < shortest || one.charAt(0) !== stem.charAt(0)) continue
    const far = distance(stem, one, most)
    if (far < least) [best, least] = [one, far]
  }
  return best
}

/** Letters changed, added, left out or swapped; anything beyond `most` is `most + 1`. */
export const distance = (one: string, other: string, most: number): number => {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let [older, before]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= one.length; i += 1) {
    const here = [i]
    let least = i
    for (let j = 1; j <= other.length; j += 1) {
      const same = one.charAt(i - 1) === other.charAt(j - 1)
      let far = Math.min(
        (before[j] as number) + 1,
        (here[j - 1] as number) + 1,
        (before[j - 1] as number) + (same ? 0 : 1),
      )
      if (
        i > 1 &&
        j > 1 &&
        one.charAt(i - 1) === other.charAt(j - 2) &&
        one.charAt(i - 2) === other.charAt(j - 1)
      )
        far = Math.min(far, (older[j - 2] as number) + 1)
      here.push(far)
      least = Math.min(least, far)
    }
    if (least > most) return most + 1
    ;[older, before] = [before, here]
  }
  return Math.min(before[other.length] as number, most + 1)
}
