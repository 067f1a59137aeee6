import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createImports } from '#nouns/orders/index.ts'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyFurtherRow, shopifyRow, taobaoFile, type TaobaoRow } from '#test/builders/store-exports.ts'
import type { ImportResult } from './imports.ts'
import { Stopped } from './take-in.ts'

let desk: OrderDeskForTests
beforeAll(async () => { desk = await createOrderDeskForTests() })
afterAll(async () => {
  await desk.close()
  if (desk.failures.length > 0) throw new AggregateError(desk.failures, 'imports failed for no reason of their files')
})

const tally = ({ created, updated, unchanged, refusedCount }: ImportResult) => ({ created, updated, unchanged, refusedCount })
const number = (index: number) => `="${3515313147329000000n + BigInt(index)}"`
const taobaoRows = (count: number, changes: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({ 订单编号: number(index), 买家会员名: `"tb_${index % 7}"`, ...changes(index) }) as TaobaoRow)

/** How many rows of each kind the shop has. */
const holdings = (shopId: string) => desk.db.inShop(shopId, async (tx) => {
  const count = async (table: 'orders.orders' | 'orders.lines' | 'orders.parcels' | 'customers.customers' | 'customers.identities') =>
    (await tx.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('rows')).executeTakeFirstOrThrow()).rows
  return {
    orders: await count('orders.orders'), lines: await count('orders.lines'), parcels: await count('orders.parcels'),
    customers: await count('customers.customers'), identities: await count('customers.identities'),
  }
})
const orderEvents = (shopId: string) => desk.db.inShop(shopId, (tx) => tx.selectFrom('platform.events')
  .select(['name', 'subject', 'version', 'audience', 'timeline', 'facts', 'occurred_at', 'recorded_at']).where('name', '=', 'order.imported').orderBy('seq').execute())

describe('what comes in', () => {
  test('a report is taken in, and a second run changes nothing and says so', async () => {
    const shop = await buildShop(desk)
    const file = taobaoFile(taobaoRows(20))
    const first = await desk.take(shop.shopId, file)
    expect(first).toMatchObject({ state: 'finished', format: 'taobao', storeName: '淘宝', read: 20, orders: 20, lines: 20, customers: 7, doneBytes: file.length, sample: [], error: null })
    expect(tally(first)).toEqual({ created: 20, updated: 0, unchanged: 0, refusedCount: 0 })
    expect(await holdings(shop.shopId)).toEqual({ orders: 20, lines: 20, parcels: 0, customers: 7, identities: 7 })
    const events = await orderEvents(shop.shopId)
    const second = await desk.take(shop.shopId, file)
    expect(tally(second)).toEqual({ created: 0, updated: 0, unchanged: 20, refusedCount: 0 })
    expect(await holdings(shop.shopId)).toEqual({ orders: 20, lines: 20, parcels: 0, customers: 7, identities: 7 })
    expect(await orderEvents(shop.shopId)).toHaveLength(events.length)
    const facts = await desk.directory.facts(shop.shopId)
    const store = await desk.db.inShop(shop.shopId, (tx) => tx.selectFrom('staff.stores').select(['order_count', 'last_import_at']).where('id', '=', first.storeId).executeTakeFirstOrThrow())
    expect(facts.stores.get(first.storeId ?? '')?.platform).toBe('taobao')
    expect(store).toEqual({ order_count: 20, last_import_at: desk.clock.now() })
  })

  test('what is said anew changes the order; its lines and parcels are replaced', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, taobaoFile(taobaoRows(3)))
    const later = taobaoRows(3, (index) => (index === 1 ? { 订单状态: '"卖家已发货，等待买家确认"', 物流单号: '"No:77316000000001"', 物流公司: '"申通快递"', 宝贝标题: '"示例铸铁锅"' } : {}))
    const result = await desk.take(shop.shopId, taobaoFile(later))
    expect(tally(result)).toEqual({ created: 0, updated: 1, unchanged: 2, refusedCount: 0 })
    const { rows } = await desk.orders.list(shop.lead.caller, { q: '铸铁' })
    expect(rows).toMatchObject([{ status: 'shipped', title: '示例铸铁锅', trackingNumbers: ['77316000000001'], petals: ['done', 'done', 'under_way', 'ahead', 'ahead'] }])
    expect(await holdings(shop.shopId)).toMatchObject({ orders: 3, lines: 3, parcels: 1, customers: 3 })
    expect((await desk.customers.find(shop.lead.caller, { q: 'tb_1' })).rows).toMatchObject([{ orderCount: 1 }])
  })

  test('history is on the timeline at its own time, and nobody is told, nothing opens, nothing is sent', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, taobaoFile(taobaoRows(1)))
    const [event] = await orderEvents(shop.shopId)
    expect(event).toMatchObject({
      version: 1, audience: [], occurred_at: new Date('2026-03-07T16:42:32Z'), recorded_at: desk.clock.now(),
      facts: { order: '3515313147329000000', store: '淘宝', status: 'paid', total: 21112, currency: 'CNY', how: 'created' },
    })
    const begun = await desk.db.asSystem(async (tx) => [
      ...await tx.selectFrom('promises.words').select('id').where('shop_id', '=', shop.shopId).execute(),
      ...await tx.selectFrom('platform.outbox').select('id').where('shop_id', '=', shop.shopId).execute(),
    ])
    expect(begun).toEqual([])
  })

  test('refused lines are named with line, field and reason, and the rest goes in', async () => {
    const shop = await buildShop(desk)
    const result = await desk.take(shop.shopId, taobaoFile(taobaoRows(4, (index) => (index === 1 ? { 总金额: '"abc"' } : index === 2 ? { 订单创建时间: '""' } : {}))))
    expect(tally(result)).toEqual({ created: 2, updated: 0, unchanged: 0, refusedCount: 2 })
    expect(result.refused).toEqual([
      { line: 3, field: '总金额', reason: 'bad_money', detail: 'abc' }, { line: 4, field: '订单创建时间', reason: 'missing_value', detail: '' },
    ])
    expect(result).toMatchObject({ state: 'finished', read: 4, orders: 2 })
  })

  test('strict: one refused line, and nothing is taken in', async () => {
    const shop = await buildShop(desk)
    const rows = taobaoRows(4, (index) => (index === 3 ? { 总金额: '"abc"' } : {}))
    const result = await desk.take(shop.shopId, taobaoFile(rows), { isStrict: true })
    expect(result).toMatchObject({ state: 'failed', error: 'strict_refused', refusedCount: 1, refused: [{ line: 5, reason: 'bad_money' }] })
    expect(await holdings(shop.shopId)).toMatchObject({ orders: 0, customers: 0 })
    const clean = await desk.take(shop.shopId, taobaoFile(rows.slice(0, 3)), { isStrict: true })
    expect(tally(clean)).toEqual({ created: 3, updated: 0, unchanged: 0, refusedCount: 0 })
  })

  test('a dry run counts and writes no order, no customer, no store', async () => {
    const shop = await buildShop(desk)
    const file = taobaoFile(taobaoRows(12))
    const dry = await desk.take(shop.shopId, file, { isDryRun: true })
    expect(dry).toMatchObject({ state: 'finished', dryRun: true, created: 12, customers: 7, storeName: null })
    expect(dry.sample).toHaveLength(10)
    expect(dry.sample[0]).toEqual({
      name: '3515313147329000000', buyer: 'tb_0', placedAt: '2026-03-07T16:42:32.000Z', status: 'paid', total: { minor: 21112, currency: 'CNY' }, title: '示例雪平锅', quantity: 1,
    })
    expect(await holdings(shop.shopId)).toEqual({ orders: 0, lines: 0, parcels: 0, customers: 0, identities: 0 })
    expect((await desk.directory.facts(shop.shopId)).stores.size).toBe(1)
    await desk.take(shop.shopId, taobaoFile(taobaoRows(5)))
    expect(tally(await desk.take(shop.shopId, file, { isDryRun: true }))).toEqual({ created: 7, updated: 0, unchanged: 5, refusedCount: 0 })
  })

  test.each<[string, Uint8Array, string]>([
    ['no file of ours', Buffer.from('a,b\n1,2\n'), 'header_not_recognised'], ['nothing', Buffer.alloc(0), 'empty_file'], ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'image_file'],
  ])('%s is told apart', async (_, bytes, error) => {
    const shop = await buildShop(desk)
    expect(await desk.take(shop.shopId, bytes)).toMatchObject({ state: 'failed', error, orders: 0 })
  })
})

describe('two files of one store', () => {
  const withId = shopifyFile([shopifyRow({ Id: '8001', 'Shipping City': 'Leeds' }), shopifyFurtherRow(), shopifyRow({ Id: '8002', Name: '#SL1002', Email: 'tom@example.com', 'Billing Name': 'Tom Reed' })])
  const cutDown = shopifyFile([shopifyRow(), shopifyFurtherRow(), shopifyRow({ Name: '#SL1002', Email: 'tom@example.com', 'Billing Name': 'Tom Reed' })])

  test('a cut-down export neither doubles nor empties what the full one brought', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, withId, { storeName: 'Lamps' })
    expect(tally(await desk.take(shop.shopId, cutDown, { storeName: 'Lamps' }))).toEqual({ created: 0, updated: 0, unchanged: 2, refusedCount: 0 })
    expect(tally(await desk.take(shop.shopId, withId, { storeName: 'Lamps' }))).toEqual({ created: 0, updated: 0, unchanged: 2, refusedCount: 0 })
  })

  test('the full export after the cut-down one brings the ids', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, cutDown, { storeName: 'Lamps' })
    expect(tally(await desk.take(shop.shopId, withId, { storeName: 'Lamps' }))).toEqual({ created: 0, updated: 2, unchanged: 0, refusedCount: 0 })
    const { rows } = await desk.orders.list(shop.lead.caller, { q: '#SL1001' })
    expect(rows).toMatchObject([{ externalId: '8001', lineCount: 2 }])
  })

  test('a name that several orders bear is refused where the file has no ids', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '8001' }), shopifyRow({ Id: '8002' })]), { storeName: 'Lamps' })
    const result = await desk.take(shop.shopId, shopifyFile([shopifyRow()]), { storeName: 'Lamps' })
    expect(tally(result)).toEqual({ created: 0, updated: 0, unchanged: 0, refusedCount: 1 })
    expect(result.refused).toEqual([{ line: 2, field: null, reason: 'conflict', detail: '2' }])
  })

  test('orders find their way back into the store that knows them', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, withId, { storeName: 'Lamps' })
    await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '9001' })]), { storeName: 'Chairs' })
    expect(await desk.take(shop.shopId, withId)).toMatchObject({ storeName: 'Lamps', unchanged: 2 })
    await expect(desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '9009' })]))).rejects.toMatchObject({ code: 'request.invalid', details: { stores: ['Lamps', 'Chairs'] } })
  })
})

describe('who is who', () => {
  test('an account counts in its store alone, an e-mail in the whole shop', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, taobaoFile([{ 买家会员名: '"lily"' }]), { storeName: 'One' })
    await desk.take(shop.shopId, taobaoFile([{ 买家会员名: '"lily"' }]), { storeName: 'Two' })
    await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '1' })]), { storeName: 'Three' })
    await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '2', Email: ' IDA.Brook@Example.com' })]), { storeName: 'Four' })
    expect(await holdings(shop.shopId)).toMatchObject({ orders: 4, customers: 3 })
    expect((await desk.customers.find(shop.lead.caller, { q: 'ida.brook@example.com' })).rows).toMatchObject([{ name: 'Ida Brook', orderCount: 2, matched: { kind: 'email', shown: 'id***@example.com' } }])
  })

  test.each(['138****0000', '18877771111-123', '020-83001234', '12345'])('the phone %s identifies nobody', async (phone) => {
    const shop = await buildShop(desk)
    const row = (id: string) => shopifyRow({ Id: id, Name: `#${id}`, Email: '', Phone: phone })
    const result = await desk.take(shop.shopId, shopifyFile([row('1'), row('2')]))
    expect(result).toMatchObject({ created: 2, customers: 0 })
    expect(await holdings(shop.shopId)).toMatchObject({ orders: 2, customers: 0, identities: 0 })
    // The order keeps what the buyer is called.
    expect((await desk.orders.list(shop.lead.caller, { q: 'ida' })).rows).toMatchObject([{ customerId: null, buyerName: 'Ida Brook' }, { customerId: null }])
  })

  test('the recipient is nobody\'s identity', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, taobaoFile(taobaoRows(2, (index) => ({ 买家会员名: `"buyer_${index}"`, 联系手机: `"'13912345670"` }))))
    expect(await holdings(shop.shopId)).toMatchObject({ customers: 2, identities: 2 })
  })

  test('identities of two customers join nobody: the surest has the order, the doubt is counted and kept', async () => {
    const shop = await buildShop(desk)
    const order = (id: string, account: string, email: string) => shopifyRow({ Id: id, Name: `#${id}`, 'Customer ID': account, Email: email, 'Billing Name': `Buyer ${id}` })
    await desk.take(shop.shopId, shopifyFile([order('1', '501', 'one@example.com'), order('2', '502', 'two@example.com')]))
    const result = await desk.take(shop.shopId, shopifyFile([order('3', '501', 'two@example.com')]))
    expect(result).toMatchObject({ created: 1, conflicts: 1 })
    expect(await holdings(shop.shopId)).toMatchObject({ customers: 2, identities: 4 })
    const found = await Promise.all(['one@example.com', 'two@example.com'].map((q) => desk.customers.find(shop.lead.caller, { q })))
    const [one, two] = found.flatMap(({ rows }) => rows)
    expect([one?.orderCount, two?.orderCount]).toEqual([2, 1])
    const event = (await orderEvents(shop.shopId)).at(-1)
    expect(event).toMatchObject({ timeline: one?.id, facts: { alsoHeldBy: [two?.id] } })
  })

  test('what a later file tells of the buyer is learned without doubling anybody', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '1', Email: '', 'Billing Name': '' })]))
    expect(await holdings(shop.shopId)).toMatchObject({ customers: 0 })
    expect(tally(await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '1', 'Billing Name': '' })])))).toMatchObject({ updated: 1 })
    expect(tally(await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '1', Phone: '+86 139 1234 5670' })])))).toMatchObject({ updated: 1 })
    expect(await holdings(shop.shopId)).toMatchObject({ orders: 1, customers: 1, identities: 2 })
    expect((await desk.customers.find(shop.lead.caller, { q: '5670' })).rows).toMatchObject([{ name: 'Ida Brook', orderCount: 1, matched: { kind: 'phone', shown: '139****5670' } }])
  })
})

describe('what goes wrong around it', () => {
  test('two imports at once into one new store double nothing', async () => {
    const shop = await buildShop(desk)
    const file = taobaoFile(taobaoRows(1200))
    const results = await Promise.all([desk.take(shop.shopId, file), desk.take(shop.shopId, file)])
    expect(await holdings(shop.shopId)).toMatchObject({ orders: 1200, lines: 1200, customers: 7 })
    expect(results.map(({ created }) => created).reduce((sum, created) => sum + created)).toBe(1200)
    expect(results.map(({ created, unchanged }) => created + unchanged)).toEqual([1200, 1200])
    expect(new Set(results.map(({ storeId }) => storeId)).size).toBe(1)
    expect((await desk.customers.find(shop.lead.caller, { q: 'tb_0' })).rows).toMatchObject([{ orderCount: 172 }])
  })

  test('an import that was cut off is resumed and ends as if nothing had happened', async () => {
    const shop = await buildShop(desk)
    const file = taobaoFile(taobaoRows(1300, (index) => (index === 1250 ? { 总金额: '"abc"' } : {})))
    const cut: { stop(): Promise<void> }[] = []
    const stopping = createImports({
      ...desk.ports, stores: { ...desk.ports.stores, note: async (tx, storeId, orders) => { await desk.ports.stores.note(tx, storeId, orders); void cut[0]?.stop() } },
    })
    cut.push(stopping)
    const path = join(desk.folder, 'cut.csv')
    await writeFile(path, file)
    await expect(stopping.importFile({ shopId: shop.shopId, path, isDryRun: false, isStrict: false, by: null })).rejects.toBeInstanceOf(Stopped)
    const before = await holdings(shop.shopId)
    expect(before.orders).toBeGreaterThan(0)
    expect(before.orders).toBeLessThan(1299)
    const { rows: [begun] } = await desk.imports.list(shop.owner.caller, {})
    expect(begun).toMatchObject({ state: 'running' })
    await desk.imports.resumeInterrupted()
    await desk.imports.settle()
    const ended = await desk.imports.read(shop.owner.caller, begun?.id ?? '')
    expect(ended).toMatchObject({ state: 'finished', created: 1299, updated: 0, unchanged: 0, refusedCount: 1, read: 1300 })
    expect(await holdings(shop.shopId)).toMatchObject({ orders: 1299, lines: 1299, customers: 7 })
    expect(await orderEvents(shop.shopId)).toHaveLength(1299)
    const store = await desk.db.inShop(shop.shopId, (tx) => tx.selectFrom('staff.stores').select('order_count').where('platform', '=', 'taobao').executeTakeFirstOrThrow())
    expect(store.order_count).toBe(1299)
  })

  test('an import that another process works on is left to it; one whose file is gone ends', async () => {
    const shop = await buildShop(desk)
    const seen: string[] = []
    const file = taobaoFile(taobaoRows(600))
    const slow = createImports({
      ...desk.ports,
      stores: { ...desk.ports.stores, note: async (tx, storeId, orders) => {
        await desk.ports.stores.note(tx, storeId, orders)
        if (seen.length > 0) return
        seen.push('at work')
        await desk.imports.resumeInterrupted()
        await desk.imports.settle()
      } },
    })
    const path = join(desk.folder, 'busy.csv')
    await writeFile(path, file)
    const result = await slow.importFile({ shopId: shop.shopId, path, isDryRun: false, isStrict: false, by: null })
    expect(seen).toEqual(['at work'])
    expect(tally(result)).toEqual({ created: 600, updated: 0, unchanged: 0, refusedCount: 0 })
    await desk.db.inShop(shop.shopId, (tx) => tx.updateTable('orders.imports').set({ state: 'running' }).where('id', '=', result.id).execute())
    await rm(path)
    await desk.imports.resumeInterrupted()
    await desk.imports.settle()
    expect(await desk.imports.read(shop.owner.caller, result.id)).toMatchObject({ state: 'failed', error: 'interrupted' })
  })

  test('how far it is, is told at most twice a second, and the estimate with it', async () => {
    const shop = await buildShop(desk)
    const told: (number | null)[] = []
    const slow = createImports({
      ...desk.ports, stores: { ...desk.ports.stores, note: async (tx, storeId, orders) => { await desk.ports.stores.note(tx, storeId, orders); await desk.clock.advance(300) } },
    })
    const path = join(desk.folder, 'slow.csv')
    await writeFile(path, taobaoFile(taobaoRows(4000)))
    const result = await slow.importFile({ shopId: shop.shopId, path, isDryRun: false, isStrict: false, by: null, onProgress: ({ secondsLeft }) => told.push(secondsLeft) })
    const events = await desk.db.inShop(shop.shopId, (tx) => tx.selectFrom('platform.events').select(['name', 'recorded_at', 'version', 'audience'])
      .where('subject', '=', result.id).orderBy('version').execute())
    const progress = events.filter(({ name }) => name === 'import.progressed')
    expect(progress.map(({ recorded_at: at }, index) => at.getTime() - (progress[index - 1]?.recorded_at ?? new Date(0)).getTime()).filter((apart) => apart < 500)).toEqual([])
    expect(progress.length).toBeGreaterThan(2)
    expect(told).toHaveLength(progress.length)
    expect(told[0]).toBeNull()
    expect(events.at(-1)).toMatchObject({ name: 'import.finished', audience: ['desk'] })
  })

  test('another shop sees nothing of it', async () => {
    const [mine, other] = [await buildShop(desk), await buildShop(desk)]
    const result = await desk.take(mine.shopId, taobaoFile(taobaoRows(2)))
    const { rows: [order] } = await desk.orders.list(mine.lead.caller, {})
    expect(await holdings(other.shopId)).toEqual({ orders: 0, lines: 0, parcels: 0, customers: 0, identities: 0 })
    expect(await desk.orders.list(other.lead.caller, { q: 'tb_0' })).toEqual({ rows: [], next: null })
    expect(await desk.customers.search(other.lead.caller, { q: 'tb_0' })).toEqual({ customers: [], orders: [] })
    await expect(desk.orders.read(other.lead.caller, order?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    await expect(desk.imports.read(other.owner.caller, result.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await desk.imports.list(other.owner.caller, {})).rows).toEqual([])
    // The same file in another shop is another shop's.
    expect(tally(await desk.take(other.shopId, taobaoFile(taobaoRows(2))))).toMatchObject({ created: 2 })
  })
})
