import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SiteIdentity {
  login: string
  email: string | null
  phone: string | null
  name: string | null
}
export type IdentityVerdict =
  | { ok: true; identity: SiteIdentity }
  | {
      ok: false
      reason:
        | 'malformed'
        | 'wrong_algorithm'
        | 'wrong_signature'
        | 'expired'
        | 'no_expiry'
        | 'no_subject'
        | 'not_yet'
    }

/** A site's vouching lives at most a day from now: a leaked page must not be a key for ever. */
const mostLifeSeconds = 24 * 60 * 60
const leewaySeconds = 60

/**
 * Checks the JWT (HS256 only) with which the shop's own site says who is logged in. Claims: `sub` the login, `exp` seconds,
 * optional `email`, `phone`, `name`, `nbf`. The algorithm is ours, never the token's.
 */
export const checkSignedIdentity = (token: string, secret: string, now: Date): IdentityVerdict => {
  const [head, body, signature, ...rest] = token.split('.')
  if (!head || !body || !signature || rest.length > 0) return { ok: false, reason: 'malformed' }
  const header = decode(head)
  const claims = decode(body)
  if (!header || !claims) return { ok: false, reason: 'malformed' }
  if (header['alg'] !== 'HS256') return { ok: false, reason: 'wrong_algorithm' }
  const expected = createHmac('sha256', secret).update(`${head}.${body}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return { ok: false, reason: 'wrong_signature' }
  return judge(claims, Math.floor(now.getTime() / 1000))
}

const judge = (claims: Record<string, unknown>, seconds: number): IdentityVerdict => {
  const { exp, nbf, sub } = claims
  if (typeof exp !== 'number') return { ok: false, reason: 'no_expiry' }
  if (exp + leewaySeconds < seconds || exp > seconds + mostLifeSeconds + leewaySeconds)
    return { ok: false, reason: 'expired' }
  if (typeof nbf === 'number' && nbf - leewaySeconds > seconds) return { ok: false, reason: 'not_yet' }
  if ((typeof sub !== 'string' && typeof sub !== 'number') || `${sub}`.length === 0 || `${sub}`.length > 200)
    return { ok: false, reason: 'no_subject' }
  const text = (value: unknown) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= 254 ? value.trim() : null
  return {
    ok: true,
    identity: {
      login: `${sub}`,
      email: text(claims['email']),
      phone: text(claims['phone']),
      name: text(claims['name']),
    },
  }
}

const decode = (part: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    // Anything that is not JSON is simply not a token.
    return null
  }
}

/** Signs an identity like a shop's site would; for the demo shop page and tests. */
export const signIdentity = (
  identity: Partial<SiteIdentity> & { login: string },
  secret: string,
  now: Date,
  lifeSeconds = 3600,
): string => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const { login, ...claims } = identity
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: login, ...claims, exp: Math.floor(now.getTime() / 1000) + lifeSeconds })}`
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`
}
