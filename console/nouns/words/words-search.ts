import { hearts, type Heart } from '../../parts/marks/hearts.ts'

export const wordViews = ['open', 'ended', 'kept', 'broken', 'told', 'released'] as const
export type WordView = (typeof wordViews)[number]

/** What the address of the list of words says: figures elsewhere link here with it. */
export interface WordsSearch {
  state?: WordView
  heart?: Heart
  mine?: boolean
  /** ISO 8601 instants. */
  from?: string
  to?: string
}

const oneOf = <V extends string>(values: readonly V[], value: unknown): V | undefined =>
  values.find((v) => v === value)
const instant = (value: unknown): string | undefined =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined

export function readWordsSearch(search: Record<string, unknown>): WordsSearch {
  return {
    state: oneOf(wordViews, search['state']),
    heart: oneOf(hearts, search['heart']),
    mine: String(search['mine']) === 'true' ? true : undefined,
    from: instant(search['from']),
    to: instant(search['to']),
  }
}
