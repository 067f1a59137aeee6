import { describe, expect, test } from 'vitest'
import { followCampaign, judgeTimes } from './campaign.rules.ts'

const day = (n: number) => new Date(Date.UTC(2026, 2, n))
const before = { startsAt: day(6), endsAt: day(9) }

describe('a campaign’s times', () => {
  test.each([
    [day(1), day(6), day(9), null],
    [day(7), day(6), day(9), null],
    [day(1), day(9), day(9), 'after_start'],
    [day(9), day(6), day(9), 'before_end'],
  ])('announced %s, %s to %s: %s', (announcedAt, startsAt, endsAt, fault) => {
    expect(judgeTimes({ announcedAt, startsAt, endsAt })).toBe(fault)
  })
})

describe('offers of a campaign that moves', () => {
  const later = { startsAt: day(7), endsAt: day(12) }
  test.each([
    ['runs with it', { startsAt: day(6), endsAt: day(9) }, later, [7, 12], true, false],
    ['has no end of its own', { startsAt: day(6), endsAt: null }, later, [7, 12], true, false],
    ['begins with it', { startsAt: day(6), endsAt: day(8) }, later, [7, 8], true, false],
    ['ends with it', { startsAt: day(8), endsAt: day(9) }, later, [8, 12], true, false],
    [
      'has times of its own within',
      { startsAt: day(8), endsAt: new Date(day(9).getTime() - 1) },
      before,
      [8, 8],
      false,
      false,
    ],
    [
      'begins before',
      { startsAt: new Date(day(6).getTime() + 1), endsAt: day(9) },
      later,
      [6, 12],
      true,
      true,
    ],
    [
      'ends after',
      { startsAt: day(6), endsAt: day(8) },
      { startsAt: day(6), endsAt: day(7) },
      [6, 8],
      false,
      true,
    ],
    [
      'would end before it begins',
      { startsAt: day(6), endsAt: day(7) },
      { startsAt: day(8), endsAt: day(9) },
      [8, 7],
      true,
      true,
    ],
  ] as const)('%s', (_, offer, after, [from, to], isMoved, isOutside) => {
    const place = followCampaign(offer, before, after)
    expect([place.startsAt.getUTCDate(), place.endsAt?.getUTCDate(), place.isMoved, place.isOutside]).toEqual(
      [from, to, isMoved, isOutside],
    )
  })
})
