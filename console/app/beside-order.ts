import { lazy, type ComponentType } from 'react'
import type { BesideOrderProps } from '../parts/beside-order.tsx'

/** What the hearts show on the order screen, from top to bottom; each is loaded from its own file. */
export const besideOrder: readonly ComponentType<BesideOrderProps>[] = [
  lazy(async () => ({
    default: (await import('../hearts/purchase/confirmation/order-section.tsx')).OrderConfirmation,
  })),
  lazy(async () => ({ default: (await import('../nouns/knowledge/pack-of-order.tsx')).PackOfOrder })),
  lazy(async () => ({
    default: (await import('../hearts/purchase/order-evidence.tsx')).OrderEvidence,
  })),
]
