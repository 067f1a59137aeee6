/** What the address of the list of customers says. */
export interface CustomersSearch {
  q?: string
}

export function readCustomersSearch(search: Record<string, unknown>): CustomersSearch {
  return { q: typeof search['q'] === 'string' && search['q'] !== '' ? search['q'] : undefined }
}

/** What the address of the proposals says. */
export interface LinksSearch {
  show: 'open' | 'weak' | 'decided'
}

export function readLinksSearch(search: Record<string, unknown>): LinksSearch {
  const { show } = search
  return { show: show === 'weak' || show === 'decided' ? show : 'open' }
}
