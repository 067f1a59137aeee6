import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { onServer } from '#test/database/scratch.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyRow } from '#test/builders/store-exports.ts'
import { signIdentity } from '#nouns/conversations/signed-identity.ts'
import { orderTalks, selectWindow, stepOf } from './evidence.store.ts'

let chat: ChatDesk
let folder: string
let shop: TestShop
let agent: TestPerson
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fh-evidence-'))
  chat = await openChatDesk()
})
afterAll(async () => {
  await chat.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  shop = await chat.shop({ agents: 1 })
  agent = shop.agents[0] as TestPerson
})

const mailOf = (n: number) => `buyer-${n}@example.com`
const talk = async (n: number, said: string) => {
  const identity = signIdentity(
    { login: `login-${n}`, email: mailOf(n), name: `Buyer ${n}` },
    shop.widgetSecret,
    chat.desk.clock.now(),
  )
  const buyer = await buildBuyer(chat, shop, { identity })
  await buyer.write('耳机怎么卖')
  await chat.settle()
  const id =
    (await chat.call('GET /api/conversations', { headers: agent.headers, query: { limit: 1 } })).body.rows[0]
      ?.id ?? ''
  await chat.desk.clock.advance(1000)
  await answer(chat, agent, id, said)
  return id
}
let files = 0
/** One order of each of these buyers, placed one second after the other, the last one now. */
const order = async (buyers: readonly number[]) => {
  const now = chat.desk.clock.now().getTime()
  const rows = buyers.map((n, i) => {
    const at = `${new Date(now - (buyers.length - 1 - i) * 1000).toISOString().slice(0, 19).replace('T', ' ')} +0000`
    return shopifyRow({ Name: `#${n}-${++files}`, Email: mailOf(n), 'Created at': at, 'Paid at': at })
  })
  const path = join(folder, `orders-${++files}.csv`)
  await writeFile(path, shopifyFile(rows))
  await chat.composed.imports.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: false,
    isStrict: false,
    by: null,
  })
  await chat.settle()
}
const attachNew = () => chat.composed.purchase.evidence.attachNew(shop.shopId)
const inShop = <T>(read: ReturnType<typeof sql<T>>) =>
  chat.desk.db.inShop(shop.shopId, async (tx) => (await read.execute(tx)).rows)
const withEvidence = () =>
  inShop(
    sql<{ buyer: string }>`select distinct c.buyer_name as buyer from purchase.disclosures d
      join conversations.conversations c on c.id = d.conversation_id where d.message_id is not null order by 1`,
  )
const looked = async () =>
  (await inShop(sql<{ n: number }>`select count(*)::int as n from purchase.looked_orders`))[0]?.n

test('[ORD-10] hundreds of orders, most of them without a talk: every one is looked at once, what was said is found, and the pass ends', async () => {
  const ids = [await talk(1, '走顺丰'), await talk(2, '走顺丰'), await talk(3, '走顺丰')]
  expect(new Set(ids).size).toBe(3)
  // More than one step, and the talkers are the oldest: those without a talk stand before them.
  await chat.desk.clock.advance(3_600_000)
  const count = 2 * stepOf + 50
  await order(Array.from({ length: count }, (_, i) => i + 1))
  await attachNew()
  expect(await withEvidence()).toEqual([{ buyer: 'Buyer 1' }, { buyer: 'Buyer 2' }, { buyer: 'Buyer 3' }])
  expect(await looked()).toBe(count)
  expect(await attachNew()).toBe(0)
  // Only what is new is looked at.
  await order([4])
  expect(await attachNew()).toBe(0)
  expect(await looked()).toBe(count + 1)
})

test('a hundred talks in which nobody wrote do not come up for ever', async () => {
  const id = await talk(1, '走顺丰')
  await chat.desk.clock.advance(3_600_000)
  await order(Array.from({ length: 120 }, () => 1))
  await chat.desk.clock.advance(86_400_000 + 1000)
  await onServer(
    chat.desk.url,
    `update conversations.conversations set state = 'visiting' where id = '${id}';
     delete from purchase.order_talks where shop_id = '${shop.shopId}'`,
  )
  expect(await attachNew()).toBe(120)
  expect(await attachNew()).toBe(0)
})

test('[ORD-10] a talk that cannot be read holds up nothing but its own order, which is tried again', async () => {
  const broken = await talk(1, '走顺丰')
  await talk(2, '走顺丰')
  await chat.desk.clock.advance(60_000)
  const constraint = (change: string) => onServer(chat.desk.url, `alter table purchase.disclosures ${change}`)
  await constraint(`add constraint planted check (conversation_id <> '${broken}') not valid`)
  try {
    await order([1, 2])
    await expect(attachNew()).rejects.toMatchObject({ constraint: 'planted' })
    expect(await withEvidence()).toEqual([{ buyer: 'Buyer 2' }])
  } finally {
    await constraint('drop constraint planted')
  }
  expect(await attachNew()).toBe(1)
  expect(await withEvidence()).toEqual([{ buyer: 'Buyer 1' }, { buyer: 'Buyer 2' }])
})

test('indexes answer under row-level security, as the application’s role', async () => {
  await order([1, 2, 3])
  // Among three talks every way costs the same; among thousands the right one shows.
  await onServer(
    chat.desk.url,
    `with made as (
       insert into conversations.conversations (id, shop_id, store_id, channel, visitor_id, customer_id, buyer_name, last_at, listed_at, opened_at)
         select gen_random_uuid(), '${shop.shopId}', '${shop.storeId}', 'web', gen_random_uuid(), gen_random_uuid(), 'Buyer', now(), now(), now() from generate_series(1, 3000)
         returning id, shop_id, customer_id)
     insert into conversations.inquiries (id, shop_id, conversation_id, customer_id, owner_id, owned_since, owned_by_way_of, opened_at)
       select gen_random_uuid(), shop_id, id, customer_id, '${shop.owner.memberId}', now(), 'assigned', now() from made`,
    'analyze conversations.conversations, conversations.inquiries',
  )
  const plan = await chat.desk.db.inShop(shop.shopId, async (tx) => {
    // A table of three rows is read whole, whatever could be done; what cannot be answered by an index still says so.
    await sql`set local enable_seqscan = off`.execute(tx)
    const orders = await selectWindow(tx, {
      shopId: shop.shopId,
      from: new Date(0),
      lookedBefore: new Date(0),
      after: null,
    })
    const query = orderTalks({ shopId: shop.shopId, orderIds: orders.map(({ id }) => id), isAgain: false })
    const rows = (await sql<{ 'QUERY PLAN': string }>`explain (costs off) ${query}`.execute(tx)).rows
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toMatch(/Index .*conversations_customer.*\n\s+Index Cond: .*customer_id = ANY/)
  expect(plan).toMatch(/Index .*inquiries_conversation.*\n\s+Index Cond: .*opened_at <=/)
  expect(plan).not.toContain('Seq Scan')
})
