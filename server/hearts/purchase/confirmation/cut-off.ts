import type { DueSource } from '#nouns/promises/index.ts'
import { changeConfirmation, dueCutOffs, lockConfirmation, nextCutOffFire } from './confirmations.store.ts'
import { noteStep } from './note.ts'
import { findOrderToConfirm } from './orders.store.ts'
import type { ConfirmationPorts } from './ports.ts'

/** [ORD-11] The cut-off passes over a doubtful order of which nobody said anything: now the lead decides, once, whatever restarts. */
export const cutOffSource = ({ db }: ConfirmationPorts): DueSource => {
  const fireOne = (shopId: string, id: string, now: Date) =>
    db.inShop(shopId, async (tx) => {
      const row = await lockConfirmation(tx, id)
      // Answered meanwhile, or handled by another process.
      if (!row || row.hold !== 'buyer' || row.cut_off_at > now) return
      const order = await findOrderToConfirm(tx, row.order_id)
      const after = await changeConfirmation(tx, row, { hold: 'lead' })
      await noteStep(tx, now, after, order?.name ?? '', {
        kind: 'cut_off',
        by: 'desk',
        facts: { cutOffAt: row.cut_off_at.toISOString() },
      })
    })
  return {
    name: 'confirmation cut-offs',
    nextFireAt: () => db.asSystem(nextCutOffFire),
    fireDue: async (now, limit) => {
      const due = await db.asSystem((tx) => dueCutOffs(tx, now, limit))
      for (const row of due) await fireOne(row.shop_id, row.id, now)
      return due.length
    },
  }
}
