import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BadKeyFile, readSecretKeys } from './key-file.ts'
import { createSecrets, UnreadableSecret } from './secrets.ts'

const old = Buffer.alloc(32, 1)
const current = Buffer.alloc(32, 2)

describe('sealing', () => {
  const secrets = createSecrets({ current, previous: [] })

  test('opens what it sealed, and never seals twice alike', () => {
    const text = '密钥 secret 🔑'
    const sealed = secrets.seal(text)
    expect(secrets.open(sealed)).toBe(text)
    expect(sealed.includes(Buffer.from('secret'))).toBe(false)
    expect(secrets.seal(text).equals(sealed)).toBe(false)
    expect(secrets.open(secrets.seal(''))).toBe('')
  })

  test('a change of any byte is noticed', () => {
    const sealed = secrets.seal('four')
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed)
      changed[i] = (changed[i] ?? 0) ^ 1
      expect(() => secrets.open(changed), `byte ${i}`).toThrow(UnreadableSecret)
    }
    expect(() => secrets.open(sealed.subarray(0, -1))).toThrow(UnreadableSecret)
    expect(() => secrets.open(Buffer.alloc(0))).toThrow(UnreadableSecret)
  })

  test('keys rotate: the old one opens, the new one seals', () => {
    const before = createSecrets({ current: old, previous: [] })
    const after = createSecrets({ current, previous: [old] })
    const sealed = before.seal('kept')
    expect(after.open(sealed)).toBe('kept')
    expect(after.isStale(sealed)).toBe(true)
    expect(after.isStale(after.seal('kept'))).toBe(false)
    expect(() => before.open(after.seal('kept'))).toThrow(UnreadableSecret)
    expect(() => secrets.open(sealed)).toThrow('not at hand')
  })
})

test('marks hold for their purpose and text alone, and outlive a rotation', () => {
  const before = createSecrets({ current: old, previous: [] })
  const after = createSecrets({ current, previous: [old] })
  const mark = before.mark('file', 'one')
  expect(mark).toHaveLength(32)
  expect(after.isMark('file', 'one', mark)).toBe(true)
  expect(after.mark('file', 'one').equals(mark)).toBe(false)
  expect(before.isMark('fil', 'eone', mark)).toBe(false)
  expect(before.isMark('file', 'two', mark)).toBe(false)
  expect(before.isMark('file', 'one', mark.subarray(0, 31))).toBe(false)
  expect(before.isMark('file', 'one', Buffer.alloc(0))).toBe(false)
})

describe('the key file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fh-keys-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('is made once, for its owner alone, and by one of many processes', async () => {
    const data = join(folder, 'fresh')
    const all = await Promise.all(Array.from({ length: 8 }, () => readSecretKeys(data, null)))
    const [first] = all
    expect(first?.current).toHaveLength(32)
    for (const keys of all) expect(keys).toEqual(first)
    expect((await stat(join(data, 'secret.key'))).mode & 0o777).toBe(0o600)
    expect(await readdir(data)).toEqual(['secret.key'])
    expect(await readSecretKeys(data, null)).toEqual(first)
  })

  test('a key from the environment goes first, and the file still opens', async () => {
    const data = join(folder, 'both')
    const { current: kept } = await readSecretKeys(data, null)
    const keys = await readSecretKeys(data, 'ab'.repeat(32))
    expect(Buffer.from(keys.current).toString('hex')).toBe('ab'.repeat(32))
    expect(keys.previous).toEqual([kept])
    expect(await readSecretKeys(join(folder, 'none'), 'ab'.repeat(32))).toMatchObject({ previous: [] })
    await expect(readdir(join(folder, 'none'))).rejects.toThrow('ENOENT')
  })

  test.each([
    ['empty', '', 'is empty'],
    ['short', 'abc\n', 'line 1'],
    ['second line', `${'ab'.repeat(32)}\nnot a key\n`, 'line 2'],
  ])('%s is refused in words', async (name, content, words) => {
    const data = await mkdtemp(join(folder, 'bad-'))
    await writeFile(join(data, 'secret.key'), content)
    const failure = await readSecretKeys(data, null).catch((error: unknown) => error)
    expect(failure, name).toBeInstanceOf(BadKeyFile)
    expect(String(failure)).toContain(words)
  })
})
