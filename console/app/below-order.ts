import { lazy, type ComponentType } from 'react'
import type { BelowOrderProps } from '../parts/below-order.tsx'

/** What the hearts show on the page of an order, from top to bottom. */
export const belowOrder: readonly ComponentType<BelowOrderProps>[] = [
  lazy(async () => ({
    default: (await import('../hearts/purchase/order-evidence.tsx')).OrderEvidence,
  })),
]
