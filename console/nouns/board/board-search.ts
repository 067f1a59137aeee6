export const boardTabs = ['live', 'problems', 'ownership'] as const
export type BoardTab = (typeof boardTabs)[number]
export interface BoardSearch {
  tab?: BoardTab | undefined
}
/** The part of the board in the address; anything else is the live one. */
export const readBoardSearch = (search: Record<string, unknown>): BoardSearch => ({
  tab: boardTabs.find((tab) => tab === search['tab']),
})
