/** Repeatable chance: the same seed gives the same rows on every machine. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number
  /** A whole number from 0 to `below` - 1. */
  whole(below: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** Few are picked often, most seldom: the first of the list twice as often as the second, and so on (Zipf). */
  skewed<T>(list: readonly T[]): T
  /** Half of the values lie below `middle`; a few are many times as large. */
  longTailed(middle: number, spread: number): number
}

/** mulberry32: 32 bits of state are plenty for rows of a benchmark. */
export const createRandom = (seed: number): Random => {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (below: number) => Math.floor(next() * below)
  return {
    next,
    whole,
    chance: (share) => next() < share,
    pick: (list) => list[whole(list.length)] as never,
    skewed: (list) => list[Math.min(list.length - 1, Math.floor((list.length + 1) ** next()) - 1)] as never,
    longTailed: (middle, spread) =>
      middle * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  }
}

/** A UUIDv7 of that moment whose random part is repeatable. */
export const idAt = (random: Random, at: number): string => {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  const bits = (digits: number) =>
    random
      .whole(16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits(3)}-${(8 + random.whole(4)).toString(16)}${bits(3)}-${bits(6)}${bits(6)}`
}
