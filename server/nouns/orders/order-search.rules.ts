/** What an order is looked for by: its number, a tracking number, the buyer, the recipient, a product's title. */
import { digitsFromEnd, searchKey } from '#platform/search/search-key.rules.ts'

/** An order or tracking number without the `#` that shops write before it, case folded. */
export const numberKey = (text: string): string => searchKey(text).replace(/^#/, '')

export interface SoughtOrder {
  /** Empty: nothing is sought. */
  key: string
  /** Null where too short to mean a number. */
  number: string | null
  /** Digits from the last on, where the text is digits alone and at least four. */
  tail: string | null
}

export const readSoughtOrder = (text: string): SoughtOrder => {
  const key = searchKey(text)
  const number = numberKey(text)
  return {
    key,
    number: number.length >= 2 && !/\s/.test(number) ? number : null,
    tail: /^[+\d\s().-]+$/.test(key) ? digitsFromEnd(key, 4) : null,
  }
}
