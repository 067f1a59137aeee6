/**
 * The five-petal gauge 五瓣花: each petal is filled by area from the heart outward, first what is good, then what
 * is not known; what is lost stays empty. A petal is a circle drawn to a wedge of 72° less a narrow gap; a fill
 * is the part of it within some distance of the middle, so that every share of area has one radius.
 */
export interface PetalShape {
  /** Radius of the open middle. */
  hole: number
  /** Middle of the petal's circle, and its radius, both from the heart. */
  reach: number
  round: number
  /** Half the gap between two neighbours. */
  gap: number
}

export const petalShape: PetalShape = { hole: 24, reach: 125, round: 75.5, gap: 2.5 }

const HALF = Math.PI / 5

/** Where the straight side meets the circle: distance along the wedge's edge. */
function corner({ reach, round, gap }: PetalShape): number {
  const aside = reach * Math.sin(HALF) - gap
  return reach * Math.cos(HALF) + Math.sqrt(round ** 2 - aside ** 2)
}

/** Half the petal's opening at a distance from the middle, in radians; 0 outside. */
function halfOpening(at: number, shape: PetalShape): number {
  if (at < shape.hole || at >= shape.reach + shape.round) return 0
  const cornerAt = Math.hypot(corner(shape), shape.gap)
  if (at <= cornerAt) return HALF - Math.asin(shape.gap / at)
  const cosine = (at ** 2 + shape.reach ** 2 - shape.round ** 2) / (2 * at * shape.reach)
  return Math.acos(Math.min(1, Math.max(-1, cosine)))
}

const STEPS = 400

/** Area of the petal between the hole and `to`, by the midpoint rule. */
export function areaWithin(to: number, shape: PetalShape = petalShape): number {
  const step = (Math.min(to, shape.reach + shape.round) - shape.hole) / STEPS
  let area = 0
  for (let i = 0; i < STEPS; i += 1) {
    const at = shape.hole + (i + 0.5) * step
    area += 2 * at * halfOpening(at, shape) * step
  }
  return area
}

/** The distance from the middle within which this share (0 to 1) of the petal's area lies. */
export function radiusForShare(share: number, shape: PetalShape = petalShape): number {
  let low = shape.hole
  let high = shape.reach + shape.round
  if (share <= 0) return low
  if (share >= 1) return high
  const wanted = share * areaWithin(high, shape)
  for (let i = 0; i < 30; i += 1) {
    const middle = (low + high) / 2
    if (areaWithin(middle, shape) < wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}

const n = (value: number) => value.toFixed(2)

/** SVG path of one petal pointing up, the middle at 0,0. */
export function petalPath(shape: PetalShape = petalShape): string {
  const side = (along: number) => ({
    x: along * Math.sin(HALF) - shape.gap * Math.cos(HALF),
    y: -along * Math.cos(HALF) - shape.gap * Math.sin(HALF),
  })
  const outer = side(corner(shape))
  const inner = side(Math.sqrt(shape.hole ** 2 - shape.gap ** 2))
  return (
    `M${n(-inner.x)} ${n(inner.y)} L${n(-outer.x)} ${n(outer.y)} ` +
    `A${shape.round} ${shape.round} 0 1 1 ${n(outer.x)} ${n(outer.y)} L${n(inner.x)} ${n(inner.y)} ` +
    `A${shape.hole} ${shape.hole} 0 0 0 ${n(-inner.x)} ${n(inner.y)} Z`
  )
}

/** Whole percents that add up to 100 (largest remainder), or null where nothing was counted. */
export function shares(counts: {
  good: number
  unknown: number
  lost: number
}): { good: number; unknown: number; lost: number } | null {
  const sum = counts.good + counts.unknown + counts.lost
  if (sum === 0) return null
  const exact = [counts.good, counts.unknown, counts.lost].map((count) => (count * 100) / sum)
  const whole = exact.map(Math.floor)
  const byRemainder = [0, 1, 2].toSorted((a, b) => (exact[b]! % 1) - (exact[a]! % 1))
  for (let left = 100 - whole.reduce((a, b) => a + b, 0), i = 0; left > 0; left -= 1, i += 1)
    whole[byRemainder[i]!]! += 1
  return { good: whole[0]!, unknown: whole[1]!, lost: whole[2]! }
}
