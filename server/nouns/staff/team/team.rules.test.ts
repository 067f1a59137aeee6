import { describe, expect, test } from 'vitest'
import type { Role } from '#contract/staff/roles.ts'
import { inOrder, mayChangeRoles, mayDismiss, mayInvite, mayTakeOver, type Person } from './team.rules.ts'

const person = (...roles: Role[]): Person => ({ id: 'p', roles, hasLeft: false })
const gone = (...roles: Role[]): Person => ({ ...person(...roles), hasLeft: true })

test.each<[Role[], Role[], string]>([
  [['owner'], ['owner', 'agent'], 'ok'],
  [['lead'], ['lead', 'agent'], 'ok'],
  [['lead'], ['owner'], 'access.denied'],
  [['lead', 'owner'], ['owner'], 'ok'],
])('%j invites %j: %s', (actor, wanted, verdict) => {
  expect(mayInvite(actor, wanted)).toBe(verdict)
})

describe('changing roles', () => {
  test.each<[string, Role[], Person, Role[], number, string]>([
    ['a lead raises an agent to lead', ['lead'], person('agent'), ['lead'], 1, 'ok'],
    ['a lead raises an agent to owner', ['lead'], person('agent'), ['owner', 'agent'], 1, 'access.denied'],
    ['a lead takes ownership away', ['lead'], person('owner'), ['agent'], 2, 'access.denied'],
    ['a lead adds a role to an owner', ['lead'], person('owner'), ['owner', 'agent'], 2, 'access.denied'],
    [
      'a lead leaves an owner’s roles as they are',
      ['lead'],
      person('owner', 'agent'),
      ['agent', 'owner'],
      1,
      'ok',
    ],
    ['an owner makes another', ['owner'], person('agent'), ['owner'], 1, 'ok'],
    ['an owner steps down beside another', ['owner'], person('owner'), ['lead'], 2, 'ok'],
    ['[RTE-04] the last owner steps down', ['owner'], person('owner'), ['lead'], 1, 'staff.last_owner'],
    ['the last owner takes one more role', ['owner'], person('owner'), ['owner', 'finance'], 1, 'ok'],
    ['somebody who left', ['owner'], gone('agent'), ['lead'], 1, 'state.conflict'],
  ])('%s', (_, actor, who, wanted, owners, verdict) => {
    expect(mayChangeRoles(actor, who, wanted, owners)).toBe(verdict)
  })
})

describe('dismissing', () => {
  test.each<[string, Role[], Person, number, string]>([
    ['an agent, by a lead', ['lead'], person('agent'), 1, 'ok'],
    ['an owner, by a lead', ['lead'], person('owner'), 2, 'access.denied'],
    ['one of two owners, by the other', ['owner'], person('owner'), 2, 'ok'],
    ['[RTE-04] the last owner', ['owner'], person('owner', 'agent'), 1, 'staff.last_owner'],
    ['the same person twice', ['owner'], gone('agent'), 1, 'state.conflict'],
  ])('%s', (_, actor, who, owners, verdict) => {
    expect(mayDismiss(actor, who, owners)).toBe(verdict)
  })
})

test.each<[string, Person, boolean]>([
  ['an agent', person('agent'), true],
  ['after-sales', person('aftersales', 'finance'), true],
  ['the packer', person('dispatch'), false],
  ['somebody who left', gone('agent'), false],
  ['themselves', { ...person('agent'), id: 'from' }, false],
])('whether %s may take inquiries over: %s', (_, to, may) => {
  expect(mayTakeOver('from', to)).toBe(may)
})

test('roles are kept once each, in one order', () => {
  expect(inOrder(['finance', 'owner', 'agent', 'owner'])).toEqual(['owner', 'agent', 'finance'])
})
