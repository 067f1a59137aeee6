import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { taobaoFile } from '#test/builders/store-exports.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.close())

const nicks = ['ann', 'bea', 'cat', 'dot', 'eve'] as const
let orders = 0
/** One more order by that nick, on its own day. */
const order = async (shop: TestShop, nick: string) => {
  orders += 1
  const at = new Date(Date.UTC(2025, 0, 1) + orders * 86_400_000)
  const time = at.toISOString().slice(0, 19).replace('T', ' ')
  await desk.take(
    shop.shopId,
    taobaoFile([
      {
        订单编号: `="${3515313147329200000n + BigInt(orders)}"`,
        买家会员名: `"${nick}"`,
        订单创建时间: `"${time}"`,
        总金额: '"10.00"',
      },
    ]),
    { storeName: 'T' },
  )
}

const rowsOf = (shop: TestShop) =>
  desk.db.inShop(
    shop.shopId,
    async (tx) =>
      (
        await sql<{
          id: string
          name: string
          merged_into: string | null
          order_count: number
          first_order_at: Date | null
          last_order_at: Date | null
          active_at: Date
        }>`select id, name, merged_into, order_count, first_order_at, last_order_at, active_at from customers.customers order by name`.execute(
          tx,
        )
      ).rows,
  )
/** What orders say by themselves, by the id they are stored under. */
const ordersOf = (shop: TestShop) =>
  desk.db.inShop(
    shop.shopId,
    async (tx) =>
      (
        await sql<{ customer_id: string; n: number; first: Date; last: Date }>`
      select customer_id, count(*)::int as n, min(placed_at) as first, max(placed_at) as last from orders.orders group by 1`.execute(
          tx,
        )
      ).rows,
  )
const standingMerges = (shop: TestShop) =>
  desk.db.inShop(
    shop.shopId,
    async (tx) =>
      (
        await sql<{
          id: string
          kept_id: string
          gone_id: string
        }>`select id, kept_id, gone_id from customers.merges where undone_at is null order by id`.execute(tx)
      ).rows,
  )

const fiveBuyers = async () => {
  const shop = await buildShop(desk)
  for (const nick of nicks) await order(shop, nick)
  const ids = new Map((await rowsOf(shop)).map((row) => [row.name, row.id]))
  return { shop, idOf: (nick: string) => ids.get(nick) ?? '' }
}

/** Everything the rows promise, whatever was merged before. */
const expectSound = async (shop: TestShop) => {
  const rows = await rowsOf(shop)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const own = new Map((await ordersOf(shop)).map((row) => [row.customer_id, row]))
  for (const row of rows) {
    // Flat: whoever is pointed to points nowhere.
    if (row.merged_into !== null) {
      expect(byId.get(row.merged_into)?.merged_into).toBeNull()
      continue
    }
    const of = rows.filter((other) => other.id === row.id || other.merged_into === row.id)
    const counted = of.flatMap(({ id }) => own.get(id) ?? [])
    expect([row.name, row.order_count]).toEqual([row.name, counted.reduce((sum, { n }) => sum + n, 0)])
    const time = (pick: (...all: number[]) => number, key: 'first' | 'last') =>
      pick(...counted.map((one) => one[key].getTime()))
    expect(row.first_order_at?.getTime()).toBe(time(Math.min, 'first'))
    expect(row.last_order_at?.getTime()).toBe(time(Math.max, 'last'))
    expect(row.active_at.getTime()).toBe(time(Math.max, 'last'))
  }
}

type Step =
  | { do: 'merge'; one: number; other: number }
  | { do: 'undo'; which: number }
  | { do: 'order'; by: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('merge' as const), one: fc.nat(4), other: fc.nat(4) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('order' as const), by: fc.nat(4) }) },
)

describe('[CRM-02] merging and taking it back', () => {
  test('whatever is merged, undone and bought in whatever order, both sides come back exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
        const { shop, idOf } = await fiveBuyers()
        const before = new Map((await rowsOf(shop)).map((row) => [row.name, row]))
        const as = shop.lead.caller
        const bought = new Map<string, number>()
        for (const one of steps) {
          if (one.do === 'order') {
            const nick = nicks[one.by] ?? 'ann'
            bought.set(nick, (bought.get(nick) ?? 0) + 1)
            await order(shop, nick)
          } else if (one.do === 'undo') {
            const standing = await standingMerges(shop)
            const merge = standing[one.which % Math.max(1, standing.length)]
            if (merge) await desk.customers.unmerge(as, merge.gone_id, merge.id, {})
          } else {
            const [kept, gone] = [idOf(nicks[one.one] ?? ''), idOf(nicks[one.other] ?? '')]
            await desk.customers.merge(as, kept, { otherId: gone }).catch((error: unknown) => {
              expect(error).toMatchObject({ code: 'state.conflict' })
            })
          }
          await expectSound(shop)
        }
        for (const merge of (await standingMerges(shop)).toReversed())
          await desk.customers.unmerge(as, merge.gone_id, merge.id, {})
        await expectSound(shop)
        for (const row of await rowsOf(shop)) {
          expect(row.merged_into).toBeNull()
          expect(row.order_count).toBe((before.get(row.name)?.order_count ?? 0) + (bought.get(row.name) ?? 0))
          expect(row.first_order_at).toEqual(before.get(row.name)?.first_order_at)
          if (!bought.has(row.name)) expect(row.active_at).toEqual(before.get(row.name)?.active_at)
        }
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  test('a step in the middle of a chain can be undone alone', async () => {
    const { shop, idOf } = await fiveBuyers()
    const as = shop.lead.caller
    await desk.customers.merge(as, idOf('bea'), { otherId: idOf('cat') })
    await desk.customers.merge(as, idOf('ann'), { otherId: idOf('bea') })
    const page = await desk.customers.read(as, idOf('cat'))
    expect([page.id, page.orderCount, page.merged.map(({ name }) => name).toSorted()]).toEqual([
      idOf('ann'),
      3,
      ['bea', 'cat'],
    ])
    const ofCat = page.merged.find(({ name }) => name === 'cat')
    const cat = await desk.customers.unmerge(as, idOf('cat'), ofCat?.mergeId ?? '', {})
    expect(cat.id).toBe(idOf('ann'))
    expect(await desk.customers.read(as, idOf('cat'))).toMatchObject({ orderCount: 1, merged: [] })
    expect((await desk.customers.read(as, idOf('bea'))).id).toBe(idOf('ann'))
    await expectSound(shop)
    await expect(desk.customers.unmerge(as, idOf('ann'), ofCat?.mergeId ?? '', {})).rejects.toMatchObject({
      code: 'state.conflict',
    })
  })

  test('merges of all with all at once, and imports meanwhile: no circle, nothing lost, nothing counted twice', async () => {
    const { shop, idOf } = await fiveBuyers()
    const as = shop.lead.caller
    const pairs = nicks.flatMap((one) =>
      nicks.flatMap((other) => (one === other ? [] : [[one, other] as const])),
    )
    const tries = await Promise.allSettled([
      ...pairs.map(([one, other]) => desk.customers.merge(as, idOf(one), { otherId: idOf(other) })),
      order(shop, 'cat'),
      order(shop, 'dot'),
    ])
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'state.conflict' })
    expect((await standingMerges(shop)).length).toBe(4)
    await expectSound(shop)
    expect((await rowsOf(shop)).filter(({ merged_into: into }) => into === null)).toMatchObject([
      { order_count: 7 },
    ])
  })

  test('it stands on both timelines, with who and why, and in the audit log', async () => {
    const { shop, idOf } = await fiveBuyers()
    const as = shop.lead.caller
    const page = await desk.customers.merge(as, idOf('ann'), {
      otherId: idOf('bea'),
      why: 'said so on the phone',
    })
    const ofAnn = await desk.customers.timeline(as, idOf('ann'), {})
    expect(ofAnn.rows.filter(({ name }) => name === 'customer.merged')).toMatchObject([
      { actor: 'Lead Chen', facts: { name: 'bea', role: 'kept', why: 'said so on the phone' } },
    ])
    await desk.customers.unmerge(as, idOf('ann'), page.merged[0]?.mergeId ?? '', { why: 'her sister' })
    const ofBea = await desk.customers.timeline(as, idOf('bea'), {})
    expect(ofBea.rows.map(({ name, facts }) => [name, facts['role'], facts['why']]).slice(0, 2)).toEqual([
      ['customer.unmerged', 'gone', 'her sister'],
      ['customer.merged', 'gone', 'said so on the phone'],
    ])
    const audit = await desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('staff.audit')
        .select(['action', 'subject', 'actor'])
        .where('action', 'like', 'customer.%merged')
        .orderBy('id')
        .execute(),
    )
    expect(audit).toEqual([
      { action: 'customer.merged', subject: idOf('ann'), actor: as.actorId },
      { action: 'customer.unmerged', subject: idOf('ann'), actor: as.actorId },
    ])
  })

  test('nobody is merged with themselves, with nobody, or with another shop’s customer', async () => {
    const [mine, theirs] = [await fiveBuyers(), await fiveBuyers()]
    const as = mine.shop.lead.caller
    const ann = mine.idOf('ann')
    await expect(desk.customers.merge(as, ann, { otherId: ann })).rejects.toMatchObject({
      code: 'state.conflict',
    })
    await expect(desk.customers.merge(as, ann, { otherId: theirs.idOf('ann') })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(desk.customers.merge(as, theirs.idOf('ann'), { otherId: ann })).rejects.toMatchObject({
      code: 'not_found',
    })
    const merged = await desk.customers.merge(theirs.shop.lead.caller, theirs.idOf('ann'), {
      otherId: theirs.idOf('bea'),
    })
    await expect(desk.customers.unmerge(as, ann, merged.merged[0]?.mergeId ?? '', {})).rejects.toMatchObject({
      code: 'not_found',
    })
    await expectSound(theirs.shop)
  })

  test('what is changed or cleared while they are one overrides, and an un-merge gives each their own back', async () => {
    const { shop, idOf } = await fiveBuyers()
    const as = shop.lead.caller
    for (const [key, value] of [
      ['pets', 'two cats'],
      ['size', 'M'],
    ] as const)
      await desk.customers.note(as, idOf('bea'), { key, value })
    await desk.customers.change(as, idOf('bea'), { note: 'rings first', addressStyle: 'hello', version: 3 })
    const page = await desk.customers.merge(as, idOf('ann'), { otherId: idOf('bea') })
    await desk.customers.note(as, idOf('ann'), { key: 'pets', value: null })
    const noted = await desk.customers.note(as, idOf('ann'), { key: 'size', value: 'L' })
    const one = await desk.customers.change(as, idOf('ann'), {
      note: null,
      addressStyle: null,
      version: noted.version,
    })
    expect(one).toMatchObject({ note: null, addressStyle: null, traits: [{ key: 'size', value: 'L' }] })
    const ann = await desk.customers.unmerge(as, idOf('ann'), page.merged[0]?.mergeId ?? '', {})
    expect(ann).toMatchObject({ note: null, addressStyle: null, traits: [{ key: 'size', value: 'L' }] })
    const bea = await desk.customers.read(as, idOf('bea'))
    expect(bea).toMatchObject({ note: 'rings first', addressStyle: 'hello' })
    expect(bea.traits.map(({ key, value }) => `${key} ${value}`).toSorted()).toEqual([
      'pets two cats',
      'size M',
    ])
  })

  test('a note or a trait of whoever is gone is still to be seen, and goes back with them', async () => {
    const { shop, idOf } = await fiveBuyers()
    const as = shop.lead.caller
    await desk.customers.note(as, idOf('bea'), { key: 'pets', value: 'two cats' })
    await desk.customers.change(as, idOf('bea'), { note: 'rings first', addressStyle: 'hello', version: 2 })
    const page = await desk.customers.merge(as, idOf('ann'), { otherId: idOf('bea') })
    expect(page).toMatchObject({
      note: 'rings first',
      addressStyle: 'hello',
      traits: [{ key: 'pets', value: 'two cats', source: 'agent', by: 'Lead Chen' }],
    })
    const after = await desk.customers.unmerge(as, idOf('ann'), page.merged[0]?.mergeId ?? '', {})
    expect(after).toMatchObject({ note: null, addressStyle: null, traits: [] })
    expect(await desk.customers.read(as, idOf('bea'))).toMatchObject({
      note: 'rings first',
      traits: [{ key: 'pets' }],
    })
  })
})
