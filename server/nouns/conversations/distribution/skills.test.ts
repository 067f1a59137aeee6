import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { agentOf, onlyRow, plainProfile, setPresence, setProfile } from '#test/builders/routing.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

describe('how buyers are given out', () => {
  test('[RTE-01] weight, cap and skill group are set by whoever leads, and refused where they make no sense', async () => {
    const shop = await chat.shop({ agents: 2 })
    const group = await chat.call('POST /api/distribution/skill-groups', {
      body: { name: '灯具', words: ['灯', 'lamp'] },
      headers: shop.lead.headers,
    })
    expect(group.status).toBe(200)
    expect(
      await chat.call('POST /api/distribution/skill-groups', {
        body: { name: '灯具', words: ['灯'] },
        headers: shop.lead.headers,
      }),
    ).toMatchObject({ status: 409, code: 'name.taken' })
    const agent = agentOf(shop, 0)
    expect(await setProfile(chat, shop, agent, { skills: ['毯子'] })).toMatchObject({
      code: 'request.invalid',
    })
    expect(await setProfile(chat, shop, agent, { deputyId: agent.memberId })).toMatchObject({
      code: 'request.invalid',
    })
    expect((await setProfile(chat, shop, agent, { weight: 10, skills: ['灯具'] })).body).toMatchObject({
      weight: 10,
      version: 1,
    })
    await chat.call('DELETE /api/distribution/skill-groups/:id', {
      params: { id: group.body.id },
      headers: shop.lead.headers,
    })
    const { profiles, skillGroups } = (await chat.call('GET /api/distribution', { headers: agent.headers }))
      .body
    expect(skillGroups).toEqual([])
    expect(profiles.find((one) => one.memberId === agent.memberId)).toMatchObject({ weight: 10, skills: [] })
  })
  test('[RTE-01] who has twice the weight is given twice as many', async () => {
    const shop = await chat.shop({ agents: 2 })
    await setProfile(chat, shop, agentOf(shop, 0), { weight: 10 })
    for (let i = 0; i < 9; i++) await (await buildBuyer(chat, shop)).write('在吗')
    await chat.settle()
    const held = Map.groupBy((await inboxOf(chat, shop.owner)).waiting, (row) => row.assigneeName)
    expect(held.get('Agent 1')).toHaveLength(6)
    expect(held.get('Agent 2')).toHaveLength(3)
  })
  test('[RTE-11] an English question goes to who speaks English, a lamp question to who knows lamps', async () => {
    const shop = await chat.shop({ agents: 2 })
    await chat.call('POST /api/distribution/skill-groups', {
      body: { name: '灯具', words: ['灯', 'lamp'] },
      headers: shop.lead.headers,
    })
    await chat.call('POST /api/distribution/skill-groups', {
      body: { name: '毯子', words: ['毯'] },
      headers: shop.lead.headers,
    })
    await setProfile(chat, shop, agentOf(shop, 0), { languages: ['zh'], skills: ['灯具'] })
    await setProfile(chat, shop, agentOf(shop, 1), { languages: ['en', 'zh'], skills: ['毯子'] })
    for (const text of ['灯坏了怎么办', '这盏灯是暖光吗', 'Does it ship to Berlin?', 'Is the lamp in stock?'])
      await (await buildBuyer(chat, shop)).write(text)
    await chat.settle()
    const rows = (await inboxOf(chat, shop.owner)).waiting
    expect(Object.fromEntries(rows.map((row) => [row.lastText, row.assigneeName]))).toEqual({
      灯坏了怎么办: 'Agent 1',
      这盏灯是暖光吗: 'Agent 1',
      'Does it ship to Berlin?': 'Agent 2',
      // Somebody who can read it beats somebody who knows lamps.
      'Is the lamp in stock?': 'Agent 2',
    })
  })
  test('[RTE-03] an absent agent’s returning buyer goes to the deputy they named; back again, the buyer is theirs', async () => {
    const shop = await chat.shop({ agents: 3 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('在吗')
    await chat.settle()
    const first = await onlyRow(chat, shop)
    const agent = shop.agents.find((one) => one.memberId === first.assigneeId) ?? agentOf(shop, 0)
    const deputy = shop.agents.findLast((one) => one !== agent) ?? agentOf(shop, 2)
    await setProfile(chat, shop, agent, { deputyId: deputy.memberId })
    await answer(chat, agent, first.id, '在的，有货')
    await setPresence(chat, agent, 'off')
    await buyer.write('再问一下')
    await chat.settle()
    expect(await onlyRow(chat, shop)).toMatchObject({
      assigneeId: deputy.memberId,
      inquiryOwnerId: agent.memberId,
    })
  })
  test('a trainee holds no more than their own cap', async () => {
    const shop = await chat.shop({ agents: 1 })
    await chat.call('PUT /api/training/trainees/:id', {
      params: { id: agentOf(shop, 0).memberId },
      headers: shop.owner.headers,
      body: { coachId: null, cap: 2 },
    })
    const { profiles } = (await chat.call('GET /api/distribution', { headers: shop.lead.headers })).body
    expect(profiles.find(({ memberId }) => memberId === agentOf(shop, 0).memberId)?.traineeCap).toBe(2)
    for (let i = 0; i < 4; i++) await (await buildBuyer(chat, shop)).write('在吗')
    await chat.settle()
    const rows = (await inboxOf(chat, shop.owner)).waiting
    expect(rows.filter((row) => row.assigneeId !== null)).toHaveLength(2)
  })
  test('[TRN-08] a buyer who asks of a product goes to whoever may answer on it; a newcomer is told beside the chat, and takes it where nobody else is', async () => {
    const shop = await chat.shop({ agents: 2, presence: 'off' })
    const newcomer = agentOf(shop, 0)
    const other = agentOf(shop, 1)
    const product = await chat.call('POST /api/products', {
      headers: shop.owner.headers,
      body: { name: '梅子青茶壶', status: 'on_sale' },
    })
    await chat.call('PUT /api/training/trainees/:id', {
      params: { id: newcomer.memberId },
      headers: shop.owner.headers,
      body: { coachId: null },
    })
    await setPresence(chat, newcomer, 'on')
    await chat.call('POST /api/training/certificates', {
      headers: shop.owner.headers,
      body: { memberId: newcomer.memberId, kind: 'purchase_desk' },
    })
    await setPresence(chat, newcomer, 'on')
    const asks = async (text: string) => {
      const buyer = await buildBuyer(chat, shop)
      await buyer.write(text)
      await chat.settle()
      const rows = (await inboxOf(chat, shop.owner)).waiting
      const row = rows.find((one) => one.lastText === text)
      if (!row) throw new Error(`nobody asked ${text}`)
      return row
    }
    const told = async (id: string, who = newcomer) =>
      (
        await chat.call('GET /api/conversations/:id/uncertified', { params: { id }, headers: who.headers })
      ).body.products.map(({ name }) => name)
    // Nobody else is there: an answer by anybody beats none.
    const first = await asks('梅子青茶壶还有吗')
    expect(first.assigneeId).toBe(newcomer.memberId)
    expect(await told(first.id)).toEqual(['梅子青茶壶'])
    await setPresence(chat, other, 'on')
    expect((await asks('梅子青茶壶多大')).assigneeId).toBe(other.memberId)
    expect((await asks('梅子青茶壶多重')).assigneeId).toBe(other.memberId)
    expect((await asks('几点发货')).assigneeId).toBe(newcomer.memberId)
    await chat.call('POST /api/training/certificates', {
      headers: shop.owner.headers,
      body: { memberId: newcomer.memberId, kind: 'product', productId: product.body.id },
    })
    expect(await told(first.id)).toEqual([])
    expect(await told(first.id, other)).toEqual([])
  })
  test('another shop’s people and groups are out of reach', async () => {
    const shop = await chat.shop()
    const other = await chat.shop()
    const call = await chat.call('PUT /api/distribution/profiles/:id', {
      params: { id: agentOf(other, 0).memberId },
      body: plainProfile,
      headers: shop.lead.headers,
    })
    expect(call.status).toBe(404)
  })
})
