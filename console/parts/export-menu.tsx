import { currentShop } from './current-shop.ts'
import { exportWords } from './export-menu.words.ts'
import { Menu, type MenuItem } from './menu.tsx'
import { getLanguage, useWords } from './words.tsx'

type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** The list one looks at as a file, with its filters. `by`: a second shape of rows that the list has. */
export function ExportMenu({
  path,
  query = {},
  by,
  more = [],
}: {
  /** Below `/api/exports`, e.g. `/orders`. */
  path: string
  query?: Query
  by?: 'lines' | 'messages'
  /** Other shapes than a table, from an address of their own. */
  more?: readonly { label: string; path: string; query: Query }[]
}) {
  const words = useWords(exportWords)
  const take = (more: Query) => () => download(path, { ...query, ...more })
  const items: MenuItem[] = [
    { label: words.xlsx, about: words.about, onPick: take({ format: 'xlsx' }) },
    ...(by ? [{ label: words[by], onPick: take({ format: 'xlsx', rows: by }) }] : []),
    { label: words.csv, onPick: take({ format: 'csv' }) },
    { label: words.json, onPick: take({ format: 'json' }) },
    ...more.map((one) => ({ label: one.label, onPick: () => download(one.path, one.query) })),
  ]
  return <Menu face={words.face} items={items} />
}

/**
 * Hands the browser a file of the desk. The browser itself receives it, so that a million rows never lie in the page, and
 * says so when it breaks off.
 */
export function download(path: string, query: Query): void {
  const asked = new URLSearchParams({ language: getLanguage(), shop: currentShop() ?? '' })
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value))
  const link = document.createElement('a')
  link.href = `/api/exports${path}?${asked}`
  link.download = ''
  link.click()
}
