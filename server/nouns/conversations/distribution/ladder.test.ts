import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEngine } from '#nouns/promises/index.ts'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { agentOf, onlyRow, setPresence } from '#test/builders/routing.ts'
import type { TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const ladderOf = async (shop: TestShop, id: string) =>
  (await chat.call('GET /api/conversations/:id/ladder', { params: { id }, headers: shop.lead.headers })).body
    .rows
const stepsOf = async (shop: TestShop, id: string) =>
  (await ladderOf(shop, id)).map((row) => `${row.step} ${row.outcome}`).reverse()
const wait = async (seconds: number) => {
  await chat.desk.clock.advance(seconds * 1000)
  await chat.due()
}
const asked = async (agents: number) => {
  const shop = await chat.shop({ agents })
  const buyer = await buildBuyer(chat, shop)
  await buyer.write('在吗')
  await chat.settle()
  return { shop, buyer, row: await onlyRow(chat, shop) }
}

describe('when the agent stays silent', () => {
  test('[RTE-02] the agent is reminded, a second takes over, the lead is called, the buyer is told; each once, each recorded', async () => {
    const { shop, buyer, row } = await asked(2)
    const holder = shop.agents.find((one) => one.memberId === row.assigneeId) ?? agentOf(shop, 0)
    const heard = chat.listen(shop.shopId, [`member:${holder.memberId}`], 'desk')
    await wait(10)
    expect(await stepsOf(shop, row.id)).toEqual([])
    await wait(0.1)
    expect(await stepsOf(shop, row.id)).toEqual(['nudge told'])
    expect(heard.names()).toContain('ladder.nudged')
    await wait(10)
    expect(await stepsOf(shop, row.id)).toEqual(['nudge told', 'second handed'])
    const second = await onlyRow(chat, shop)
    expect(second.assigneeId).not.toBe(holder.memberId)
    // The owner stays accountable; a colleague acts.
    expect(second.inquiryOwnerId).toBe(holder.memberId)
    await wait(20)
    expect(await stepsOf(shop, row.id)).toEqual(['nudge told', 'second handed', 'lead told'])
    await wait(80)
    await Promise.all([chat.composed.engine.runDue(), chat.composed.engine.runDue()])
    expect(await stepsOf(shop, row.id)).toEqual(['nudge told', 'second handed', 'lead told', 'holding sent'])
    expect((await buyer.history()).filter((m) => m.automatic === 'waiting')).toHaveLength(1)
    // The automatic line stops nothing: the buyer still waits, and the miss stands.
    expect(await onlyRow(chat, shop)).toMatchObject({ queue: 'waiting', clock: { missed: true } })
    heard.leave()
  })
  test('an answer ends it; the next question begins anew', async () => {
    const { shop, buyer, row } = await asked(1)
    await wait(11)
    await answer(chat, shop.owner, row.id, '在的，您说')
    await wait(300)
    expect(await stepsOf(shop, row.id)).toEqual(['nudge told'])
    await buyer.write('有货吗')
    await wait(31)
    await wait(1)
    expect((await stepsOf(shop, row.id)).slice(1)).toEqual(['nudge told', 'second nobody_free'])
  })
  test('a restart between the steps loses none and repeats none', async () => {
    const { shop, row } = await asked(2)
    await wait(11)
    await chat.desk.clock.jump(600_000)
    const after = createEngine(
      chat.desk.clock,
      [chat.composed.conversations.clockSource()],
      (_name, error) => {
        throw error
      },
    )
    await Promise.all([after.runDue(), chat.composed.engine.runDue()])
    await chat.due()
    expect(await stepsOf(shop, row.id)).toEqual(['nudge told', 'second handed', 'lead told', 'holding sent'])
  })
  test('the shop sets the seconds, and no step comes before the limit', async () => {
    const { shop, row } = await (async () => {
      const made = await chat.shop({ agents: 1 })
      for (const [key, value] of [
        ['nudgeSeconds', 3],
        ['callLeadSeconds', 15],
      ] as const)
        await chat.call('PUT /api/settings/:key', {
          params: { key },
          body: { value },
          headers: made.owner.headers,
        })
      const buyer = await buildBuyer(chat, made)
      await buyer.write('在吗')
      await chat.settle()
      return { shop: made, row: await onlyRow(chat, made) }
    })()
    await wait(9)
    expect(await stepsOf(shop, row.id)).toEqual([])
    await wait(2)
    expect(await stepsOf(shop, row.id)).toEqual(['nudge told'])
    await wait(5)
    expect(await stepsOf(shop, row.id)).toEqual(['nudge told', 'lead told'])
  })
  test('[RSP-12] a difficult buyer has the same seconds: target, limit and every step', async () => {
    const easy = await asked(2)
    const hard = await asked(2)
    await answer(chat, hard.shop.owner, hard.row.id, '在的')
    const marked = await chat.call('POST /api/conversations/:id/marks', {
      params: { id: hard.row.id },
      body: { isDifficult: true },
      headers: hard.shop.lead.headers,
    })
    expect(marked.body.conversation.isDifficult).toBe(true)
    await answer(chat, easy.shop.owner, easy.row.id, '在的')
    await easy.buyer.write('有货吗')
    await hard.buyer.write('你们到底有没有货！！！')
    await chat.settle()
    const clocks = [await onlyRow(chat, easy.shop), await onlyRow(chat, hard.shop)].map(({ clock }) =>
      [clock?.targetAt, clock?.dueAt].map((at) => Date.parse(at ?? '') - Date.parse(clock?.startedAt ?? '')),
    )
    expect(clocks[0]).toEqual([7000, 10_000])
    expect(clocks[1]).toEqual(clocks[0])
    for (const seconds of [10.1, 10, 20, 80]) await wait(seconds)
    const timesOf = async ({ shop, row }: typeof easy) =>
      (await ladderOf(shop, row.id)).map((step) => [step.step, Date.parse(step.dueAt)])
    expect(await timesOf(hard)).toEqual(await timesOf(easy))
    expect(await timesOf(hard)).toHaveLength(4)
  })
  test('somebody who goes on a break hands on at once whoever waits, and drops nobody when all are full', async () => {
    const { shop, row } = await asked(2)
    const holder = shop.agents.find((one) => one.memberId === row.assigneeId) ?? agentOf(shop, 0)
    const other = shop.agents.find((one) => one !== holder) ?? agentOf(shop, 1)
    await setPresence(chat, holder, 'break')
    expect((await onlyRow(chat, shop)).assigneeId).toBe(other.memberId)
    await setPresence(chat, other, 'off')
    // Nobody there: it is in nobody's hands, where everybody sees it, and still owned.
    expect(await onlyRow(chat, shop)).toMatchObject({ assigneeId: null, inquiryOwnerId: holder.memberId })
    await setPresence(chat, other, 'on')
    expect((await onlyRow(chat, shop)).assigneeId).toBe(other.memberId)
  })
})
