/** How names, codes and variants are made comparable. */
import { firstCharacters, searchKey } from '#platform/search/search-key.rules.ts'

export interface Option {
  name: string
  value: string
}

/** The whole name, folded as titles of orders are: a search looks anywhere in it. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase()

/** A SKU code, case and width folded; null where there is none. */
export const codeKey = (code: string | null | undefined): string | null => searchKey(code ?? '') || null

/** `颜色:米白;尺码:M` as pairs; a text without names is one pair without a name. Empty: no pairs. */
export const readOptions = (text: string): Option[] =>
  text
    .split(/[;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const found = /^([^:：]{1,40})[:：]\s*(.+)$/.exec(part)
      return found
        ? { name: (found[1] as string).trim(), value: (found[2] as string).trim() }
        : { name: '', value: part }
    })

/** Pairs as people read them: `米白 / M`. */
export const variantOf = (options: readonly Option[]): string =>
  firstCharacters(options.map(({ value }) => value).join(' / '), 120)

/** `家居/灯具/台灯` whatever stood between its parts; null where nothing is left. */
export const categoryPath = (text: string | null | undefined): string | null => {
  const parts = (text ?? '')
    .split(/\s*(?:>|›|»|\/|\\|\||＞|→)\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts.length === 0 ? null : firstCharacters(parts.join('/'), 200)
}
