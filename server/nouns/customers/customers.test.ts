import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyRow, taobaoFile } from '#test/builders/store-exports.ts'
import type { Scope } from '#contract/staff/roles.ts'
import { newId } from '#platform/ids/ids.ts'
import { gramsToFind } from '#platform/search/search-key.rules.ts'
import { identifyCustomer, panelCustomer, type SiteBuyer } from './index.ts'

let desk: OrderDeskForTests
let shop: TestShop
let other: TestShop
beforeAll(async () => {
  desk = await createOrderDeskForTests()
  shop = await buildShop(desk)
  other = await buildShop(desk)
  await desk.take(
    shop.shopId,
    taobaoFile([
      { 物流单号: '"No:77316000000001"', 物流公司: '"申通快递"', 订单状态: '"卖家已发货，等待买家确认"' },
      {
        订单编号: '="3515313147329000102"',
        总金额: '"88.00"',
        收货人姓名: '"李四"',
        联系手机: `"'13700001111"`,
      },
      {
        订单编号: '="3515313147329000103"',
        买家会员名: '"茶花女_2"',
        收货人姓名: '"王五"',
        联系手机: `"'13700002222"`,
      },
    ]),
  )
  await desk.take(
    shop.shopId,
    shopifyFile([shopifyRow({ Id: '1', Phone: '+8613612347890', 'Customer ID': '5011' })]),
  )
  await desk.take(other.shopId, taobaoFile([{ 订单编号: '="3515313147329000104"' }]))
})
afterAll(() => desk.close())

const find = async (q: string) =>
  (await desk.customers.find(shop.lead.caller, { q })).rows.map(
    ({ name, matched }) => `${name}: ${matched?.kind} ${matched?.shown}`,
  )
const idOf = async (q: string) => (await desk.customers.find(shop.lead.caller, { q })).rows[0]?.id ?? ''

describe('finding a customer', () => {
  test.each([
    ['山茶花_86', ['山茶花_86: name 山茶花_86']],
    ['茶花', ['茶花女_2: name 茶花女_2', '山茶花_86: name 山茶花_86']],
    ['花', ['茶花女_2: name 茶花女_2', '山茶花_86: name 山茶花_86']],
    ['brook', ['Ida Brook: name Ida Brook']],
    ['IDA', ['Ida Brook: name Ida Brook']],
    ['ida.b', ['Ida Brook: email id***@example.com']],
    ['13612347890', ['Ida Brook: phone 136****7890']],
    ['136 1234 7890', ['Ida Brook: phone 136****7890']],
    ['7890', ['Ida Brook: phone 136****7890']],
    ['5670', ['山茶花_86: recipient_phone 139****5670']],
    ['890', []],
    ['3515313147329000102', ['山茶花_86: order 3515313147329000102']],
    ['#SL1001', ['Ida Brook: order #SL1001']],
    ['77316000000001', ['山茶花_86: tracking 77316000000001']],
    ['李四', ['山茶花_86: recipient 李四']],
    ['2222', ['茶花女_2: recipient_phone 137****2222']],
    ['5011', ['Ida Brook: account 5011']],
    ["茶花'; drop table x; --", []],
    ['100%', []],
    ['_', ['茶花女_2: name 茶花女_2', '山茶花_86: name 山茶花_86']],
  ])('%j', async (q, found) => expect((await find(q)).toSorted()).toEqual(found.toSorted()))

  test('without a text the latest come first, page by page, each once', async () => {
    const names: string[] = []
    for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 9; pages++) {
      const page: Awaited<ReturnType<typeof desk.customers.find>> = await desk.customers.find(
        shop.lead.caller,
        { limit: 1, ...(cursor ? { cursor } : {}) },
      )
      names.push(...page.rows.map(({ name }) => name))
      cursor = page.next
    }
    expect(names[0]).toBe('Ida Brook')
    expect(names.toSorted()).toEqual(['Ida Brook', '山茶花_86', '茶花女_2'].toSorted())
  })

  test('what was spent is what was paid and kept', async () => {
    expect((await desk.customers.find(shop.lead.caller, { q: '山茶花_86' })).rows).toMatchObject([
      { orderCount: 2, spent: [{ minor: 21112 + 8800, currency: 'CNY' }] },
    ])
  })

  test('one box for customers and orders', async () => {
    const found = await desk.customers.search(shop.lead.caller, { q: '山茶花' })
    expect(found.customers.map(({ name }) => name)).toEqual(['山茶花_86'])
    expect(found.orders.map(({ name }) => name).toSorted()).toEqual([
      '3515313147329000101',
      '3515313147329000102',
    ])
    expect(await desk.customers.search(shop.lead.caller, { q: ' ' })).toEqual({
      customers: [],
      orders: [],
      products: [],
    })
  })

  test('the function that looks through names answers for the shop of its transaction alone', async () => {
    const namesOf = (as: string, asked: string) =>
      desk.db.inShop(
        as,
        async (tx) =>
          (
            await sql<{
              shown: string
            }>`select shown from customers.find_names(${asked}, '茶花', ${gramsToFind(asked, '茶花')}::int[], 10)`.execute(
              tx,
            )
          ).rows,
      )
    expect(await namesOf(shop.shopId, shop.shopId)).toHaveLength(2)
    expect(await namesOf(other.shopId, other.shopId)).toHaveLength(1)
    expect(await namesOf(other.shopId, shop.shopId)).toEqual([])
    await expect(
      desk.db.asSystem((tx) =>
        sql`select * from customers.find_names(${shop.shopId}, '茶花', '{}'::int[], 10)`.execute(tx),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })
})

describe('one customer', () => {
  test('[CRM-16] a look-up is in the audit log, with who looked', async () => {
    const id = await idOf('brook')
    const customer = await desk.customers.read(shop.lead.caller, id)
    expect(
      customer.identities.map(({ kind, shown, storeName, source }) => ({ kind, shown, storeName, source })),
    ).toEqual([
      { kind: 'platform_account', shown: '5011', storeName: 'Shopify', source: 'import' },
      { kind: 'email', shown: 'id***@example.com', storeName: null, source: 'import' },
      { kind: 'phone', shown: '136****7890', storeName: null, source: 'import' },
    ])
    expect(customer.recipients).toEqual([
      {
        name: 'Ida Brook',
        phone: null,
        address: 'United Kingdom',
        times: 1,
        lastAt: '2026-03-12T09:14:02.000Z',
      },
    ])
    const lines = await desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('staff.audit')
        .select(['action', 'subject', 'actor'])
        .where('action', '=', 'customer.read')
        .execute(),
    )
    expect(lines).toEqual([{ action: 'customer.read', subject: id, actor: shop.lead.memberId }])
  })

  test('[CRM-16] a search, a list and a timeline are in the audit log, one line an opening', async () => {
    const key = { ...shop.lead.caller, memberId: null, actorId: newId(), scopes: ['customers:read' as const] }
    const id = await idOf('brook')
    await desk.customers.find(key, { q: 'brook' })
    await desk.customers.search(key, { q: 'brook' })
    const list = await desk.customers.find(key, { limit: 1 })
    await desk.customers.find(key, { limit: 1, cursor: list.next ?? '' })
    const { next } = await desk.customers.timeline(key, await idOf('山茶花_86'), { limit: 1 })
    await desk.customers.timeline(key, await idOf('山茶花_86'), { limit: 1, cursor: next ?? '' })
    const lines = await desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('staff.audit')
        .select(['action', 'subject', 'details'])
        .where('actor', '=', key.actorId)
        .orderBy('id')
        .execute(),
    )
    expect(lines).toEqual([
      { action: 'customer.searched', subject: null, details: { found: 1, customers: [id] } },
      { action: 'customer.searched', subject: null, details: { found: 1, customers: [id] } },
      { action: 'customer.searched', subject: null, details: { found: 1, customers: [list.rows[0]?.id] } },
      { action: 'customer.timeline_read', subject: await idOf('山茶花_86'), details: {} },
    ])
  })

  test('a key sees who somebody is, and what they bought only with the scope of orders', async () => {
    const id = await idOf('brook')
    const key = (...scopes: Scope[]) => ({ ...shop.lead.caller, memberId: null, scopes })
    const [narrow, wide] = [key('customers:read'), key('customers:read', 'orders:read')]
    expect(await desk.customers.read(narrow, id)).toMatchObject({ name: 'Ida Brook', orders: [] })
    expect((await desk.customers.read(wide, id)).orders).toHaveLength(1)
    expect((await desk.customers.search(narrow, { q: '#SL1001' })).orders).toEqual([])
    expect((await desk.customers.search(wide, { q: '#SL1001' })).orders).toHaveLength(1)
    expect((await desk.customers.timeline(narrow, id, {})).rows).toMatchObject([
      { name: 'order.imported', facts: {} },
    ])
    expect((await desk.customers.timeline(narrow, id, {})).rows[0]?.facts).toEqual({})
    expect((await desk.customers.timeline(wide, id, {})).rows[0]?.facts).toMatchObject({ order: '#SL1001' })
  })

  test("another shop's customer looks like none", async () => {
    const id = await idOf('brook')
    for (const attempt of [
      () => desk.customers.read(other.lead.caller, id),
      () => desk.customers.timeline(other.lead.caller, id, {}),
      () => desk.customers.change(other.lead.caller, id, { note: 'x', version: 1 }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
    expect(await desk.db.inShop(other.shopId, (tx) => panelCustomer(tx, id))).toBeNull()
  })

  test('a change is made once for each version, and the new name is found', async () => {
    const id = await idOf('茶花女_2')
    const before = await desk.customers.read(shop.lead.caller, id)
    const after = await desk.customers.change(shop.agents[0]?.caller ?? shop.lead.caller, id, {
      name: ' 林老师 ',
      addressStyle: 'hello',
      note: '喜欢亚麻',
      version: before.version,
    })
    expect(after).toMatchObject({
      name: '林老师',
      addressStyle: 'hello',
      note: '喜欢亚麻',
      version: before.version + 1,
    })
    await expect(
      desk.customers.change(shop.lead.caller, id, { note: 'late', version: before.version }),
    ).rejects.toMatchObject({ code: 'state.version', details: { version: after.version } })
    expect(await find('老师')).toEqual(['林老师: name 林老师'])
    expect(await find('茶花女')).toEqual(['林老师: name 茶花女_2'])
    expect(
      await desk.customers.change(shop.lead.caller, id, { note: null, version: after.version }),
    ).toMatchObject({ note: null, name: '林老师' })
    const { rows } = await desk.customers.timeline(shop.lead.caller, id, {})
    expect(rows.map(({ name, isHistory }) => [name, isHistory])).toEqual([
      ['customer.changed', false],
      ['customer.changed', false],
      ['order.imported', true],
    ])
    expect(rows.map(({ actor }) => actor)).toEqual(['Lead Chen', 'Agent 1', null])
  })

  test('[JRN-19] the timeline holds everything in order, page by page', async () => {
    const id = await idOf('山茶花_86')
    const first = await desk.customers.timeline(shop.lead.caller, id, { limit: 1 })
    const second = await desk.customers.timeline(shop.lead.caller, id, { limit: 1, cursor: first.next ?? '' })
    expect([...first.rows, ...second.rows].map(({ facts }) => String(facts['order'])).toSorted()).toEqual([
      '3515313147329000101',
      '3515313147329000102',
    ])
    expect(second.next).toBeNull()
    expect(first.rows[0]).toMatchObject({
      isHistory: true,
      at: '2026-03-07T16:42:32.000Z',
      recordedAt: desk.clock.now().toISOString(),
    })
  })
})

describe("a buyer whom the shop's site vouches for", () => {
  const identify = (who: Partial<SiteBuyer>) =>
    desk.db.inShop(shop.shopId, (tx) =>
      identifyCustomer(tx, {
        shopId: shop.shopId,
        storeId: shop.storeId,
        login: 'u1',
        email: null,
        phone: null,
        name: null,
        now: desk.clock.now(),
        ...who,
      }),
    )
  const identitiesOf = async (id: string) =>
    (await desk.customers.read(shop.lead.caller, id)).identities.map(
      ({ kind, source }) => `${kind} ${source}`,
    )

  test('is found by e-mail among imported customers, and by the login from then on', async () => {
    const ida = await idOf('brook')
    expect(await identify({ login: 'ida', email: 'Ida.Brook@example.com' })).toBe(ida)
    expect(await identify({ login: 'ida' })).toBe(ida)
    expect(await identitiesOf(ida)).toContain('site_login signed_identity')
    const { rows } = await desk.customers.timeline(shop.lead.caller, ida, {})
    expect(rows.filter(({ name }) => name === 'customer.identity_added')).toHaveLength(1)
  })

  test('is found by a full phone number, a masked one finds nobody', async () => {
    const ida = await idOf('brook')
    expect(await identify({ login: 'ida-2', phone: '13612347890' })).toBe(ida)
    const stranger = await identify({ login: 'masked', phone: '136****7890' })
    expect(stranger).not.toBe(ida)
    expect(await identitiesOf(stranger)).toEqual(['site_login signed_identity'])
  })

  test('is made when nobody is known, once', async () => {
    const made = await identify({ login: 'new', email: 'new@example.com', name: 'Nora New' })
    expect(await identify({ login: 'new', email: 'new@example.com', name: 'Nora New' })).toBe(made)
    expect(await desk.db.inShop(shop.shopId, (tx) => panelCustomer(tx, made))).toMatchObject({
      name: 'Nora New',
      orderCount: 0,
      spent: [],
      identities: [
        { kind: 'site_login', proven: true, storeName: shop.name },
        { kind: 'email', shown: 'ne***@example.com', proven: true },
      ],
    })
    const { rows } = await desk.customers.timeline(shop.lead.caller, made, {})
    expect(rows.map(({ name }) => name)).toEqual(['customer.created'])
  })

  test('[CRM-16] is not called by the e-mail or phone that is their login, and no search shows it', async () => {
    const made = await identify({ login: 'tilly@mail.example' })
    await identify({ login: '+86 135-0000-7788' })
    expect(await desk.db.inShop(shop.shopId, (tx) => panelCustomer(tx, made))).toMatchObject({
      name: 'tilly',
      identities: [{ kind: 'site_login', shown: 'ti***@mail.example' }],
    })
    const found = (await Promise.all(['tilly@mail.example', '+86 135-0000-7788', 'tilly'].map(find))).flat()
    expect(found).toContain('tilly: account ti***@mail.example')
    expect(found.join()).not.toMatch(/tilly@|135-0000/)
  })

  test('is never merged with somebody else', async () => {
    const nora = await identify({ login: 'new' })
    expect(await identify({ login: 'new', email: 'ida.brook@example.com' })).toBe(nora)
    expect(await idOf('ida.brook@example.com')).not.toBe(nora)
  })

  test('a login belongs to its store', async () => {
    const facts = await desk.directory.facts(shop.shopId)
    const elsewhere = [...facts.stores.values()].find(({ id }) => id !== shop.storeId)
    expect(await identify({ login: 'new', storeId: elsewhere?.id ?? '' })).not.toBe(
      await identify({ login: 'new' }),
    )
  })

  test.each(['null', '138****0000', ' '])('the login %j names nobody', async (login) => {
    await expect(identify({ login })).rejects.toMatchObject({ code: 'identity.invalid' })
  })

  test('two visits at once make one customer', async () => {
    const ids = await Promise.all(
      Array.from({ length: 6 }, () => identify({ login: 'twice', email: 'twice@example.com' })),
    )
    expect(new Set(ids).size).toBe(1)
  })
})

test('whoever was merged into another counts as the one that stays, everywhere', async () => {
  const apart = await buildShop(desk)
  await desk.take(apart.shopId, taobaoFile([{ 买家会员名: '"lily"' }]), { storeName: 'T' })
  await desk.take(apart.shopId, shopifyFile([shopifyRow({ Id: '1' })]), { storeName: 'S' })
  const as = apart.lead.caller
  const idOfOne = async (q: string) => (await desk.customers.find(as, { q })).rows[0]?.id ?? ''
  const [lily, ida] = [await idOfOne('lily'), await idOfOne('ida')]
  await desk.db.inShop(apart.shopId, (tx) =>
    tx.updateTable('customers.customers').set({ merged_into: ida }).where('id', '=', lily).execute(),
  )
  expect((await desk.customers.find(as, {})).rows.map(({ id }) => id)).toEqual([ida])
  expect((await desk.customers.find(as, { q: 'lily' })).rows).toMatchObject([
    { id: ida, spent: [{ currency: 'CNY' }, { currency: 'GBP' }] },
  ])
  expect((await desk.customers.read(as, lily)).identities.map(({ kind }) => kind)).toEqual([
    'platform_account',
    'email',
  ])
  expect((await desk.orders.list(as, { customerId: lily })).rows).toHaveLength(2)
  expect((await desk.customers.timeline(as, ida, {})).rows).toHaveLength(2)
  // A further order of the merged one's account is the other's.
  await desk.take(apart.shopId, taobaoFile([{ 订单编号: '="3515313147329000199"', 买家会员名: '"lily"' }]), {
    storeName: 'T',
  })
  // It keeps the id of whose account it came by, and counts for the one that stays.
  const { rows: orders } = await desk.orders.list(as, { q: '3515313147329000199' })
  expect(orders).toMatchObject([{ customerId: lily }])
  expect((await desk.orders.list(as, { customerId: ida })).rows).toHaveLength(3)
  expect(await desk.customers.read(as, ida)).toMatchObject({ orderCount: 2 })
})
