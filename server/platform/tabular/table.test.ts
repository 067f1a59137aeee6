import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeGbk } from '#test/builders/gbk.ts'
import { TableFailure } from './table-failure.ts'
import { openTable, type TableLimits } from './table.ts'

interface Read {
  headers: string[]
  encoding: string | null
  /** `line cells`, or `line problem`. */
  rows: string[]
}

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(
  content: string | Uint8Array,
  limits: Partial<TableLimits> = {},
  size = 1 << 16,
): Promise<Read> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const table = await openTable(chunks(bytes, size), { maxBytes: 1 << 26, ...limits })
  const rows: string[] = []
  for await (const batch of table.rows) {
    for (const row of batch) rows.push(`${row.line} ${row.problem ?? row.cells.join('|')}`)
  }
  return { headers: table.headers, encoding: table.encoding(), rows }
}

async function failureOf(content: string | Uint8Array, limits: Partial<TableLimits> = {}): Promise<string> {
  try {
    await read(content, limits)
    return 'none'
  } catch (error) {
    return error instanceof TableFailure ? error.code : String(error)
  }
}

describe('rows and their physical lines', () => {
  test('a quoted cell over several lines counts as many, and the next row knows its place', async () => {
    const { rows } = await read('a,b\r\n1,"two\r\nand\r\nthree"\r\n4,5\r\n')
    expect(rows).toEqual(['2 1|two\r\nand\r\nthree', '5 4|5'])
  })

  test('doubled marks, empty cells, delimiters in quotes, no line break at the end', async () => {
    const { rows } = await read('a,b,c\n"say ""hi""",,"x,y"\n,,z')
    expect(rows).toEqual(['2 say "hi"||x,y', '3 ||z'])
  })

  test('marks that an exporter forgot to double are text', async () => {
    const { rows } = await read('a,b\n"a 14" screen","x"\n5" plain,y\n')
    expect(rows).toEqual(['2 a 14" screen|x', '3 5" plain|y'])
  })

  test('="…" is one cell, delimiters included', async () => {
    expect((await read('a,b\n="351,5",="x"\n="odd,1\n')).rows).toEqual(['2 ="351,5"|="x"', '3 ="odd|1'])
  })

  test('blank rows, rows of nothing but delimiters and repeated headers are left out, and counted as lines', async () => {
    const { rows } = await read('\n  \na,b\n\n1,2\n,\n"",""\na,b\n3,4\n')
    expect(rows).toEqual(['5 1|2', '9 3|4'])
  })

  test('carriage returns alone end lines where there is nothing else', async () => {
    expect((await read('a,b\r1,"two\rlines"\r3,4\r')).rows).toEqual(['2 1|two\rlines', '4 3|4'])
  })

  test('a carriage return alone among proper lines is text', async () => {
    expect((await read('a,b\n1,x\ry\n3,4\n')).rows).toEqual(['2 1|x\ry', '3 3|4'])
  })

  test.each([',', ';', '\t', '|'])('the delimiter %j is found', async (delimiter) => {
    const text = [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
    ]
      .map((row) => row.join(delimiter))
      .join('\n')
    expect(await read(text)).toMatchObject({ headers: ['a', 'b', 'c'], rows: ['2 1|2|3'] })
  })

  test('a header alone is a table without rows', async () => {
    expect(await read('a,b')).toEqual({ headers: ['a', 'b'], encoding: null, rows: [] })
  })

  test('pieces of any size give the same rows', async () => {
    const text = 'a,b\r\n1,"two\r\nlines ""x"""\r\n\r\n"联通",4\r\n5,"six"'
    const whole = await read(text)
    expect(whole.rows).toHaveLength(3)
    for (const size of [1, 2, 3, 7]) expect(await read(text, {}, size)).toEqual(whole)
  })
})

describe('broken rows stay alone', () => {
  test('a wrong count of cells', async () => {
    expect((await read('a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n')).rows).toEqual([
      '2 1|2|3',
      '3 wrong_cell_count',
      '4 wrong_cell_count',
      '5 4|5|6',
    ])
  })

  test('a quote that is never closed takes no other line with it', async () => {
    const { rows } = await read('a,b,c\n1,2,3\n1,"open,3\n4,"5",6\n7,8,9\n')
    expect(rows).toEqual(['2 1|2|3', '3 unclosed_quote', '4 4|5|6', '5 7|8|9'])
  })

  test('nor where the next quote closes it by chance', async () => {
    const { rows } = await read('a,b\n"1",",open\n"2",",x"\n"3","4"\n')
    expect(rows).toEqual(['2 unclosed_quote', '3 2|,x', '4 3|4'])
  })

  test('nor at the end of the file', async () => {
    expect((await read('a,b\n1,2\n3,"open\n5,6')).rows).toEqual(['2 1|2', '3 unclosed_quote', '4 5|6'])
  })

  test('a zero byte', async () => {
    expect((await read('a,b\n1,2\n3,\0\n5,6\n')).rows).toEqual(['2 1|2', '3 nul_byte', '4 5|6'])
  })

  test('limits of cells and rows', async () => {
    const text = `a,b\n1,${'x'.repeat(101)}\n2,"${'y'.repeat(101)}"\n3,4\n1,2,3,4,5,6,7,8\n`
    expect((await read(text, { maxCell: 100, maxCells: 6 })).rows).toEqual([
      '2 cell_too_long',
      '3 cell_too_long',
      '4 3|4',
      '5 too_many_cells',
    ])
    const wide = `a,b,c\n${'x'.repeat(80)},${'x'.repeat(80)},z\n1,2,3\n`
    expect((await read(wide, { maxRow: 100 })).rows).toEqual(['2 row_too_long', '3 1|2|3'])
  })

  test('a line longer than memory should hold is dropped as it passes', async () => {
    const text = `a,b\n1,2\n${'x'.repeat(1_000_000)}\n3,4\n${'y'.repeat(1_000_000)}`
    const { rows } = await read(text, { maxRow: 1000, maxCell: 1000 })
    expect(rows).toEqual(['2 1|2', '3 row_too_long', '4 3|4', '5 row_too_long'])
  })
})

describe('encodings', () => {
  const text = '名称,数量\r\n联通,1\r\n“示例”雪平锅,2\r\n'
  const rows = ['2 联通|1', '3 “示例”雪平锅|2']

  test('GBK', async () => {
    expect(await read(encodeGbk(text))).toEqual({ headers: ['名称', '数量'], encoding: 'gb18030', rows })
  })

  test('UTF-8 with and without byte order mark', async () => {
    expect(await read(text)).toEqual({ headers: ['名称', '数量'], encoding: 'utf-8', rows })
    expect(await read(`\ufeff${text}`)).toEqual({ headers: ['名称', '数量'], encoding: 'utf-8', rows })
  })

  test('four-byte characters of GB18030', async () => {
    const emoji = Buffer.from([0x94, 0x39, 0xda, 0x33])
    const bytes = Buffer.concat([encodeGbk('名称,数量\n'), emoji, encodeGbk(',1\n')])
    expect((await read(bytes)).rows).toEqual(['2 💩|1'])
  })

  test('"Unicode text" of a spreadsheet program: UTF-16 with tabs', async () => {
    const little = Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le')
    expect((await read(little)).rows).toEqual(rows)
    expect((await read(Buffer.from(little).swap16(), {}, 3)).rows).toEqual(rows)
  })

  test('plain ASCII tells nothing until the first other character', async () => {
    const ascii = 'a,b\n' + '1,2\n'.repeat(60_000)
    expect((await read(ascii)).encoding).toBeNull()
    const late = await read(Buffer.concat([Buffer.from(ascii), encodeGbk('山茶花,3\n')]))
    expect([late.encoding, late.rows.at(-1)]).toEqual(['gb18030', '60002 山茶花|3'])
  })

  test('Western names are no Chinese characters, and Chinese ones no Western names', async () => {
    const western = Buffer.from('name,sum\nJürgen Müller,£12\nZoë,3\nRené Nuñez,\u00804\n', 'latin1')
    const { encoding, rows: found } = await read(western)
    expect([encoding, found]).toEqual(['windows-1252', ['2 Jürgen Müller|£12', '3 Zoë|3', '4 René Nuñez|€4']])
    const mixed = await read(encodeGbk('name,sum\nA山茶花B,1\nJ山,2\n'))
    expect([mixed.encoding, mixed.rows]).toEqual(['gb18030', ['2 A山茶花B|1', '3 J山|2']])
  })

  test('bytes of no meaning refuse their own row only', async () => {
    const broken = Buffer.concat([
      encodeGbk('名称,数量\n联通,1\n'),
      Buffer.from([0x31, 0xff, 0x2c, 0x32, 0x0a]),
      encodeGbk('雪,3\n'),
    ])
    expect((await read(broken)).rows).toEqual(['2 联通|1', '3 bad_encoding', '4 雪|3'])
  })

  test('half a character before a quotation mark does not swallow it', async () => {
    const broken = Buffer.concat([
      encodeGbk('名称,数量\n"联'),
      Buffer.from([0xcd]),
      encodeGbk('","1"\n"雪","3"\n'),
    ])
    expect((await read(broken)).rows).toEqual(['2 bad_encoding', '3 雪|3'])
  })

  test('one line of GBK in a file of UTF-8 is refused, the file is not', async () => {
    const mixed = Buffer.concat([
      Buffer.from('名称,数量\n联通,1\n'),
      encodeGbk('山茶花,2\n'),
      Buffer.from('雪平锅,3\n'),
    ])
    expect((await read(mixed)).rows).toEqual(['2 联通|1', '3 bad_encoding', '4 雪平锅|3'])
  })

  test('a damaged line inside a quoted cell refuses the row that it belongs to', async () => {
    const parts = [Buffer.from('a,b\n名,"x\n'), Buffer.from([0xff]), Buffer.from('\nz"\n3,4\n')]
    expect((await read(Buffer.concat(parts))).rows).toEqual(['2 bad_encoding', '5 3|4'])
  })

  test('a replacement character that was really written is text', async () => {
    expect((await read('a,b\n名\ufffd,1\n')).rows).toEqual(['2 名\ufffd|1'])
  })
})

describe('what is no table', () => {
  test.each<[string, string | Buffer, string]>([
    ['nothing', '', 'empty_file'],
    ['blank lines', ' \n\r\n \n', 'empty_file'],
    ['a cut-off xlsx', Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml'), 'broken_file'],
    ['xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'spreadsheet_file'],
    ['zip', Buffer.from('PK\x03\x04\x14\0\0\0orders.csv'), 'archive_file'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'archive_file'],
    ['pdf', Buffer.from('%PDF-1.7\n'), 'pdf_file'],
    ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'image_file'],
    ['jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image_file'],
    ['a saved sign-in page', '\n<!DOCTYPE html><html><body>请登录', 'html_file'],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0'), 'not_text'],
    ['too many columns', `${'a,'.repeat(2001)}\n`, 'too_many_columns'],
  ])('%s: %s', async (_name, content, code) => {
    expect(await failureOf(content)).toBe(code)
  })

  test('a file beyond the limit, told before it is read and while it streams', async () => {
    const path = join(tmpdir(), `table-${randomUUID()}.csv`)
    await writeFile(path, 'a,b\n1,2\n')
    await expect(openTable(path, { maxBytes: 7 })).rejects.toMatchObject({ code: 'too_large' })
    await expect(openTable(path, { maxBytes: 8 })).resolves.toMatchObject({ headers: ['a', 'b'] })
    expect(await failureOf('a,b\n' + '1,2\n'.repeat(100_000), { maxBytes: 300_000 })).toBe('too_large')
  })

  test('a missing file and a source that fails', async () => {
    await expect(openTable('/nowhere/orders.csv', { maxBytes: 1 })).rejects.toMatchObject({
      code: 'unreadable',
    })
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a,b\n')
      throw new Error('connection lost')
    }
    await expect(openTable(failing(), { maxBytes: 100 })).rejects.toMatchObject({ code: 'unreadable' })
  })

  test('lets go of the source when nobody reads on', async () => {
    let closed = 0
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('a,b\n'.repeat(40_000))
      } finally {
        closed += 1
      }
    }
    const unread = await openTable(source(), { maxBytes: 1 << 30 })
    await unread.close()
    const left = await openTable(source(), { maxBytes: 1 << 30 })
    await left.rows.next()
    await left.rows.return(undefined)
    expect(closed).toBe(2)
  })

  test('tells how far it has come', async () => {
    const told: number[] = []
    await read('a,b\n1,2\n', { onBytes: (bytes) => told.push(bytes) }, 4)
    expect(told).toEqual([4, 8])
  })
})
