import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIdentity } from '../signed-identity.ts'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { agentOf, onlyRow } from '#test/builders/routing.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

/** One customer who wrote on the phone without a login and on the laptop with one. */
const twoTalks = async () => {
  const shop = await chat.shop({ agents: 2 })
  const identity = signIdentity({ login: 'u-1', name: '山茶花' }, shop.widgetSecret, chat.desk.clock.now())
  const laptop = await buildBuyer(chat, shop, { identity })
  await laptop.write('电脑上问的')
  const phone = await buildBuyer(chat, shop)
  await phone.write('手机上问的')
  await chat.settle()
  const rows = (await inboxOf(chat, shop.owner)).waiting
  const main = rows.find((row) => row.lastText === '电脑上问的')
  const other = rows.find((row) => row.lastText === '手机上问的')
  if (!main?.customerId || !other) throw new Error('two talks expected')
  return { shop, laptop, phone, main, other, customerId: main.customerId }
}
const join = (person: TestPerson, id: string, intoId: string) =>
  chat.call('POST /api/conversations/:id/joining', {
    params: { id },
    body: { intoId },
    headers: person.headers,
  })
const rowOf = async (shop: TestShop, id: string) =>
  (await chat.call('GET /api/conversations/:id', { params: { id }, headers: shop.owner.headers })).body
    .conversation
const together = async (shop: TestShop, id: string) =>
  (await chat.call('GET /api/conversations/:id/together', { params: { id }, headers: shop.owner.headers }))
    .body

describe('two talks of one customer', () => {
  test('are told together: one pair of hands, one owner, one line of time; parted again each is as it was', async () => {
    const { shop, laptop, phone, main, other, customerId } = await twoTalks()
    expect(other.assigneeId).not.toBe(main.assigneeId)
    expect(await join(shop.owner, other.id, main.id)).toMatchObject({ status: 409, code: 'state.conflict' })
    await chat.call('POST /api/conversations/:id/customer', {
      params: { id: other.id },
      body: { customerId },
      headers: shop.owner.headers,
    })
    expect((await together(shop, main.id)).candidates.map(({ id }) => id)).toEqual([other.id])
    const joined = await join(shop.owner, other.id, main.id)
    expect(joined.body.conversation).toMatchObject({
      joinedTo: main.id,
      assigneeId: main.assigneeId,
      inquiryOwnerId: main.inquiryOwnerId,
    })
    expect(await join(shop.owner, other.id, main.id)).toMatchObject({ status: 409 })
    const seen = await together(shop, main.id)
    expect(seen.messages.filter((m) => m.author === 'buyer').map((m) => m.text)).toEqual([
      '电脑上问的',
      '手机上问的',
    ])
    // Each answer goes to the page on which it was asked; nothing is copied.
    await answer(chat, shop.owner, other.id, '答手机')
    expect((await phone.history()).map((m) => m.text)).toContain('答手机')
    expect((await laptop.history()).map((m) => m.text)).not.toContain('答手机')
    const helper = shop.agents.find((one) => one.memberId !== main.assigneeId) ?? agentOf(shop, 1)
    await chat.call('POST /api/conversations/:id/assignment', {
      params: { id: main.id },
      body: { memberId: helper.memberId },
      headers: shop.owner.headers,
    })
    expect((await rowOf(shop, other.id)).assigneeId).toBe(helper.memberId)
    const parted = await chat.call('DELETE /api/joins/:id', {
      params: { id: joined.body.joinId },
      headers: shop.owner.headers,
    })
    expect(parted.body.conversation).toMatchObject({
      joinedTo: null,
      assigneeId: other.assigneeId,
      inquiryOwnerId: other.inquiryOwnerId,
    })
    expect((await together(shop, main.id)).joined).toEqual([])
    expect(
      (
        await chat.call('DELETE /api/joins/:id', {
          params: { id: joined.body.joinId },
          headers: shop.owner.headers,
        })
      ).status,
    ).toBe(404)
  })
})

describe('one talk that holds two issues', () => {
  test('is split at a message, with an owner who accepts it; undone it is one again, and closing ends both', async () => {
    const shop = await chat.shop({ agents: 2 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('毯子有货吗')
    await buyer.write('另外上次那盏灯坏了')
    await chat.settle()
    const row = await onlyRow(chat, shop)
    const other = shop.agents.find((one) => one.memberId !== row.inquiryOwnerId) ?? agentOf(shop, 1)
    const split = (fromNumber: number) =>
      chat.call('POST /api/conversations/:id/inquiries', {
        params: { id: row.id },
        body: { fromNumber, ownerId: other.memberId },
        headers: shop.owner.headers,
      })
    expect(await split(99)).toMatchObject({ status: 409 })
    const made = await split(3)
    const inquiries = async () => (await together(shop, row.id)).inquiries
    expect(await inquiries()).toMatchObject([
      { id: made.body.inquiryId, fromNumber: 3, closedAt: null },
      { fromNumber: 0, closedAt: null, splitFrom: null },
    ])
    const [proposed] = (await chat.call('GET /api/hand-overs', { headers: other.headers })).body.rows
    await chat.call('POST /api/hand-overs/:id/answer', {
      params: { id: proposed?.id ?? '' },
      body: { accept: true },
      headers: other.headers,
    })
    expect((await inquiries()).map(({ ownerName }) => ownerName)).toContain(other.displayName)
    // The conversation's own inquiry keeps its owner.
    expect((await onlyRow(chat, shop)).inquiryOwnerId).toBe(row.inquiryOwnerId)
    await chat.call('DELETE /api/inquiries/:id', {
      params: { id: made.body.inquiryId },
      headers: shop.owner.headers,
    })
    expect(await inquiries()).toHaveLength(1)
    await split(3)
    await chat.call('POST /api/conversations/:id/closing', {
      params: { id: row.id },
      body: { anyway: true },
      headers: shop.owner.headers,
    })
    expect((await inquiries()).every((one) => one.closedAt !== null)).toBe(true)
  })
})
