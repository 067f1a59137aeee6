import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import type { TestShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyFurtherRow, shopifyRow } from '#test/builders/store-exports.ts'

// What the nights learn from all orders of a shop has to end in a shop that has just brought its past with it: of rows that a query
// puts together on its way the planner knows nothing. A statement that takes 30 s is ended, and then nothing is learned.

const buyers = 12_000

let desk: ChatDesk
let shop: TestShop
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fh-many-'))
  desk = await openChatDesk()
  shop = await desk.shop()
})
afterAll(async () => {
  await desk.close()
  await rm(folder, { recursive: true })
})

/** Two orders of every buyer, ten days between them, in the year past: of tea ware by one half of them, of towels by the other. */
const exported = (): Buffer => {
  const day = (daysAgo: number) =>
    `${new Date(desk.desk.clock.now().getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10)} 10:00:00 +0000`
  const sold = (name: string) => ({ 'Lineitem name': name, 'Lineitem sku': name })
  return shopifyFile(
    Array.from({ length: 2 * buyers }, (_, n) => {
      const buyer = n % buyers
      const at = day(100 + (buyer % 97) + (n < buyers ? 0 : 10))
      const order = (name: string) =>
        shopifyRow({
          Name: `#${n}`,
          Id: `${n}`,
          Email: `buyer.${buyer}@x.example`,
          'Billing Name': `Buyer ${buyer}`,
          'Created at': at,
          'Paid at': at,
          ...sold(name),
        })
      return buyer % 2 === 0
        ? [order('茶壶'), shopifyFurtherRow({ Name: `#${n}`, ...sold('茶杯') })]
        : [order('毛巾')]
    }).flat(),
  )
}

test('[REC-02] [REC-08] of 24,000 orders that came just now it is learned what goes together, and what follows what', async () => {
  const path = join(folder, 'orders.csv')
  await writeFile(path, exported())
  const { shopId } = shop
  const taken = await desk.composed.imports.importFile({
    shopId,
    path,
    storeName: 'Web',
    isDryRun: false,
    isStrict: false,
    by: null,
  })
  expect(taken).toMatchObject({ created: 2 * buyers, customers: buyers })
  await desk.composed.catalogue.sold.take(shopId, null)
  expect(await desk.composed.offers.pairs.run(shopId)).toEqual({ baskets: buyers, pairs: 2 })
  await desk.composed.care.nextItems.learnAndLook(shopId)
  const learned = await desk.desk.db.inShop(shopId, (tx) =>
    tx.selectFrom('care.follow_ons').select(['people', 'of']).execute(),
  )
  // Pot and cup after pot and cup, a towel after a towel.
  expect(learned).toHaveLength(5)
  expect(learned.every(({ people, of }) => people === buyers / 2 && of === buyers / 2)).toBe(true)
}, 120_000)
