import { createContext, use, type ComponentType } from 'react'

/** What a section of the order screen is told. */
export interface BesideOrderProps {
  orderId: string
}

const BesideOrder = createContext<readonly ComponentType<BesideOrderProps>[]>([])

/** The hearts stand on the order without the order knowing them: the app names their sections, the screen shows them in order. */
export const BesideOrderProvider = BesideOrder.Provider

export function BesideOrderParts(props: BesideOrderProps) {
  const parts = use(BesideOrder)
  return parts.map((Part, i) => <Part key={i} {...props} />)
}
