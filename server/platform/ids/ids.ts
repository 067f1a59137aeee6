import { createHash, randomBytes } from 'node:crypto'
import { uuidv7obj } from 'uuidv7'

/** A new id: UUIDv7, so that rows sort by the time they were made. */
export const newId = (): string => uuidv7obj().toString()

/** An unguessable token for links and cookies: 32 bytes, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Only hashes of tokens are stored. A plain SHA-256 does: the tokens have 256 random bits. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
