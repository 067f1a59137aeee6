import { dueRows, nextFireOf, type DueSource } from '#nouns/promises/index.ts'
import { changeConfirmation, lockConfirmation } from './confirmations.store.ts'
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
    nextFireAt: (shops) => db.asSystem((tx) => nextFireOf(tx, 'confirmations.confirmations', shops)),
    fireDue: async (now, limit, shops) => {
      const due = await db.asSystem((tx) => dueRows(tx, 'confirmations.confirmations', now, limit, shops))
      for (const row of due) await fireOne(row.shop_id, row.id, now)
      return due.length
    },
  }
}
