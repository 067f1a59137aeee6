import { expect, test } from 'vitest'
import { freightLimit, judgeFreight } from './freight.rules.ts'

const policy = {
  freightByRole: { agent: 1000, aftersales: 500, lead: 3000, owner: null },
  freightByMember: [{ memberId: 'careful', limit: 0 }],
}
test.each([
  [['agent'], 1000],
  [['agent', 'lead'], 3000],
  [['owner', 'agent'], null],
  [['dispatch'], 0],
])('[PRC-07] the widest role counts: %j', (roles, limit) => {
  expect(freightLimit(policy, { id: 'm', roles })).toBe(limit)
})
test('[PRC-07] a limit of the person goes before the roles', () => {
  expect(freightLimit(policy, { id: 'careful', roles: ['owner'] })).toBe(0)
})
test('[PRC-07] up to the limit with what was given before, and not a cent beyond', () => {
  expect(judgeFreight(1000, 400, 600)).toEqual({ is: 'allowed' })
  expect(judgeFreight(1000, 400, 601)).toEqual({ is: 'beyond', limit: 1000, left: 600 })
  expect(judgeFreight(1000, 1400, 1)).toEqual({ is: 'beyond', limit: 1000, left: 0 })
  expect(judgeFreight(null, 0, 9_999_999)).toEqual({ is: 'allowed' })
})
