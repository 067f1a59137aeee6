import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Product } from '#contract/products/products.ts'
import { openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { shopifyFile, shopifyFurtherRow, shopifyRow, type ShopifyRow } from '#test/builders/store-exports.ts'
import type { TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
let shop: TestShop
let folder: string
let files = 0
beforeAll(async () => {
  chat = await openChatDesk({ at: '2026-03-20T03:00:00.000Z' })
  folder = await mkdtemp(join(tmpdir(), 'fh-sold-'))
})
afterAll(async () => {
  await chat.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  shop = await chat.shop()
})

const fileOf = async (content: string | Buffer) => {
  const path = join(folder, `file-${++files}.csv`)
  await writeFile(path, content)
  return path
}
const plain = { isDryRun: false, isStrict: false, by: null }
const takeOrders = async (rows: ShopifyRow[], storeName = 'Web', at = shop) =>
  chat.composed.imports.importFile({
    ...plain,
    shopId: at.shopId,
    path: await fileOf(shopifyFile(rows)),
    storeName,
  })
const takeProducts = async (text: string, storeName?: string) =>
  chat.composed.catalogue.products.importFile({
    ...plain,
    shopId: shop.shopId,
    path: await fileOf(text),
    storeName,
  })
const takeReviews = async (text: string, more: object = {}) =>
  chat.composed.catalogue.reviews.importFile({
    ...plain,
    shopId: shop.shopId,
    path: await fileOf(text),
    storeName: 'Web',
    ...more,
  })
/** Runs the jobs that ended imports have left, as the queue would. */
const takeIn = async (at = shop) => {
  await chat.settle()
  const client = new pg.Client({ connectionString: chat.desk.url })
  await client.connect()
  const { rows } = await client.query<{ payload: { importId?: string } }>(
    `delete from platform.outbox where shop_id = $1 and job = 'products.take_in_sold' returning payload`,
    [at.shopId],
  )
  await client.end()
  const taken = []
  for (const { payload } of rows)
    taken.push(await chat.composed.catalogue.sold.take(at.shopId, payload.importId ?? null))
  return taken
}
const list = async (query: object = {}, person = shop.owner) =>
  (await chat.call('GET /api/products', { headers: person.headers, query })).body.rows
const read = async (q: string, person = shop.owner): Promise<Product> => {
  const [row] = await list({ q }, person)
  return (
    await chat.call('GET /api/products/:id', { headers: person.headers, params: { id: row?.id ?? '' } })
  ).body
}

const cushion = { 'Lineitem name': 'Linen Cushion', 'Lineitem sku': 'LC' }
const tote = { 'Lineitem name': 'Linen Tote', 'Lineitem sku': 'LT' }
const order = (name: string, more: ShopifyRow = {}) =>
  shopifyRow({ Name: name, Id: name.replace('#', '90'), ...more })

describe('what was sold becomes the catalogue', () => {
  test('[REC-02] after an import, by the job that its end left; a second time nothing is new', async () => {
    await takeOrders([
      order('#1', { ...cushion, 'Lineitem quantity': '3' }),
      shopifyFurtherRow({ Name: '#1', ...tote }),
      order('#2', { ...cushion }),
    ])
    expect(await takeIn()).toEqual([{ products: 2, skus: 2 }])
    expect((await list()).map(({ name, code, soldOrders, gaps }) => [name, code, soldOrders, gaps])).toEqual([
      ['Linen Cushion', 'LC', 2, ['facts', 'packaging', 'price', 'barcode']],
      ['Linen Tote', 'LT', 1, ['facts', 'packaging', 'price', 'barcode']],
    ])
    expect(await read('Linen Cushion')).toMatchObject({
      origin: 'orders',
      soldQuantity: 4,
      status: 'on_sale',
    })
    const [again] = await chat.desk.db.asSystem((tx) =>
      tx.selectFrom('products.takings').select('import_id').where('shop_id', '=', shop.shopId).execute(),
    )
    expect(await chat.composed.catalogue.sold.take(shop.shopId, again?.import_id ?? '')).toEqual({
      products: 0,
      skus: 0,
    })
    expect(await chat.composed.catalogue.sold.take(shop.shopId, null)).toEqual({ products: 0, skus: 0 })
    expect(await list()).toHaveLength(2)
  })

  test('an import of the same orders counts them once, and a title that changed finds its product by the code', async () => {
    await takeOrders([order('#1', cushion)])
    await takeIn()
    await takeOrders([
      order('#1', cushion),
      order('#2', { ...cushion, 'Lineitem name': 'Linen Cushion, new' }),
    ])
    expect(await takeIn()).toEqual([{ products: 0, skus: 0 }])
    expect((await list()).map(({ name, soldOrders }) => [name, soldOrders])).toEqual([['Linen Cushion', 2]])
    expect(new Set((await read('LC')).listings.map(({ title }) => title))).toEqual(
      new Set(['Linen Cushion', 'Linen Cushion, new']),
    )
  })

  test('what a file of products gave is found by its code and not made again', async () => {
    await takeProducts('name,sku,price\nCushion of linen,LC,50\n')
    await takeIn()
    await takeOrders([order('#1', cushion)])
    expect(await takeIn()).toEqual([{ products: 0, skus: 0 }])
    expect((await list()).map(({ name, soldOrders }) => [name, soldOrders])).toEqual([
      ['Cushion of linen', 1],
    ])
  })

  test('orders first, products later: the file fills what orders made', async () => {
    await takeOrders([order('#1', cushion)])
    await takeIn()
    expect(
      await takeProducts('name,sku,price,barcode,brand\nOther name,LC,50,5012345678900,Loom\n'),
    ).toMatchObject({ created: 0, updated: 1 })
    expect(await read('LC')).toMatchObject({
      name: 'Linen Cushion',
      brand: 'Loom',
      skus: [{ code: 'LC', barcodes: [{}] }],
    })
  })

  test('an import whose end nobody heard is found by the hourly look', async () => {
    await takeOrders([order('#1', cushion)])
    await chat.settle()
    const client = new pg.Client({ connectionString: chat.desk.url })
    await client.connect()
    await client.query('delete from platform.outbox')
    await client.end()
    await chat.composed.catalogue.sold.leaveMissed()
    expect(await takeIn()).toEqual([{ products: 1, skus: 1 }])
  })

  test('orders that were never paid for are no sales; the views tell who bought what', async () => {
    await takeOrders([
      order('#1', cushion),
      order('#2', { ...cushion, 'Financial Status': 'pending', 'Paid at': '' }),
    ])
    await takeIn()
    const product = await read('LC')
    expect(product.soldOrders).toBe(1)
    const sold = await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('products.v_sold').select(['product_id', 'sku_id', 'quantity', 'customer_id']).execute(),
    )
    expect(sold).toHaveLength(2)
    expect(sold[0]).toMatchObject({
      product_id: product.id,
      sku_id: product.skus[0]?.id,
      customer_id: expect.any(String) as string,
    })
  })

  test('two shops sell the same and do not meet', async () => {
    const other = await chat.shop()
    await takeOrders([order('#1', cushion)])
    await takeOrders([order('#1', cushion)], 'Web', other)
    expect([await takeIn(), await takeIn(other)]).toEqual([
      [{ products: 1, skus: 1 }],
      [{ products: 1, skus: 1 }],
    ])
    const [mine] = await list()
    const [theirs] = await list({}, other.owner)
    expect(mine?.id).not.toBe(theirs?.id)
    for (const key of [
      'GET /api/products/:id',
      'GET /api/products/:id/reviews',
      'GET /api/products/:id/history',
    ] as const)
      expect(
        (await chat.call(key, { headers: other.owner.headers, params: { id: mine?.id ?? '' } })).status,
      ).toBe(404)
    expect(await list({ q: mine?.id ?? '' }, other.owner)).toEqual([])
  })
})

describe('reviews of buyers', () => {
  const reviews = [
    '评价ID,宝贝标题,订单编号,买家昵称,评分,评价类型,评价内容,追评,评价时间,掌柜回复,评价图片',
    'r1,Linen Cushion,901,i***k,5,好评,很软,,2026-03-15 10:00:00,谢谢,https://img.example.com/1.jpg',
    'r2,Linen Cushion,,l**y,2,差评,掉色,洗了一次更淡,2026-03-16 10:00:00,,',
    'r3,No Such Thing,,x**x,,中评,,,2026-03-17,,',
    'r4,Linen Cushion,,y**y,seven,,x,,2026-03-17,,',
    'r5,Linen Cushion,,y**y,4,,x,,yesterday,,',
    'r6,,,y**y,4,,x,,2026-03-17,,',
    'r1,Linen Cushion,901,i***k,1,差评,其实不软,,2026-03-15 10:00:00,,',
    '',
  ].join('\n')

  test('are taken in once, with their product and order, and every line that cannot be is told', async () => {
    await takeOrders([order('#1', cushion)])
    await takeIn()
    const first = await takeReviews(reviews)
    expect(first).toMatchObject({
      read: 7,
      reviews: 3,
      created: 3,
      updated: 0,
      unchanged: 0,
      refusedCount: 4,
      ofProducts: 2,
      ofOrders: 1,
    })
    expect(first.refused.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [5, '评分', 'bad_quantity'],
      [6, '评价时间', 'bad_time'],
      [7, '宝贝标题', 'missing_value'],
      [8, null, 'conflict'],
    ])
    expect(await takeReviews(reviews)).toMatchObject({ created: 0, updated: 0, unchanged: 3 })
    const product = await read('LC')
    expect(product.reviews).toEqual({
      count: 2,
      average: 3.5,
      stars: [0, 1, 0, 0, 1],
      verdicts: { good: 1, neutral: 0, bad: 1 },
    })
    const page = (
      await chat.call('GET /api/products/:id/reviews', {
        headers: shop.agents[0]?.headers ?? {},
        params: { id: product.id },
        query: { limit: 1 },
      })
    ).body
    expect(page.rows).toMatchObject([
      { text: '掉色', more: '洗了一次更淡', stars: 2, verdict: 'bad', orderId: null, customerId: null },
    ])
    const next = (
      await chat.call('GET /api/products/:id/reviews', {
        headers: shop.owner.headers,
        params: { id: product.id },
        query: { cursor: page.next ?? '' },
      })
    ).body
    // The order names its buyer; the masked nick names nobody.
    expect(next).toMatchObject({
      rows: [
        {
          text: '很软',
          reply: '谢谢',
          orderNumber: '901',
          orderId: expect.any(String) as string,
          customerId: expect.any(String) as string,
          pictures: ['https://img.example.com/1.jpg'],
        },
      ],
      next: null,
    })
  })

  test('of many wrong lines the first are named and all are counted', async () => {
    const wrong = Array.from({ length: 2500 }, (_one, index) => `Lamp,seven,bright ${index},2026-03-17`)
    const result = await takeReviews(`宝贝标题,评分,评价内容,评价时间\n${wrong.join('\n')}\n`, {
      isDryRun: true,
    })
    expect([result.read, result.refusedCount, result.refused.length]).toEqual([2500, 2500, 1000])
    expect([result.refused[0]?.line, result.refused.at(-1)?.line]).toEqual([2, 1001])
  })

  test('a key for products alone sees neither buyers nor orders', async () => {
    await takeOrders([order('#1', cushion)])
    await takeIn()
    await takeReviews(reviews)
    const product = await read('LC')
    const seen = async (scopes: ('products:read' | 'orders:read' | 'customers:read')[]) => {
      const { secret } = await chat.composed.staff.keys.make(shop.shopId, null, {
        name: 'site',
        scopes,
        expiresAt: null,
      })
      const { body } = await chat.call('GET /api/products/:id/reviews', {
        headers: { authorization: `Bearer ${secret}` },
        params: { id: product.id },
      })
      return body.rows
    }
    const all = await seen(['products:read', 'orders:read', 'customers:read'])
    expect(all.some(({ buyerName }) => buyerName !== '' && buyerName !== null)).toBe(true)
    expect(all.some(({ orderNumber }) => orderNumber !== null)).toBe(true)
    const hidden = { buyerName: null, customerId: null, orderId: null, orderNumber: null }
    expect(await seen(['products:read'])).toEqual(all.map((row) => ({ ...row, ...hidden })))
    expect((await seen(['products:read', 'orders:read'])).map(({ orderNumber }) => orderNumber)).toEqual(
      all.map(({ orderNumber }) => orderNumber),
    )
  })

  test('a review that was changed is changed; one that came before its order or product finds them later', async () => {
    expect(await takeReviews(reviews)).toMatchObject({ created: 3, ofProducts: 0, ofOrders: 0 })
    expect(await takeReviews(reviews.replace('很软', '非常软'))).toMatchObject({
      created: 0,
      updated: 1,
      unchanged: 2,
    })
    await takeOrders([order('#1', cushion)])
    await takeIn()
    const product = await read('LC')
    expect(product.reviews.count).toBe(2)
    const { rows } = (
      await chat.call('GET /api/products/:id/reviews', {
        headers: shop.owner.headers,
        params: { id: product.id },
        query: { verdict: 'good' },
      })
    ).body
    expect(rows).toMatchObject([
      { text: '非常软', orderNumber: '901', orderId: expect.any(String) as string },
    ])
  })

  test('strict and dry runs leave nothing; several stores want one named', async () => {
    expect(await takeReviews(reviews, { isStrict: true })).toMatchObject({
      error: 'strict_refused',
      created: 0,
      refusedCount: 4,
    })
    expect(await takeReviews(reviews, { isDryRun: true })).toMatchObject({ created: 3, dryRun: true })
    expect(await takeReviews('a,b\n1,2\n')).toMatchObject({ error: 'header_not_recognised' })
    const { count } = await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('products.reviews')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    )
    expect(count).toBe(0)
    await takeReviews(reviews)
    await expect(takeReviews(reviews, { storeName: undefined })).rejects.toMatchObject({
      code: 'request.invalid',
      details: { stores: expect.arrayContaining(['Web']) as string[] },
    })
  })
})
