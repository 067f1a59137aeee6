import { orderQueue } from '#contract/conversations/queue-order.ts'
import { newId } from '#platform/ids/ids.ts'
import { createRandom } from '../generate/random.ts'
import { cap, type RushDesk } from './rush-desk.ts'

export interface Served {
  isFirst: boolean
  waitedS: number
}
/** An agent answers one buyer in so many seconds. */
const stepS = 6
const settings = { followUpAgeSeconds: 20, ordinaryCeilingSeconds: 60 }

/**
 * Every six seconds each of the agents answers whoever is first in their queue; a third asks again, the others are settled and
 * make room. Until the queue is empty, new buyers come: first questions, which may not push follow-ups aside for good.
 *
 * By the queue's rule nobody is answered before a follow-up who began to wait more than its age (20 s) after it. So whoever
 * was answered last before it had waited nearly as long, and at most a handful (`cap`) of follow-ups stand between it and a
 * first message: `boundS` is by how much the longest wait of a follow-up can exceed the longest of a first message.
 */
export const workOff = async (desk: RushDesk) => {
  const random = createRandom(11)
  const served: Served[] = []
  let steps = 0
  let mostHeld = 0
  /** Follow-ups that stood aside for somebody who came more than the age after them: by the rule there are none. */
  let overtaken = 0
  const answer = async (agent: RushDesk['shop']['agents'][number], queue: readonly Row[], now: number) => {
    const held = queue.filter((row) => row.assignee_id === agent.memberId)
    mostHeld = Math.max(mostHeld, held.length / cap)
    const next = held[0]
    if (!next) return
    const since = (row: Row) => row.turn_clock_at?.getTime() ?? now
    overtaken += held.filter(
      (row) => !row.turn_is_first && since(row) + settings.followUpAgeSeconds * 1000 < since(next),
    ).length
    await desk.conversations.answers.post(agent.caller, next.id, {
      clientId: newId(),
      text: '有的，现货，今天发',
    })
    served.push({ isFirst: next.turn_is_first ?? false, waitedS: (now - since(next)) / 1000 })
    if (random.chance(1 / 3)) await desk.askAgain(next.id)
    else await desk.conversations.desk.close(agent.caller, next.id, { anyway: true, silent: true })
  }
  for (;;) {
    const waiting = await desk.countWaiting()
    if (waiting === 0) break
    const now = desk.clock.now().getTime()
    const queue = orderQueue((await desk.heldRows()).map(asQueueRow), now, settings).map(({ row }) => row)
    await Promise.all(desk.shop.agents.map((agent) => answer(agent, queue, now)))
    // Four new buyers a step come for as long as the rush is on.
    if (waiting > 500) await desk.arrive(4)
    await desk.settle()
    await desk.pass(stepS)
    steps += 1
  }
  return {
    served,
    overtaken,
    minutes: (steps * stepS) / 60,
    mostHeld,
    boundS: settings.followUpAgeSeconds + cap * stepS,
  }
}

type Row = Awaited<ReturnType<RushDesk['heldRows']>>[number]
const asQueueRow = (row: Row) => ({
  row,
  lane: row.lane as 'ordinary' | 'vip',
  clock: {
    turnId: row.turn_id ?? '',
    startedAt: row.turn_clock_at?.toISOString() ?? '',
    isFirst: row.turn_is_first ?? false,
  },
})
