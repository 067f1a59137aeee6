/** What the address of the list of customers says. */
export interface CustomersSearch {
  q?: string
  /** Those that a table import wrote. */
  importId?: string
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export function readCustomersSearch(search: Record<string, unknown>): CustomersSearch {
  return { q: text(search['q']), importId: text(search['importId']) }
}

/** What the address of the proposals says. */
export interface LinksSearch {
  show: 'open' | 'weak' | 'decided'
}

export function readLinksSearch(search: Record<string, unknown>): LinksSearch {
  const { show } = search
  return { show: show === 'weak' || show === 'decided' ? show : 'open' }
}
