export const answersBy = ['agent', 'hour', 'channel'] as const
export type AnswersBy = (typeof answersBy)[number]
export const answersClocks = ['kept_target', 'kept', 'announced', 'missed'] as const
export type AnswersClock = (typeof answersClocks)[number]

/** What the address of the answers screen says: figures elsewhere link here with it. */
export interface AnswersSearch {
  by?: AnswersBy
  clock?: AnswersClock
  memberId?: string
  first?: boolean
  days?: 1 | 7 | 30
}

export function readAnswersSearch(search: Record<string, unknown>): AnswersSearch {
  return {
    by: answersBy.find((v) => v === search['by']),
    clock: answersClocks.find((v) => v === search['clock']),
    memberId: typeof search['memberId'] === 'string' ? search['memberId'] : undefined,
    first: String(search['first']) === 'true' ? true : undefined,
    days: ([1, 7, 30] as const).find((v) => String(v) === String(search['days'])),
  }
}
