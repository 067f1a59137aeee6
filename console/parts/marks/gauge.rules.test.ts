import { describe, expect, test } from 'vitest'
import { areaWithin, petalPath, petalShape, radiusForShare, shares } from './gauge.rules.ts'

/** The drawn petal as points, read back from its path: an independent way to its area. */
function outline(): [number, number][] {
  const numbers = petalPath()
    .match(/-?\d+(\.\d+)?/g)!
    .map(Number)
  const [ix, iy, ox, oy] = numbers as [number, number, number, number]
  const points: [number, number][] = [
    [ix, iy],
    [ox, oy],
  ]
  const from = Math.atan2(oy + petalShape.reach, ox)
  const to = Math.PI - from + (from > 0 ? 2 * Math.PI : 0)
  const start = from
  const sweep = to - from > 2 * Math.PI ? to - from - 2 * Math.PI : to - from
  for (let i = 1; i <= 2000; i += 1) {
    const angle = start + (sweep * i) / 2000
    points.push([petalShape.round * Math.cos(angle), -petalShape.reach + petalShape.round * Math.sin(angle)])
  }
  points.push([-ix, iy])
  const inner = Math.atan2(iy, -ix)
  const innerEnd = Math.atan2(iy, ix)
  for (let i = 1; i < 200; i += 1) {
    const angle = inner + ((innerEnd - inner) * i) / 200
    points.push([petalShape.hole * Math.cos(angle), petalShape.hole * Math.sin(angle)])
  }
  return points
}

const polygonArea = (points: [number, number][]) =>
  Math.abs(
    points.reduce((sum, [x, y], i) => {
      const [nx, ny] = points[(i + 1) % points.length]!
      return sum + x * ny - nx * y
    }, 0),
  ) / 2

describe('petals are filled by area', () => {
  test('the reckoned area is that of the drawn outline', () => {
    const drawn = polygonArea(outline())
    expect(areaWithin(1000)).toBeGreaterThan(drawn * 0.995)
    expect(areaWithin(1000)).toBeLessThan(drawn * 1.005)
  })
  test.each([0.05, 0.25, 0.5, 0.71, 0.88, 0.99])('a share of %f covers that share of the area', (share) => {
    expect(areaWithin(radiusForShare(share)) / areaWithin(1000)).toBeCloseTo(share, 3)
  })
  test('nothing is the hole, everything the tip', () => {
    expect(radiusForShare(0)).toBe(petalShape.hole)
    expect(radiusForShare(1)).toBe(petalShape.reach + petalShape.round)
  })
})

describe('shares add up to 100', () => {
  test.each([
    [
      { good: 1, unknown: 1, lost: 1 },
      { good: 34, unknown: 33, lost: 33 },
    ],
    [
      { good: 88, unknown: 8, lost: 4 },
      { good: 88, unknown: 8, lost: 4 },
    ],
    [
      { good: 0, unknown: 7, lost: 0 },
      { good: 0, unknown: 100, lost: 0 },
    ],
    [
      { good: 2, unknown: 0, lost: 1 },
      { good: 67, unknown: 0, lost: 33 },
    ],
  ])('%j', (counts, expected) => expect(shares(counts)).toEqual(expected))
  test('nothing counted is not zero', () => expect(shares({ good: 0, unknown: 0, lost: 0 })).toBeNull())
})
