import type { ShopDirectory, ShopFacts } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { newId } from '#platform/ids/ids.ts'
import { judgeAlarm } from './alarm.rules.ts'
import { changeAlarm, countWaiting, insertAlarm, openAlarms, shopsToWatch } from './board.store.ts'

/** Raises and clears the alarms of queues. Safe to run at any time and in several processes. */
export const createWatch = (ports: { db: Database; clock: Clock; directory: ShopDirectory }) => {
  const { db, clock, directory } = ports

  const watch = async (shopId: string): Promise<void> => {
    const facts = await directory.facts(shopId)
    const now = clock.now()
    await db.inShop(shopId, async (tx) => {
      const waiting = await countWaiting(tx, shopId, now)
      const ringing = await openAlarms(tx, shopId)
      for (const lane of ['ordinary', 'vip'] as const) {
        const here = waiting.find((row) => row.lane === lane) ?? { waiting: 0, late: 0 }
        const alarm = ringing.find((one) => one.lane === lane)
        await settle(tx, facts, lane, here, alarm ?? null, now)
      }
    })
  }
  const settle = async (
    tx: Tx,
    facts: ShopFacts,
    lane: 'ordinary' | 'vip',
    here: { waiting: number; late: number },
    alarm: { id: string; most_waiting: number } | null,
    now: Date,
  ) => {
    const verdict = judgeAlarm(alarm !== null, here.late, facts.settings.queueAlarmWaiting)
    const tell = (name: 'queue.alarm_raised' | 'queue.alarm_cleared', id: string, version: number) =>
      record(tx, now, {
        name,
        subject: id,
        version,
        audience: ['desk'],
        actor: null,
        facts: { lane, waiting: here.waiting, late: here.late },
      })
    if (verdict === 'raise') {
      const made = await insertAlarm(tx, {
        id: newId(),
        shopId: facts.id,
        lane,
        waiting: here.waiting,
        at: now,
      })
      if (made) await tell('queue.alarm_raised', made.id, made.version)
    } else if (alarm && verdict === 'clear')
      await tell('queue.alarm_cleared', alarm.id, await changeAlarm(tx, alarm.id, { closed_at: now }))
    else if (alarm && here.waiting > alarm.most_waiting)
      await changeAlarm(tx, alarm.id, { most_waiting: here.waiting })
  }
  return {
    watch,
    watchAll: async (): Promise<void> => {
      for (const shopId of await db.asSystem(shopsToWatch)) await watch(shopId)
    },
  }
}
