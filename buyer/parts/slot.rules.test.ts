import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimsOf, readSlot, slotName, subjectOf } from './slot.rules.ts'

const tokenFor = (claims: object) =>
  `e30.${btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(claims))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')}.sig`

describe('slots', () => {
  test('two signed-in buyers of one browser have two, and the one who is not signed in a third', () => {
    const names = [null, tokenFor({ sub: 'a' }), tokenFor({ sub: 'b' })].map((identity) =>
      slotName('K', identity),
    )
    expect(new Set(names).size).toBe(3)
  })
  test('a new token for the same buyer finds the same slot', () => {
    expect(slotName('K', tokenFor({ sub: 'a', exp: 1 }))).toBe(slotName('K', tokenFor({ sub: 'a', exp: 2 })))
  })
  test('no e-mail address lies in the name', () => {
    expect(slotName('K', tokenFor({ sub: 'lin@half-acre.example' }), 'outbox')).not.toMatch(/lin|half|@/)
  })
  test('different subjects do not share a name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        fc.pre(one !== other)
        expect(slotName('K', tokenFor({ sub: one }))).not.toBe(slotName('K', tokenFor({ sub: other })))
      }),
    )
  })
})

describe('claims', () => {
  test('Chinese names survive', () => {
    expect(claimsOf(tokenFor({ name: '林小满' }))).toEqual({ name: '林小满' })
  })
  test.each(['', 'x', 'a.b.c', 'a.e30', 'a.MTI.c'])('%s has no subject and is its own', (token) => {
    expect(subjectOf(token)).toBe(token)
  })
})

describe('what is remembered', () => {
  test('a slot without a token is none', () => {
    expect([null, 3, {}, { token: '' }, { token: 4 }].map(readSlot)).toEqual([null, null, null, null, null])
  })
  test('numbers that are none become 0', () => {
    expect(readSlot({ token: 't', readUpTo: 'x', lastNumber: -2, touchedAt: 5 })).toEqual({
      token: 't',
      readUpTo: 0,
      lastNumber: 0,
      touchedAt: 5,
    })
  })
})
