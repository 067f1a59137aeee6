import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Product } from '#contract/products/products.ts'
import { openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { encodeGbk } from '#test/builders/gbk.ts'
import type { TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
let shop: TestShop
let folder: string
let files = 0
beforeAll(async () => {
  chat = await openChatDesk()
  folder = await mkdtemp(join(tmpdir(), 'fh-catalogue-'))
})
afterAll(async () => {
  await chat.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  shop = await chat.shop()
})

const take = async (content: string | Buffer, more: object = {}) => {
  const path = join(folder, `products-${++files}.csv`)
  await writeFile(path, content)
  return chat.composed.catalogue.products.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: false,
    isStrict: false,
    by: null,
    ...more,
  })
}
const sums = (result: { created: number; updated: number; unchanged: number; refusedCount: number }) => [
  result.created,
  result.updated,
  result.unchanged,
  result.refusedCount,
]
const list = async (q = '') =>
  (await chat.call('GET /api/products', { headers: shop.owner.headers, query: q ? { q } : {} })).body.rows
const read = async (name: string): Promise<Product> => {
  const [row] = await list(name)
  return (
    await chat.call('GET /api/products/:id', { headers: shop.owner.headers, params: { id: row?.id ?? '' } })
  ).body
}

const shopify = `Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Position,Image Alt Text,Variant Weight Unit,Cost per item,Status
linen-cushion,Linen Cushion,<p>Soft</p>,North & Loom,Home & Garden > Linens > Cushions,Cushion,linen,TRUE,Colour,Sand,Size,45,LC-S-45,600,54.00,60.00,5012345678900,https://cdn.example.com/1.jpg,1,On a sofa,g,21.50,active
linen-cushion,,,,,,,,,Sand,,60,LC-S-60,900,64.00,,,https://cdn.example.com/2.jpg,2,,g,25,
linen-cushion,,,,,,,,,,,,,,,,,https://cdn.example.com/3.jpg,3,,,,
linen-tote,Linen Tote,,North & Loom,,,,TRUE,Title,Default Title,,,LT,250,12.50,,,,,,g,,draft
`

describe('products from Shopify’s export', () => {
  test('variants and pictures go on below their product; a second run changes nothing', async () => {
    const first = await take(shopify, { storeName: 'Web' })
    expect(first).toMatchObject({ read: 4, products: 2, skus: 3, store: 'Web', error: null })
    expect(sums(first)).toEqual([2, 0, 0, 0])
    const cushion = await read('Linen Cushion')
    expect(cushion).toMatchObject({
      name: 'Linen Cushion',
      status: 'on_sale',
      brand: 'North & Loom',
      category: 'Home & Garden/Linens/Cushions',
      origin: 'import',
    })
    expect(cushion.skus.map(({ code, variant, weightGrams }) => [code, variant, weightGrams])).toEqual([
      ['LC-S-45', 'Sand / 45', 600],
      ['LC-S-60', 'Sand / 60', 900],
    ])
    expect(cushion.skus[0]).toMatchObject({
      options: [
        { name: 'Colour', value: 'Sand' },
        { name: 'Size', value: '45' },
      ],
      barcodes: [{ code: '5012345678900', kind: 'ean13', isCheckRight: true }],
    })
    expect(new Set(cushion.prices.map(({ kind, amount }) => `${kind} ${amount.minor}`))).toEqual(
      new Set(['cost 2150', 'cost 2500', 'list 5400', 'list 6400']),
    )
    expect(cushion.pictures.map(({ sourceUrl, alt }) => [sourceUrl, alt])).toEqual([
      ['https://cdn.example.com/1.jpg', 'On a sofa'],
      ['https://cdn.example.com/2.jpg', ''],
      ['https://cdn.example.com/3.jpg', ''],
    ])
    const tote = await read('Linen Tote')
    expect([tote.status, tote.skus.map(({ variant }) => variant)]).toEqual(['draft', ['']])
    expect(sums(await take(shopify, { storeName: 'Web' }))).toEqual([0, 0, 2, 0])
  })

  test('a new price ends the one before; what was changed by hand stays unless the file says otherwise', async () => {
    await take(shopify, { storeName: 'Web' })
    const before = await read('Linen Tote')
    await chat.call('PATCH /api/products/:id', {
      headers: shop.owner.headers,
      params: { id: before.id },
      body: { name: 'Linen tote bag', version: before.version },
    })
    await chat.desk.clock.advance(60_000)
    const second = await take(shopify.replace('12.50', '13.00').replace('900,64.00', '950,64.00'), {
      storeName: 'Web',
    })
    expect(sums(second)).toEqual([0, 2, 0, 0])
    const tote = await read('Linen tote bag')
    expect(tote.prices.map(({ amount, validTo }) => [amount.minor, validTo === null])).toEqual([
      [1300, true],
      [1250, false],
    ])
    expect((await read('Linen Cushion')).skus.map(({ weightGrams }) => weightGrams)).toEqual([600, 950])
    expect(sums(await take(shopify.replace('Linen Tote', 'Tote'), { storeName: 'Web' }))).toEqual([
      0, 2, 0, 0,
    ])
    expect((await read('Tote')).name).toBe('Tote')
  })
})

describe('products from tables of any kind', () => {
  const taobao = '宝贝标题,商家编码,价格,条形码,颜色规格,重量(kg),状态\r\n'
  test('a Taobao table in GBK, one row a SKU', async () => {
    const text = `${taobao}半亩居 雪平锅,"XP-18",￥129.00,6901234567892,尺寸:18cm,0.8,出售中\r\n半亩居 雪平锅,"XP-20",￥149.00,6901234567893,尺寸:20cm,1,出售中\r\n竹柄铲,ZC-1,19.9元,,,,仓库中\r\n`
    expect(await take(encodeGbk(text), { storeName: '淘宝' })).toMatchObject({
      read: 3,
      products: 2,
      skus: 3,
      created: 2,
      refused: [],
    })
    const pan = await read('雪平锅')
    expect(
      pan.skus.map(({ code, variant, weightGrams, barcodes }) => [
        code,
        variant,
        weightGrams,
        barcodes[0]?.isCheckRight,
      ]),
    ).toEqual([
      ['XP-18', '18cm', 800, true],
      ['XP-20', '20cm', 1000, false],
    ])
    expect(pan.listings).toMatchObject([{ storeName: '淘宝', title: '半亩居 雪平锅' }])
    expect((await read('竹柄铲')).status).toBe('off_sale')
    expect((await read('竹柄铲')).prices).toMatchObject([{ amount: { minor: 1990, currency: 'CNY' } }])
    expect(sums(await take(encodeGbk(text), { storeName: '淘宝' }))).toEqual([0, 0, 2, 0])
  })

  test('English columns as other programs name them, with an id that is the code', async () => {
    const text =
      'product_id,product_name,supplier_id,category_id,quantity_per_unit,unit_price,units_in_stock,discontinued\n1,Tea,8,1,10 boxes x 30 bags,18,39,1\n2,Syrup,1,2,12 - 550 ml bottles,10,13,0\n'
    expect(sums(await take(text))).toEqual([2, 0, 0, 0])
    expect(await read('Tea')).toMatchObject({
      status: 'off_sale',
      skus: [{ code: '1', unit: '10 boxes x 30 bags' }],
      prices: [{ amount: { minor: 1800 } }],
    })
    expect(sums(await take(text))).toEqual([0, 0, 2, 0])
  })

  test('a map says what no name tells, and which columns are facts', async () => {
    const text = 'A,B,C,材质\nLamp,L1,12.00,brass\n'
    const map = { columns: { name: 'A', code: 'B', cost: 'C' }, facts: ['材质'], currency: 'EUR' } as const
    expect(sums(await take(text, { map }))).toEqual([1, 0, 0, 0])
    expect(await read('Lamp')).toMatchObject({
      skus: [{ code: 'L1' }],
      prices: [{ kind: 'cost', amount: { minor: 1200, currency: 'EUR' } }],
      facts: [
        { key: '材质', value: 'brass', source: expect.stringMatching(/^products-\d+\.csv$/) as string },
      ],
    })
    expect(await take(text, { map: { columns: { name: 'Z' } } })).toMatchObject({
      error: 'missing_column',
      errorDetail: 'Z',
    })
  })
})

describe('lines that are not taken in', () => {
  const text = [
    'name,sku,price,barcode,weight',
    'Lamp,L1,12.00,,',
    'Vase,V1,twelve,,',
    'Bowl,L1,3,,',
    ',X1,1,,',
    'Plate,P1,4,碗,',
    'Cup,C1,5,,heavy',
    'Jug,J1,6',
    'Lid,LID,-7,,',
    '',
  ].join('\n')
  const refusals = [
    [3, 'price', 'bad_money', 'twelve'],
    [4, 'sku', 'duplicate_sku', 'L1 (2)'],
    [5, 'name', 'missing_value', ''],
    [6, 'barcode', 'bad_id', '碗'],
    [7, 'weight', 'bad_quantity', 'heavy'],
    [8, null, 'wrong_cell_count', ''],
    [9, 'price', 'bad_money', '-7'],
  ]
  test('each is told with its number, field and reason; the rest goes in', async () => {
    const result = await take(text)
    expect(result.refused.map(({ line, field, reason, detail }) => [line, field, reason, detail])).toEqual(
      refusals,
    )
    expect((await list()).map(({ name }) => name)).toEqual(['Lamp'])
    expect(await take(text)).toMatchObject({ created: 0, updated: 0, unchanged: 1, refusedCount: 7 })
  })

  test('strict takes nothing, and a dry run leaves nothing', async () => {
    expect(await take(text, { isStrict: true })).toMatchObject({
      error: 'strict_refused',
      created: 0,
      refusedCount: 7,
    })
    expect(await take(text, { isDryRun: true })).toMatchObject({
      error: null,
      created: 1,
      dryRun: true,
      refusedCount: 7,
    })
    expect(await list()).toEqual([])
  })

  test('a code of another product, and one id for two names', async () => {
    await take('name,sku\nLamp,L1\n', { storeName: 'A' })
    const result = await take('id,name,sku\n7,Bowl,B1\n7,Vase,V1\n8,Lampshade,L1\n8,Lampshade,S1\n', {
      storeName: 'A',
    })
    expect(result.refused.map(({ line, reason }) => [line, reason])).toEqual([[3, 'conflict']])
    // The known code leads to the lamp, which gets one more SKU.
    expect((await read('Lamp')).skus.map(({ code }) => code)).toEqual(['L1', 'S1'])
  })

  test('two SKUs swap their codes; one whose code another keeps is refused each time', async () => {
    const codesOf = async () => (await read('Bowl')).skus.map(({ code, variant }) => [variant, code])
    const head = 'product id,name,sku_id,sku code,variant\n'
    await take(`${head}7,Bowl,71,A1,Blue\n7,Bowl,72,B1,Red\n7,Bowl,73,C1,White\n`, { storeName: 'A' })
    expect(await codesOf()).toEqual([
      ['Blue', 'A1'],
      ['Red', 'B1'],
      ['White', 'C1'],
    ])
    const swapped = await take(`${head}7,Bowl,71,B1,Blue\n7,Bowl,72,A1,Red\n`, { storeName: 'A' })
    expect(swapped.refused).toEqual([])
    expect(sums(swapped)).toEqual([0, 1, 0, 0])
    expect(await codesOf()).toEqual([
      ['Blue', 'B1'],
      ['Red', 'A1'],
      ['White', 'C1'],
    ])
    const kept = `${head}7,Bowl,71,C1,Blue\n7,Bowl,72,A2,Red\n`
    for (const isFirst of [true, false]) {
      const result = await take(kept, { storeName: 'A' })
      expect(result.refused).toMatchObject([{ line: 2, reason: 'code_elsewhere', detail: 'C1' }])
      expect(result.updated).toBe(isFirst ? 1 : 0)
    }
    expect(await codesOf()).toEqual([
      ['Blue', 'B1'],
      ['Red', 'A2'],
      ['White', 'C1'],
    ])
  })

  test.each([
    ['', 'empty_file'],
    ['a,b\n1,2\n', 'header_not_recognised'],
    ['\x89PNG\r\n\x1a\n', 'image_file'],
  ])('a file that is none: %j', async (content, error) => {
    expect(await take(Buffer.from(content, 'latin1'))).toMatchObject({ error, created: 0 })
    expect(await take(Buffer.from(content, 'latin1'), { isDryRun: true })).toMatchObject({ error })
  })

  test('a file that is not there', async () => {
    await expect(
      chat.composed.catalogue.products.importFile({
        shopId: shop.shopId,
        path: join(folder, 'none.csv'),
        isDryRun: false,
        isStrict: false,
        by: null,
      }),
    ).rejects.toMatchObject({ code: 'import.unreadable' })
  })
})
