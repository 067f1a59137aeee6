/** What the address of the import screen says: the import that is being looked at, so that it can be left and come back to. */
export interface ImportSearch {
  id?: string
}

export function readImportSearch(search: Record<string, unknown>): ImportSearch {
  return { id: typeof search['id'] === 'string' && search['id'] !== '' ? search['id'] : undefined }
}
