import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { taobaoFile } from '#test/builders/store-exports.ts'
import { readEarlierNames } from './read-names.ts'

let desk: OrderDeskForTests
let shop: TestShop
let other: TestShop
beforeAll(async () => {
  desk = await createOrderDeskForTests()
  shop = await buildShop(desk)
  other = await buildShop(desk)
})
afterAll(() => desk.close())

const names = ['王小明', '王小茗', '吴晓敏', '曾小贤', '长乐未央', 'Lily王', '王大明']
const found = async (of: TestShop, q: string) =>
  (await desk.customers.find(of.lead.caller, { q })).rows.map(({ name }) => name)

test('[CRM-02] names from before are read in chunks, once; each shop finds its own', async () => {
  for (const of of [shop, other])
    await desk.take(
      of.shopId,
      taobaoFile(
        (of === shop ? names : ['王晓鸣']).map((name, i) => ({
          订单编号: `="${3515313147329400000n + BigInt(i)}"`,
          买家会员名: `"${name}"`,
        })),
      ),
    )
  expect((await found(shop, 'wangxm')).toSorted()).toEqual(['王小明', '王小茗'].toSorted())
  expect(await found(other, 'wangxm')).toEqual(['王晓鸣'])
  // As they were written before there was anything to read them by.
  const admin = await import('pg').then(({ default: pg }) => new pg.Client({ connectionString: desk.url }))
  await admin.connect()
  await admin.query('truncate customers.readings')
  expect(await found(shop, 'xiaoming')).toEqual([])
  expect(await readEarlierNames(desk)).toBe(names.length + 1)
  expect(await readEarlierNames(desk)).toBe(0)
  await admin.end()
  expect((await found(shop, 'wangxm')).toSorted()).toEqual(['王小明', '王小茗'].toSorted())
})

test.each<[string, string[]]>([
  ['wangxiaoming', ['王小明', '王小茗']],
  ['WangXiaoming', ['王小明', '王小茗']],
  ['wang xiao ming', ['王小明', '王小茗']],
  ['wxm', ['王小明', '王小茗', '吴晓敏']],
  ['wxiaoming', ['王小明', '王小茗']],
  ['xiaoming', ['王小明', '王小茗']],
  ['zengxx', ['曾小贤']],
  ['cengxiaoxian', ['曾小贤']],
  ['changle', ['长乐未央']],
  ['zhangyue', ['长乐未央']],
  ['lilyw', ['Lily王']],
  ['wdm', ['王大明']],
  ['qqq', []],
  ["wxm'; drop table x; --", []],
  ['.*', []],
])('%s finds %j', async (q, who) => expect((await found(shop, q)).toSorted()).toEqual(who.toSorted()))

test('exactly so comes before what begins so, and that before what holds it', async () => {
  await desk.take(
    shop.shopId,
    taobaoFile(
      ['小明', '小明明', '张小明'].map((name, i) => ({
        订单编号: `="${3515313147329500000n + BigInt(i)}"`,
        买家会员名: `"${name}"`,
      })),
    ),
  )
  expect((await found(shop, '小明')).slice(0, 2)).toEqual(['小明', '小明明'])
  expect((await found(shop, 'xiaoming')).slice(0, 2)).toEqual(['小明', '小明明'])
})

test('readings of one shop are not another’s', async () => {
  const seen = await desk.db.inShop(other.shopId, (tx) =>
    sql`select shown from customers.readings where plain >= 'wang' and plain < 'wanh'`.execute(tx),
  )
  expect(seen.rows).toEqual([{ shown: '王晓鸣' }])
})
