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
