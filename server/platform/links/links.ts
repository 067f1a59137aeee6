import type { LinkPurpose } from '#contract/endpoint.ts'
import type { Clock } from '../clock/clock.ts'
import type { Database, Tx } from '../database/database.ts'
import { AppError } from '../http/app-error.ts'
import type { LinkCaller } from '../http/caller.ts'
import { createFloodGate } from '../http/flood-gate.ts'
import { hashToken, newId, newToken } from '../ids/ids.ts'
import { findLink, insertLink, revokeLinksTo } from './links.store.ts'

/** As `newToken` makes them: 32 bytes, base64url. */
const shape = /^[A-Za-z0-9_-]{43}$/
/** Unknown tokens from one address within a minute; a person types none, and a torn link is tried a few times. */
const mostGuesses = 30

export interface WantedLink {
  shopId: string
  purpose: LinkPurpose
  subject: string
  by: string | null
  expiresAt: Date
}

/**
 * A link to one thing, for whoever holds it: 256 random bits, of which the hash alone is kept. Returns the token, which cannot be
 * had again. Runs in the change's transaction.
 */
export const makePrivateLink = async (tx: Tx, now: Date, link: WantedLink): Promise<string> => {
  const token = newToken()
  await insertLink(tx, { ...link, id: newId(), tokenHash: hashToken(token), now })
  return token
}

/** Ends every link of this purpose to this one thing. */
export const revokePrivateLinks = (
  tx: Tx,
  now: Date,
  link: Pick<WantedLink, 'shopId' | 'purpose' | 'subject'>,
): Promise<number> => revokeLinksTo(tx, now, link.shopId, link.purpose, link.subject)

/** The address that goes to a buyer; short enough for a message. */
export const privateAddress = (publicUrl: string, token: string): string =>
  `${publicUrl.replace(/\/$/, '')}/b/${token}`

/** Resolves private links. What never was one looks like no credentials; one that has ended says so, and why. */
export const createLinkCredentials = ({ db, clock }: { db: Database; clock: Clock }) => {
  const gate = createFloodGate(clock, mostGuesses)
  return async (token: string, address: string): Promise<LinkCaller | null> => {
    if (!shape.test(token)) return null
    const row = await db.asSystem((tx) => findLink(tx, hashToken(token)))
    if (!row) {
      if (gate(address) > 0) throw new AppError('request.too_many')
      return null
    }
    if (row.revoked_at !== null) throw new AppError('link.expired', { reason: 'revoked' })
    if (row.expires_at <= clock.now()) throw new AppError('link.expired', { reason: 'expired' })
    return {
      kind: 'link',
      shopId: row.shop_id,
      linkId: row.id,
      purpose: row.purpose,
      subject: row.subject,
    }
  }
}
