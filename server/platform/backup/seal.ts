import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import { BadBackup } from './bad-backup.ts'

/** How the key is made of the passphrase; kept in the head of the file. 2^17 takes about half a second and 128 MB. */
export interface SealFacts {
  kdf: 'scrypt'
  n: number
  r: number
  p: number
  /** Hex. */
  salt: string
  /** Says whether a passphrase is the right one before anything is read. Hex. */
  check: string
}

/** Seals the chunks of one file: AES-256-GCM under a key that no other file has, so a counter is nonce enough. */
export interface Seal {
  close(chunk: Buffer, number: number, isLast: boolean): Buffer
  /** Null when the chunk was changed, moved, or is not the last one where it says so. */
  open(sealed: Buffer, number: number, isLast: boolean): Buffer | null
}

const tagBytes = 16
const cost = { n: 2 ** 17, r: 8, p: 1 }

export const newSeal = async (passphrase: string): Promise<{ facts: SealFacts; key: Buffer }> => {
  const salt = randomBytes(16)
  const key = await derive(passphrase, { ...cost, salt: salt.toString('hex') })
  return {
    facts: { kdf: 'scrypt', ...cost, salt: salt.toString('hex'), check: checkOf(key).toString('hex') },
    key,
  }
}

/** @throws BadBackup when the passphrase is not the one. */
export const keyOfSeal = async (passphrase: string, facts: SealFacts): Promise<Buffer> => {
  const isSane = facts.kdf === 'scrypt' && facts.n <= 2 ** 20 && facts.r <= 16 && facts.p <= 4
  if (!isSane) throw new BadBackup('The backup asks for a key in a way this version does not know.')
  const key = await derive(passphrase, facts)
  const check = Buffer.from(facts.check, 'hex')
  if (check.length !== 32 || !timingSafeEqual(check, checkOf(key)))
    throw new BadBackup('The passphrase is not the one this backup was made with.')
  return key
}

/** `head` is the plain beginning of the file: a chunk opens only behind the head it was written with. */
export const sealWith = (key: Buffer, head: Buffer): Seal => {
  const bound = createHash('sha256').update(head).digest()
  const nonce = (number: number, isLast: boolean) => {
    const bytes = Buffer.alloc(12)
    bytes[0] = isLast ? 1 : 0
    bytes.writeBigUInt64BE(BigInt(number), 4)
    return bytes
  }
  return {
    close: (chunk, number, isLast) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonce(number, isLast)).setAAD(bound)
      return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
    },
    open: (sealed, number, isLast) => {
      if (sealed.length < tagBytes) return null
      const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, isLast), {
        authTagLength: tagBytes,
      })
        .setAAD(bound)
        .setAuthTag(sealed.subarray(-tagBytes))
      try {
        return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
      } catch {
        return null
      }
    },
  }
}

const checkOf = (key: Buffer) => createHmac('sha256', key).update('fivehearts backup').digest()

const derive = (passphrase: string, { n, r, p, salt }: Pick<SealFacts, 'n' | 'r' | 'p' | 'salt'>) =>
  new Promise<Buffer>((resolve, reject) => {
    scrypt(
      passphrase.normalize('NFKC'),
      Buffer.from(salt, 'hex'),
      32,
      { N: n, r, p, maxmem: 256 * n * r },
      (error, key) => (error ? reject(error) : resolve(key)),
    )
  })
