import { createContext, use, type ComponentType } from 'react'

export interface BelowOrderProps {
  orderId: string
}

const BelowOrder = createContext<readonly ComponentType<BelowOrderProps>[]>([])

/** What the hearts show on the page of an order: the app names their parts, the page shows them in order. */
export const BelowOrderProvider = BelowOrder.Provider

export function BelowOrderParts(props: BelowOrderProps) {
  const parts = use(BelowOrder)
  return parts.map((Part, i) => <Part key={i} {...props} />)
}
