import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** What must not be readable in the database or its backups, and marks that only this desk can make. */
export interface Secrets {
  /** Encrypts with the current key. */
  seal(text: string): Buffer
  /** Decrypts with the key that sealed it. @throws UnreadableSecret when no key fits or a byte was changed. */
  open(sealed: Uint8Array): string
  /** True when it was sealed with an older key and should be sealed again. */
  isStale(sealed: Uint8Array): boolean
  /** 32 bytes that prove that this desk wrote `text` for this purpose. */
  mark(purpose: string, text: string): Buffer
  /** Whether `mark` is right, for the current key or an older one. */
  isMark(purpose: string, text: string, mark: Uint8Array): boolean
}

export class UnreadableSecret extends Error {}

export interface SecretKeys {
  /** 32 bytes each. */
  current: Uint8Array
  /** Keys that were used before; they only open. */
  previous: readonly Uint8Array[]
}

const layout = { version: 1, id: 4, iv: 12, tag: 16 } as const
const headBytes = 1 + layout.id
const leastBytes = headBytes + layout.iv + layout.tag

interface Key {
  id: Buffer
  seal: Buffer
  mark: (purpose: string, text: string) => Buffer
}

/**
 * AES-256-GCM. A sealed value is: version (1 byte), key id (4), iv (12), tag (16), ciphertext; version and key id
 * are authenticated. Keys for sealing and marking are derived, so that neither tells of the other.
 */
export function createSecrets(keys: SecretKeys): Secrets {
  const current = prepare(keys.current)
  const all = [current, ...keys.previous.map(prepare)]

  const keyOf = (sealed: Uint8Array) => {
    if (sealed.length < leastBytes || sealed[0] !== layout.version)
      throw new UnreadableSecret('not a sealed secret')
    return all.find((key) => key.id.equals(sealed.subarray(1, headBytes)))
  }
  return {
    seal: (text) => {
      const head = Buffer.concat([Buffer.of(layout.version), current.id])
      const iv = randomBytes(layout.iv)
      const cipher = createCipheriv('aes-256-gcm', current.seal, iv).setAAD(head)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([head, iv, cipher.getAuthTag(), body])
    },
    open: (sealed) => {
      const key = keyOf(sealed)
      if (!key) throw new UnreadableSecret('sealed with a key that is not at hand')
      return decrypt(key, sealed)
    },
    isStale: (sealed) => keyOf(sealed) !== current,
    mark: current.mark,
    isMark: (purpose, text, mark) => all.some((key) => isEqual(key.mark(purpose, text), mark)),
  }
}

function prepare(raw: Uint8Array): Key {
  if (raw.length !== 32) throw new Error('a secret key has 32 bytes')
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', raw, 'fivehearts', use, 32))
  const marking = derive('mark')
  return {
    id: createHash('sha256').update(derive('id')).digest().subarray(0, layout.id),
    seal: derive('seal'),
    // The length keeps ("ab", "c") and ("a", "bc") apart.
    mark: (purpose, text) =>
      createHmac('sha256', marking).update(`${purpose.length}:${purpose}${text}`).digest(),
  }
}

function decrypt(key: Key, sealed: Uint8Array): string {
  const ivEnd = headBytes + layout.iv
  const tagEnd = ivEnd + layout.tag
  const decipher = createDecipheriv('aes-256-gcm', key.seal, sealed.subarray(headBytes, ivEnd), {
    authTagLength: layout.tag,
  })
    .setAAD(sealed.subarray(0, headBytes))
    .setAuthTag(sealed.subarray(ivEnd, tagEnd))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new UnreadableSecret('a sealed secret was changed', { cause: error })
  }
}

const isEqual = (a: Buffer, b: Uint8Array) => a.length === b.length && timingSafeEqual(a, b)
