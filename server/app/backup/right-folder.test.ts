import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { readConfig } from '#platform/config/config.ts'
import { makeBackup } from './make-backup.ts'

let root: string
let desk: Desk
let shop: TestShop

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fh-right-'))
  desk = await createDesk()
  shop = await buildShop(desk)
})
afterAll(async () => {
  await desk.close()
  await rm(root, { recursive: true, force: true })
})

const onOwner = async (text: string, values: unknown[]) => {
  const client = new pg.Client({ connectionString: desk.url })
  await client.connect()
  await client.query(text, values)
  await client.end()
}
let count = 0
/** A backup of the test's database, run with a data folder of its own. */
const backUp = async (wanted: { key?: string; passphrase?: string; mayLackFiles?: boolean }) => {
  const data = await mkdtemp(join(root, 'data-'))
  if (wanted.key !== undefined) await writeFile(join(data, 'secret.key'), `${wanted.key}\n`)
  const config = readConfig({ FIVEHEARTS_DATA: data, DATABASE_URL: desk.url })
  const path = join(root, `b${++count}.fhb`)
  const made = makeBackup(config, desk.clock, {
    path,
    mayReplace: false,
    passphrase: wanted.passphrase ?? null,
    mayLackFiles: wanted.mayLackFiles,
  })
  return { made, data }
}
const backups = async () => (await readdir(root)).filter((name) => name.endsWith('.fhb'))

describe('a backup with a database of one’s own', () => {
  test('makes no key, and none of another desk goes with it', async () => {
    await onOwner('update staff.stores set widget_secret = $1 where shop_id = $2', [
      desk.secrets.seal('signs'),
      shop.shopId,
    ])
    const none = await backUp({ passphrase: 'correct horse' })
    await expect(none.made).rejects.toThrow(/no secret\.key/)
    expect(await readdir(none.data)).toEqual([])
    const other = await backUp({ passphrase: 'correct horse', key: randomBytes(32).toString('hex') })
    await expect(other.made).rejects.toThrow(/not the one of this desk/)
    expect(await backups()).toEqual([])
    const right = await backUp({ passphrase: 'correct horse', key: '07'.repeat(32) })
    expect(await right.made).toMatchObject({ isEncrypted: true, hasKeys: true })
    const plain = await backUp({})
    expect(await plain.made).toMatchObject({ isEncrypted: false, hasKeys: false })
    expect(await readdir(plain.data)).toEqual([])
  })

  test('refuses a folder without the files, unless told to go on', async () => {
    await onOwner(
      `insert into platform.files (id, shop_id, name, mime, bytes, sha256, owner, created_at) values (gen_random_uuid(), $1, 'lamp.txt', 'text/plain', 1, $2, $1, now())`,
      [shop.shopId, 'ab'.repeat(32)],
    )
    const before = await backups()
    await expect((await backUp({})).made).rejects.toThrow(/1 of 1 files .* --without-files/)
    expect(await backups()).toEqual(before)
    const { made } = await backUp({ mayLackFiles: true })
    expect((await made).missingBlobs).toEqual(['ab'.repeat(32)])
  })
})
