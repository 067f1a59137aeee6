import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { newId } from '../ids/ids.ts'
import { silentLog } from '../log/log.ts'
import { createFiles, folderBlobs, registerFileRoutes, type Files } from './index.ts'
import { officeOf, zipOf } from '#test/builders/zip.ts'

const maxBytes = 1024 * 1024
const shop = newId()
const otherShop = newId()
const visitorId = newId()
const member = { kind: 'member', shopId: shop, memberId: newId(), accountId: newId(), sessionId: newId(), actorId: newId(), displayName: 'A', roles: ['agent'], scopes: [] } as const
const visitor = { kind: 'visitor', shopId: shop, storeId: newId(), visitorId, conversationId: newId(), language: 'zh' } as const

let desk: Desk
let folder: string
let files: Files
let http: HttpServer
let base: string
beforeAll(async () => {
  desk = await createDesk()
  folder = await mkdtemp(join(tmpdir(), 'fh-files-'))
  files = createFiles({ ...desk, blobs: folderBlobs(folder), maxBytes })
  http = await createHttpServer({
    db: desk.db, clock: desk.clock, log: silentLog(), trustedProxies: 0,
    credentials: {
      account: (token) => Promise.resolve(token === 'member' ? { kind: 'account', accountId: member.accountId, sessionId: member.sessionId } : null),
      member: () => Promise.resolve(member),
      key: () => Promise.resolve(null),
      visitor: (token) => Promise.resolve(token === 'visitor' ? visitor : null),
    },
  })
  registerFileRoutes(http, files)
  base = await http.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await http.app.close()
  await desk.close()
  await rm(folder, { recursive: true, force: true })
})
// One owner may have thirty files unsent; every test is another owner.
let owner: string
beforeEach(() => { owner = newId() })

const put = (content: Uint8Array, name = 'a.bin', by = owner) => files.put({ shop, owner: by, name, content })
const refusal = (content: Uint8Array, name = 'a.bin') => put(content, name).catch((error: unknown) => error)
const addressed = (url: string) => {
  const parsed = new URL(url, 'http://desk')
  return { id: parsed.pathname.split('/')[3] ?? '', s: parsed.searchParams.get('s') ?? '' }
}
const contentOf = async (url: string, isThumb = false) => {
  const { id, s } = addressed(url)
  const chunks: Buffer[] = []
  for await (const chunk of (await files.open(id, s, isThumb)).stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
const colour = (width: number, height: number, background = '#3a7') => sharp({ create: { width, height, channels: 3, background } })
const left = async () => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name)

describe('pictures', () => {
  test('are turned as the camera was held and lose where and with what they were taken', async () => {
    // Left half red, right half blue, and "turn me by a quarter" in the metadata, with a place and a name.
    const raw = await colour(200, 100, '#f00').composite([{ input: { create: { width: 100, height: 100, channels: 3, background: '#00f' } }, left: 100, top: 0 }])
      .withExif({ IFD0: { Artist: 'Somebody Known', Orientation: '6' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 14/1 0/1' } })
      .withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer()
    expect(raw.includes(Buffer.from('Somebody Known'))).toBe(true)
    const file = await put(raw, 'IMG_1.JPG')
    expect(file).toMatchObject({ name: 'IMG_1.jpg', mime: 'image/jpeg', width: 100, height: 200 })
    const kept = await contentOf(file.url)
    expect(kept).toHaveLength(file.bytes)
    expect(kept.includes(Buffer.from('Somebody Known'))).toBe(false)
    expect(await sharp(kept).metadata()).not.toMatchObject({ exif: expect.anything() })
    const { data } = await sharp(kept).raw().toBuffer({ resolveWithObject: true })
    expect(data[0]).toBeGreaterThan(200)
    expect(data.at(-1)).toBeGreaterThan(200)
  })

  test('lose what hides behind their end', async () => {
    const hidden = Buffer.from('<script>alert(document.domain)</script>')
    for (const format of ['jpeg', 'png', 'webp', 'gif'] as const) {
      const raw = Buffer.concat([await colour(8, 8)[format]().toBuffer(), hidden])
      const file = await put(raw, `x.${format}`)
      expect((await contentOf(file.url)).includes(hidden), format).toBe(false)
    }
  })

  test('have a thumbnail of at most 480 pixels', async () => {
    const file = await put(await colour(1200, 800).png().toBuffer(), 'a.png')
    const thumb = await sharp(await contentOf(file.url, true)).metadata()
    expect(thumb).toMatchObject({ format: 'webp', width: 480, height: 320 })
    const small = await put(await colour(20, 10).png().toBuffer(), 'b.png')
    expect(await sharp(await contentOf(small.url, true)).metadata()).toMatchObject({ width: 20, height: 10 })
  })

  test('that move go on moving; their thumbnail stands', async () => {
    const frame = (red: number) => colour(40, 30, `rgb(${red},0,0)`).png().toBuffer()
    const raw = await sharp(await Promise.all([frame(0), frame(120), frame(240)]), { join: { animated: true } }).gif({ delay: [100, 100, 100] }).toBuffer()
    const file = await put(raw, 'a.gif')
    expect(file).toMatchObject({ mime: 'image/gif', width: 40, height: 30 })
    expect(await sharp(await contentOf(file.url), { animated: true }).metadata()).toMatchObject({ pages: 3 })
    expect((await sharp(await contentOf(file.url, true)).metadata()).pages ?? 1).toBe(1)
  })

  test('of a newer kind become one that every browser shows; giants become readable', async () => {
    expect(await put(await colour(64, 64).avif({ effort: 0 }).toBuffer(), 'a.avif')).toMatchObject({ name: 'a.avif.webp', mime: 'image/webp' })
    expect(await put(await colour(6000, 300).jpeg().toBuffer(), 'wide.jpg')).toMatchObject({ width: 4096, height: 205 })
  })

  test('that are bombs are refused by their head, before they unfold', async () => {
    const chunk = (type: string, data: Buffer) => {
      const body = Buffer.concat([Buffer.from(type), data])
      const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
      size.writeUInt32BE(data.length)
      sum.writeUInt32BE(crc32(body))
      return Buffer.concat([size, body, sum])
    }
    // 900 million black pixels: 112 MB of zeros, deflated twice as small as nothing.
    const head = Buffer.alloc(13)
    head.writeUInt32BE(30_000, 0)
    head.writeUInt32BE(30_000, 4)
    head.set([1, 0, 0, 0, 0], 8)
    const pixels = deflateSync(Buffer.alloc(30_000 * 3_751))
    const bomb = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
    expect(bomb.length).toBeLessThan(maxBytes)
    const before = process.memoryUsage.rss()
    expect(await refusal(bomb, 'bomb.png')).toMatchObject({ code: 'file.too_large', details: { pixels: 900_000_000 } })
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024)
    // One pixel, ten thousand times.
    const frame = Buffer.from('2c000000000100010000020244010021f9040005000000', 'hex')
    const long = Buffer.concat([Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff', 'latin1'), ...Array.from({ length: 10_000 }, () => frame), Buffer.from(';')])
    expect(await refusal(long, 'long.gif')).toMatchObject({ code: 'file.too_large' })
  })

  test('that are cut off or only pretend are broken, and nothing of them stays', async () => {
    const before = await left()
    const noise = randomBytes(300 * 300 * 3)
    const whole = await sharp(noise, { raw: { width: 300, height: 300, channels: 3 } }).png().toBuffer()
    expect(await refusal(whole.subarray(0, whole.length / 2), 'cut.png')).toMatchObject({ code: 'file.broken' })
    expect(await refusal(Buffer.from('GIF89a<script>alert(1)</script>'), 'x.gif')).toMatchObject({ code: 'file.broken' })
    expect(await refusal(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100)]), 'x.jpg')).toMatchObject({ code: 'file.broken' })
    expect(await left()).toEqual(before)
  })
})

describe('what the bytes say', () => {
  const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  test.each<[string, Uint8Array, string, string]>([
    ['a document', officeOf('word', `${docx}.main+xml`), docx, 'x.docx'],
    ['a sheet', officeOf('xl', `${xlsx}.main+xml`), xlsx, 'x.xlsx'],
    ['an archive', zipOf({ 'a.txt': 'hello' }), 'application/zip', 'x.zip'],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\n'), 'application/pdf', 'x.pdf'],
    ['text', Buffer.from('订单,名称\n1,灯\n'), 'text/plain', 'x.txt'],
    ['text of an old Chinese program', Buffer.from([0xb5, 0xc6, 0xba, 0xcd, 0xb2, 0xbc, 0x0a]), 'text/plain', 'x.txt'],
    ['text of an old Windows program', Buffer.from('\ufeff灯', 'utf16le'), 'text/plain', 'x.txt'],
    ['XML', Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'), 'text/plain', 'x.txt'],
    ['a list that begins like a bitmap', Buffer.from('BMW bulbs, 12 pieces\n'), 'text/plain', 'x.txt'],
    ['a page that calls itself a picture', Buffer.from('<!doctype html><script>alert(1)</script>'), 'text/plain', 'x.txt'],
    ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'text/plain', 'x.txt'],
  ])('%s', async (_, bytes, mime, name) => {
    expect(await put(bytes, `x.${name.split('.').at(-1)}`)).toMatchObject({ mime, name, width: null })
    const file = await put(bytes, 'x.jpg')
    expect(file.name).toBe(`x.jpg.${name.split('.').at(-1)}`)
    expect(await contentOf(file.url)).toEqual(Buffer.from(bytes))
  })

  test.each<[string, Uint8Array]>([
    ['a program for Windows', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['a program for Linux', Buffer.concat([Buffer.from('\u007fELF'), Buffer.alloc(200)])],
    ['a document with macros', officeOf('word', 'application/vnd.ms-word.document.macroEnabled.main+xml')],
    ['an iPhone picture that nobody here can decode', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(12)])],
    ['bytes without meaning', Buffer.from([1, 2, 3, 0, 255, 254, 7])],
    ['text with holes', Buffer.from('a\u0000b')],
  ])('%s is refused', async (_, bytes) => {
    expect(await refusal(bytes, 'x.jpg')).toMatchObject({ code: 'file.unsupported' })
  })

  test('an archive whose head lies is judged in no time', async () => {
    const lying = zipOf({ 'a.txt': 'hello' })
    lying.writeUInt32LE(0xffffffff, 18)
    lying.writeUInt16LE(0xffff, 26)
    const outcome = await Promise.race([put(lying, 'x.zip').then(() => 'kept', () => 'refused'), new Promise((resolve) => setTimeout(resolve, 5000, 'hangs'))])
    expect(['kept', 'refused']).toContain(outcome)
  })

  test('nothing at all is broken; one byte too many is too large', async () => {
    expect(await refusal(Buffer.alloc(0))).toMatchObject({ code: 'file.broken', details: { reason: 'empty' } })
    expect(await put(Buffer.alloc(maxBytes, 'a'), 'full.txt')).toMatchObject({ bytes: maxBytes })
    expect(await refusal(Buffer.alloc(maxBytes + 1, 'a'))).toMatchObject({ code: 'file.too_large', details: { limit: maxBytes } })
  })
})

describe('keeping', () => {
  test('the same content twice is one on disk, under two levels, for the owner of the process alone', async () => {
    const bytes = Buffer.from(`twice ${newId()}`)
    const [one, two] = await Promise.all([put(bytes), put(bytes)])
    expect(one.id).not.toBe(two.id)
    const rows = await desk.db.inShop(shop, (tx) => tx.selectFrom('platform.files').select('sha256').where('id', 'in', [one.id, two.id]).execute())
    const sha = rows[0]?.sha256 ?? ''
    expect(rows.map((row) => row.sha256)).toEqual([sha, sha])
    const path = join(folder, sha.slice(0, 2), sha.slice(2, 4), sha)
    expect(await readFile(path)).toEqual(bytes)
    expect((await stat(path)).mode & 0o077).toBe(0)
    expect((await readdir(join(folder, 'incoming')))).toEqual([])
  })

  test('attachments are the owner’s own, in order, and twice the same', async () => {
    const [one, two] = [await put(Buffer.from('one')), await put(Buffer.from('two'))]
    const attach = (ids: string[], by = owner, at = shop) => desk.db.inShop(at, (tx) => files.attachments(tx, ids, by))
    expect(await attach([two.id, one.id])).toEqual([two, one])
    expect(await attach([two.id, one.id])).toEqual([two, one])
    expect(await attach([])).toEqual([])
    await expect(attach([one.id], newId())).rejects.toMatchObject({ code: 'not_found' })
    await expect(attach([one.id, newId()])).rejects.toMatchObject({ code: 'not_found' })
    await expect(attach([one.id], owner, otherShop)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('thirty unsent files are enough for one owner', async () => {
    for (let i = 0; i < 30; i++) await put(Buffer.from(`file ${i}`))
    expect(await refusal(Buffer.from('one more'))).toMatchObject({ code: 'request.too_many' })
    const [first] = await desk.db.inShop(shop, (tx) => tx.selectFrom('platform.files').select('id').where('owner', '=', owner).limit(1).execute())
    await desk.db.inShop(shop, (tx) => files.attachments(tx, [first?.id ?? ''], owner))
    expect(await put(Buffer.from('one more'))).toMatchObject({ mime: 'text/plain' })
    expect(await put(Buffer.from('of another'), 'a.txt', newId())).toMatchObject({ mime: 'text/plain' })
  })

  test('what nobody used is gone after a day, what somebody used stays, also where only they know', async () => {
    const used = (ids: readonly string[]) => (_: string, asked: readonly string[]) => Promise.resolve(new Set(asked.filter((id) => ids.includes(id))))
    await files.removeOrphans(new Date(desk.clock.now().getTime() + 2 * 86_400_000), used([]))
    const before = await left()
    const shared = Buffer.from(`shared ${newId()}`)
    const [sent, told, orphan, twin] = [await put(shared), await put(Buffer.from('told')), await put(shared), await put(await colour(9, 9).png().toBuffer(), 'x.png')]
    await desk.db.inShop(shop, (tx) => files.attachments(tx, [sent.id], owner))
    const draft = join(folder, 'incoming', 'left-behind')
    await writeFile(draft, 'x')
    await utimes(draft, desk.clock.now(), new Date(desk.clock.now().getTime() - 1000))
    const later = (ms: number) => new Date(desk.clock.now().getTime() + ms)
    expect(await files.removeOrphans(later(86_400_000), used([told.id]))).toBe(0)
    expect(await files.removeOrphans(later(86_400_001), used([told.id]))).toBe(2)
    expect(await contentOf(sent.url)).toEqual(shared)
    expect(await contentOf(told.url)).toEqual(Buffer.from('told'))
    for (const gone of [orphan, twin]) await expect(contentOf(gone.url)).rejects.toMatchObject({ code: 'not_found' })
    expect(await files.removeOrphans(later(9e9), used([]))).toBe(0)
    expect(await readdir(join(folder, 'incoming'))).toEqual([])
    const names = await left()
    expect(names.filter((name) => !before.includes(name))).toHaveLength(2)
    expect(names).toHaveLength(before.length + 2)
  })

  test('a file is not swept away while it is being sent', async () => {
    const file = await put(Buffer.from(`racing ${newId()}`))
    const later = new Date(desk.clock.now().getTime() + 2 * 86_400_000)
    let removed: Promise<number> | undefined
    await desk.db.inShop(shop, async (tx) => {
      await files.attachments(tx, [file.id], owner)
      // The sweep waits for this row, and then sees that it is kept.
      removed = files.removeOrphans(later, () => Promise.resolve(new Set()))
      await desk.db.asSystem((other) => other.selectFrom('platform.files').select('id').execute())
    })
    await removed
    expect((await contentOf(file.url)).toString()).toMatch(/^racing/)
  })
})

describe('over HTTP', () => {
  const form = (bytes: Uint8Array, name: string, field = 'file') => {
    const data = new FormData()
    data.append(field, new Blob([new Uint8Array(bytes)]), name)
    return data
  }
  const send = async (path: string, body: BodyInit, headers: Record<string, string>) => {
    const reply = await fetch(base + path, { method: 'POST', body, headers })
    return { status: reply.status, type: reply.headers.get('content-type'), json: (await reply.json()) as Record<string, unknown> & { url: string } }
  }
  const asMember = { cookie: 'fh_session=member' }
  const asVisitor = { authorization: 'Bearer visitor' }

  test('both sides upload, each as themselves', async () => {
    const mine = await send('/api/files', form(Buffer.from('note'), '说明.txt'), asMember)
    expect(mine).toMatchObject({ status: 200, json: { name: '说明.txt', mime: 'text/plain', bytes: 4 } })
    const theirs = await send('/api/widget/files', form(await colour(5, 5).png().toBuffer(), 'x.png'), asVisitor)
    expect(theirs.status).toBe(200)
    const owners = await desk.db.inShop(shop, (tx) => tx.selectFrom('platform.files').select('owner').where('id', 'in', [String(mine.json['id']), String(theirs.json['id'])]).execute())
    expect(new Set(owners.map((row) => row.owner))).toEqual(new Set([member.actorId, visitorId]))
  })

  test('nobody uploads without a name for themselves', async () => {
    for (const path of ['/api/files', '/api/widget/files']) expect((await send(path, form(Buffer.from('x'), 'x.txt'), {})).status).toBe(401)
    expect((await send('/api/files', form(Buffer.from('x'), 'x.txt'), asVisitor)).status).toBe(401)
  })

  test('pictures are shown in place, everything else is a download, and nothing may run', async () => {
    const picture = await send('/api/files', form(await colour(5, 5).png().toBuffer(), '灯.png'), asMember)
    const shown = await fetch(base + picture.json.url)
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png', 'content-security-policy': "sandbox; default-src 'none'", 'x-content-type-options': 'nosniff',
      'content-disposition': `inline; filename="_.png"; filename*=UTF-8''%E7%81%AF.png`, 'cache-control': 'private, max-age=31536000, immutable',
    })
    const again = await fetch(base + picture.json.url, { headers: { 'if-none-match': shown.headers.get('etag') ?? '' } })
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0])
    const small = await fetch(`${base}${picture.json.url}&thumb=1`)
    expect(small.headers.get('content-type')).toBe('image/webp')
    expect(small.headers.get('etag')).not.toBe(shown.headers.get('etag'))
    const page = await send('/api/files', form(Buffer.from('<script>alert(1)</script>'), 'page.html'), asMember)
    const download = await fetch(base + page.json.url)
    expect(download.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename="page\.html\.txt"/)
    expect(await download.text()).toBe('<script>alert(1)</script>')
  })

  test('an address opens its own file alone', async () => {
    const [one, two] = [await put(Buffer.from('one')), await put(Buffer.from('two'))]
    const [a, b] = [addressed(one.url), addressed(two.url)]
    const status = async (id: string, s: string) => (await fetch(`${base}/api/files/${id}/x.txt?s=${s}`)).status
    expect(await status(a.id, a.s)).toBe(200)
    // The name in the address is only for people.
    expect((await fetch(base + one.url.replace('a.bin.txt', encodeURIComponent('灯'.repeat(120))))).status).toBe(200)
    const flipped = Buffer.from(a.s, 'base64url')
    flipped[3] = (flipped[3] ?? 0) ^ 1
    for (const [id, s] of [[b.id, a.s], [a.id, b.s], [a.id, 'x'], [a.id, flipped.toString('base64url')], ['nonsense', a.s], [newId(), a.s]] as const)
      expect(await status(id, s)).toBe(404)
    expect((await fetch(`${base}/api/files/${a.id}/x.txt`)).status).toBe(400)
    expect((await fetch(`${base}/api/files/${a.id}/x.txt?s=${'y'.repeat(201)}`)).status).toBe(400)
  })

  test.each<[string, string, string, number, string]>([
    ['no form', '{}', 'application/json', 415, 'request.unsupported_media'],
    ['a form without a boundary', 'x', 'multipart/form-data', 400, 'request.invalid'],
    ['a form that is none', 'nonsense', 'multipart/form-data; boundary=X', 400, 'request.invalid'],
    ['another field', '--X\r\nContent-Disposition: form-data; name="other"; filename="a.txt"\r\n\r\nx\r\n--X--\r\n', 'multipart/form-data; boundary=X', 400, 'request.invalid'],
    ['a field that is no file', '--X\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--X--\r\n', 'multipart/form-data; boundary=X', 400, 'request.invalid'],
    ['half a form', '--X\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf', 'multipart/form-data; boundary=X', 422, 'file.broken'],
  ])('%s is told what it is', async (_, body, type, status, code) => {
    const reply = await send('/api/files', body, { ...asMember, 'content-type': type })
    expect(reply).toMatchObject({ status, type: 'application/problem+json; charset=utf-8', json: { code } })
  })

  test('a file that is far too large is refused while it is on its way', async () => {
    const reply = await send('/api/files', form(Buffer.alloc(20 * maxBytes, 'a'), 'big.txt'), asMember)
    expect(reply).toMatchObject({ status: 413, json: { code: 'file.too_large', details: { limit: maxBytes } } })
  })

  test('a buyer who goes away in mid-upload leaves nothing behind', async () => {
    const before = await left()
    const socket = connect((http.app.server.address() as AddressInfo).port, '127.0.0.1')
    const head = '--X\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    socket.write(`POST /api/widget/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer visitor\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: 100000\r\n\r\n${head}half of it`)
    const incoming = join(folder, 'incoming')
    await expect.poll(() => readdir(incoming)).toHaveLength(1)
    socket.destroy()
    await expect.poll(() => readdir(incoming)).toEqual([])
    expect(await left()).toEqual(before)
  })

  test('one visitor may not upload without end', async () => {
    const codes: number[] = []
    for (let i = 0; i < 22; i++) codes.push((await send('/api/widget/files', form(Buffer.from([0]), 'x'), asVisitor)).status)
    expect(codes.at(0)).toBe(415)
    expect(codes.at(-1)).toBe(429)
  })
})
