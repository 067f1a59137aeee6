import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { testClock } from '#platform/clock/clock.ts'
import { createEngine, type DueSource } from './engine.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const missedEvents = (shop: string) =>
  chat.desk.db.inShop(shop, (tx) =>
    tx.selectFrom('platform.events').select('id').where('name', '=', 'clock.missed').execute(),
  )

describe('the engine over real rows', () => {
  test('[RSP-02] marks a miss once, however often and late it looks', async () => {
    const shop = await chat.shop({ agents: 1 })
    await (await buildBuyer(chat, shop)).write('在吗')
    await chat.desk.clock.advance(10_000)
    await chat.due()
    expect(await missedEvents(shop.shopId)).toHaveLength(0)
    await chat.desk.clock.advance(3_600_000)
    await Promise.all([chat.composed.engine.runDue(), chat.composed.engine.runDue()])
    await chat.due()
    expect(await missedEvents(shop.shopId)).toHaveLength(1)
  })
  test('a wall clock set back undoes nothing and repeats nothing', async () => {
    const shop = await chat.shop({ agents: 1 })
    await (await buildBuyer(chat, shop)).write('在吗')
    await chat.desk.clock.advance(11_000)
    await chat.due()
    await chat.desk.clock.jump(-3_600_000)
    await chat.due()
    await chat.desk.clock.jump(3_600_000)
    await chat.due()
    expect(await missedEvents(shop.shopId)).toHaveLength(1)
  })
  test('a wall clock that jumped ahead catches up; the buyer still gets one away reply', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('在吗')
    await chat.desk.clock.jump(600_000)
    await chat.due()
    await chat.due()
    expect((await buyer.history()).filter((m) => m.automatic === 'away')).toHaveLength(1)
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    await answer(chat, shop.owner, row?.id ?? '', '在的，刚回来，您要的有货')
    await chat.due()
    expect((await inboxOf(chat, shop.owner)).waiting).toEqual([])
  })
  test('two engines over the same rows do each thing once', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyers = await Promise.all(Array.from({ length: 6 }, () => buildBuyer(chat, shop)))
    await Promise.all(buyers.map((buyer) => buyer.write('在吗')))
    await chat.settle()
    const second = createEngine(
      chat.desk.clock,
      [chat.composed.conversations.clockSource()],
      (_source, error) => {
        throw error
      },
    )
    await chat.desk.clock.advance(61_000)
    await Promise.all([chat.composed.engine.runDue(), second.runDue()])
    await chat.due()
    expect(await missedEvents(shop.shopId)).toHaveLength(6)
    for (const buyer of buyers)
      expect((await buyer.history()).filter((m) => m.automatic === 'away')).toHaveLength(1)
  })
})

describe('the loop', () => {
  const source = (at: number[]): DueSource & { fired: number[] } => {
    const fired: number[] = []
    return {
      name: 'test',
      fired,
      nextFireAt: async () => (at.length > fired.length ? new Date(at[fired.length] ?? 0) : null),
      fireDue: async (now, limit) => {
        let handled = 0
        while (handled < limit && fired.length < at.length && (at[fired.length] ?? 0) <= now.getTime()) {
          fired.push(now.getTime())
          handled += 1
        }
        return handled
      },
    }
  }
  const start = Date.parse('2026-11-22T02:00:00Z')

  test('wakes at the moment something is due', async () => {
    const clock = testClock(new Date(start))
    const due = source([start + 7000, start + 10_000])
    const engine = createEngine(clock, [due], () => undefined)
    engine.start()
    for (let i = 0; i < 12; i++) await clock.advance(1000)
    expect(due.fired.map((at) => at - start).map((ms) => Math.round(ms / 100) * 100)).toEqual([7000, 10_000])
    await engine.stop()
  })
  test('a nudge brings an earlier moment forward', async () => {
    const clock = testClock(new Date(start))
    const due = source([])
    const engine = createEngine(clock, [due], () => undefined)
    engine.start()
    await clock.advance(10)
    const late = source([start + 300])
    due.nextFireAt = late.nextFireAt
    due.fireDue = late.fireDue
    engine.nudge(new Date(start + 300))
    await clock.advance(320)
    expect(late.fired).toHaveLength(1)
    await engine.stop()
  })
  test('a failing source neither stops the others nor spins', async () => {
    const clock = testClock(new Date(start))
    const failures: string[] = []
    let tries = 0
    const broken: DueSource = {
      name: 'broken',
      nextFireAt: async () => new Date(start),
      fireDue: () => {
        tries += 1
        return Promise.reject(new Error('no'))
      },
    }
    const due = source([start + 500])
    const engine = createEngine(clock, [broken, due], (name) => {
      failures.push(name)
    })
    engine.start()
    for (let i = 0; i < 10; i++) await clock.advance(100)
    await engine.stop()
    expect(due.fired).toHaveLength(1)
    expect(failures.every((name) => name === 'broken')).toBe(true)
    expect(tries).toBeGreaterThan(1)
    expect(tries).toBeLessThan(60)
  })
})
