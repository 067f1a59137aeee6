import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createOrderDeskForTests,
  holdings,
  orderEvents,
  taobaoRows,
  tally,
  type OrderDeskForTests,
} from '#test/builders/order-desk.ts'
import { buildShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyRow, taobaoFile } from '#test/builders/store-exports.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.closeSound())

describe('who is who', () => {
  test('an account counts in its store alone, an e-mail in the whole shop', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, taobaoFile([{ 买家会员名: '"lily"' }]), { storeName: 'One' })
    await desk.take(shop.shopId, taobaoFile([{ 买家会员名: '"lily"' }]), { storeName: 'Two' })
    await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '1' })]), { storeName: 'Three' })
    await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '2', Email: ' IDA.Brook@Example.com' })]), {
      storeName: 'Four',
    })
    expect(await holdings(desk, shop.shopId)).toMatchObject({ orders: 4, customers: 3 })
    expect((await desk.customers.find(shop.lead.caller, { q: 'ida.brook@example.com' })).rows).toMatchObject([
      { name: 'Ida Brook', orderCount: 2, matched: { kind: 'email', shown: 'id***@example.com' } },
    ])
  })

  test.each(['138****0000', '18877771111-123', '020-83001234', '12345'])(
    'the phone %s identifies nobody',
    async (phone) => {
      const shop = await buildShop(desk)
      const row = (id: string) => shopifyRow({ Id: id, Name: `#${id}`, Email: '', Phone: phone })
      const result = await desk.take(shop.shopId, shopifyFile([row('1'), row('2')]))
      expect(result).toMatchObject({ created: 2, customers: 0 })
      expect(await holdings(desk, shop.shopId)).toMatchObject({ orders: 2, customers: 0, identities: 0 })
      // The order keeps what the buyer is called.
      expect((await desk.orders.list(shop.lead.caller, { q: 'ida' })).rows).toMatchObject([
        { customerId: null, buyerName: 'Ida Brook' },
        { customerId: null },
      ])
    },
  )

  test("the recipient is nobody's identity", async () => {
    const shop = await buildShop(desk)
    await desk.take(
      shop.shopId,
      taobaoFile(taobaoRows(2, (index) => ({ 买家会员名: `"buyer_${index}"`, 联系手机: `"'13912345670"` }))),
    )
    expect(await holdings(desk, shop.shopId)).toMatchObject({ customers: 2, identities: 2 })
  })

  test('identities of two customers join nobody: the surest has the order, the doubt is counted and kept', async () => {
    const shop = await buildShop(desk)
    const order = (id: string, account: string, email: string) =>
      shopifyRow({
        Id: id,
        Name: `#${id}`,
        'Customer ID': account,
        Email: email,
        'Billing Name': `Buyer ${id}`,
      })
    await desk.take(
      shop.shopId,
      shopifyFile([order('1', '501', 'one@example.com'), order('2', '502', 'two@example.com')]),
    )
    const result = await desk.take(shop.shopId, shopifyFile([order('3', '501', 'two@example.com')]))
    expect(result).toMatchObject({ created: 1, conflicts: 1 })
    expect(await holdings(desk, shop.shopId)).toMatchObject({ customers: 2, identities: 4 })
    const found = await Promise.all(
      ['one@example.com', 'two@example.com'].map((q) => desk.customers.find(shop.lead.caller, { q })),
    )
    const [one, two] = found.flatMap(({ rows }) => rows)
    expect([one?.orderCount, two?.orderCount]).toEqual([2, 1])
    const event = (await orderEvents(desk, shop.shopId)).at(-1)
    expect(event).toMatchObject({ timeline: one?.id, facts: { alsoHeldBy: [two?.id] } })
  })

  test('what a later file tells of the buyer is learned without doubling anybody', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '1', Email: '', 'Billing Name': '' })]))
    expect(await holdings(desk, shop.shopId)).toMatchObject({ customers: 0 })
    expect(
      tally(await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '1', 'Billing Name': '' })]))),
    ).toMatchObject({ updated: 1 })
    expect(
      tally(await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '1', Phone: '+86 139 1234 5670' })]))),
    ).toMatchObject({ updated: 1 })
    expect(await holdings(desk, shop.shopId)).toMatchObject({ orders: 1, customers: 1, identities: 2 })
    expect((await desk.customers.find(shop.lead.caller, { q: '5670' })).rows).toMatchObject([
      { name: 'Ida Brook', orderCount: 1, matched: { kind: 'phone', shown: '139****5670' } },
    ])
  })
})
