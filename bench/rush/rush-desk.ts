import { composeDesk } from '#app/desk.ts'
import { readConfig } from '#platform/config/config.ts'
import { systemClock, testClock } from '#platform/clock/clock.ts'
import { openDatabase } from '#platform/database/database.ts'
import { silentLog } from '#platform/log/log.ts'
import { newId } from '#platform/ids/ids.ts'
import { claimKey } from '#platform/http/idempotency.ts'
import { createSecrets } from '#platform/secrets/secrets.ts'
import type { Tx } from '#platform/database/database.ts'
import type { TestShop } from '#test/builders/staff.ts'

/** How many one agent holds at once in a rush. */
export const cap = 20
/** Of eleven two each ask when the presale ships, how the coupon counts and when today's order leaves, in words of their own. */
const alike = [
  ['预售什么时候发货', '亲，预售什么时候发货呀', '预售的什么时候发货？', '请问预售什么时候发货呢'],
  ['满减怎么算', '满减怎么算呀', '亲，满减怎么算的', '请问满减怎么算'],
  ['今天能发货吗', '亲今天能发货吗', '今天能发货吗？', '请问今天能发货么'],
]
const things = ['灰色毯子', '台灯', '香薰', '抱枕', '窗帘', '地垫', '花瓶', '挂钟', '收纳盒', '餐垫']
const doubts = [
  '有货吗',
  '起球吗',
  '能开发票吗',
  '怎么洗',
  '多大',
  '可以退吗',
  '什么材质',
  '送人合适吗',
  '几天到',
  '有优惠吗',
]
const questionOf = (i: number): string =>
  i % 11 < 6
    ? (alike[Math.floor((i % 11) / 2)]?.[i % 4] ?? '')
    : `${things[i % things.length]}${doubts[Math.floor(i / 7) % doubts.length]}`

/** The desk without its loops, over a clock that is moved: two hours back, so that rows are not of the future. */
export const openRush = async (databaseUrl: string, shop: TestShop) => {
  const clock = testClock(new Date(systemClock().now().getTime() - 2 * 3_600_000))
  const db = openDatabase(databaseUrl, { connections: 8, atShopStart: claimKey })
  const ground = {
    config: readConfig({ FIVEHEARTS_DATA: '/nonexistent/fivehearts-bench' }),
    clock,
    log: silentLog(),
    db,
    databaseUrl,
    secrets: createSecrets({ current: Buffer.alloc(32, 5), previous: [] }),
    close: () => Promise.resolve(),
  }
  const desk = await composeDesk(ground, { publicUrl: () => 'http://127.0.0.1' })
  const { conversations } = desk
  await db.asSystem(async (tx) => {
    await tx.updateTable('staff.memberships').set({ cap }).where('shop_id', '=', shop.shopId).execute()
  })
  desk.directory.forget(shop.shopId)
  const isHeavy = new Set(shop.agents.filter((_, i) => i % 2 === 0).map(({ memberId }) => memberId))
  for (const { memberId } of shop.agents)
    await conversations.profiles.change(shop.lead.caller, memberId, {
      weight: isHeavy.has(memberId) ? 10 : 5,
      skills: [],
      languages: [],
      lane: 'both',
      takesDifficult: true,
      deputyId: null,
    })
  let arrived = 0
  const visitors = new Map<string, Awaited<ReturnType<typeof desk.credentials.visitor>>>()
  const placed = new Set<string>()
  const arriveOne = async () => {
    const i = arrived++
    const visit = await conversations.visits.open(shop.widgetKey, { language: 'zh' })
    const buyer = await desk.credentials.visitor(visit.token)
    if (!buyer) throw new Error('a visit without a visitor')
    visitors.set(buyer.conversationId, buyer)
    desk.live.hub.add({
      shop: shop.shopId,
      topics: [`visitor:${buyer.visitorId}`],
      audience: 'visitor',
      isBehind: false,
      end: () => undefined,
      send: (frame) => {
        if (frame.includes('"kind":"place"')) placed.add(buyer.conversationId)
      },
    })
    await conversations.buyerMessages.post(buyer, { clientId: newId(), text: questionOf(i) })
  }
  const waiting = (tx: Tx) =>
    tx
      .selectFrom('conversations.conversations')
      .where('shop_id', '=', shop.shopId)
      .where('state', '=', 'open')
      .where('turn_id', 'is not', null)
  const countWaiting = () =>
    db.inShop(shop.shopId, async (tx) =>
      Number(
        (
          await waiting(tx)
            .select((eb) => eb.fn.countAll().as('count'))
            .executeTakeFirstOrThrow()
        ).count,
      ),
    )
  const heldRows = () =>
    db.inShop(shop.shopId, (tx) =>
      waiting(tx)
        .select(['id', 'assignee_id', 'lane', 'turn_id', 'turn_clock_at', 'turn_is_first'])
        .where('assignee_id', 'is not', null)
        .execute(),
    )
  return {
    clock,
    shop,
    conversations,
    visitors,
    countWaiting,
    heldRows,
    settle: desk.settle,
    /** So many buyers open the chat and ask, eight at a time. */
    arrive: async (count: number) => {
      for (let left = count; left > 0; left -= 8)
        await Promise.all(Array.from({ length: Math.min(8, left) }, arriveOne))
      await desk.settle()
    },
    /** Time passes, and what is due is done. */
    pass: async (seconds: number) => {
      await clock.advance(seconds * 1000)
      await desk.settle()
      while ((await desk.engine.runDue()) > 0);
      await conversations.watch.watchAll()
    },
    askAgain: async (conversationId: string) => {
      const buyer = visitors.get(conversationId)
      if (buyer) await conversations.buyerMessages.post(buyer, { clientId: newId(), text: '那再问一下' })
    },
    board: () => conversations.board.read(shop.lead.caller),
    questions: () => conversations.board.questions(shop.lead.caller),
    tellPlaces: () => conversations.places.tell(shop.shopId),
    timed: async (work: () => Promise<unknown>) => {
      const began = performance.now()
      await work()
      return performance.now() - began
    },
    /** Of those behind somebody else, how many heard where they stand. */
    shareTold: async () => placed.size / Math.max(1, (await countWaiting()) - 1),
    /** By how much anybody's share of what was given differs from their weight's. */
    shareOffBy: async () => {
      const held = Map.groupBy(await heldRows(), (row) => row.assignee_id ?? '')
      const total = [...held.values()].reduce((sum, rows) => sum + rows.length, 0)
      return Math.max(
        ...shop.agents.map(({ memberId }) => {
          const fair = (total * (isHeavy.has(memberId) ? 10 : 5)) / (10 * 15)
          return Math.abs((held.get(memberId)?.length ?? 0) / fair - 1)
        }),
      )
    },
    /** One reviewed answer to those who ask most alike. */
    answerLargestGroup: async () => {
      // The groups are made anew once the last look is old.
      await clock.advance(3_000)
      await desk.settle()
      const { groups } = await conversations.board.questions(shop.lead.caller)
      const conversationIds = groups[0]?.conversationIds ?? []
      const id = newId()
      const began = performance.now()
      await conversations.groupAnswers.send(shop.lead.caller, {
        id,
        text: '{hail}，按付款先后发出，满减在结算时自动算好。',
        conversationIds,
      })
      await desk.settle()
      const took = (performance.now() - began) / 1000
      const sent = (await conversations.groupAnswers.list(shop.lead.caller)).rows.find((row) => row.id === id)
      const count = sent?.sent ?? 0
      return { count, reached: count / conversationIds.length, took }
    },
    alarms: () =>
      db.inShop(shop.shopId, async (tx) => {
        const steps = await tx
          .selectFrom('conversations.ladder')
          .select(['step'])
          .where('outcome', '=', 'told')
          .execute()
        const queue = await tx.selectFrom('conversations.queue_alarms').select('id').execute()
        return {
          alarms: queue.length,
          leadCalls: steps.filter(({ step }) => step === 'lead').length,
          nudges: steps.filter(({ step }) => step === 'nudge').length,
        }
      }),
    close: async () => {
      await desk.stop()
      await db.close()
    },
  }
}
export type RushDesk = Awaited<ReturnType<typeof openRush>>
