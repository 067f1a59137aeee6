import v8 from 'node:v8'
import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { ImportItem } from '#contract/orders/import-record.ts'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import { encodeGbk } from '#test/builders/gbk.ts'
import { readImport } from '#test/builders/read-import.ts'
import { mappedOrders } from './mapped.ts'

const mapping: OrderMapping = {
  version: 1,
  rows: 'order',
  order: { id: 'No', placedAt: 'Day', total: 'Sum' },
  line: { title: 'What' },
}
const reader = mappedOrders(mapping)
const options = { timeZone: 'UTC', currency: 'CNY' }

v8.setFlagsFromString('--expose-gc')
const collectGarbage = vm.runInNewContext('gc') as () => void
/** Bytes that are held; what is merely not collected yet says nothing. */
const heldBytes = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** Bytes that never lie anywhere as a whole: a header, then the same piece again and again. */
async function* repeated(head: string, piece: Buffer, bytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head)
  for (let sent = 0; sent < bytes; sent += piece.length) yield piece
}
const lastOf = async (
  items: AsyncIterable<ImportItem>,
): Promise<{ last: ImportItem | null; heap: number; count: number }> => {
  let last: ImportItem | null = null
  let heap = 0
  let count = 0
  for await (const item of items) {
    last = item
    count += 1
    if (count % 100_000 === 0) heap = Math.max(heap, heldBytes())
  }
  return { last, heap, count }
}

describe('a file of 2 GB', () => {
  test('is refused at the limit, whatever is in it', async () => {
    const piece = Buffer.alloc(1 << 22, 'x')
    const { last } = await lastOf(
      reader.read(repeated('No,Day,Sum,What\n', piece, 2 ** 31), { ...options, maxBytes: 2 ** 31 - 1 }),
    )
    expect(last).toMatchObject({ kind: 'failed', failure: 'too_large' })
  }, 60_000)

  test('passes in flat memory where it may: a cell that never ends, rows of nothing, one order again and again', async () => {
    const before = heldBytes()
    const row = Buffer.from('A1,2026-03-08,5,Pot\n'.repeat(6000))
    const same = await lastOf(
      reader.read(repeated('No,Day,Sum,What\n', row, 2 ** 25), { ...options, maxBytes: 2 ** 32 }),
    )
    expect(same.last).toMatchObject({ kind: 'end' })
    const cell = Buffer.alloc(1 << 22, 'x')
    const endless = await lastOf(
      reader.read(repeated('No,Day,Sum,What\nA1,"', cell, 2 ** 31), { ...options, maxBytes: 2 ** 32 }),
    )
    expect(endless.last).toMatchObject({ kind: 'end' })
    expect(endless.count).toBeLessThan(10)
    expect(Math.max(same.heap, heldBytes()) - before).toBeLessThan(60_000_000)
  }, 120_000)
})

test('a million columns', async () => {
  const header = Array.from({ length: 1_000_000 }, (_, index) => `c${index}`).join(',')
  expect((await readImport(reader, `No,Day,Sum,What,${header}\n`)).end).toBe('too_many_columns 2000')
})

test('encodings mixed within a file: the lines of the other one are refused, the rest is read', async () => {
  const bytes = Buffer.concat([
    Buffer.from('No,Day,Sum,What\nA1,2026-03-08,5,茶壶\n'),
    encodeGbk('A2,2026-03-08,5,山茶花\n'),
    Buffer.from('A3,2026-03-08,5,茶杯\n'),
  ])
  const { orders, refused } = await readImport(reader, bytes)
  expect(orders.map(({ externalId, lines }) => [externalId, lines[0]?.title])).toEqual([
    ['A1', '茶壶'],
    ['A3', '茶杯'],
  ])
  expect(refused).toEqual(['3 - bad_encoding'])
})
