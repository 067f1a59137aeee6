import { readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  createFilesDesk,
  plainPicture,
  signedIn,
  testMaxBytes,
  type FilesDesk,
} from '#test/builders/files-desk.ts'
import { newId } from '../ids/ids.ts'

let desk: FilesDesk
let base: string
beforeAll(async () => {
  desk = await createFilesDesk()
  base = await desk.http.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => desk.close())
// One owner may have thirty files unsent; every test is another owner.
let owner: string
beforeEach(() => {
  owner = newId()
})
const put = (content: Uint8Array, name = 'a.bin', by = owner) => desk.put(content, by, name)

describe('over HTTP', () => {
  const form = (bytes: Uint8Array, name: string, field = 'file') => {
    const data = new FormData()
    data.append(field, new Blob([new Uint8Array(bytes)]), name)
    return data
  }
  const send = async (path: string, body: BodyInit, headers: Record<string, string>) => {
    const reply = await fetch(base + path, { method: 'POST', body, headers })
    return {
      status: reply.status,
      type: reply.headers.get('content-type'),
      json: (await reply.json()) as Record<string, unknown> & { url: string },
    }
  }
  const asMember = { cookie: 'fh_session=member' }
  const asVisitor = { authorization: 'Bearer visitor' }

  test('both sides upload, each as themselves', async () => {
    const mine = await send('/api/files', form(Buffer.from('note'), '说明.txt'), asMember)
    expect(mine).toMatchObject({ status: 200, json: { name: '说明.txt', mime: 'text/plain', bytes: 4 } })
    const theirs = await send(
      '/api/widget/files',
      form(await plainPicture(5, 5).png().toBuffer(), 'x.png'),
      asVisitor,
    )
    expect(theirs.status).toBe(200)
    const owners = await desk.db.inShop(desk.shop, (tx) =>
      tx
        .selectFrom('platform.files')
        .select('owner')
        .where('id', 'in', [String(mine.json['id']), String(theirs.json['id'])])
        .execute(),
    )
    expect(new Set(owners.map((row) => row.owner))).toEqual(
      new Set([desk.member.actorId, desk.visitor.visitorId]),
    )
  })

  test('nobody uploads without a name for themselves', async () => {
    for (const path of ['/api/files', '/api/widget/files'])
      expect((await send(path, form(Buffer.from('x'), 'x.txt'), {})).status).toBe(401)
    expect((await send('/api/files', form(Buffer.from('x'), 'x.txt'), asVisitor)).status).toBe(401)
  })

  test('pictures are shown in place, everything else is a download, and nothing may run', async () => {
    const picture = await send(
      '/api/files',
      form(await plainPicture(5, 5).png().toBuffer(), '灯.png'),
      asMember,
    )
    const shown = await fetch(base + picture.json.url)
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'content-disposition': `inline; filename="_.png"; filename*=UTF-8''%E7%81%AF.png`,
      'cache-control': 'private, max-age=31536000, immutable',
    })
    const again = await fetch(base + picture.json.url, {
      headers: { 'if-none-match': shown.headers.get('etag') ?? '' },
    })
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0])
    const small = await fetch(`${base}${picture.json.url}&thumb=1`)
    expect(small.headers.get('content-type')).toBe('image/webp')
    expect(small.headers.get('etag')).not.toBe(shown.headers.get('etag'))
    const page = await send(
      '/api/files',
      form(Buffer.from('<script>alert(1)</script>'), 'page.html'),
      asMember,
    )
    const download = await fetch(base + page.json.url)
    expect(download.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename="page\.html\.txt"/)
    expect(await download.text()).toBe('<script>alert(1)</script>')
  })

  test('an address opens its own file alone', async () => {
    const [one, two] = [await put(Buffer.from('one')), await put(Buffer.from('two'))]
    const [a, b] = [signedIn(one.url), signedIn(two.url)]
    const status = async (id: string, s: string) =>
      (await fetch(`${base}/api/files/${id}/x.txt?s=${s}`)).status
    expect(await status(a.id, a.s)).toBe(200)
    // The name in the address is only for people.
    expect(
      (await fetch(base + one.url.replace('a.bin.txt', encodeURIComponent('灯'.repeat(120))))).status,
    ).toBe(200)
    const flipped = Buffer.from(a.s, 'base64url')
    flipped[3] = (flipped[3] ?? 0) ^ 1
    for (const [id, s] of [
      [b.id, a.s],
      [a.id, b.s],
      [a.id, 'x'],
      [a.id, flipped.toString('base64url')],
      ['nonsense', a.s],
      [newId(), a.s],
    ] as const)
      expect(await status(id, s)).toBe(404)
    expect((await fetch(`${base}/api/files/${a.id}/x.txt`)).status).toBe(400)
    expect((await fetch(`${base}/api/files/${a.id}/x.txt?s=${'y'.repeat(201)}`)).status).toBe(400)
  })

  test.each<[string, string, string, number, string]>([
    ['no form', '{}', 'application/json', 415, 'request.unsupported_media'],
    ['a form without a boundary', 'x', 'multipart/form-data', 400, 'request.invalid'],
    ['a form that is none', 'nonsense', 'multipart/form-data; boundary=X', 400, 'request.invalid'],
    [
      'another field',
      '--X\r\nContent-Disposition: form-data; name="other"; filename="a.txt"\r\n\r\nx\r\n--X--\r\n',
      'multipart/form-data; boundary=X',
      400,
      'request.invalid',
    ],
    [
      'a field that is no file',
      '--X\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--X--\r\n',
      'multipart/form-data; boundary=X',
      400,
      'request.invalid',
    ],
    [
      'half a form',
      '--X\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf',
      'multipart/form-data; boundary=X',
      422,
      'file.broken',
    ],
  ])('%s is told what it is', async (_, body, type, status, code) => {
    const reply = await send('/api/files', body, { ...asMember, 'content-type': type })
    expect(reply).toMatchObject({ status, type: 'application/problem+json; charset=utf-8', json: { code } })
  })

  test('a file that is far too large is refused while it is on its way', async () => {
    const reply = await send('/api/files', form(Buffer.alloc(20 * testMaxBytes, 'a'), 'big.txt'), asMember)
    expect(reply).toMatchObject({
      status: 413,
      json: { code: 'file.too_large', details: { limit: testMaxBytes } },
    })
  })

  test('a buyer who goes away in mid-upload leaves nothing behind', async () => {
    const before = await desk.onDisk()
    const socket = connect((desk.http.app.server.address() as AddressInfo).port, '127.0.0.1')
    const head = '--X\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    socket.write(
      `POST /api/widget/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer visitor\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: 100000\r\n\r\n${head}half of it`,
    )
    const incoming = join(desk.folder, 'incoming')
    await expect.poll(() => readdir(incoming)).toHaveLength(1)
    socket.destroy()
    await expect.poll(() => readdir(incoming)).toEqual([])
    expect(await desk.onDisk()).toEqual(before)
  })

  test('one visitor may not upload without end', async () => {
    const codes: number[] = []
    for (let i = 0; i < 22; i++)
      codes.push((await send('/api/widget/files', form(Buffer.from([0]), 'x'), asVisitor)).status)
    expect(codes.at(0)).toBe(415)
    expect(codes.at(-1)).toBe(429)
  })
})
