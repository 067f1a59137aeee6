/**
 * 五个流程 (JRN-01, JRN-02): every order passes through five flows, 购买顺心 发货放心 送货安心 售后省心 关怀贴心, and is open until each
 * has an outcome. Here from the order's status alone, until the hearts record outcomes of their own. History gets its outcomes
 * by itself: it opens nothing, so what is long over must not wait for anybody.
 */
import type { ImportedStatus } from '#contract/orders/import-record.ts'
import type { petalStates } from '#contract/orders/orders.ts'

export type Petal = (typeof petalStates)[number]
/** Purchase, dispatch, delivery, after-sales, care. */
export type Petals = [Petal, Petal, Petal, Petal, Petal]

export interface Journey {
  status: ImportedStatus
  placedAt: Date
  paidAt: Date | null
  shippedAt: Date | null
  /** By when the source said it would be sent. */
  dispatchDueAt?: Date | null
  completedAt: Date | null
  isHistory: boolean
}

/**
 * No source says that an old parcel arrived or that nobody will pay any more (Shopify's export knows no arrival): after this
 * many days without a word, history counts as over.
 */
export const historyOverAfterDays = 30
const day = 86_400_000

/** The moment before which history without a further word counts as over. */
export const historyIsOverBefore = (now: Date): Date => new Date(now.getTime() - historyOverAfterDays * day)

export const petalsOf = (order: Journey, now: Date): Petals => {
  const petals = petalsByStatus(order, now)
  // 放心: sent, but after the day that was promised. Late is strictly after.
  const isLate = order.shippedAt && order.dispatchDueAt && order.shippedAt > order.dispatchDueAt
  if (isLate && petals[1] === 'done') petals[1] = 'broken'
  return petals
}

const petalsByStatus = (order: Journey, now: Date): Petals => {
  const isOld =
    order.isHistory && (order.shippedAt ?? order.paidAt ?? order.placedAt) < historyIsOverBefore(now)
  switch (plainStatus(order)) {
    case 'pending':
      return isOld
        ? ['broken', 'ahead', 'ahead', 'ahead', 'ahead']
        : ['under_way', 'ahead', 'ahead', 'ahead', 'ahead']
    case 'paid':
      return ['done', 'under_way', 'ahead', 'ahead', 'ahead']
    case 'partially_shipped':
      return ['done', 'under_way', 'under_way', 'ahead', 'ahead']
    case 'shipped':
      return isOld
        ? ['done', 'done', 'done', 'done', 'done']
        : ['done', 'done', 'under_way', 'ahead', 'ahead']
    // Of a new order the last two are still to come; of history nothing was heard, which is its outcome.
    case 'completed':
      return order.isHistory
        ? ['done', 'done', 'done', 'done', 'done']
        : ['done', 'done', 'done', 'under_way', 'ahead']
    // Paid back: after-sales had its say. What was never sent has broken there; what was sent is not known to have arrived.
    case 'closed':
      return order.completedAt
        ? ['done', 'done', 'done', 'done', 'ahead']
        : order.shippedAt
          ? ['done', 'done', 'ahead', 'done', 'ahead']
          : ['done', 'broken', 'ahead', 'done', 'ahead']
    case 'cancelled':
      return ['broken', 'ahead', 'ahead', 'ahead', 'ahead']
  }
}

/** True while a flow still waits for its outcome: what the list of open petals shows. */
export const isJourneyOpen = (order: Journey, now: Date): boolean => {
  const status = plainStatus(order)
  return status !== 'closed' && status !== 'cancelled' && petalsOf(order, now).includes('under_way')
}

/** A word of the platform that we do not know: what is on record says how far it came. */
const plainStatus = (order: Journey): Exclude<ImportedStatus, 'unknown'> =>
  order.status !== 'unknown'
    ? order.status
    : order.completedAt
      ? 'completed'
      : order.shippedAt
        ? 'shipped'
        : order.paidAt
          ? 'paid'
          : 'pending'
