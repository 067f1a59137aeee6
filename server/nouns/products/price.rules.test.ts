import { describe, expect, test } from 'vitest'
import { isInForce, judgePrice, maySeeCost } from './price.rules.ts'

const march = (day: number) => new Date(`2026-03-${String(day).padStart(2, '0')}T00:00:00Z`)
const open = { id: 'p1', amount: 12900, validFrom: march(10) }

describe('a new price', () => {
  test.each([
    ['the first', null, 12900, march(1), { is: 'new', closes: null }],
    ['the same', open, 12900, march(12), { is: 'same' }],
    ['another', open, 9900, march(12), { is: 'new', closes: 'p1' }],
    ['another from the very moment', open, 9900, march(10), { is: 'new', closes: 'p1' }],
    ['before one that is planned', open, 9900, march(9), { is: 'planned' }],
  ])('%s', (_, before, amount, from, verdict) => {
    expect(judgePrice(before, amount, from)).toEqual(verdict)
  })
  test.each([
    [march(10), null, true],
    [march(12), null, false],
    [march(1), march(11), false],
    [march(1), march(12), true],
    [march(11), march(11), false],
  ])('from %s to %s holds on the 11th: %s', (validFrom, validTo, is) => {
    expect(isInForce({ validFrom, validTo }, march(11))).toBe(is)
  })
})

test.each([
  [['agent'], [], false],
  [['agent', 'finance'], [], true],
  [['owner'], [], true],
  [['lead'], [], true],
  [['dispatch', 'aftersales'], [], false],
  [[], ['products:read'], false],
  [[], ['products:write'], true],
])('roles %j with scopes %j see cost prices: %s', (roles, scopes, may) => {
  expect(maySeeCost({ roles, scopes })).toBe(may)
})
