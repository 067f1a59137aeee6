import { randomUUID } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rowOf, sheetOf, xlsxOf, zipped, type XlsxParts } from '#test/builders/xlsx.ts'
import { openTable, type TableLimits } from '../table.ts'
import { TableFailure } from '../table-failure.ts'
import { dateText, isDateFormat, numberText } from './number-text.rules.ts'

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16))
}
/** `line cell|cell` or `line problem`. */
const read = async (bytes: Buffer, given: Partial<TableLimits> = {}) => {
  const table = await openTable(chunksOf(bytes), { maxBytes: 1 << 28, ...given })
  const rows: string[] = []
  for await (const batch of table.rows)
    for (const { line, cells, problem } of batch) rows.push(`${line} ${problem ?? cells.join('|')}`)
  return { headers: table.headers, rows }
}
const failureOf = async (bytes: Buffer, given: Partial<TableLimits> = {}): Promise<string> => {
  try {
    return `no failure, ${(await read(bytes, given)).rows.length} rows`
  } catch (error) {
    if (error instanceof TableFailure) return error.code
    throw error
  }
}
const header = rowOf(1, 'id', 'at', 'sum')
const cell = (reference: string, inner: string, more = '') => `<c r="${reference}" ${more}>${inner}</c>`

describe('the first visible sheet of an .xlsx is a table like any other', () => {
  test('shared, inline and rich texts, formulas by their value, gaps, blank rows', async () => {
    const strings =
      '<sst><si><t>id</t></si><si><t xml:space="preserve"> 山茶 </t></si><si><r><t>two </t></r><r><rPr/><t>parts</t></r><rPh><t>no</t></rPh></si><si><t>a&amp;b_x000D_c</t></si></sst>'
    const sheet = sheetOf(
      `<row r="1">${cell('A1', '<v>0</v>', 't="s"')}${cell('B1', '<is><t>at</t></is>', 't="inlineStr"')}${cell('D1', '<is><t>sum</t></is>', 't="inlineStr"')}</row>`,
      `<row r="2">${cell('A2', '<v>1</v>', 't="s"')}${cell('D2', '<f>SUM(A1:A9)</f><v>12.5</v>')}</row>`,
      '<row r="3"/>',
      `<row r="7">${cell('A7', '<v>2</v>', 't="s"')}${cell('B7', '<v>3</v>', 't="s"')}${cell('C7', '<f>A1</f><v>text</v>', 't="str"')}${cell('D7', '<f>A1*2</f>')}</row>`,
      `<row r="8">${cell('A8', '<v>1</v>', 't="b"')}${cell('B8', '<v>#N/A</v>', 't="e"')}</row>`,
    )
    expect(await read(await xlsxOf(sheet, { 'xl/sharedStrings.xml': strings }))).toEqual({
      headers: ['id', 'at', '', 'sum'],
      rows: ['2  山茶 |||12.5', '7 two parts|a&b\rc|text|=A1*2', '8 TRUE|#N/A||'],
    })
  })

  test('ids in text cells stay whole; a number cell that lost its digits says so', async () => {
    const sheet = sheetOf(
      header,
      rowOf(2, '3515313147329000101', '', ''),
      `<row r="3"><c><v>3.5153131473290001E+18</v></c></row>`,
      `<row r="4"><c><v>3515313147329000</v></c></row>`,
      `<row r="5"><c><v>3515313147329001</v></c></row>`,
      `<row r="6"><c><v>3515313147329000101</v></c></row>`,
    )
    expect((await read(await xlsxOf(sheet))).rows).toEqual([
      '2 3515313147329000101||',
      '3 3.51531314732900e+18||',
      '4 3.51531314732900e+15||',
      '5 3515313147329001||',
      '6 3515313147329000101||',
    ])
  })

  test('dates by their look, in both calendars', async () => {
    const sheet = sheetOf(
      header,
      `<row r="2">${[1, 2, 3, 4, 5].map((style) => `<c s="${style}"><v>46089.5</v></c>`).join('')}</row>`,
    )
    const wide = sheet.replace(header, rowOf(1, 'a', 'b', 'c', 'd', 'e'))
    expect((await read(await xlsxOf(wide))).rows).toEqual([
      '2 2026-03-08 12:00:00|2026-03-08 12:00:00|2026-03-08 12:00:00|46089.5|46089.5',
    ])
    const later = await read(await xlsxOf(wide, {}, 'date1904="1"'))
    expect(later.rows[0]).toMatch(/^2 2030-03-09 12:00:00/)
  })

  test('titles above the header are passed over; hidden sheets as well', async () => {
    const titled = sheetOf(rowOf(1, '三月订单'), rowOf(2, 'id', 'sum'), rowOf(3, 'A1', 5))
    expect(await read(await xlsxOf(titled))).toEqual({ headers: ['id', 'sum'], rows: ['3 A1|5'] })
    const workbook =
      '<workbook xmlns:r="r"><sheets><sheet name="x" state="hidden" r:id="rId1"/><sheet name="y" r:id="rId4"/></sheets></workbook>'
    const parts: XlsxParts = {
      'xl/workbook.xml': workbook,
      'xl/worksheets/sheet2.xml': sheetOf(rowOf(1, 'seen', 'too'), rowOf(2, 'yes', 'yes')),
    }
    expect((await read(await xlsxOf(titled, parts))).headers).toEqual(['seen', 'too'])
  })

  test('cells stand where they say; where one comes again or too late the row is refused', async () => {
    const text = (reference: string, value: string) =>
      cell(reference, `<is><t>${value}</t></is>`, 't="inlineStr"')
    const sheet = sheetOf(
      header,
      `<row r="2">${text('A2', 'x')}${text('C2', 'z')}${text('B2', 'y')}</row>`,
      `<row r="3">${text('A3', 'x')}${text('A3', 'again')}${text('B3', 'y')}</row>`,
      `<row r="4">${text('A4', 'x')}${text('C4', 'z')}</row>`,
      `<row r="5">${text('A5', 'x')}${cell('A5', '')}${text('B5', 'y')}</row>`,
    )
    expect((await read(await xlsxOf(sheet))).rows).toEqual([
      '2 wrong_cell_count',
      '3 wrong_cell_count',
      '4 x||z',
      '5 wrong_cell_count',
    ])
  })

  test('a workbook of several months is not read by its first; a sheet of notes is left alone', async () => {
    const workbook =
      '<workbook xmlns:r="r"><sheets><sheet name="January" r:id="rId1"/><sheet name="February" r:id="rId4"/></sheets></workbook>'
    const withSecond = (second: string) =>
      xlsxOf(sheetOf(header, rowOf(2, 'A1', '', 5)), {
        'xl/workbook.xml': workbook,
        'xl/worksheets/sheet2.xml': second,
      })
    const same = sheetOf(rowOf(1, 'February'), rowOf(2, 'id', 'at', 'total'), rowOf(3, 'A2', '', 6))
    expect(await failureOf(await withSecond(same))).toBe('several_sheets')
    for (const other of [sheetOf(), sheetOf(rowOf(1, 'made by', 'on', 'id')), sheetOf(rowOf(1, 'a note'))])
      expect((await read(await withSecond(other))).rows).toEqual(['2 A1||5'])
  })

  test('parts are found whatever their case; texts that are not there are no blanks', async () => {
    const strings = '<sst><si><t>id</t></si><si><t>sum</t></si></sst>'
    const sheet = (index: number) =>
      sheetOf(
        `<row r="1">${cell('A1', '<v>0</v>', 't="s"')}${cell('B1', '<v>1</v>', 't="s"')}</row>`,
        `<row r="2">${cell('A2', `<v>${index}</v>`, 't="s"')}${cell('B2', '<v>5</v>')}</row>`,
      )
    const naming = (target: string) =>
      xlsxOf(sheet(0), {
        'xl/sharedStrings.xml': strings,
        'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="Worksheets/Sheet1.xml"/><Relationship Id="rId3" Type="x/sharedStrings" Target="${target}"/></Relationships>`,
      })
    expect(await read(await naming('SharedStrings.xml'))).toEqual({
      headers: ['id', 'sum'],
      rows: ['2 id|5'],
    })
    expect(await failureOf(await naming('texts.xml'))).toBe('broken_file')
    expect(await failureOf(await xlsxOf(sheet(2), { 'xl/sharedStrings.xml': strings }))).toBe('broken_file')
  })

  test('rows that are too long, too wide or have too much stay alone', async () => {
    const sheet = sheetOf(
      rowOf(1, 'a', 'b'),
      rowOf(2, 'x'.repeat(101), 'y'),
      rowOf(3, '1', '2', '3'),
      `<row r="4">${cell('ZZZZZ4', '<v>1</v>')}</row>`,
      rowOf(5, '1', '2'),
      rowOf(6, 'a', 'b'),
    )
    expect((await read(await xlsxOf(sheet), { maxCell: 100 })).rows).toEqual([
      '2 cell_too_long',
      '3 wrong_cell_count',
      '4 too_many_cells',
      '5 1|2',
    ])
  })

  test('names may be given to a file without a header', async () => {
    const sheet = sheetOf(rowOf(1, 'A1', 5), rowOf(2, 'A2', 6))
    const { headers, rows } = await read(await xlsxOf(sheet), { layout: { headers: ['id', 'sum'] } })
    expect([headers, rows]).toEqual([
      ['id', 'sum'],
      ['1 A1|5', '2 A2|6'],
    ])
  })

  test('a path is read where it lies; a stream leaves nothing behind, read to its end or not', async () => {
    const bytes = await xlsxOf(sheetOf(header, rowOf(2, 'A1', '', 5)))
    const path = join(tmpdir(), `${randomUUID()}.csv`)
    await writeFile(path, bytes)
    const table = await openTable(path, { maxBytes: 1 << 20 })
    expect(table.headers).toEqual(['id', 'at', 'sum'])
    await table.close()
    const spools = async () => (await readdir(tmpdir())).filter((name) => name.endsWith('.spool')).sort()
    const before = await spools()
    await read(bytes)
    const left = await openTable(chunksOf(bytes), { maxBytes: 1 << 20 })
    await left.close()
    const cut = await openTable(chunksOf(bytes), { maxBytes: 1 << 20 })
    await cut.rows.next()
    await cut.rows.return(undefined)
    expect(await spools()).toEqual(before)
  })
})

describe('what is no such file, or means harm', () => {
  const office = (names: string): Buffer => {
    const bytes = Buffer.alloc(4096)
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    bytes.writeUInt16LE(9, 30)
    bytes.write(names, 512, 'utf16le')
    return bytes
  }

  test('an old .xls, one behind a password, .ods, .xlsb, some other zip, half a file', async () => {
    expect(await failureOf(office('Workbook'))).toBe('spreadsheet_file')
    expect(await failureOf(office('EncryptedPackage'))).toBe('encrypted_file')
    expect(
      await failureOf(await zipped({ mimetype: 'opendocument.spreadsheet', 'content.xml': '<x/>' })),
    ).toBe('spreadsheet_file')
    expect(await failureOf(await zipped({ 'orders.csv': 'a,b' }))).toBe('archive_file')
    const whole = await xlsxOf(
      sheetOf(header, ...Array.from({ length: 500 }, (_, i) => rowOf(i + 2, randomUUID(), '', i))),
    )
    expect(await failureOf(whole.subarray(0, whole.length - 200))).toBe('broken_file')
    const turned = Buffer.from(whole)
    turned.fill(0, 2000, 2400)
    expect(await failureOf(turned)).toBe('broken_file')
    expect(await failureOf(await xlsxOf(sheetOf()))).toBe('empty_file')
  })

  test('a zip bomb is left as soon as it shows', async () => {
    const bomb = await xlsxOf(`<worksheet><sheetData>${rowOf(1, 'a', 'b')}${'<row/>'.repeat(20_000_000)}`)
    expect(bomb.length).toBeLessThan(1 << 20)
    expect(await failureOf(bomb)).toBe('zip_bomb')
  }, 30_000)

  test('an archive that is large in all', async () => {
    const sheet = sheetOf(
      header,
      ...Array.from({ length: 2000 }, (_, i) => rowOf(i + 2, randomUUID(), '', i)),
    )
    expect(await failureOf(await xlsxOf(sheet), { maxInflated: 100_000 })).toBe('zip_bomb')
  })

  test.each([
    ['entities that grow', `<!DOCTYPE x [<!ENTITY a "aaaa">]>${sheetOf(rowOf(1, 'a', 'b'))}`],
    ['depth', `<worksheet>${'<a>'.repeat(100)}`],
    ['an attribute without an end', `<worksheet><row r="${'1'.repeat(6_000_000)}`],
    ['a text without an end', `<worksheet><sheetData><row><c><v>${'1'.repeat(6_000_000)}`],
    ['no XML', 'id,at\n1,2'],
  ])('%s', async (_name, sheet) => {
    expect(await failureOf(await xlsxOf(sheet))).toBe('broken_file')
  })

  test('a number format of megabytes that a hundred thousand styles name', async () => {
    const code = '&quot;'.repeat(1 << 19) + '['.repeat(1 << 19)
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${code}"/></numFmts><cellXfs>${'<xf numFmtId="164"/>'.repeat(100_000)}</cellXfs></styleSheet>`
    const started = performance.now()
    expect((await read(await xlsxOf(sheetOf(header), { 'xl/styles.xml': styles }))).rows).toEqual([])
    expect(performance.now() - started).toBeLessThan(5000)
  }, 30_000)

  test('a million columns', async () => {
    const cells = Array.from({ length: 1_000_000 }, (_, i) => `<c><v>${i}</v></c>`).join('')
    expect(await failureOf(await xlsxOf(sheetOf(`<row r="1">${cells}</row>`)))).toBe('too_many_columns')
  }, 30_000)

  test('hundreds of thousands of rows pass in flat memory', async () => {
    const rows = Array.from(
      { length: 300_000 },
      (_, i) => `<row><c t="inlineStr"><is><t>A${i}</t></is></c><c><v>${i * 7}</v></c></row>`,
    )
    const bytes = await xlsxOf(sheetOf(rowOf(1, 'id', 'sum'), rows.join('')))
    const before = process.memoryUsage().heapUsed
    let count = 0
    let most = 0
    const table = await openTable(chunksOf(bytes), { maxBytes: 1 << 28 })
    for await (const batch of table.rows) {
      count += batch.length
      most = Math.max(most, batch.length)
    }
    expect(count).toBe(300_000)
    // A batch is what one piece of the sheet holds, never the sheet.
    expect(most).toBeLessThan(5000)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(150_000_000)
  }, 30_000)
})

describe('numbers and dates as text', () => {
  test.each([
    ['9.8000000000000007', '9.8'],
    ['12', '12'],
    ['-0.5', '-0.5'],
    ['1E-7', '0.0000001'],
    ['123456789012345', '123456789012345'],
    ['9007199254740993', '9007199254740993'],
    ['9007199254740994', '9.00719925474099e+15'],
    ['x', 'x'],
    ['', ''],
  ])('the number %j is %j', (raw, text) => {
    expect(numberText(raw)).toBe(text)
  })

  test.each<[string, boolean, string | null]>([
    ['1', false, '1900-01-01'],
    ['59', false, '1900-02-28'],
    ['61', false, '1900-03-01'],
    ['0', true, '00:00:00'],
    ['0.75', false, '18:00:00'],
    ['46089.029542', false, '2026-03-08 00:42:32'],
    ['-1', false, null],
    ['9999999', false, null],
  ])('day %s (1904: %s) is %s', (raw, is1904, text) => {
    expect(dateText(raw, is1904)).toBe(text)
  })

  test.each<[number, string | null, boolean]>([
    [14, null, true],
    [22, null, true],
    [57, null, true],
    [0, null, false],
    [9, null, false],
    [46, null, false],
    [164, 'yyyy-mm-dd hh:mm:ss', true],
    [164, '[$-409]d/m/yy h:mm AM/PM;@', true],
    [164, 'yyyy"年"m"月"', true],
    [164, '"Paid: "0.00', false],
    [164, '#,##0.00;[Red]-#,##0.00', false],
    [164, '[h]:mm', false],
    [164, 'General', false],
    [164, '0.00E+00', false],
  ])('format %i %s shows a date: %s', (id, code, isDate) => {
    expect(isDateFormat(id, code)).toBe(isDate)
  })
})
