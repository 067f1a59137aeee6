import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { folderBlobs } from '#platform/files/index.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { openPerson, type PersonPorts } from './person.ts'

let chat: ChatDesk
let root: string
let shopId: string
const person = newId()
const [big, broken] = ['ab'.repeat(32), 'cd'.repeat(32)]
const pathOf = (key: string) => join(root, key.slice(0, 2), key.slice(2, 4), key)

beforeAll(async () => {
  chat = await openChatDesk()
  shopId = (await chat.shop()).shopId
  root = await mkdtemp(join(tmpdir(), 'fh-person-'))
  await mkdir(join(pathOf(big), '..'), { recursive: true })
  await writeFile(pathOf(big), Buffer.alloc(4 << 20, 'lamp'))
  const client = new pg.Client({ connectionString: chat.desk.url })
  await client.connect()
  const [at, visitor] = [chat.desk.clock.now(), newId()]
  await client.query(
    `insert into customers.customers (id, shop_id, name, order_count, active_at, created_at) values ($1, $2, 'Ann', 0, $3, $3)`,
    [person, shopId, at],
  )
  await client.query(
    `insert into conversations.visitors (id, shop_id, store_id, label, language, customer_id, created_at, last_seen_at) values ($1, $2, gen_random_uuid(), 'a', 'en', $3, $4, $4)`,
    [visitor, shopId, person, at],
  )
  await client.query(
    `insert into platform.files (id, shop_id, name, mime, bytes, sha256, owner, created_at)
     select gen_random_uuid(), $1, 'f.bin', 'application/octet-stream', 1, key, $2, $3 from unnest($4::text[]) key`,
    [shopId, visitor, at, [big, broken]],
  )
  await client.end()
})
afterAll(async () => {
  await chat.close()
  await rm(root, { recursive: true, force: true })
})

const open = (blobs: PersonPorts['blobs']) => {
  const caller = { kind: 'member', shopId, actorId: shopId } as MemberCaller
  return openPerson(
    { db: chat.desk.db, clock: chat.desk.clock, directory: chat.composed.staff.directory, blobs },
    caller,
    person,
    { by: null },
  )
}
/** Files of the folder that this process holds open. */
const held = async () => {
  const names = await readdir('/proc/self/fd')
  const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')))
  return targets.filter((target) => target.startsWith(root)).length
}

describe('a person’s bundle', () => {
  test('is whole where a file is gone, which a line in it says', async () => {
    const { stream } = await open(folderBlobs(root))
    const bytes = await buffer(stream)
    expect(bytes.length).toBeGreaterThan(4 << 20)
    expect(bytes.includes('This file is not there any more.')).toBe(true)
  })

  test.each([
    ['cannot be opened', () => Promise.reject(new Error('no disk'))],
    [
      'goes away before it is opened',
      () => Promise.resolve({ stream: createReadStream(join(root, 'gone')), bytes: 1 }),
    ],
    // Opens, and every read of it fails.
    ['cannot be read', () => Promise.resolve({ stream: createReadStream(root), bytes: 1 })],
  ])('is broken off where a file %s, and the desk goes on', async (_what, read) => {
    const blobs = folderBlobs(root)
    const { stream } = await open({ read: (key) => (key === broken ? read() : blobs.read(key)) })
    await expect(buffer(stream)).rejects.toThrow(/no disk|ENOENT|EISDIR/)
    expect(await held()).toBe(0)
  })

  test('closes what it reads when its reader goes away', async () => {
    for (let count = 0; count < 8; count++) {
      const { stream } = await open(folderBlobs(root))
      let bytes = 0
      stream.on('data', (piece: Buffer) => {
        bytes += piece.length
        if (bytes > 1 << 20) stream.destroy()
      })
      await finished(stream).catch(() => undefined)
    }
    await expect.poll(held).toBe(0)
  })
})
