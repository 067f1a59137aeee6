import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFilesDesk, plainPicture, testMaxBytes, type FilesDesk } from '#test/builders/files-desk.ts'
import { officeOf, zipOf } from '#test/builders/zip.ts'
import { newId } from '../ids/ids.ts'

let desk: FilesDesk
beforeAll(async () => {
  desk = await createFilesDesk()
})
afterAll(() => desk.close())
// One owner may have thirty files unsent; every test is another owner.
let owner: string
beforeEach(() => {
  owner = newId()
})
const put = (content: Uint8Array, name = 'a.bin', by = owner) => desk.put(content, by, name)
const refusal = (content: Uint8Array, name = 'a.bin') => put(content, name).catch((error: unknown) => error)

describe('pictures', () => {
  test('are turned as the camera was held and lose where and with what they were taken', async () => {
    // Left half red, right half blue, and "turn me by a quarter" in the metadata, with a place and a name.
    const raw = await plainPicture(200, 100, '#f00')
      .composite([
        {
          input: { create: { width: 100, height: 100, channels: 3, background: '#00f' } },
          left: 100,
          top: 0,
        },
      ])
      .withExif({
        IFD0: { Artist: 'Somebody Known', Orientation: '6' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 14/1 0/1' },
      })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95 })
      .toBuffer()
    expect(raw.includes(Buffer.from('Somebody Known'))).toBe(true)
    const file = await put(raw, 'IMG_1.JPG')
    expect(file).toMatchObject({ name: 'IMG_1.jpg', mime: 'image/jpeg', width: 100, height: 200 })
    const kept = await desk.contentOf(file.url)
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
      const raw = Buffer.concat([await plainPicture(8, 8)[format]().toBuffer(), hidden])
      const file = await put(raw, `x.${format}`)
      expect((await desk.contentOf(file.url)).includes(hidden), format).toBe(false)
    }
  })

  test('have a thumbnail of at most 480 pixels', async () => {
    const file = await put(await plainPicture(1200, 800).png().toBuffer(), 'a.png')
    const thumb = await sharp(await desk.contentOf(file.url, true)).metadata()
    expect(thumb).toMatchObject({ format: 'webp', width: 480, height: 320 })
    const small = await put(await plainPicture(20, 10).png().toBuffer(), 'b.png')
    expect(await sharp(await desk.contentOf(small.url, true)).metadata()).toMatchObject({
      width: 20,
      height: 10,
    })
  })

  test('that move go on moving; their thumbnail stands', async () => {
    const frame = (red: number) => plainPicture(40, 30, `rgb(${red},0,0)`).png().toBuffer()
    const raw = await sharp(await Promise.all([frame(0), frame(120), frame(240)]), {
      join: { animated: true },
    })
      .gif({ delay: [100, 100, 100] })
      .toBuffer()
    const file = await put(raw, 'a.gif')
    expect(file).toMatchObject({ mime: 'image/gif', width: 40, height: 30 })
    expect(await sharp(await desk.contentOf(file.url), { animated: true }).metadata()).toMatchObject({
      pages: 3,
    })
    expect((await sharp(await desk.contentOf(file.url, true)).metadata()).pages ?? 1).toBe(1)
  })

  test('of a newer kind become one that every browser shows; giants become readable', async () => {
    expect(await put(await plainPicture(64, 64).avif({ effort: 0 }).toBuffer(), 'a.avif')).toMatchObject({
      name: 'a.avif.webp',
      mime: 'image/webp',
    })
    expect(await put(await plainPicture(6000, 300).jpeg().toBuffer(), 'wide.jpg')).toMatchObject({
      width: 4096,
      height: 205,
    })
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
    const bomb = Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', head),
      chunk('IDAT', pixels),
      chunk('IEND', Buffer.alloc(0)),
    ])
    expect(bomb.length).toBeLessThan(testMaxBytes)
    const before = process.memoryUsage.rss()
    expect(await refusal(bomb, 'bomb.png')).toMatchObject({
      code: 'file.too_large',
      details: { pixels: 900_000_000 },
    })
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024)
    // One pixel, ten thousand times.
    const frame = Buffer.from('2c000000000100010000020244010021f9040005000000', 'hex')
    const long = Buffer.concat([
      Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff', 'latin1'),
      ...Array.from({ length: 10_000 }, () => frame),
      Buffer.from(';'),
    ])
    expect(await refusal(long, 'long.gif')).toMatchObject({ code: 'file.too_large' })
  })

  test('that are cut off or only pretend are broken, and nothing of them stays', async () => {
    const before = await desk.onDisk()
    const noise = randomBytes(300 * 300 * 3)
    const whole = await sharp(noise, { raw: { width: 300, height: 300, channels: 3 } })
      .png()
      .toBuffer()
    expect(await refusal(whole.subarray(0, whole.length / 2), 'cut.png')).toMatchObject({
      code: 'file.broken',
    })
    expect(await refusal(Buffer.from('GIF89a<script>alert(1)</script>'), 'x.gif')).toMatchObject({
      code: 'file.broken',
    })
    expect(
      await refusal(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100)]), 'x.jpg'),
    ).toMatchObject({ code: 'file.broken' })
    expect(await desk.onDisk()).toEqual(before)
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
    [
      'text of an old Chinese program',
      Buffer.from([0xb5, 0xc6, 0xba, 0xcd, 0xb2, 0xbc, 0x0a]),
      'text/plain',
      'x.txt',
    ],
    ['text of an old Windows program', Buffer.from('\ufeff灯', 'utf16le'), 'text/plain', 'x.txt'],
    [
      'XML',
      Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'),
      'text/plain',
      'x.txt',
    ],
    ['a list that begins like a bitmap', Buffer.from('BMW bulbs, 12 pieces\n'), 'text/plain', 'x.txt'],
    [
      'a page that calls itself a picture',
      Buffer.from('<!doctype html><script>alert(1)</script>'),
      'text/plain',
      'x.txt',
    ],
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      'text/plain',
      'x.txt',
    ],
  ])('%s', async (_, bytes, mime, name) => {
    expect(await put(bytes, `x.${name.split('.').at(-1)}`)).toMatchObject({ mime, name, width: null })
    const file = await put(bytes, 'x.jpg')
    expect(file.name).toBe(`x.jpg.${name.split('.').at(-1)}`)
    expect(await desk.contentOf(file.url)).toEqual(Buffer.from(bytes))
  })

  test.each<[string, Uint8Array]>([
    ['a program for Windows', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['a program for Linux', Buffer.concat([Buffer.from('\u007fELF'), Buffer.alloc(200)])],
    ['a document with macros', officeOf('word', 'application/vnd.ms-word.document.macroEnabled.main+xml')],
    [
      'an iPhone picture that nobody here can decode',
      Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(12)]),
    ],
    ['bytes without meaning', Buffer.from([1, 2, 3, 0, 255, 254, 7])],
    ['text with holes', Buffer.from('a\u0000b')],
  ])('%s is refused', async (_, bytes) => {
    expect(await refusal(bytes, 'x.jpg')).toMatchObject({ code: 'file.unsupported' })
  })

  test('an archive whose head lies is judged in no time', async () => {
    const lying = zipOf({ 'a.txt': 'hello' })
    lying.writeUInt32LE(0xffffffff, 18)
    lying.writeUInt16LE(0xffff, 26)
    const outcome = await Promise.race([
      put(lying, 'x.zip').then(
        () => 'kept',
        () => 'refused',
      ),
      new Promise((resolve) => setTimeout(resolve, 5000, 'hangs')),
    ])
    expect(['kept', 'refused']).toContain(outcome)
  })

  test('nothing at all is broken; one byte too many is too large', async () => {
    expect(await refusal(Buffer.alloc(0))).toMatchObject({
      code: 'file.broken',
      details: { reason: 'empty' },
    })
    expect(await put(Buffer.alloc(testMaxBytes, 'a'), 'full.txt')).toMatchObject({ bytes: testMaxBytes })
    expect(await refusal(Buffer.alloc(testMaxBytes + 1, 'a'))).toMatchObject({
      code: 'file.too_large',
      details: { limit: testMaxBytes },
    })
  })
})
