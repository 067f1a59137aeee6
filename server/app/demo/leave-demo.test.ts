import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

test('whoever looked at the demo shop opens one of their own, then removes it with everything in it', async () => {
  const demo = await chat.shop({ isDemo: true, slug: 'demo' })
  await (await buildBuyer(chat, demo)).write('在吗')
  await chat.settle()
  const remove = (headers: Record<string, string>) => chat.call('DELETE /api/shop/demo', { headers })

  expect((await remove(demo.agents[0]?.headers ?? {})).code).toBe('access.denied')
  const alone = await remove(demo.owner.headers)
  expect([alone.status, alone.code]).toEqual([409, 'state.conflict'])

  const own = {
    name: '灯下',
    slug: 'lamps',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    language: 'zh' as const,
  }
  expect((await chat.call('POST /api/shops', { headers: demo.owner.headers, body: own })).status).toBe(200)
  expect((await remove(demo.owner.headers)).status).toBe(200)

  expect((await chat.call('GET /api/shop', { headers: demo.owner.headers })).status).toBe(401)
  const inOwn = { ...demo.owner.headers, 'x-fivehearts-shop': 'lamps' }
  expect((await chat.call('GET /api/shop', { headers: inOwn })).body.name).toBe('灯下')
  const me = await chat.call('GET /api/session', { headers: demo.owner.headers })
  expect(me.body.memberships.map(({ shop }) => shop.slug)).toEqual(['lamps'])
  // No shop but a demo shop can be removed like this.
  expect((await remove(inOwn)).status).toBe(404)
})
