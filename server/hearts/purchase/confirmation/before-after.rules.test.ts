import { describe, expect, test } from 'vitest'
import { judgeFace, type SideFigures } from './before-after.rules.ts'

const side = (change: Partial<SideFigures> = {}): SideFigures => ({
  turns: 40,
  medianMs: 5000,
  lateShare: 0.1,
  badToneShare: null,
  ...change,
})

describe('[ORD-06] the same face before and after payment', () => {
  test.each<[string, Partial<SideFigures>, string]>([
    ['the same', {}, 'same'],
    ['faster after', { medianMs: 3000 }, 'same'],
    ['half as slow again', { medianMs: 8000 }, 'slower'],
    ['twice as slow, and nobody notices two seconds', { medianMs: 7400 }, 'same'],
    ['ten points more late', { lateShare: 0.2 }, 'slower'],
    ['nine points more late', { lateShare: 0.19 }, 'same'],
    ['too few to say', { turns: 19, medianMs: 60_000 }, 'too_few'],
  ])('%s', (_name, after, expected) => {
    expect(judgeFace(side(), side(after))).toBe(expected)
  })
  test('a tone that turns is an alert of its own; unmeasured tone says nothing', () => {
    expect(judgeFace(side({ badToneShare: 0.02 }), side({ badToneShare: 0.12 }))).toBe('colder')
    expect(judgeFace(side({ badToneShare: 0.02 }), side({ badToneShare: 0.05 }))).toBe('same')
    expect(judgeFace(side(), side({ badToneShare: 0.9 }))).toBe('same')
  })
  test('too few before is too few', () => {
    expect(judgeFace(side({ turns: 3 }), side({ medianMs: 60_000 }))).toBe('too_few')
  })
})
