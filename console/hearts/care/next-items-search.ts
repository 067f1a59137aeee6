/** What the list shows: what can be offered, what was, what was left, and what it brings. */
export const nextItemShows = ['open', 'sent', 'left', 'report'] as const
export type NextItemShow = (typeof nextItemShows)[number]

export interface NextItemsSearch {
  show?: NextItemShow
}

export function readNextItemsSearch(search: Record<string, unknown>): NextItemsSearch {
  return { show: nextItemShows.find((one) => one === search['show']) }
}
