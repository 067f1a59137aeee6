import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { DocumentTooDeep, markdownOfHtml, piecesOf, readWord, writeWord } from './index.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fh-documents-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const put = async (name: string, bytes: Buffer | string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

const pieces = [
  {
    title: '天丝凉感被怎么洗?',
    body: '可以**机洗**,水温 *30°C* 以下。\n\n- 不要漂白\n- 不要烘干\n  - 阴凉处晾干\n\n1. 翻面\n2. 装袋\n\n[洗护说明](https://shop.example/care)',
  },
  { title: 'Sizes', body: '| Size | cm |\n| --- | --- |\n| Single | 150 × 200 |\n| Double | 200 × 230 |' },
]

describe('articles as a Word document, and back', () => {
  test('titles, emphasis, lists, links and tables survive the way there and back', async () => {
    const path = await put('articles.docx', await writeWord(pieces))
    const { markdown } = await readWord(path)
    const back = piecesOf(markdown, 'articles')
    expect(back.map(({ title }) => title)).toEqual(pieces.map(({ title }) => title))
    const [care, sizes] = back
    expect(care?.body).toContain('**机洗**')
    expect(care?.body).toContain('*30°C*')
    expect(care?.body).toMatch(/-\s+不要漂白\n-\s+不要烘干\n\s+-\s+阴凉处晾干/)
    expect(care?.body).toMatch(/1\.\s+翻面\n2\.\s+装袋/)
    expect(care?.body).toContain('[洗护说明](https://shop.example/care)')
    expect(sizes?.body).toBe(pieces[1]?.body)
  })

  test('a picture comes back with its bytes, at its place', async () => {
    const bytes = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#0d6568' } })
      .png()
      .toBuffer()
    const word = await writeWord(
      [{ title: '标签', body: '洗标在这里:\n\n![洗标](/files/1)' }],
      async (address) => (address === '/files/1' ? { type: 'png', bytes, width: 40, height: 20 } : null),
    )
    const { markdown, pictures } = await readWord(await put('picture.docx', word))
    expect(markdown).toContain('picture:0')
    expect(pictures.map(({ type }) => type)).toEqual(['image/png'])
    expect(pictures[0]?.bytes.equals(bytes)).toBe(true)
  })

  test('a line of Chinese that goes on in the next has no space between', async () => {
    const path = await put(
      'lines.docx',
      await writeWord([{ title: '一', body: '今天下单\n当天发出\nby noon\ntoday' }]),
    )
    expect((await readWord(path)).markdown).toContain('今天下单当天发出by noon today')
  })
})

describe('files that are no such document', () => {
  const zipOf = async (name: string, parts: Record<string, Buffer | string>) => {
    const zip = new ZipFile()
    for (const [part, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), part)
    zip.end()
    const path = join(folder, name)
    await pipeline(zip.outputStream as NodeJS.ReadableStream, createWriteStream(path))
    return path
  }
  test.each([
    ['no archive at all', async () => put('plain.docx', 'hello'), 'broken_file'],
    ['an archive without a document', async () => zipOf('other.docx', { 'a.txt': 'x' }), 'broken_file'],
    [
      'one that explodes when it is unpacked',
      async () =>
        zipOf('bomb.docx', {
          'word/document.xml': '<w:document/>',
          'word/media/image1.png': Buffer.alloc(120 * 1024 * 1024),
        }),
      'zip_bomb',
    ],
  ] as const)('%s', async (_, make, code) => {
    await expect(readWord(await make())).rejects.toMatchObject({ code })
  })
})

describe('web pages', () => {
  const cases: [what: string, html: string, markdown: string][] = [
    ['headings and paragraphs', '<h2>洗护</h2><p>可以机洗</p>', '## 洗护\n\n可以机洗'],
    ['scripts and styles are left out', '<p>好</p><script>alert(1)</script><style>p{}</style>', '好'],
    [
      'a link that would run something keeps its words only',
      '<a href="javascript:alert(1)">点我</a>',
      '点我',
    ],
    ['a data address is no picture', '<img alt="标" src="data:text/html;base64,PHA+">', '标'],
    [
      'brackets in an address cannot end it',
      '<a href="https://a.example/(x)">去</a>',
      '[去](https://a.example/(x))',
    ],
    [
      'a table becomes pipes, its bars kept',
      '<table><tr><td>a|b</td></tr><tr><td>1</td><td>2</td></tr></table>',
      '| a\\|b |  |\n| --- | --- |\n| 1 | 2 |',
    ],
    [
      'hard spaces and empty lines of office programs',
      '<p>一&nbsp;二</p><p></p><p></p><p>三</p>',
      '一 二\n\n三',
    ],
  ]
  test.each(cases)('%s', (_, html, markdown) => {
    expect(markdownOfHtml(html).trim()).toBe(markdown)
  })
  test('one nested a hundred thousand deep is refused, and quickly', () => {
    expect(() => markdownOfHtml('<div>'.repeat(100_000))).toThrow(DocumentTooDeep)
  })
})
