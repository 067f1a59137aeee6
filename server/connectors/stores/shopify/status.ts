import type { ImportedStatus } from '#contract/orders/import-record.ts'

export interface ShopifyState {
  /** Financial Status: pending, authorized, partially_paid, paid, partially_refunded, refunded, voided, expired. */
  financial: string
  /** Fulfillment Status: unfulfilled, partial, fulfilled, restocked; or nothing. */
  fulfillment: string
  isCancelled: boolean
}

/**
 * Payment and dispatch are two statuses in Shopify and one here. An order that was sent counts as shipped whether
 * or not it was paid: cash on delivery stays `pending` for ever. Arrival is not in the export, so nothing is
 * `completed`.
 */
export function shopifyStatus(state: ShopifyState): ImportedStatus {
  const { financial, fulfillment } = state
  if (financial === 'refunded') return 'closed'
  if (state.isCancelled || financial === 'voided' || financial === 'expired') return 'cancelled'
  if (fulfillment === 'fulfilled') return 'shipped'
  if (fulfillment === 'partial') return 'partially_shipped'
  if (financial === 'paid' || financial === 'partially_refunded') return 'paid'
  const isOpen = ['', 'pending', 'authorized', 'partially_paid', 'unpaid'].includes(financial)
  return isOpen ? 'pending' : 'unknown'
}

export function isCashOnDelivery(paymentMethod: string): boolean {
  return /cash on delivery|\bcod\b|contre[- ]remboursement|nachnahme|货到付款/i.test(paymentMethod)
}
