import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSignedIdentity, signIdentity } from './signed-identity.ts'

const secret = 'a-secret-of-the-store'
const now = new Date('2026-11-22T02:00:00Z')
const seconds = Math.floor(now.getTime() / 1000)
const jwt = (header: object, claims: object, key = secret) => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = `${encode(header)}.${encode(claims)}`
  return `${unsigned}.${createHmac('sha256', key).update(unsigned).digest('base64url')}`
}
const hs256 = { alg: 'HS256', typ: 'JWT' }

describe('a signed identity', () => {
  test('tells login, e-mail, phone and name', () => {
    const token = signIdentity({ login: 'u-77', email: 'mei@example.com', name: '梅' }, secret, now)
    expect(checkSignedIdentity(token, secret, now)).toEqual({
      ok: true,
      identity: { login: 'u-77', email: 'mei@example.com', phone: null, name: '梅' },
    })
  })
  test.each([
    ['another secret', jwt(hs256, { sub: 'u', exp: seconds + 60 }, 'guessed'), 'wrong_signature'],
    [
      'alg none',
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"u"}').toString('base64url')}.x`,
      'wrong_algorithm',
    ],
    ['alg HS512', jwt({ alg: 'HS512' }, { sub: 'u', exp: seconds + 60 }), 'wrong_algorithm'],
    ['an old token', jwt(hs256, { sub: 'u', exp: seconds - 61 }), 'expired'],
    ['a token for a year', jwt(hs256, { sub: 'u', exp: seconds + 365 * 86_400 }), 'expired'],
    ['no expiry', jwt(hs256, { sub: 'u' }), 'no_expiry'],
    ['no subject', jwt(hs256, { exp: seconds + 60 }), 'no_subject'],
    ['an endless subject', jwt(hs256, { sub: 'u'.repeat(201), exp: seconds + 60 }), 'no_subject'],
    ['not yet valid', jwt(hs256, { sub: 'u', exp: seconds + 3600, nbf: seconds + 600 }), 'not_yet'],
    ['two parts', 'a.b', 'malformed'],
    ['four parts', 'a.b.c.d', 'malformed'],
    [
      'an array for claims',
      `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from('[]').toString('base64url')}.x`,
      'malformed',
    ],
  ])('%s is refused', (_name, token, reason) => {
    expect(checkSignedIdentity(token, secret, now)).toEqual({ ok: false, reason })
  })
  test('no text whatever gets through or throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(checkSignedIdentity(text, secret, now).ok).toBe(false)
      }),
    )
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        expect(checkSignedIdentity(`${a}.${b}.${c}`, secret, now).ok).toBe(false)
      }),
    )
  })
})
