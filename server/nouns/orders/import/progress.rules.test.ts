import fc from 'fast-check'
import { expect, test } from 'vitest'
import { secondsLeft, withSample, type Sample } from './progress.rules.ts'

const after = (...samples: Sample[]) =>
  samples.reduce<Sample[]>((kept, sample) => withSample(kept, sample), [])

test.each<[string, Sample[], number | null]>([
  ['nothing yet', [], null],
  ['one look', after({ at: 0, bytes: 10 }), null],
  ['half a second: too short to tell', after({ at: 0, bytes: 0 }, { at: 500, bytes: 100 }), null],
  ['100 bytes a second, 900 left', after({ at: 0, bytes: 0 }, { at: 1000, bytes: 100 }), 9],
  ['nothing moved', after({ at: 0, bytes: 100 }, { at: 4000, bytes: 100 }), null],
  ['nearly there', after({ at: 0, bytes: 0 }, { at: 1000, bytes: 999 }), 1],
  ['there', after({ at: 0, bytes: 0 }, { at: 1000, bytes: 1000 }), 0],
  [
    'slower since: the last ten seconds count',
    after(
      { at: 0, bytes: 0 },
      { at: 1000, bytes: 500 },
      { at: 12_000, bytes: 560 },
      { at: 20_000, bytes: 600 },
    ),
    80,
  ],
])('%s', (_, samples, left) => expect(secondsLeft(samples, 1000)).toBe(left))

test('it never lies by more than the file is uneven: while the speed stays between a and b, the estimate is at most b/a off', () => {
  const speeds = fc.array(fc.integer({ min: 100, max: 100_000 }), { minLength: 8, maxLength: 120 })
  fc.assert(
    fc.property(speeds, (perHalfSecond) => {
      const total = perHalfSecond.reduce((sum, bytes) => sum + bytes, 0)
      const uneven = Math.max(...perHalfSecond) / Math.min(...perHalfSecond)
      let samples: Sample[] = [{ at: 0, bytes: 0 }]
      let done = 0
      perHalfSecond.forEach((bytes, index) => {
        done += bytes
        samples = withSample(samples, { at: (index + 1) * 500, bytes: done })
        const said = secondsLeft(samples, total)
        const left = (perHalfSecond.length - index - 1) / 2
        if (said === null || left === 0) return
        // Whole seconds, rounded up.
        expect(said).toBeLessThanOrEqual(left * uneven + 1)
        expect(said).toBeGreaterThanOrEqual(left / uneven)
      })
    }),
  )
})

test('once the speed has changed for good, it is right again ten seconds later', () => {
  let samples: Sample[] = [{ at: 0, bytes: 0 }]
  let done = 0
  for (let at = 500; at <= 30_000; at += 500) {
    done += at <= 15_000 ? 10_000 : 1_000
    samples = withSample(samples, { at, bytes: done })
  }
  expect(secondsLeft(samples, done + 60_000)).toBe(30)
})
