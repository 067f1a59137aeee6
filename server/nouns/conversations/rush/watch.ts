import type { ShopDirectory, ShopFacts } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { newId } from '#platform/ids/ids.ts'
import { selectAllWaiting, type WaitingRow } from '../distribution/candidates.store.ts'
import { judgeAlarm } from './alarm.rules.ts'
import { changeAlarm, insertAlarm, openAlarms, shopsToWatch } from './board.store.ts'

/** Raises and clears the alarms of queues. Safe to run at any time and in several processes. */
export const createWatch = (ports: { db: Database; clock: Clock; directory: ShopDirectory }) => {
  const { db, clock, directory } = ports

  const watch = async (shopId: string): Promise<void> => {
    const facts = await directory.facts(shopId)
    const now = clock.now()
    await db.inShop(shopId, async (tx) => {
      const waiting = await selectAllWaiting(tx, shopId)
      const ringing = await openAlarms(tx, shopId)
      for (const lane of ['ordinary', 'vip'] as const) {
        const here = waiting.filter((row) => row.lane === lane)
        const alarm = ringing.find((one) => one.lane === lane)
        await settle(tx, facts, lane, here, alarm ?? null, now)
      }
    })
  }
  const settle = async (
    tx: Tx,
    facts: ShopFacts,
    lane: 'ordinary' | 'vip',
    here: readonly WaitingRow[],
    alarm: { id: string; most_waiting: number } | null,
    now: Date,
  ) => {
    const late = here.filter((row) => row.turn_due_at < now).length
    const verdict = judgeAlarm(alarm !== null, late, facts.settings.queueAlarmWaiting)
    const tell = (name: 'queue.alarm_raised' | 'queue.alarm_cleared', id: string, version: number) =>
      record(tx, now, {
        name,
        subject: id,
        version,
        audience: ['desk'],
        actor: null,
        facts: { lane, waiting: here.length, late },
      })
    if (verdict === 'raise') {
      const made = await insertAlarm(tx, {
        id: newId(),
        shopId: facts.id,
        lane,
        waiting: here.length,
        at: now,
      })
      if (made) await tell('queue.alarm_raised', made.id, made.version)
    } else if (alarm && verdict === 'clear')
      await tell('queue.alarm_cleared', alarm.id, await changeAlarm(tx, alarm.id, { closed_at: now }))
    else if (alarm && here.length > alarm.most_waiting)
      await changeAlarm(tx, alarm.id, { most_waiting: here.length })
  }
  return {
    watch,
    watchAll: async (): Promise<void> => {
      for (const shopId of await db.asSystem(shopsToWatch)) await watch(shopId)
    },
  }
}
