import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '#nouns/staff/index.ts'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { rowOf, sheetOf, xlsxOf } from '#test/builders/xlsx.ts'
import type { UploadPart } from './uploads.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.close())

async function* parts(bytes: Uint8Array | string, filename = 'own.csv'): AsyncGenerator<UploadPart> {
  async function* content(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(bytes)
  }
  yield { type: 'file', fieldname: 'file', filename, file: Object.assign(content(), { truncated: false }) }
}
const settled = async (shop: TestShop, id: string) => {
  await desk.imports.settle()
  return desk.imports.read(shop.lead.caller, id)
}
const mapping = { version: 1, rows: 'order', order: { id: 'No', placedAt: 'Day', total: 'Total' } } as const
const orders = 'No,Day,Total\nA1,2026-03-08 01:00,5.00\nA2,2026-03-09 01:00,7.50\n'
const previewed = async (shop: TestShop, content: string | Uint8Array = orders) => {
  const { id } = await desk.imports.upload(shop.lead.caller, parts(content))
  await desk.imports.giveMapping(shop.lead.caller, id, { mapping })
  return settled(shop, id)
}

describe('an upload that is looked at again', () => {
  test('for a store of another zone and currency, reads times and amounts as that store writes them', async () => {
    const shop = await buildShop(desk)
    const storeId = await desk.db.inShop(shop.shopId, (tx) =>
      openStore(
        tx,
        desk.clock.now(),
        desk.secrets,
        { shopId: shop.shopId, name: 'Oslo', platform: 'other', currency: 'NOK', timeZone: 'Europe/Oslo' },
        null,
      ),
    )
    desk.directory.forget(shop.shopId)
    const { id } = await previewed(shop)
    await desk.imports.lookAgain(shop.lead.caller, id, { storeId: null })
    const home = await settled(shop, id)
    expect(home).toMatchObject({ state: 'previewed', storeId: null, isNewStore: true })
    expect(home.sample[0]).toMatchObject({
      placedAt: '2026-03-07T17:00:00.000Z',
      total: { minor: 500, currency: 'CNY' },
    })
    await desk.imports.lookAgain(shop.lead.caller, id, { storeId })
    const away = await settled(shop, id)
    expect(away).toMatchObject({ state: 'previewed', storeId, isNewStore: false })
    expect(away.sample[0]).toMatchObject({
      placedAt: '2026-03-08T00:00:00.000Z',
      total: { minor: 500, currency: 'NOK' },
    })
  })

  test('with a second file has its lines, and without it has none again', async () => {
    const shop = await buildShop(desk)
    const { id } = await previewed(shop)
    const lines = 'Order No,Product,Qty,Price\nA1,Pot,1,5.00\nA2,Lid,3,2.50\nA9,Cup,1,1.00\n'
    await desk.imports.giveLines(shop.lead.caller, id, parts(lines, 'lines.csv'))
    const joined = await settled(shop, id)
    expect(joined).toMatchObject({ state: 'previewed', linesName: 'lines.csv', orders: 2, lines: 2 })
    expect(joined.sample.map(({ title, quantity }) => [title, quantity])).toEqual([
      ['Pot', 1],
      ['Lid', 3],
    ])
    expect(joined.refused).toMatchObject([{ file: 'lines', line: 4, reason: 'line_without_order' }])
    await expect(
      desk.imports.giveLines(shop.lead.caller, id, parts('%PDF-1.4', 'x.csv')),
    ).rejects.toMatchObject({ code: 'import.unknown_format' })
    await desk.imports.lookAgain(shop.lead.caller, id, { lines: false })
    expect(await settled(shop, id)).toMatchObject({ linesName: null, lines: 0, refused: [] })
  })

  test('whose sheets are alike asks for one, and reads that one', async () => {
    const shop = await buildShop(desk)
    const sheet = (number: string) =>
      sheetOf(rowOf(1, 'No', 'Day', 'Total'), rowOf(2, number, '2026-03-08', '5.00'))
    const book = await xlsxOf(sheet('JAN'), {
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><sheets><sheet name="Jan" sheetId="1" r:id="rId1"/><sheet name="Feb" sheetId="2" r:id="rId4"/></sheets></workbook>',
      'xl/worksheets/sheet2.xml': sheet('FEB'),
    })
    const uploaded = await desk.imports.upload(shop.lead.caller, parts(book, 'b.xlsx'))
    expect(uploaded).toMatchObject({ state: 'mapping', needsSheet: true, sheets: ['Jan', 'Feb'] })
    await expect(
      desk.imports.lookAgain(shop.lead.caller, uploaded.id, { sheet: 'Mar' }),
    ).rejects.toMatchObject({ code: 'request.invalid' })
    const chosen = await desk.imports.lookAgain(shop.lead.caller, uploaded.id, { sheet: 'Feb' })
    expect(chosen).toMatchObject({ state: 'mapping', needsSheet: false, sheet: 'Feb' })
    const { rows } = await desk.imports.columns(shop.lead.caller, uploaded.id)
    expect(rows[0]?.[0]).toBe('FEB')
    await desk.imports.giveMapping(shop.lead.caller, uploaded.id, { mapping })
    const shown = await settled(shop, uploaded.id)
    expect(shown.sample.map(({ name }) => name)).toEqual(['FEB'])
    await desk.imports.run(shop.lead.caller, uploaded.id, { storeName: 'Shop' })
    expect(await settled(shop, uploaded.id)).toMatchObject({ state: 'finished', created: 1 })
    await expect(
      desk.imports.lookAgain(shop.lead.caller, uploaded.id, { sheet: 'Jan' }),
    ).rejects.toMatchObject({ code: 'state.conflict' })
  })
})
