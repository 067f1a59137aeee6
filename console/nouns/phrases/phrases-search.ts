export const phraseTabs = [
  'library',
  'personal',
  'usage',
  'candidates',
  'guard',
  'quality',
  'addressing',
] as const
export type PhraseTab = (typeof phraseTabs)[number]

/** What the address of the phrases says. */
export interface PhrasesSearch {
  tab?: PhraseTab
}

export function readPhrasesSearch(search: Record<string, unknown>): PhrasesSearch {
  return { tab: phraseTabs.find((tab) => tab === search['tab']) }
}
