export const confirmationViews = ['to_send', 'waiting', 'corrected', 'lead', 'held', 'done'] as const
export type ConfirmationsView = (typeof confirmationViews)[number]

/** What the address of the list says: figures link here with it. */
export interface ConfirmationsSearch {
  view?: ConfirmationsView | 'face'
  only?: 'silent' | 'doubtful'
}

export function readConfirmationsSearch(search: Record<string, unknown>): ConfirmationsSearch {
  const view = search['view']
  return {
    view: view === 'face' ? 'face' : confirmationViews.find((one) => one === view),
    only: search['only'] === 'silent' || search['only'] === 'doubtful' ? search['only'] : undefined,
  }
}
