import { randomBytes } from 'node:crypto'
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { buildShop } from '#test/builders/staff.ts'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { onServer, withDatabaseName } from '#test/database/scratch.ts'
import { BadBackup, UnclearRestore } from '#platform/backup/index.ts'
import { readConfig } from '#platform/config/config.ts'
import { folderBlobs } from '#platform/files/index.ts'
import { makeBackup } from './make-backup.ts'
import { restorePlace } from './restore-place.ts'

let root: string
let desk: Desk
const made: string[] = []
const proxies: Server[] = []
const key = 'ab'.repeat(32)
const at = (name: string) => join(root, name)

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fh-restore-'))
  desk = await createDesk()
  const { shopId } = await buildShop(desk)
  const blobs = folderBlobs(at('home/files'))
  const draft = await blobs.draft()
  await writeFile(draft, 'how to hang the lamp')
  await blobs.keep(draft, key)
  await onDatabase(desk.url, (client) =>
    client.query(
      `insert into platform.files (id, shop_id, name, mime, bytes, sha256, owner, created_at) values (gen_random_uuid(), $1, 'lamp.txt', 'text/plain', 20, $2, $1, now())`,
      [shopId, key],
    ),
  )
  const config = readConfig({ FIVEHEARTS_DATA: at('home'), DATABASE_URL: desk.url })
  await makeBackup(config, desk.clock, { path: at('desk.fhb'), mayReplace: false, passphrase: null })
})
afterAll(async () => {
  for (const proxy of proxies) proxy.close()
  await desk.close()
  for (const name of made)
    await onServer(inject('testServer'), `drop database if exists ${name} with (force)`)
  await rm(root, { recursive: true, force: true })
})

const onDatabase = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
const emptyDatabase = async () => {
  const name = `fh_place_${randomBytes(6).toString('hex')}`
  await onServer(
    inject('testServer'),
    `create database ${name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
  )
  made.push(name)
  return withDatabaseName(inject('testServer'), name)
}
const restore = (folder: string, url: string, patienceMs = 10_000) =>
  restorePlace(readConfig({ FIVEHEARTS_DATA: folder, DATABASE_URL: url }), desk.clock, {
    path: at('desk.fhb'),
    passphrase: null,
    patienceMs,
  })
const shopsIn = (url: string) =>
  onDatabase(url, async (client) => (await client.query('select id from staff.shops')).rowCount)
const blobIn = (folder: string) =>
  readFile(join(folder, 'files', key.slice(0, 2), key.slice(2, 4), key), 'utf8')
const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/** A way to the database that breaks at the commit, before it arrives or after it was answered, and may stay broken. */
const brokenAtCommit = async (url: string, when: 'before' | 'after', staysBroken: boolean) => {
  const real = new pg.Client({ connectionString: url })
  const reach = () =>
    real.host.startsWith('/')
      ? connect(`${real.host}/.s.PGSQL.${real.port}`)
      : connect(real.port, real.host === 'localhost' ? '127.0.0.1' : real.host)
  let isBroken = false
  const proxy = createServer((inner: Socket) => {
    if (isBroken && staysBroken) return inner.destroy()
    const outer = reach()
    const end = () => {
      inner.destroy()
      outer.destroy()
    }
    for (const socket of [inner, outer]) socket.on('error', end).on('close', end)
    inner.on('data', (piece) => {
      const isCommit = piece.includes('commit\0')
      if (isCommit) isBroken = true
      if (isCommit && when === 'before') return end()
      if (isCommit) outer.removeAllListeners('data').once('data', end)
      outer.write(piece)
    })
    outer.on('data', (piece) => inner.write(piece))
  })
  proxies.push(proxy)
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve)
  })
  const { user = '', password, database = '' } = real
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password ?? '')}@127.0.0.1:${(proxy.address() as AddressInfo).port}/${database}`
}

describe('a second restore at the same time', () => {
  test('into the same folder is refused, and takes nothing of the first away', async () => {
    const [url, folder] = [await emptyDatabase(), at('one')]
    const first = restore(folder, url)
    await expect.poll(() => isThere(join(folder, 'restore.unfinished')), { interval: 2 }).toBe(true)
    await expect(restore(folder, await emptyDatabase())).rejects.toThrow(/Another restore works on/)
    expect(await first).toMatchObject({ blobs: 1 })
    expect(await blobIn(folder)).toBe('how to hang the lamp')
    expect(await readdir(folder)).toEqual(['files'])
    // One that comes afterwards is refused as well, and leaves everything.
    await expect(restore(folder, url)).rejects.toThrow(/not empty/)
    expect(await blobIn(folder)).toBe('how to hang the lamp')
  })

  test('into the same database: one of the two is whole, the other leaves nothing', async () => {
    const url = await emptyDatabase()
    const folders = [at('left'), at('right')]
    const ends = await Promise.allSettled(folders.map((folder) => restore(folder, url)))
    const won = ends.findIndex(({ status }) => status === 'fulfilled')
    const lost = ends[1 - won]
    expect(lost?.status === 'rejected' && lost.reason).toBeInstanceOf(BadBackup)
    expect(await blobIn(folders[won] ?? '')).toBe('how to hang the lamp')
    expect(await isThere(folders[1 - won] ?? '')).toBe(false)
    expect(await shopsIn(url)).toBe(1)
  })
})

describe('a connection lost during the commit', () => {
  test('after the database committed: the restore is there, with its files', async () => {
    const [url, folder] = [await emptyDatabase(), at('after')]
    expect(await restore(folder, await brokenAtCommit(url, 'after', false))).toMatchObject({ blobs: 1 })
    expect(await shopsIn(url)).toBe(1)
    expect(await blobIn(folder)).toBe('how to hang the lamp')
  })

  test('before it arrived: nothing is left, and it can be run again', async () => {
    const [url, folder] = [await emptyDatabase(), at('before')]
    await expect(restore(folder, await brokenAtCommit(url, 'before', false))).rejects.toThrow(
      /terminated|ECONN/i,
    )
    expect(await isThere(folder)).toBe(false)
    expect(await restore(folder, url)).toMatchObject({ blobs: 1 })
  })

  test('with a database that cannot be asked clears nothing away', async () => {
    const [url, folder] = [await emptyDatabase(), at('unclear')]
    const way = await brokenAtCommit(url, 'after', true)
    await expect(restore(folder, way, 0)).rejects.toThrow(UnclearRestore)
    expect(await shopsIn(url)).toBe(1)
    expect(await blobIn(folder)).toBe('how to hang the lamp')
    await expect(restore(folder, url)).rejects.toThrow(/not empty/)
    expect(await blobIn(folder)).toBe('how to hang the lamp')
  })
})
