import { randomInt } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'
import { hashToken } from '../ids/ids.ts'

const stepSeconds = 30

/** A new shared secret (base32, 160 bits) for an authenticator app. */
export const newTotpSecret = (): string => generateSecret()

/** The otpauth:// address that an app scans. */
export const totpUri = (issuer: string, account: string, secret: string): string =>
  generateURI({ issuer, label: account, secret })

/**
 * The 30-second step whose code this is, or null. One step before and after is allowed for clocks that differ;
 * steps up to `lastStep` are spent, so that a code read over a shoulder is worth nothing.
 */
export function acceptedStep(secret: string, code: string, now: Date, lastStep: number): number | null {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const epoch = Math.floor(now.getTime() / 1000)
  const newest = Math.floor(epoch / stepSeconds) + 1
  // The machine's clock was turned back: everything it would accept is spent.
  if (lastStep >= newest) return null
  const result = verifySync({ secret, token, epoch, epochTolerance: stepSeconds, afterTimeStep: lastStep })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

// No 0 o, 1 i l: they are read from paper.
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten codes for the day the phone is lost, `k3fd-…` four times four signs (79 bits each). */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () =>
    Array.from({ length: 4 }, () =>
      Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join(''),
    ).join('-'),
  )

/** What is stored of a recovery code; blanks, dashes and capitals do not matter. */
export const hashRecoveryCode = (code: string): string =>
  hashToken(code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')).toString('hex')
