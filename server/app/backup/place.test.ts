import { execFile, spawn } from 'node:child_process'
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDesk, type DeskServer } from '#test/browser/harness/desk-server.ts'

const launcher = join(import.meta.dirname, '../../../bin/fivehearts.mjs')
const password = 'grey blanket, four screws'
let root: string
let home: string
let secret: string
let desk: DeskServer
const at = (name: string) => join(root, name)
const environment = (data: string) => ({ ...process.env, FIVEHEARTS_DATA: data, DATABASE_URL: '' })

interface Ran {
  code: number
  said: Record<string, unknown>
}
const run = (data: string, ...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, [launcher, ...args, '--json'], { env: environment(data) }, (error, out) => {
      const line = out.trimEnd().split('\n').at(-1) ?? ''
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        said: line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : {},
      })
    })
  })
const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
/** Runs a command and kills it outright as soon as something is there. */
const killWhen = async (data: string, isTime: () => Promise<boolean>, ...args: string[]) => {
  // Its own group: the launcher hands on to another process, and both must go.
  const child = spawn(process.execPath, [launcher, ...args], {
    env: environment(data),
    detached: true,
    stdio: 'ignore',
  })
  const over = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  await expect.poll(isTime, { interval: 5, timeout: 20_000 }).toBe(true)
  process.kill(-(child.pid ?? 0), 'SIGKILL')
  await over
}

const signIn = async (address: string) => {
  const reply = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'owner@example.com', password }),
  })
  if (reply.status !== 200) throw new Error(`signing in answered ${reply.status}`)
  return { cookie: (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '', 'x-fivehearts-shop': 'demo' }
}
const read = async (address: string, headers: Record<string, string>, path: string) =>
  (await (await fetch(`${address}${path}`, { headers })).json()) as { rows: { id: string }[] }

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fh-place-'))
  home = at('home')
  secret = at('passphrase')
  await writeFile(secret, 'correct horse\n')
  await run(home, 'user', 'add', 'owner@example.com', '--name', 'Owner', '--password', password)
  await run(home, 'demo', '--owner', 'owner@example.com')
  desk = await startDesk(home)
}, 120_000)
afterAll(async () => {
  await desk.stop()
  await rm(root, { recursive: true, force: true, maxRetries: 5 })
})

describe('a whole desk', () => {
  test('moves by its backup while it works: people sign in, chats are listed, files open by their old address', async () => {
    const headers = await signIn(desk.address)
    const form = new FormData()
    form.append('file', new Blob(['how to hang the lamp']), 'lamp.txt')
    const file = (await (
      await fetch(`${desk.address}/api/files`, { method: 'POST', body: form, headers })
    ).json()) as { url: string }
    const before = await read(desk.address, headers, '/api/conversations?limit=200')
    expect(before.rows.length).toBeGreaterThan(20)

    const made = await run(home, 'backup', at('desk.fhb'), '--passphrase-file', secret)
    expect(made).toMatchObject({ code: 0, said: { isEncrypted: true, hasKeys: true, blobs: 1 } })
    const restored = await run(at('away'), 'restore', at('desk.fhb'), '--passphrase-file', secret)
    expect(restored).toMatchObject({
      code: 0,
      said: {
        rows: made.said['rows'],
        tables: made.said['tables'],
        blobs: 1,
        hasKeys: true,
        lacksKeys: false,
      },
    })
    const away = await startDesk(at('away'))
    try {
      const there = await signIn(away.address)
      expect(await read(away.address, there, '/api/conversations?limit=200')).toEqual(before)
      const opened = await fetch(`${away.address}${file.url}`)
      expect([opened.status, await opened.text()]).toEqual([200, 'how to hang the lamp'])
    } finally {
      await away.stop()
    }
  }, 120_000)

  test('killed in the middle of a backup leaves no backup, and the next one clears up', async () => {
    const folder = await mkdtemp(join(root, 'killed-'))
    const path = join(folder, 'desk.fhb')
    await killWhen(home, async () => (await readdir(folder)).length > 0, 'backup', path)
    expect(await isThere(path)).toBe(false)
    expect((await fetch(`${desk.address}/api/session`, { headers: await signIn(desk.address) })).status).toBe(
      200,
    )
    expect((await run(home, 'backup', path)).code).toBe(0)
    expect(await readdir(folder), 'what the killed one left is gone').toEqual(['desk.fhb'])
    expect((await run(home, 'backup', path)).said['error']).toMatch(/there already/)
    expect((await run(home, 'backup', path, '--replace')).code).toBe(0)
  }, 60_000)

  test('is restored into an empty place only, whole or not at all', async () => {
    const path = at('plain.fhb')
    await run(home, 'backup', path)
    const refused = await run(home, 'restore', path)
    expect(refused.code).toBe(1)
    expect(refused.said['error']).toMatch(/not empty|in use|runs/i)
    await writeFile(at('cut.fhb'), (await readFile(path)).subarray(0, -20))
    const cut = await run(at('nowhere'), 'restore', at('cut.fhb'))
    expect([cut.code, cut.said['error']]).toEqual([1, expect.stringMatching(/damaged or cut off/)])
    expect(await isThere(at('nowhere'))).toBe(false)
    const wrong = await mkdtemp(join(root, 'kept-'))
    await writeFile(join(wrong, 'secret.key'), `${'ab'.repeat(32)}\n`)
    await run(home, 'backup', at('sealed.fhb'), '--passphrase-file', secret)
    await writeFile(at('other-passphrase'), 'something else')
    const denied = await run(wrong, 'restore', at('sealed.fhb'), '--passphrase-file', at('other-passphrase'))
    expect(denied.said['error']).toMatch(/passphrase is not the one/)
    expect(await readdir(wrong)).toEqual(['secret.key'])
    // Then the whole one finds its place, beside the key that was there.
    expect((await run(wrong, 'restore', path)).said).toMatchObject({ ok: true, lacksKeys: false })
    const used = await run(wrong, 'restore', path)
    expect(used.said['error']).toMatch(/not empty/)
    expect((await run(wrong, 'shop', 'list')).said['shops']).toHaveLength(1)
  }, 120_000)

  test('killed in the middle of a restore can be restored again', async () => {
    const place = at('twice')
    await killWhen(
      place,
      () => isThere(join(place, 'restore.unfinished')),
      'restore',
      at('desk.fhb'),
      '--passphrase-file',
      secret,
    )
    const again = await run(place, 'restore', at('desk.fhb'), '--passphrase-file', secret)
    expect(again).toMatchObject({ code: 0, said: { blobs: 1 } })
    expect(await isThere(join(place, 'restore.unfinished'))).toBe(false)
    expect((await run(place, 'shop', 'list')).said['shops']).toHaveLength(1)
  }, 120_000)

  test('that is not there makes no backup', async () => {
    const nowhere = await run(at('no-desk'), 'backup', at('none.fhb'))
    expect([nowhere.code, nowhere.said['error']]).toEqual([1, expect.stringMatching(/There is no desk/)])
    expect(await isThere(at('none.fhb'))).toBe(false)
  })
})
