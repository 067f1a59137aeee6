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
 */
export const workOff = async (desk: RushDesk) => {
  const random = createRandom(11)
  const served: Served[] = []
  let steps = 0
  let mostHeld = 0
  for (;;) {
    const now = desk.clock.now().getTime()
    const rows = await desk.rowsOf()
    if (rows.length === 0 && steps > 0) break
    const queue = orderQueue(
      rows.map((row) => ({
        row,
        lane: row.lane as 'ordinary' | 'vip',
        clock: {
          turnId: row.turn_id ?? '',
          startedAt: row.turn_clock_at?.toISOString() ?? '',
          isFirst: row.turn_is_first ?? false,
        },
      })),
      now,
      settings,
    ).map(({ row }) => row)
    for (const agent of desk.shop.agents) {
      const held = queue.filter((row) => row.assignee_id === agent.memberId)
      mostHeld = Math.max(mostHeld, held.length / cap)
      const next = held[0]
      if (!next) continue
      await desk.conversations.answers.post(agent.caller, next.id, {
        clientId: newId(),
        text: '有的，现货，今天发',
      })
      served.push({
        isFirst: next.turn_is_first ?? false,
        waitedS: (now - (next.turn_clock_at?.getTime() ?? now)) / 1000,
      })
      if (random.chance(1 / 3)) await desk.askAgain(next.id)
      else await desk.conversations.desk.close(agent.caller, next.id, { anyway: true, silent: true })
    }
    // Four new buyers a step come for as long as the rush is on.
    if (rows.length > 500) await desk.arrive(4)
    await desk.settle()
    await desk.pass(stepS)
    steps += 1
  }
  return { served, minutes: (steps * stepS) / 60, mostHeld }
}
