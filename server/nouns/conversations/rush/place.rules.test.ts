import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answeringRate, placeToTell, roundAhead, roundWait, unknownPlace, waitText } from './place.rules.ts'

describe('what a waiting buyer is told', () => {
  test('nothing to whoever is next; no time where too few were answered to know', () => {
    expect(placeToTell(0, 1)).toEqual(unknownPlace)
    expect(answeringRate(4, 300_000)).toBeNull()
    expect(placeToTell(7, answeringRate(4, 300_000))).toEqual({ ahead: 7, waitSeconds: null })
  })
  test('the place, and the time at the rate of the last minutes', () => {
    // 30 answers in five minutes: one in ten seconds.
    expect(placeToTell(7, answeringRate(30, 300_000))).toEqual({ ahead: 7, waitSeconds: 90 })
    expect(placeToTell(6399, answeringRate(600, 300_000))).toEqual({ ahead: 6500, waitSeconds: 3300 })
  })
  test('figures are never rounded down', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.integer({ min: 1, max: 100_000 }), (ahead, seconds) => {
        expect(roundAhead(ahead)).toBeGreaterThanOrEqual(ahead)
        expect(roundWait(seconds)).toBeGreaterThanOrEqual(seconds)
        expect(roundAhead(ahead)).toBeLessThanOrEqual(ahead * 1.1 + 500)
      }),
    )
  })
  test('the message says what is known, and says that the rest is not', () => {
    expect(waitText({ ahead: 20, waitSeconds: 150 }, 'zh')).toContain('20 位')
    expect(waitText({ ahead: 20, waitSeconds: 150 }, 'zh')).toContain('3 分钟')
    expect(waitText({ ahead: 20, waitSeconds: null }, 'zh')).toContain('说不准')
    expect(waitText(unknownPlace, 'en')).not.toMatch(/\d/)
  })
})
