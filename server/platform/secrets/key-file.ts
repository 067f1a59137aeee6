import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretKeys } from './secrets.ts'

/** The key file cannot be used; the message is for the person who runs the desk. */
export class BadKeyFile extends Error {}

/**
 * The keys of a data folder: `secret.key`, made on first start (mode 0600), one key of 64 hex digits a line. The
 * first line is the current key, the others are former ones, so that adding a line at the top rotates. With
 * `given` (FIVEHEARTS_SECRET_KEY) that one is current, and a file that is there only opens what it sealed.
 * @throws BadKeyFile when a line is not a key.
 */
export async function readSecretKeys(folder: string, given: string | null): Promise<SecretKeys> {
  const kept = await readKeptKeys(folder, given)
  if (kept) return kept
  const path = join(folder, 'secret.key')
  const [current, ...previous] = await makeKeyFile(folder, path)
  if (!current)
    throw new BadKeyFile(
      `${path} holds no key. Put the key back that was there, or remove the file if nothing was stored yet.`,
    )
  return { current, previous }
}

/** The same, but nothing is made: null where there is no key. @throws BadKeyFile when a line is not a key. */
export async function readKeptKeys(folder: string, given: string | null): Promise<SecretKeys | null> {
  const kept = await readKeys(join(folder, 'secret.key'))
  if (given !== null) return { current: Buffer.from(given, 'hex'), previous: kept }
  const [current, ...previous] = kept
  return current ? { current, previous } : null
}

async function readKeys(path: string): Promise<Buffer[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length === 0)
    throw new BadKeyFile(
      `${path} is empty. Put the key back that was there, or remove the file if nothing was stored yet.`,
    )
  return lines.map((line, i) => {
    if (!/^[0-9a-f]{64}$/i.test(line))
      throw new BadKeyFile(`${path}, line ${i + 1}: a key is 64 hexadecimal digits.`)
    return Buffer.from(line, 'hex')
  })
}

/** Written beside and linked into place: another process sees the whole file or none, and one of two wins. */
async function makeKeyFile(folder: string, path: string): Promise<Buffer[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(32).toString('hex')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(draft)
  }
  return readKeys(path)
}
