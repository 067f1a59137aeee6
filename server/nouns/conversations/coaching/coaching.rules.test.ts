import { expect, test } from 'vitest'
import { judgeHint } from './coaching.rules.ts'

const holder = { memberId: 'new', coachId: 'coach' }
test.each([
  ['the coach', holder, { memberId: 'coach', roles: ['agent'] as const }, 'may'],
  ['who leads', holder, { memberId: 'lead', roles: ['lead'] as const }, 'may'],
  [
    'the owner, of a newcomer without a coach',
    { ...holder, coachId: null },
    { memberId: 'o', roles: ['owner'] as const },
    'may',
  ],
  ['a colleague', holder, { memberId: 'other', roles: ['agent'] as const }, 'not_coach'],
  ['the newcomer, even one who leads', holder, { memberId: 'new', roles: ['lead'] as const }, 'not_coach'],
  ['a key', holder, { memberId: null, roles: ['owner'] as const }, 'not_coach'],
  ['nobody new holds it', null, { memberId: 'coach', roles: ['agent'] as const }, 'no_newcomer'],
])('who may hint: %s', (_who, held, who, verdict) => {
  expect(judgeHint(held, who)).toBe(verdict)
})
