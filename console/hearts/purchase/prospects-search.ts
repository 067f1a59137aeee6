import { prospectViews } from '#contract/purchase/kinds.ts'

/** What the list shows: prospects by where they stand, or conversations that ended without thanks. */
export const prospectShows = [...prospectViews, 'thankless'] as const
export type ProspectShow = (typeof prospectShows)[number]

export interface ProspectsSearch {
  show?: ProspectShow
  mine?: '1'
}

export function readProspectsSearch(search: Record<string, unknown>): ProspectsSearch {
  const show = prospectShows.find((one) => one === search['show'])
  return { show, mine: search['mine'] === '1' ? '1' : undefined }
}
