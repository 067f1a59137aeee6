import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import type { Article } from '#contract/knowledge/knowledge.ts'
import type { Reading } from '#contract/knowledge/imports.ts'
import { writeWord } from '#platform/documents/index.ts'
import { openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { plainPicture } from '#test/builders/files-desk.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'
import { rowOf, sheetOf, xlsxOf } from '#test/builders/xlsx.ts'

let chat: ChatDesk
let folder: string
let shop: TestShop
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fh-knowledge-'))
  chat = await openChatDesk({ dataFolder: folder })
})
afterAll(async () => {
  await chat.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  shop = await chat.shop()
})

const boundary = 'five-hearts'
const send = (
  url: string,
  name: string,
  bytes: Uint8Array | string,
  chosen?: string,
  person: TestPerson = shop.lead,
) =>
  chat.http.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...person.headers },
    payload: Buffer.concat([
      ...(chosen === undefined
        ? []
        : [
            Buffer.from(
              `--${boundary}\r\ncontent-disposition: form-data; name="chosen"\r\n\r\n${chosen}\r\n`,
            ),
          ]),
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
      Buffer.from(bytes),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })
const read = async (name: string, bytes: Uint8Array | string, query = ''): Promise<Reading> => {
  const reply = await send(`/api/knowledge/imports/reading${query}`, name, bytes)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json<Reading>()
}
const take = async (name: string, bytes: Uint8Array | string, chosen?: string[]) =>
  (await send('/api/knowledge/imports', name, bytes, chosen && JSON.stringify(chosen))).json<{
    created: { id: string; title: string }[]
    renewed: { id: string; title: string }[]
    unchanged: number
    left: number
    lostPictures: number
  }>()
const article = async (id: string): Promise<Article> =>
  (await chat.call('GET /api/knowledge/articles/:id', { headers: shop.lead.headers, params: { id } })).body
const brief = ({ pieces }: Reading) =>
  pieces.map((piece) => [piece.state, piece.section, piece.title, piece.answer])
const get = (url: string, person: TestPerson = shop.lead) =>
  chat.http.app.inject({ method: 'GET', url, headers: person.headers })

/** 120 MB of zeros in a small archive. */
const packBomb = (): Promise<Buffer> => {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('<w:document/>'), 'word/document.xml')
  zip.addBuffer(Buffer.alloc(120 * 1024 * 1024), 'word/media/image1.png')
  zip.end()
  return buffer(zip.outputStream)
}
const cutOff = async (): Promise<Uint8Array> =>
  (await writeWord([{ title: '一', body: '二' }])).subarray(0, 900)
type Unreadable = [
  what: string,
  name: string,
  make: () => Promise<Uint8Array | string> | string,
  failure: string,
]
const unreadable: Unreadable[] = [
  ['nothing', 'a.md', () => '', 'empty_file'],
  ['a broken document', 'a.docx', cutOff, 'broken_file'],
  ['one that explodes', 'a.docx', packBomb, 'zip_bomb'],
  ['a table of something else', 'a.csv', () => 'x1,x2\n1,2\n', 'not_text'],
  ['a PDF', 'a.pdf', () => '%PDF-1.7\n', 'pdf_file'],
  ['a page a hundred thousand deep', 'a.html', () => '<div>'.repeat(100_000), 'unreadable'],
  ['unclosed brackets by the million', 'a.html', () => `<p>${'<a'.repeat(1_000_000)}`, 'empty_file'],
]

const manual = `# 使用维护

## 茶壶怎么开壶

> 清水煮十分钟，晾干就能用。

买家这样问：

- 新壶要煮吗

不要用洗洁精。

## 漏勺会发霉吗

用完冲净晾干就不会。
`

describe('[KB-07] knowledge out of a file', () => {
  test('Markdown: pieces with section and sentence are shown first, the chosen ones become drafts, twice changes nothing', async () => {
    const seen = await read('手册.md', manual)
    expect(seen.kind).toBe('markdown')
    expect(brief(seen)).toEqual([
      ['new', 'use', '茶壶怎么开壶', '清水煮十分钟，晾干就能用。'],
      ['new', 'use', '漏勺会发霉吗', '用完冲净晾干就不会。'],
    ])
    const [first] = seen.pieces
    const taken = await take('手册.md', manual, [first?.key ?? ''])
    expect(taken).toMatchObject({ created: [{ title: '茶壶怎么开壶' }], left: 1, unchanged: 0 })
    expect(await article(taken.created[0]?.id ?? '')).toMatchObject({
      state: 'draft',
      isPending: true,
      latest: {
        section: 'use',
        language: 'zh',
        questions: ['新壶要煮吗'],
        body: '不要用洗洁精。',
        isPublic: false,
      },
    })
    expect(brief(await read('手册.md', manual)).map(([state]) => state)).toEqual(['same', 'new'])
    await take('手册.md', manual)
    expect(await take('手册.md', manual)).toMatchObject({ created: [], renewed: [], unchanged: 2, left: 0 })
  })

  test('a known title is told, and chosen becomes an edition that waits; what was mended since is not undone', async () => {
    const one = (text: string) => `# 退款多久到\n\n${text}\n`
    const made = (await take('a.md', one('一到三天'))).created[0]
    const seen = await read('b.md', one('当天到'))
    expect(seen.pieces[0]).toMatchObject({ state: 'title', articleId: made?.id })
    // Unless it is chosen, what is known stays as it is.
    expect(await take('b.md', one('当天到'))).toMatchObject({ created: [], left: 1 })
    expect(await take('b.md', one('当天到'), [seen.pieces[0]?.key ?? ''])).toMatchObject({
      renewed: [{ id: made?.id }],
    })
    expect(await article(made?.id ?? '')).toMatchObject({
      latest: { edition: 2, answer: '当天到' },
      isPending: true,
    })
    expect(await take('a.md', one('一到三天'))).toMatchObject({ created: [], renewed: [], unchanged: 1 })
  })

  test('Word: a picture comes through the shop’s files and stands in the text', async () => {
    const bytes = await plainPicture(60, 40).png().toBuffer()
    const word = await writeWord([{ title: '洗标在哪里', body: '在侧缝：\n\n![洗标](x)' }], () =>
      Promise.resolve({ type: 'png', bytes, width: 60, height: 40 }),
    )
    expect((await read('洗护.docx', word)).pieces[0]).toMatchObject({ title: '洗标在哪里', pictures: 1 })
    const made = (await take('洗护.docx', word)).created[0]
    const { latest } = await article(made?.id ?? '')
    expect(latest.pictures).toMatchObject([{ width: 60, height: 40 }])
    expect(latest.body).toContain(`(picture:${latest.pictures[0]?.id})`)
    expect((await get(latest.pictures[0]?.url ?? '')).statusCode).toBe(200)
    expect(await take('洗护.docx', word)).toMatchObject({ created: [], unchanged: 1, lostPictures: 0 })
  })

  test('CSV and Excel: columns by what they are called in either language, products by name, lines that cannot be used by number', async () => {
    const product = (
      await chat.call('POST /api/products', { headers: shop.lead.headers, body: { name: '棉麻桌旗' } })
    ).body
    const csv =
      '问题,标准答案,栏目,适用商品\n桌旗缩水吗,下水缩百分之三,使用维护,棉麻桌旗\n没有答案的,,,\n多长,两米,,没有的货\n'
    const seen = await read('问答.csv', csv)
    expect(seen).toMatchObject({
      kind: 'table',
      columns: { question: '问题', answer: '标准答案', section: '栏目', product: '适用商品' },
      refused: [{ line: 3, reason: 'nothing_said' }],
    })
    expect(
      seen.pieces.map((piece) => [
        piece.title,
        piece.section,
        piece.products.map(({ id }) => id),
        piece.unknownProducts,
      ]),
    ).toEqual([
      ['桌旗缩水吗', 'use', [product.id], []],
      ['多长', 'faq', [], ['没有的货']],
    ])
    const xlsx = await xlsxOf(
      sheetOf(
        rowOf(1, 'Question', 'Answer', 'Section'),
        rowOf(2, 'Does it shrink?', 'By three percent', 'Use and care'),
      ),
    )
    expect(brief(await read('faq.xlsx', xlsx))).toEqual([
      ['new', 'use', 'Does it shrink?', 'By three percent'],
    ])
  })

  test('HTML that means harm leaves its words and nothing else', async () => {
    const html =
      '<html><head><title>店规</title></head><body><h2>几点上班<script>alert(1)</script></h2><p onclick="x()">九点<img src=x onerror=alert(1)></p><a href="javascript:alert(1)">更多</a></body></html>'
    const made = (await take('a.html', html)).created[0]
    const { latest } = await article(made?.id ?? '')
    expect(`${latest.title}${latest.answer}${latest.body}`).not.toMatch(/script|onerror|onclick|alert/)
    expect(latest.title).toBe('几点上班')
  })

  test('an agent may bring drafts in; a choice that is no list of keys is refused', async () => {
    expect(
      (await send('/api/knowledge/imports', 'a.md', '# 一\n\n二', undefined, shop.agents[0])).statusCode,
    ).toBe(200)
    expect((await send('/api/knowledge/imports', 'a.md', '# 一\n\n二', '{"no":1}')).json()).toMatchObject({
      code: 'request.invalid',
    })
  })

  test.each(unreadable)(
    'refuses %s, says why, and keeps nothing',
    async (_, name, make, failure) => {
      const reply = await send('/api/knowledge/imports', name, await make())
      expect(reply.statusCode).toBe(422)
      expect(reply.json()).toMatchObject({ code: 'import.unreadable', details: { failure } })
    },
    60_000,
  )

  test('a file beyond the limit is refused while it comes', async () => {
    const reply = await send('/api/knowledge/imports/reading', 'a.md', Buffer.alloc(21 * 1024 * 1024, 0x61))
    expect(reply.json()).toMatchObject({ code: 'file.too_large' })
  }, 60_000)
})

describe('[KB-07] knowledge into a file', () => {
  test('as a table with formulas made harmless, which an import reads back as known', async () => {
    await take('a.md', '# =HYPERLINK("x")\n\n@SUM(1)')
    const csv = await get('/api/exports/knowledge?format=csv&language=zh')
    expect(csv.body).toContain('标题,买家这样问,答案')
    expect(csv.body).not.toMatch(/(^|,)"?[=@]/m)
    const again = await read('知识.csv', csv.rawPayload)
    expect(again.pieces.map(({ state }) => state)).toEqual(['same'])
    const json = (await get('/api/exports/knowledge?format=json')).json<{ title: string }[]>()
    expect(json[0]?.title).toBe('=HYPERLINK("x")')
  })

  test('as Markdown and as Word by section, read back as known; as a ZIP with its pictures', async () => {
    const bytes = await plainPicture(30, 30).png().toBuffer()
    const word = await writeWord([{ title: '洗标', body: '看图\n\n![标](x)' }], () =>
      Promise.resolve({ type: 'png', bytes, width: 30, height: 30 }),
    )
    await take('手册.md', manual)
    await take('图.docx', word)
    const md = await get('/api/exports/knowledge/document?format=md&language=zh')
    expect(md.headers['x-row-count']).toBe('3')
    expect(md.body).toContain('# 使用维护\n\n## ')
    const back = await read('back.md', md.rawPayload)
    expect(back.pieces.filter(({ section }) => section === 'use').map(({ state }) => state)).toEqual([
      'same',
      'same',
    ])
    const docx = await read(
      'back.docx',
      (await get('/api/exports/knowledge/document?format=docx&language=zh')).rawPayload,
    )
    expect(docx.pieces.map(({ title, pictures }) => `${title} ${pictures}`).toSorted()).toEqual([
      '洗标 1',
      '漏勺会发霉吗 0',
      '茶壶怎么开壶 0',
    ])
    const zip = await get('/api/exports/knowledge/document?format=zip&language=zh')
    expect(zip.headers['content-type']).toBe('application/zip')
    const names = zip.rawPayload.toString('utf8')
    expect(names).toContain('使用维护/001-')
    expect(names).toMatch(/pictures\/[\w-]+\.webp/)
    const audit = (await chat.call('GET /api/audit', { headers: shop.owner.headers })).body.rows
    expect(audit.filter(({ action }) => action === 'list.exported')).toHaveLength(3)
  })
})
