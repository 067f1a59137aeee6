import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TableRow } from './row-reader.ts'
import { TableFailure } from './table-failure.ts'
import { openTable } from './table.ts'

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** All rows, or null where the file as a whole was refused with a code. */
async function readAll(bytes: Uint8Array, size = 1 << 16): Promise<TableRow[] | null> {
  try {
    const limits = { maxBytes: 1 << 26, maxCell: 50, maxRow: 200, maxCells: 20 }
    const table = await openTable(inChunks(bytes, size), limits)
    const rows: TableRow[] = []
    for await (const batch of table.rows) rows.push(...batch)
    return rows
  } catch (error) {
    if (error instanceof TableFailure) return null
    throw error
  }
}

function expectSound(rows: TableRow[], lines: number): void {
  let before = 0
  for (const row of rows) {
    expect(row.line).toBeGreaterThan(before)
    expect(row.line).toBeLessThanOrEqual(lines)
    before = row.line
  }
}

/** Bytes that hit the reader where it decides: quotes, delimiters, line ends, halves of characters, zeros. */
const spice = fc.constantFrom(
  0x22,
  0x22,
  0x2c,
  0x0a,
  0x0a,
  0x0d,
  0x3d,
  0x00,
  0x81,
  0x30,
  0xff,
  0xe4,
  0xbd,
  0x61,
  0x27,
  0x09,
)

test('arbitrary bytes never crash the reader, and it always ends', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, withHeader) => {
      const content = withHeader ? Buffer.concat([Buffer.from('a,b,c\n'), bytes]) : bytes
      const rows = await readAll(content)
      if (rows) expectSound(rows, content.length + 1)
    }),
    { numRuns: 600 },
  )
})

test('nor do bytes chosen to hurt, whatever the pieces they come in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(spice, { maxLength: 300 }),
      fc.integer({ min: 1, max: 9 }),
      async (bytes, size) => {
        const content = Buffer.concat([Buffer.from('a,b\n'), Buffer.from(bytes)])
        const whole = await readAll(content)
        expect(await readAll(content, size)).toEqual(whole)
        if (whole) expectSound(whole, content.length + 1)
      },
    ),
    { numRuns: 600 },
  )
})

test('properly quoted cells come back as they were', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', '联', '=', ' ', "'"),
    maxLength: 12,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), async (rows) => {
      const kept = rows.filter((row) => row.some((text) => text.trim() !== ''))
      const text = [['first', 'second'], ...rows]
        .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
        .join('\r\n')
      expect((await readAll(Buffer.from(text)))?.map((row) => row.cells)).toEqual(kept)
    }),
    { numRuns: 400 },
  )
})

// Each of these took minutes with a reader that starts over at every unclosed quote.
test.each([
  ['a quote on every line', '"x\n'],
  ['marks without end', '"'],
  ['opening quotes after delimiters', ',"\n'],
  ['empty lines', '\n'],
  ['delimiters', ','],
  ['formula marks', '="\n'],
  ['zeros', '\0'],
  ['halves of characters', '\x81\n'],
])('two megabytes of %s end in good time', { timeout: 20_000 }, async (_name, unit) => {
  const bytes = Buffer.concat([
    Buffer.from('a,b\n'),
    Buffer.from(unit.repeat(2_000_000 / unit.length), 'latin1'),
  ])
  let lines = 0
  for (const byte of bytes) if (byte === 0x0a) lines += 1
  const table = await openTable(inChunks(bytes, 1 << 16), { maxBytes: 1 << 26 })
  let rows = 0
  for await (const batch of table.rows) rows += batch.length
  expect(rows).toBeLessThanOrEqual(lines + 1)
})
