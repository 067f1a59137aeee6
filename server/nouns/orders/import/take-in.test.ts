import { expect, test } from 'vitest'
import { shopifyOrders } from '#connectors/stores/shopify/shopify.ts'
import type { ImportItem } from '#contract/orders/import-record.ts'
import { shopifyFile, shopifyRow } from '#test/builders/store-exports.ts'
import { ImportTally } from './import-tally.ts'
import { Stopped, takeIn } from './take-in.ts'

const options = { timeZone: 'UTC', currency: 'GBP', maxBytes: 1e9 }
/** One order, over and over under other ids. */
async function* orders(count: number, asked: (number: number) => void): AsyncGenerator<ImportItem> {
  const bytes = shopifyFile([shopifyRow({ Id: '1' })])
  const items: ImportItem[] = []
  for await (const item of shopifyOrders.read([bytes] as never, options)) items.push(item)
  const [first] = items
  if (first?.kind !== 'order') throw new Error('the first item is an order')
  for (let number = 1; number <= count; number++) {
    asked(number)
    yield { kind: 'order', order: { ...first.order, externalId: String(number), sourceLines: [number + 1] } }
  }
  yield { kind: 'end', rows: count }
}
const nothing = { updated: 0, unchanged: 0, inserted: 0, conflicts: 0, refused: [], titles: [] }

test('however slow the database, no more than two chunks of the file are in memory', async () => {
  const tally = new ImportTally()
  let asked = 0
  let taken = 0
  let most = 0
  let now = 0
  const sizes: number[] = []
  await takeIn({
    items: orders(20_000, (number) => {
      asked = number
      most = Math.max(most, asked - taken)
    }),
    country: 'GB',
    tally,
    monotonic: () => now,
    take: async (chunk) => {
      sizes.push(chunk.length)
      // Time enough to read the whole file, were it not held back.
      for (let turn = 0; turn < 3_000; turn++) await new Promise((resolve) => setImmediate(resolve))
      now += chunk.length * 0.01
      taken += chunk.length
      return { ...nothing, created: chunk.length }
    },
    onStep: () => Promise.resolve(),
    areBuyersWriting: () => Promise.resolve(false),
    isStopped: () => false,
  })
  expect(tally.counts).toMatchObject({ orders: 20_000, created: 20_000, read: 20_000 })
  expect(Math.max(...sizes)).toBe(2000)
  expect(most).toBeGreaterThan(2000)
  expect(most).toBeLessThanOrEqual(4001)
})

test('a stop is heard at the next chunk, and what was handed on is waited for', async () => {
  const tally = new ImportTally()
  let taken = 0
  const going = takeIn({
    items: orders(20_000, () => undefined),
    country: 'GB',
    tally,
    monotonic: () => 0,
    take: async (chunk) => {
      await new Promise((resolve) => setImmediate(resolve))
      taken += chunk.length
      return { ...nothing, created: chunk.length }
    },
    onStep: () => Promise.resolve(),
    areBuyersWriting: () => Promise.resolve(false),
    isStopped: () => taken > 0,
  })
  await expect(going).rejects.toBeInstanceOf(Stopped)
  expect(tally.counts.created).toBe(taken)
  expect(taken).toBeLessThan(20_000)
})

test('a file of refused rows alone hears a stop and tells how far it is', async () => {
  const tally = new ImportTally()
  let steps = 0
  async function* refused(): AsyncGenerator<ImportItem> {
    for (let line = 2; line < 10_000; line++)
      yield { kind: 'refused', refused: { line, field: null, reason: 'bad_money', detail: '' } }
  }
  const going = takeIn({
    items: refused(),
    country: 'GB',
    tally,
    monotonic: () => 0,
    take: () => Promise.reject(new Error('there is no order')),
    onStep: () => {
      steps += 1
      return Promise.resolve()
    },
    areBuyersWriting: () => Promise.resolve(false),
    isStopped: () => tally.refusedCount > 5000,
  })
  await expect(going).rejects.toBeInstanceOf(Stopped)
  expect(steps).toBeGreaterThan(1)
  expect(tally.refusedCount).toBeLessThan(5100)
})
