import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyRow, taobaoFile, type TaobaoRow } from '#test/builders/store-exports.ts'
import { untilHeld } from '#test/database/hold.ts'
import { newId } from '#platform/ids/ids.ts'
import { lockPeople } from '../people.store.ts'
import { findLinks } from './find-links.ts'

let desk: OrderDeskForTests
let shop: TestShop
let orders = 0
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.close())

const fresh = async () => {
  shop = await buildShop(desk)
}
const taobao = (store: string, ...rows: TaobaoRow[]) =>
  desk.take(
    shop.shopId,
    taobaoFile(
      rows.map((row) => ({
        订单编号: `="${3515313147329300000n + BigInt((orders += 1))}"`,
        收货人姓名: '"王小明"',
        联系手机: `"'13912345670"`,
        ...row,
      })),
    ),
    { storeName: store },
  )
/** Orders of the shop's own site, whose buyers leave a number. */
const site = (customer: string, phone: string, email = '') =>
  desk.take(
    shop.shopId,
    shopifyFile([
      shopifyRow({
        Id: String((orders += 1)),
        Name: `#S${orders}`,
        Email: email,
        Phone: phone,
        'Customer ID': customer,
        'Billing Name': customer,
        'Shipping Name': '',
        'Shipping Phone': '',
      }),
    ]),
    { storeName: 'Site' },
  )
const find = () => findLinks(desk, () => false, 0)
const links = async (show: 'open' | 'weak' | 'decided' = 'open') =>
  (await desk.customers.links(shop.lead.caller, { show })).rows
const said = async (show?: 'open' | 'weak' | 'decided') =>
  (await links(show)).map((link) => [
    link.people
      .map(({ name }) => name)
      .toSorted()
      .join('+'),
    link.weight,
    link.evidence
      .map(({ kind }) => kind)
      .toSorted()
      .join('+'),
  ])

describe('[CRM-02] proposals', () => {
  test('a number to which one’s parcels go and by which the other buys', async () => {
    await fresh()
    await taobao('T', { 买家会员名: '"山茶花"' }, { 买家会员名: '"山茶花"' })
    await site('5011', '+8613912345670')
    await find()
    expect(await said()).toEqual([['5011+山茶花', 3, 'recipient_is_buyer']])
    expect((await links())[0]?.evidence).toEqual([
      { kind: 'recipient_is_buyer', facts: { shown: '139****5670', name: '王小明', orders: 2, of: 2 } },
    ])
    // Nothing new: nothing is read again, nothing changes.
    const before = await links()
    expect(await find()).toBe(0)
    expect(await links()).toEqual(before)
    // Nobody is merged by it.
    expect((await desk.customers.find(shop.lead.caller, {})).rows).toHaveLength(2)
  })

  test('whichever of the two comes first', async () => {
    await fresh()
    await site('5011', '+8613912345670')
    await find()
    expect(await said()).toEqual([])
    await taobao('T', { 买家会员名: '"山茶花"' }, { 买家会员名: '"山茶花"' })
    await find()
    expect(await said()).toEqual([['5011+山茶花', 3, 'recipient_is_buyer']])
  })

  test.each([
    ['masked', '138****0000'],
    ['encrypted', '$$4gZXlzcGhvbmVudW1iZXI$$'],
    ['encrypted otherwise', '##bGlseTEzOTEyMzQ1Njcw##'],
    ['lent by a platform', '18877771111-123'],
    ['a landline', '0571-88157788'],
    ['typed to get past a form', '13800138000'],
  ])('%s numbers never propose', async (_, phone) => {
    await fresh()
    for (const nick of ['ann', 'bea']) await taobao('T', { 买家会员名: `"${nick}"`, 联系手机: `"'${phone}"` })
    await site('5011', phone)
    await find()
    expect([await said(), await said('weak')]).toEqual([[], []])
  })

  test('a short number that ends like a stranger’s is another number', async () => {
    shop = await buildShop(desk, { currency: 'HKD' })
    // A Hong Kong number, and one of the mainland with the same last eight digits.
    await taobao('T', ...['1', '2'].map(() => ({ 买家会员名: '"山茶花"', 联系手机: `"'13991234567"` })))
    await site('5011', '+85291234567')
    await find()
    expect([await said(), await said('weak')]).toEqual([[], []])
    await desk.take(
      shop.shopId,
      shopifyFile(
        ['81', '82'].map((id) =>
          shopifyRow({
            Id: id,
            Name: `#H${id}`,
            Email: 'chan@mail.example',
            Phone: '',
            'Customer ID': '',
            'Billing Name': 'Chan',
            'Shipping Name': 'Chan',
            'Shipping Phone': '9123 4567',
          }),
        ),
      ),
      { storeName: 'HK' },
    )
    await find()
    expect(await said()).toEqual([['5011+Chan', 3, 'recipient_is_buyer']])
  })

  test('a number of many people says nothing of any', async () => {
    await fresh()
    for (const nick of ['ann', 'bea', 'cat', 'dot', 'eve']) await taobao('T', { 买家会员名: `"${nick}"` })
    await site('5011', '+8613912345670')
    await find()
    expect([await said(), await said('weak')]).toEqual([[], []])
  })

  test('same name, number and door; a nick in two stores is a weak hint, a like number of an account none', async () => {
    await fresh()
    await taobao('T', { 买家会员名: '"山茶花"' })
    await taobao(
      'U',
      { 买家会员名: '"tb_77"' },
      { 买家会员名: '"茶花女"', 收货人姓名: '"李红"', 联系手机: `"'13700002222"` },
    )
    await taobao('T', { 买家会员名: '"茶花女"', 收货人姓名: '"张三"', 联系手机: `"'13700003333"` })
    await desk.take(
      shop.shopId,
      shopifyFile([shopifyRow({ Id: '91', 'Customer ID': '5011', Email: 'a@mail.example', Phone: '' })]),
      { storeName: 'S1' },
    )
    await desk.take(
      shop.shopId,
      shopifyFile([shopifyRow({ Id: '92', 'Customer ID': '5011', Email: 'b@mail.example', Phone: '' })]),
      { storeName: 'S2' },
    )
    await find()
    expect(await said()).toEqual([['tb_77+山茶花', 2, 'same_recipient']])
    expect(await said('weak')).toEqual([['茶花女+茶花女', 1, 'same_nick']])
  })

  test('one order that names the account of one and the e-mail of another', async () => {
    await fresh()
    await site('1', '', 'lily@mail.example')
    await site('2', '', '')
    await site('2', '', 'lily@mail.example')
    expect(await said()).toEqual([['1+2', 3, 'same_order']])
  })

  test('a no holds for what was known; only something new asks again', async () => {
    await fresh()
    await taobao('T', { 买家会员名: '"山茶花"' })
    await site('5011', '+8613912345670')
    await find()
    const [link] = await links()
    expect(await desk.customers.dismiss(shop.lead.caller, link?.id ?? '')).toMatchObject({
      state: 'dismissed',
      decidedBy: 'Lead Chen',
    })
    await taobao('T', { 买家会员名: '"山茶花"' })
    await find()
    expect([await said(), (await links('decided')).length]).toEqual([[], 1])
    await expect(desk.customers.dismiss(shop.lead.caller, link?.id ?? '')).rejects.toMatchObject({
      code: 'state.conflict',
    })
    // The account of one and the number of the other in one order: news.
    await site('2', '', 'tea@mail.example')
    await taobao('T', { 买家会员名: '"茶"', 联系手机: `"'13688889999"` })
    await site('2', '+8613688889999')
    await find()
    expect((await said()).map(([who]) => who)).toEqual(['2+茶'])
  })

  test('a yes merges, answers every proposal between the two, and an un-merge is a no', async () => {
    await fresh()
    await taobao('T', { 买家会员名: '"山茶花"' })
    await site('5011', '+8613912345670')
    await find()
    const [link] = await links()
    const kept = link?.people[0]?.id ?? ''
    await expect(
      desk.customers.accept(shop.lead.caller, link?.id ?? '', { keepId: newId() }),
    ).rejects.toMatchObject({ code: 'request.invalid' })
    expect(await desk.customers.accept(shop.lead.caller, link?.id ?? '', { keepId: kept })).toMatchObject({
      state: 'accepted',
    })
    const page = await desk.customers.read(shop.lead.caller, kept)
    expect(page).toMatchObject({ orderCount: 2, links: [], merged: [{ by: 'Lead Chen' }] })
    await taobao('T', { 买家会员名: '"山茶花"' })
    await find()
    expect(await said()).toEqual([])
    await desk.customers.unmerge(shop.lead.caller, kept, page.merged[0]?.mergeId ?? '', {})
    await taobao('T', { 买家会员名: '"山茶花"' })
    await find()
    expect([await said(), (await links('decided')).map(({ state }) => state)]).toEqual([[], ['dismissed']])
  })

  test('one answered by a later merge is asked again when a step before it is undone', async () => {
    await fresh()
    await taobao('T', { 买家会员名: '"山茶花"' })
    await taobao('U', { 买家会员名: '"tb_77"' })
    await taobao('V', { 买家会员名: '"小店"', 收货人姓名: '"李红"', 联系手机: `"'13700002222"` })
    await find()
    expect(await said()).toEqual([['tb_77+山茶花', 2, 'same_recipient']])
    const as = shop.lead.caller
    const idOf = async (q: string) => (await desk.customers.find(as, { q })).rows[0]?.id ?? ''
    const [one, other, between] = [await idOf('山茶花'), await idOf('tb_77'), await idOf('小店')]
    // First the one in between has the one, then the other has both: that answers the proposal.
    const first = await desk.customers.merge(as, between, { otherId: one })
    await desk.customers.merge(as, other, { otherId: between })
    expect((await links('decided')).map(({ state }) => state)).toEqual(['accepted'])
    await desk.customers.unmerge(as, one, first.merged[0]?.mergeId ?? '', {})
    expect((await desk.customers.read(as, one)).id).toBe(one)
    expect([await said(), await links('decided')]).toEqual([[['tb_77+山茶花', 2, 'same_recipient']], []])
    expect((await links())[0]).toMatchObject({ state: 'open', decidedAt: null, decidedBy: null })
  })

  test.each(['accept', 'dismiss'] as const)(
    '%s waits for an import of the shop, and neither for the other',
    async (how) => {
      await fresh()
      await taobao('T', { 买家会员名: '"山茶花"' })
      await site('5011', '+8613912345670')
      await find()
      const [link] = await links()
      const id = link?.id ?? ''
      let decided: Promise<unknown> = Promise.resolve()
      // What an import holds first; it comes to its proposals while the decision waits.
      await desk.db.inShop(shop.shopId, async (tx) => {
        await lockPeople(tx, shop.shopId)
        decided =
          how === 'accept'
            ? desk.customers.accept(shop.lead.caller, id, { keepId: link?.people[0]?.id ?? '' })
            : desk.customers.dismiss(shop.lead.caller, id)
        decided.catch(() => {})
        await untilHeld(desk.desk, 1)
        await sql`select id from customers.links where id = ${id} for update`.execute(tx)
      })
      expect(await decided).toMatchObject({ state: how === 'accept' ? 'accepted' : 'dismissed' })
    },
  )

  test('of another shop are neither seen nor decided, nor found across shops', async () => {
    await fresh()
    await taobao('T', { 买家会员名: '"山茶花"' })
    await site('5011', '+8613912345670')
    await find()
    const [mine] = await links()
    await fresh()
    await site('77', '+8613912345670')
    await find()
    expect([await said(), await said('weak')]).toEqual([[], []])
    await expect(desk.customers.dismiss(shop.lead.caller, mine?.id ?? '')).rejects.toMatchObject({
      code: 'not_found',
    })
    const seen = await desk.db.inShop(shop.shopId, (tx) =>
      sql`select id from customers.links union all select id from customers.merges union all select customer_id from customers.readings where shop_id <> ${shop.shopId}`.execute(
        tx,
      ),
    )
    expect(seen.rows).toEqual([])
  })
})
