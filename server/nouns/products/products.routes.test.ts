import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Product } from '#contract/products/products.ts'
import { openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { buildMember, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { newId } from '#platform/ids/ids.ts'

let chat: ChatDesk
let shop: TestShop
let agent: TestPerson
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())
beforeEach(async () => {
  shop = await chat.shop()
  agent = shop.agents[0] as TestPerson
})

const create = async (body: object = {}, headers: Record<string, string> = shop.lead.headers) =>
  chat.call('POST /api/products', { headers, body: { name: 'Lamp', ...body } })
const made = async (body: object = {}): Promise<Product> => (await create(body)).body
const read = async (id: string, person: TestPerson = shop.lead): Promise<Product> =>
  (await chat.call('GET /api/products/:id', { headers: person.headers, params: { id } })).body
const history = async (id: string) =>
  (await chat.call('GET /api/products/:id/history', { headers: agent.headers, params: { id } })).body.rows
const list = async (query: object, person: TestPerson = agent) =>
  (await chat.call('GET /api/products', { headers: person.headers, query })).body
const yuan = (minor: number) => ({ minor, currency: 'CNY' })

describe('a product by hand', () => {
  test('is made whole, found by name, code and barcode, and tells what it lacks', async () => {
    const product = await made({
      name: '  柴烧公道杯 ',
      category: '茶具 > 公道杯',
      code: 'GDB-1',
      barcode: '036000291452',
      price: yuan(12900),
    })
    expect(product).toMatchObject({
      name: '柴烧公道杯',
      status: 'draft',
      category: '茶具/公道杯',
      origin: 'hand',
      version: 1,
      gaps: ['facts', 'packaging'],
      skus: [
        { code: 'GDB-1', variant: '', weightGrams: null, barcodes: [{ kind: 'upca', isCheckRight: true }] },
      ],
      prices: [{ kind: 'list', amount: yuan(12900), validTo: null, by: 'Lead Chen' }],
    })
    await made({ name: 'Other' })
    for (const [q, matched] of [
      ['公道', null],
      ['gdb', { kind: 'code', shown: 'GDB-1' }],
      // As a scanner set to EAN gives a UPC.
      ['0036000291452', { kind: 'barcode', shown: '036000291452' }],
    ] as const)
      expect((await list({ q })).rows.map((row) => [row.name, row.matched])).toEqual([
        ['柴烧公道杯', matched],
      ])
    expect((await list({ category: '茶具' })).rows).toHaveLength(1)
    expect((await list({})).rows).toHaveLength(2)
    expect(await history(product.id)).toMatchObject([
      { name: 'product.created', by: 'Lead Chen', facts: { how: 'hand' } },
    ])
  })

  test('pages go through all of it once, whatever is sold how often', async () => {
    for (let at = 0; at < 5; at++) await made({ name: `P${at}` })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...page.rows.map(({ name }) => name))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen.sort()).toEqual(['P0', 'P1', 'P2', 'P3', 'P4'])
    expect(
      await chat.call('GET /api/products', { headers: agent.headers, query: { cursor: 'x' } as never }),
    ).toMatchObject({ status: 400 })
  })

  test('a code is one in the shop, however it is typed; another shop has its own', async () => {
    await made({ code: 'L-1' })
    expect(await create({ code: ' ｌ-1' })).toMatchObject({ status: 409, code: 'name.taken' })
    const other = await chat.shop()
    expect((await create({ code: 'L-1' }, other.lead.headers)).status).toBe(200)
  })

  test('agents read and do not write; the same key makes one product', async () => {
    expect((await create({}, agent.headers)).status).toBe(403)
    const headers = { ...shop.lead.headers, 'idempotency-key': newId() }
    const [first, second] = [await create({}, headers), await create({}, headers)]
    expect(second.body.id).toBe(first.body.id)
    expect((await list({})).rows).toHaveLength(1)
  })

  test('a change in between is refused with the version there is; no change makes no event', async () => {
    const { id } = await made()
    const change = (body: object) =>
      chat.call('PATCH /api/products/:id', {
        headers: shop.lead.headers,
        params: { id },
        body: body as never,
      })
    expect((await change({ name: 'Lamp', version: 1 })).body.version).toBe(1)
    expect((await change({ name: 'Reading lamp', status: 'on_sale', version: 1 })).body).toMatchObject({
      version: 2,
      name: 'Reading lamp',
    })
    expect(await change({ name: 'Third', version: 1 })).toMatchObject({ status: 409, code: 'state.version' })
    expect(await change({ name: '   ', version: 2 })).toMatchObject({ status: 400 })
    expect((await history(id)).map(({ name, facts }) => [name, facts['fields']])).toEqual([
      ['product.changed', ['name', 'status']],
      ['product.created', undefined],
    ])
  })
})

describe('its parts', () => {
  test('SKUs take options, weight and several barcodes; a wrong check digit is a hint', async () => {
    const product = await made()
    const added = await chat.call('POST /api/products/:id/skus', {
      headers: shop.lead.headers,
      params: { id: product.id },
      body: {
        code: 'L2',
        options: [{ name: '颜色', value: '米白' }],
        weightGrams: null,
        barcodes: ['6901234567893', '6901234567892'],
      },
    })
    const sku = added.body.skus[1]
    expect(sku).toMatchObject({ variant: '米白', weightGrams: null })
    expect(sku?.barcodes.map(({ isCheckRight }) => isCheckRight).sort()).toEqual([false, true])
    const change = (body: object) =>
      chat.call('PATCH /api/products/:id/skus/:skuId', {
        headers: shop.lead.headers,
        params: { id: product.id, skuId: sku?.id ?? '' },
        body: { version: added.body.version, ...body } as never,
      })
    expect(await change({ barcodes: ['碗'] })).toMatchObject({ status: 400, code: 'request.invalid' })
    const changed = await change({ barcodes: ['6901234567892'], weightGrams: 450, isArchived: true })
    expect(changed.body.skus.find(({ id }) => id === sku?.id)).toMatchObject({
      weightGrams: 450,
      isArchived: true,
      barcodes: [{ code: '6901234567892' }],
    })
    const elsewhere = await made({ name: 'Other' })
    expect(
      await chat.call('PATCH /api/products/:id/skus/:skuId', {
        headers: shop.lead.headers,
        params: { id: elsewhere.id, skuId: sku?.id ?? '' },
        body: { version: 1 },
      }),
    ).toMatchObject({ status: 404 })
  })

  test('a new price ends the one before and never overwrites it; one planned stands in the way of another', async () => {
    const { id } = await made({ price: yuan(12900) })
    const add = (body: object) =>
      chat.call('POST /api/products/:id/prices', {
        headers: shop.lead.headers,
        params: { id },
        body: { kind: 'list', amount: yuan(9900), ...body } as never,
      })
    await chat.desk.clock.advance(60_000)
    const at = chat.desk.clock.now().toISOString()
    expect(
      (await add({ note: '双十一' })).body.prices.map(({ amount, validTo }) => [amount.minor, validTo]),
    ).toEqual([
      [9900, null],
      [12900, at],
    ])
    expect((await add({})).body.prices).toHaveLength(2)
    const later = new Date(chat.desk.clock.now().getTime() + 86_400_000).toISOString()
    const planned = (await add({ amount: yuan(8800), validFrom: later })).body.prices
    expect(planned.map(({ amount, validTo }) => [amount.minor, validTo])).toEqual([
      [8800, null],
      [9900, later],
      [12900, at],
    ])
    expect(await add({ amount: yuan(1) })).toMatchObject({ status: 409, code: 'state.conflict' })
    expect((await list({})).rows[0]?.price).toEqual({ from: yuan(9900), to: yuan(9900) })
    await chat.call('DELETE /api/products/:id/prices/:priceId', {
      headers: shop.lead.headers,
      params: { id, priceId: planned[0]?.id ?? '' },
    })
    expect((await read(id)).prices).toHaveLength(3)
    expect(await add({ amount: { minor: 1, currency: 'XXQ' } })).toMatchObject({ status: 400 })
    await expect(
      chat.desk.db.inShop(shop.shopId, (tx) =>
        tx.updateTable('products.prices').set({ amount: 1 }).execute(),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('what the shop pays is seen by those who lead and by finance, in no answer and no event by others', async () => {
    const { id } = await made()
    await chat.call('POST /api/products/:id/prices', {
      headers: shop.lead.headers,
      params: { id },
      body: { kind: 'cost', amount: yuan(4321) },
    })
    const finance = await buildMember(chat.desk, shop, { displayName: 'Finance Wu', roles: ['finance'] })
    expect((await read(id, finance)).prices).toMatchObject([{ kind: 'cost', amount: yuan(4321) }])
    expect((await read(id, agent)).prices).toEqual([])
    expect(JSON.stringify([await history(id), await list({})])).not.toContain('4321')
    const { rows } = await chat.desk.db.inShop(shop.shopId, async (tx) => ({
      rows: await tx.selectFrom('platform.events').select('facts').where('subject', '=', id).execute(),
    }))
    expect(JSON.stringify(rows)).not.toContain('4321')
  })

  test('facts carry their source and are ended, not overwritten', async () => {
    const { id } = await made()
    const add = (value: string) =>
      chat.call('POST /api/products/:id/facts', {
        headers: shop.lead.headers,
        params: { id },
        body: { key: '材质', value, language: 'zh', source: '吊牌' },
      })
    await add('棉')
    const [fact] = (await add('长绒棉')).body.facts
    expect((await read(id, agent)).facts).toMatchObject([
      { key: '材质', value: '长绒棉', source: '吊牌', by: 'Lead Chen' },
    ])
    const ended = { headers: shop.lead.headers, params: { id, factId: fact?.id ?? '' } }
    expect((await chat.call('DELETE /api/products/:id/facts/:factId', ended)).body.facts).toEqual([])
    expect((await chat.call('DELETE /api/products/:id/facts/:factId', ended)).status).toBe(404)
    const kept = await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('products.facts').select('value').where('product_id', '=', id).execute(),
    )
    expect(kept).toHaveLength(2)
  })

  test('packaging, and what fills the gaps', async () => {
    const product = await made({ barcode: '6901234567892', price: yuan(1) })
    const set = (version: number) =>
      chat.call('PUT /api/products/:id/packaging', {
        headers: shop.lead.headers,
        params: { id: product.id },
        body: {
          text: '套防潮袋',
          checks: ['盖子拧紧'],
          materials: ['3 号箱'],
          flags: ['fragile', 'liquid'],
          version,
        },
      })
    expect((await set(product.version)).body).toMatchObject({
      packaging: { checks: ['盖子拧紧'], flags: ['fragile', 'liquid'] },
      gaps: ['facts'],
    })
    expect(await set(product.version)).toMatchObject({ status: 409, code: 'state.version' })
  })

  test('parts and companions are seen from both sides', async () => {
    const [pot, lid] = [await made({ name: 'Pot' }), await made({ name: 'Lid' })]
    const relate = (body: object) =>
      chat.call('POST /api/products/:id/relations', {
        headers: shop.lead.headers,
        params: { id: pot.id },
        body: body as never,
      })
    await relate({ productId: lid.id, kind: 'spare' })
    expect((await relate({ productId: lid.id, kind: 'spare', quantity: 2 })).body.relations).toMatchObject([
      { name: 'Lid', kind: 'spare', quantity: 2 },
    ])
    expect((await read(lid.id)).relatedFrom).toMatchObject([{ name: 'Pot', kind: 'spare' }])
    expect(await relate({ productId: pot.id, kind: 'part' })).toMatchObject({ status: 400 })
    const other = await chat.shop()
    const theirs = (await create({}, other.lead.headers)).body
    expect(await relate({ productId: theirs.id, kind: 'part' })).toMatchObject({ status: 404 })
    const gone = await chat.call('DELETE /api/products/:id/relations/:kind/:otherId', {
      headers: shop.lead.headers,
      params: { id: pot.id, kind: 'spare', otherId: lid.id },
    })
    expect(gone.body.relations).toEqual([])
  })

  test('another shop’s product cannot be read or changed', async () => {
    const { id } = await made()
    const { headers } = (await chat.shop()).lead
    expect((await chat.call('GET /api/products/:id', { headers, params: { id } })).status).toBe(404)
    expect(
      (
        await chat.call('PATCH /api/products/:id', {
          headers,
          params: { id },
          body: { name: 'x', version: 1 },
        })
      ).status,
    ).toBe(404)
    expect(
      (await chat.call('POST /api/products/:id/skus', { headers, params: { id }, body: {} })).status,
    ).toBe(404)
    expect((await read(id)).version).toBe(1)
  })
})
