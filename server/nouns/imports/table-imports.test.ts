import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createProductDesk } from '#nouns/products/index.ts'
import { encodeGbk } from '#test/builders/gbk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { taobaoFile } from '#test/builders/store-exports.ts'
import { createTableDeskForTests, sums, type TableDeskForTests } from '#test/builders/table-desk.ts'
import { rowOf, sheetOf, xlsxOf } from '#test/builders/xlsx.ts'
import { openStore } from '#nouns/staff/index.ts'

let desk: TableDeskForTests
let shop: TestShop
beforeAll(async () => {
  desk = await createTableDeskForTests()
})
afterAll(() => desk.close())
beforeEach(async () => {
  shop = await buildShop(desk)
})
const products = (query: object) =>
  createProductDesk({ ...desk, attachments: () => Promise.resolve([]) }).list(shop.lead.caller, query)
const uploads = () => readdir(join(desk.folder, 'imports')).catch(() => [])

const goods =
  '商品名称,商家编码,规格,售价,条形码,类目\n梅子青茶壶,T-1,大,198.00,6901234567892,茶具\n梅子青茶壶,T-2,小,168.00,,茶具\n棉麻桌旗,C-1,,39.50,,布艺\n坏价格,X-1,,一百,,\n'
const people = 'Name,Phone,Email,City\n张三,13812340001,,杭州\nAnna Berg,,anna.berg@example.com,Oslo\n谁,,,\n'
const reviews =
  '商品名称,评价时间,评分,评价内容,买家昵称\n棉麻桌旗,2026-03-09 10:00:00,5,颜色很正,tb_1\n棉麻桌旗,2026-03-10 10:00:00,2,皱,tb_2\n棉麻桌旗,那天,4,还行,tb_3\n'

describe('[RPT-08] a table that is uploaded', () => {
  test('of products is recognised, looked at, taken in; its figures open its rows, and a second run changes nothing', async () => {
    const looked = await desk.upload(shop, encodeGbk(goods), 'products', '货品.csv')
    expect(looked).toMatchObject({
      state: 'previewed',
      kind: 'products',
      fileName: '货品.csv',
      store: null,
      columns: { name: '商品名称', code: '商家编码', price: '售价', barcode: '条形码' },
      sample: {
        fields: ['name', 'code', 'variant', 'barcode', 'price', 'category'],
        rows: [
          ['梅子青茶壶', 'T-1 T-2', '大；小', '6901234567892', 'CNY 198.00 CNY 168.00', '茶具'],
          ['棉麻桌旗', 'C-1', '', '', 'CNY 39.50', '布艺'],
        ],
      },
      refused: [{ line: 5, field: '售价', reason: 'bad_money', detail: '一百' }],
    })
    expect(sums(looked)).toEqual([4, 2, 2, 0, 0, 1])
    expect((await products({})).rows).toEqual([])

    const done = await desk.run(shop, looked.id)
    expect(done).toMatchObject({ state: 'finished', percent: 100, error: null })
    expect(sums(done)).toEqual([4, 2, 2, 0, 0, 1])
    expect((await products({ importId: done.id })).rows.map(({ name }) => name).sort()).toEqual([
      '梅子青茶壶',
      '棉麻桌旗',
    ])
    expect(desk.afterwards).toContain(shop.shopId)

    const again = await desk.upload(shop, goods, 'products')
    expect(sums(again)).toEqual([4, 2, 0, 0, 2, 1])
    const same = await desk.run(shop, again.id)
    expect(sums(same)).toEqual([4, 2, 0, 0, 2, 1])
    expect((await products({ importId: same.id })).rows).toEqual([])
    expect(await uploads()).toEqual([])
  })

  test('of customers is known as such wherever it was dropped, goes into a store of its own, and shows contacts masked', async () => {
    const looked = await desk.upload(shop, people, 'products')
    expect(looked).toMatchObject({ state: 'previewed', kind: 'customers', store: { id: null } })
    expect(looked.sample.rows).toEqual([
      ['张三', '', '', '138****0001', '杭州'],
      ['Anna Berg', '', 'an***@example.com', '', 'Oslo'],
    ])
    expect(looked.refused.map(({ line, reason }) => [line, reason])).toEqual([[4, 'missing_value']])
    const done = await desk.run(shop, looked.id, { storeName: '门店' })
    expect(done).toMatchObject({ state: 'finished', store: { name: '门店' } })
    expect(sums(done)).toEqual([3, 2, 2, 0, 0, 1])
    const found = await desk.customers.find(shop.lead.caller, { importId: done.id, limit: 1 })
    expect(found.rows).toHaveLength(1)
    const rest = await desk.customers.find(shop.lead.caller, { importId: done.id, cursor: found.next ?? '' })
    expect([...found.rows, ...rest.rows].map(({ name }) => name).sort()).toEqual(['Anna Berg', '张三'].sort())
    expect(rest.next).toBeNull()

    const again = await desk.upload(shop, people, 'customers')
    const store = [...(await desk.directory.facts(shop.shopId)).stores.values()].find(
      ({ name }) => name === '门店',
    )
    const other = await desk.look(shop, again.id, { storeId: store?.id ?? '' })
    expect(sums(other)).toEqual([3, 2, 0, 0, 2, 1])
    expect(sums(await desk.run(shop, again.id))).toEqual([3, 2, 0, 0, 2, 1])
  })

  test('of reviews waits for its store where several would do, and knows its products', async () => {
    await desk.run(shop, (await desk.upload(shop, goods, 'products')).id)
    await desk.db.inShop(shop.shopId, (tx) =>
      openStore(
        tx,
        desk.clock.now(),
        desk.secrets,
        { shopId: shop.shopId, name: '二店', platform: 'other', currency: 'CNY', timeZone: 'Asia/Shanghai' },
        null,
      ),
    )
    desk.directory.forget(shop.shopId)
    const looked = await desk.upload(shop, reviews, 'products')
    expect(looked).toMatchObject({ state: 'previewed', kind: 'reviews', store: null })
    expect(sums(looked)).toEqual([3, 2, 2, 0, 0, 1])
    await expect(desk.tables.run(shop.lead.caller, looked.id, {})).rejects.toMatchObject({
      code: 'request.invalid',
    })
    await desk.look(shop, looked.id, { storeId: shop.storeId })
    const done = await desk.run(shop, looked.id)
    expect(sums(done)).toEqual([3, 2, 2, 0, 0, 1])
    // Its reviews open the product that they are of.
    expect((await products({ importId: done.id })).rows.map(({ name }) => name)).toEqual(['棉麻桌旗'])
    const again = await desk.upload(shop, reviews, 'reviews')
    expect(sums(await desk.look(shop, again.id, { storeId: shop.storeId }))).toEqual([3, 2, 0, 0, 2, 1])
  })

  test('of nothing known waits for its columns, which a person names', async () => {
    const looked = await desk.upload(shop, '甲,乙,丙\n茶漏,A1,12\n', 'products')
    expect(looked).toMatchObject({ state: 'mapping', kind: 'products', headers: ['甲', '乙', '丙'] })
    const named = await desk.look(shop, looked.id, { columns: { name: '甲', code: '乙', price: '丙' } })
    expect(named).toMatchObject({ state: 'previewed', columns: { name: '甲', code: '乙', price: '丙' } })
    expect(named.sample.rows[0]?.slice(0, 2)).toEqual(['茶漏', 'A1'])
    const without = await desk.look(shop, looked.id, { columns: { name: '甲', code: null } })
    expect(without.columns).toEqual({ name: '甲' })
    await expect(
      desk.tables.look(shop.lead.caller, looked.id, { columns: { phone: '甲' } }),
    ).rejects.toMatchObject({ code: 'request.invalid' })
  })

  test('of several sheets asks which one', async () => {
    const sheet = (name: string) => sheetOf(rowOf(1, '商品名称', '售价', '商家编码'), rowOf(2, name, 5, name))
    const book = await xlsxOf(sheet('一月货'), {
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><sheets><sheet name="一月" sheetId="1" r:id="rId1"/><sheet name="二月" sheetId="2" r:id="rId4"/></sheets></workbook>',
      'xl/worksheets/sheet2.xml': sheet('二月货'),
    })
    const looked = await desk.upload(shop, book, 'products', 'b.xlsx')
    expect(looked).toMatchObject({ state: 'mapping', sheets: ['一月', '二月'], sheet: null, headers: [] })
    const second = await desk.look(shop, looked.id, { sheet: '二月' })
    expect(second).toMatchObject({ state: 'previewed', sheet: '二月' })
    expect(second.sample.rows.map(([name]) => name)).toEqual(['二月货'])
    await desk.run(shop, second.id)
    expect((await products({})).rows.map(({ name }) => name)).toEqual(['二月货'])
  })
})

test('Ctrl-K finds a product by name, code, barcode and a store’s own id, the exact one first, and no other shop’s', async () => {
  const shelf =
    '商品ID,商品名称,商家编码,售价,条形码\n8800123,梅子青茶壶,T-1,198.00,6901234567892\n8800124,茶壶垫,T-10,9.00,\n'
  await desk.run(shop, (await desk.upload(shop, shelf, 'products')).id)
  const find = async (q: string, who = shop) =>
    (await desk.customers.search(who.lead.caller, { q })).products.map(({ name, shown }) => [name, shown])
  expect(await find('6901234567892')).toEqual([['梅子青茶壶', '6901234567892']])
  expect(await find('t-10')).toEqual([['茶壶垫', 'T-10']])
  expect(await find('8800124')).toEqual([['茶壶垫', '8800124']])
  // A name that begins with the text comes before one that holds it.
  expect(await find('茶壶')).toEqual([
    ['茶壶垫', 'T-10'],
    ['梅子青茶壶', 'T-1'],
  ])
  expect(await find('茶壶', await buildShop(desk))).toEqual([])
  const key = { ...shop.lead.caller, memberId: null, scopes: ['customers:read' as const] }
  expect((await desk.customers.search(key, { q: '茶壶' })).products).toEqual([])
})

describe('what is no such table', () => {
  test('an export of orders is told apart, other files are refused by what they are, and nothing stays behind', async () => {
    const before = await uploads()
    const refused = async (content: string | Uint8Array, name = 'x.csv') => {
      const error: unknown = await desk.upload(shop, content, 'products', name).catch((e: unknown) => e)
      const { code, details } = error as { code: string; details: { failure?: string } }
      return [code, details.failure]
    }
    expect(await refused(taobaoFile([{}]))).toEqual(['import.unknown_format', 'is_orders'])
    expect(await refused('')).toEqual(['import.unreadable', 'empty_file'])
    expect(await refused('%PDF-1.4 …')).toEqual(['import.unknown_format', 'pdf_file'])
    const book = await xlsxOf(sheetOf(rowOf(1, 'name', 'price')))
    expect(await refused(book.subarray(0, book.length - 30), 'cut.xlsx')).toEqual([
      'import.unknown_format',
      'broken_file',
    ])
    expect(await uploads()).toEqual(before)
  })

  test('a name of a file is shown without folders and marks, and touches no disk', async () => {
    const before = await uploads()
    const looked = await desk.upload(shop, goods, 'products', '../../etc/\u202epasswd\u0000.csv')
    expect(looked.fileName).toBe('passwd.csv')
    expect(await uploads()).toEqual([...before, `${looked.id}.upload`])
  })

  test('all or nothing takes nothing where a line is refused', async () => {
    const looked = await desk.upload(shop, goods, 'products')
    const done = await desk.run(shop, looked.id, { strict: true })
    expect(done).toMatchObject({ state: 'failed', error: 'strict_refused', created: 0 })
    expect((await products({})).rows).toEqual([])
    const persons = await desk.upload(shop, people, 'customers')
    expect(await desk.run(shop, persons.id, { strict: true })).toMatchObject({ error: 'strict_refused' })
    expect((await desk.customers.find(shop.lead.caller, {})).rows).toEqual([])
  })
})

describe('a table import', () => {
  test('that nobody took in is let go of after a day; another shop never sees it', async () => {
    const looked = await desk.upload(shop, goods, 'products')
    const other = await buildShop(desk)
    await expect(desk.tables.read(other.lead.caller, looked.id)).rejects.toMatchObject({ code: 'not_found' })
    await desk.clock.advance(24 * 3_600_000)
    await desk.tables.resumeInterrupted()
    expect(await desk.tables.read(shop.lead.caller, looked.id)).toMatchObject({
      state: 'failed',
      error: 'abandoned',
    })
    expect(await uploads()).not.toContain(`${looked.id}.upload`)
  })

  test('that was cut off goes on; one that is run twice at once is run once', async () => {
    const looked = await desk.upload(shop, goods, 'products')
    const runs = await Promise.allSettled([
      desk.tables.run(shop.lead.caller, looked.id, {}),
      desk.tables.run(shop.lead.caller, looked.id, {}),
    ])
    expect(runs.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await desk.tables.settle()
    const second = await desk.upload(shop, goods.replace('198.00', '199.00'), 'products')
    // As a process leaves it that ended right after it began.
    await desk.db.inShop(shop.shopId, (tx) =>
      tx.updateTable('imports.tables').set({ state: 'running' }).where('id', '=', second.id).execute(),
    )
    await desk.tables.resumeInterrupted()
    await desk.tables.settle()
    expect(await desk.tables.read(shop.lead.caller, second.id)).toMatchObject({
      state: 'finished',
      updated: 1,
    })
  })
})
