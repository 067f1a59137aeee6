export const orderViews = ['all', 'to_ship', 'on_road', 'petals_open'] as const
export type OrderView = (typeof orderViews)[number]

/** What the address of the list of orders says: figures elsewhere link here with it. */
export interface OrdersSearch {
  q?: string
  view?: OrderView
  customerId?: string
  importId?: string
  storeId?: string
  /** Sent after the moment it was due. */
  dispatched?: 'late'
  carrier?: string
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export function readOrdersSearch(search: Record<string, unknown>): OrdersSearch {
  return {
    q: text(search['q']),
    view: orderViews.find((view) => view === search['view']),
    customerId: text(search['customerId']),
    importId: text(search['importId']),
    storeId: text(search['storeId']),
    dispatched: search['dispatched'] === 'late' ? 'late' : undefined,
    // A carrier known by a number comes back from the address as one.
    carrier: text(typeof search['carrier'] === 'number' ? String(search['carrier']) : search['carrier']),
  }
}
