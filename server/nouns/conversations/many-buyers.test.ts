import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids/ids.ts'
import { buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import type { TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
let shop: TestShop
let other: TestShop
beforeAll(async () => {
  chat = await openChatDesk()
  shop = await chat.shop()
  other = await chat.shop()
})
afterAll(() => chat.close())

test('many buyers of two shops writing at once, each message sent twice: every one is stored once and numbered without a gap', async () => {
  const watched = chat.listen(shop.shopId, ['desk'], 'desk')
  const buyers = await Promise.all(
    Array.from({ length: 12 }, (_, i) => buildBuyer(chat, i % 3 === 0 ? other : shop)),
  )
  const replies = await Promise.all(
    buyers.flatMap((buyer) =>
      Array.from({ length: 4 }, async (_, i) => {
        const clientId = newId()
        return Promise.all([buyer.write(`message ${i}`, clientId), buyer.write(`message ${i}`, clientId)])
      }),
    ),
  )
  for (const [one, again] of replies) {
    expect([one.status, again.status]).toEqual([200, 200])
    expect(again.body.message.id).toBe(one.body.message.id)
  }
  for (const buyer of buyers) {
    const said = (await buyer.history()).filter((message) => message.author === 'buyer')
    expect(said.map((message) => message.text).sort()).toEqual([
      'message 0',
      'message 1',
      'message 2',
      'message 3',
    ])
    const numbers = (await buyer.history()).map((message) => message.number)
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
  }
  await chat.settle()
  // Eight of the buyers are this shop's; the others' messages are not shown here.
  expect(watched.names().filter((name) => name === 'message.posted')).toHaveLength(8 * 4)
  watched.leave()
})

test('a conversation that somebody holds up holds up no other buyer, and loses nothing', async () => {
  const [held, ...rest] = await Promise.all(Array.from({ length: 4 }, () => buildBuyer(chat, shop)))
  if (!held) throw new Error('no buyer')
  await held.write('在吗')
  await chat.settle()
  const { id } = await chat.desk.db.inShop(shop.shopId, (tx) =>
    tx
      .selectFrom('conversations.conversations')
      .select('id')
      .where('state', '=', 'open')
      .orderBy('listed_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  )
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let holder: Promise<void> = Promise.resolve()
  await new Promise<void>((locked) => {
    holder = chat.desk.db.inShop(shop.shopId, async (tx) => {
      await tx
        .selectFrom('conversations.conversations')
        .select('id')
        .where('id', '=', id)
        .forUpdate()
        .execute()
      locked()
      await released
    })
  })
  const waits = held.write('你好')
  const replies = await Promise.all(rest.map((buyer) => buyer.write('今天发货吗')))
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
  release()
  await holder
  expect((await waits).status).toBe(200)
  expect((await held.history()).at(-1)?.text).toBe('你好')
})
