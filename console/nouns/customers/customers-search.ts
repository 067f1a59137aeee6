/** What the address of the list of customers says. */
export interface CustomersSearch {
  q?: string
}

export function readCustomersSearch(search: Record<string, unknown>): CustomersSearch {
  return { q: typeof search['q'] === 'string' && search['q'] !== '' ? search['q'] : undefined }
}
