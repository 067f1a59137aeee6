import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { buildMember, type TestShop } from '#test/builders/staff.ts'
import type { Scope } from '#contract/staff/roles.ts'
import { signIdentity } from '#nouns/conversations/index.ts'
import { findLinks } from '../links/find-links.ts'

let chat: ChatDesk
let shop: TestShop
beforeAll(async () => {
  chat = await openChatDesk()
  shop = await chat.shop()
})
afterAll(() => chat.close())

const visitAs = (login: string, more: { email?: string; name?: string } = {}) =>
  buildBuyer(chat, shop, {
    identity: signIdentity({ login, ...more }, shop.widgetSecret, chat.desk.clock.now()),
  })
/** The conversation in which this was said last. */
const saying = async (text: string) => {
  const { waiting, owed, quiet } = await inboxOf(chat, shop.lead)
  const row = [...waiting, ...owed, ...quiet].find(({ lastText }) => lastText.startsWith(text))
  if (!row) throw new Error(`nobody says ${text}`)
  return { conversationId: row.id, id: row.customerId ?? '', name: row.buyerName }
}

describe('[CRM-02] people who talk', () => {
  test('an e-mail given in a chat proposes; merged, both conversations are one person’s; taken apart, each has its own', async () => {
    const lily = await visitAs('lily', { email: 'lily@mail.example', name: 'Lily' })
    await lily.write('你好')
    const nick = await visitAs('shan', { name: '山茶花' })
    await nick.write('我另一个号的邮箱是 lily@mail.example，手机 138****0000，订单 12345')
    await findLinks({ db: chat.desk.db, clock: chat.desk.clock }, () => false, 0)
    const [one, other] = [await saying('你好'), await saying('我另一个号')]
    expect([one.name, other.name]).toEqual(['Lily', '山茶花'])
    const { body: links } = await chat.call('GET /api/customer-links', { headers: shop.lead.headers })
    expect(links.rows).toMatchObject([
      {
        weight: 2,
        evidence: [
          {
            kind: 'email_in_chat',
            facts: { shown: 'li***@mail.example', conversationId: other.conversationId },
          },
        ],
      },
    ])
    const accepted = await chat.call('POST /api/customer-links/:id/acceptance', {
      headers: shop.lead.headers,
      params: { id: links.rows[0]?.id ?? '' },
      body: { keepId: one.id },
    })
    expect(accepted.status).toBe(200)

    // Their stored ids stay; whoever looks sees one person.
    expect(await saying('我另一个号')).toEqual({ ...other, name: 'Lily' })
    const { body: page } = await chat.call('GET /api/customers/:id', {
      params: { id: other.id },
      headers: shop.lead.headers,
    })
    expect(page.id).toBe(one.id)
    expect(page.conversations.map(({ id }) => id).toSorted()).toEqual(
      [one.conversationId, other.conversationId].toSorted(),
    )
    const { body: panel } = await chat.call('GET /api/conversations/:id/panel', {
      params: { id: other.conversationId },
      headers: shop.lead.headers,
    })
    expect(panel.customer).toMatchObject({ id: one.id, name: 'Lily' })
    expect(panel.earlier.map(({ id }) => id)).toEqual([one.conversationId])
    const { body: timeline } = await chat.call('GET /api/customers/:id/timeline', {
      params: { id: one.id },
      headers: shop.lead.headers,
    })
    expect(
      timeline.rows.filter(({ name, text }) => name === 'message.posted' && text === '你好'),
    ).toHaveLength(1)
    expect(timeline.rows.some(({ text }) => text?.startsWith('我另一个号'))).toBe(true)

    // Back again by the login that was merged: still its own id underneath.
    await visitAs('shan')
    expect(await saying('我另一个号')).toEqual({ ...other, name: 'Lily' })
    const undone = await chat.call('POST /api/customers/:id/merges/:merge/undoing', {
      headers: shop.lead.headers,
      params: { id: one.id, merge: page.merged[0]?.mergeId ?? '' },
      body: {},
    })
    expect(undone.status).toBe(200)
    expect(await saying('我另一个号')).toEqual(other)
    expect(await saying('你好')).toEqual(one)
  })

  test('what people write and are promised is told to a key with the scope of it alone', async () => {
    const rose = await visitAs('rose', { name: 'Rose' })
    await rose.write('我住在三楼')
    const { id } = await saying('我住在三楼')
    const seenBy = async (...scopes: Scope[]) => {
      const { body } = await chat.call('POST /api/keys', {
        headers: shop.owner.headers,
        body: { name: scopes.join(), scopes },
      })
      const headers = { authorization: `Bearer ${body.secret}` }
      const { body: page } = await chat.call('GET /api/customers/:id', { headers, params: { id } })
      const { body: timeline } = await chat.call('GET /api/customers/:id/timeline', {
        headers,
        params: { id },
      })
      return [page.name, page.conversations.length, JSON.stringify([page, timeline]).includes('三楼')]
    }
    expect(await seenBy('customers:read')).toEqual(['Rose', 0, false])
    expect(await seenBy('customers:read', 'conversations:read')).toEqual(['Rose', 1, true])
  })

  test('roles that do not answer buyers may look and not decide', async () => {
    const lily = await visitAs('zoe', { name: 'Zoe' })
    await lily.write('hi')
    const { id } = await saying('hi')
    const packer = await buildMember(chat.desk, shop, { displayName: 'Packer', roles: ['dispatch'] })
    const look = await chat.call('GET /api/customer-links', { headers: packer.headers })
    expect(look.status).toBe(200)
    const merge = await chat.call('POST /api/customers/:id/merges', {
      params: { id },
      body: { otherId: id },
      headers: packer.headers,
    })
    expect([merge.status, merge.code]).toEqual([403, 'access.denied'])
  })
})
