import type { ImportedLine } from '#contract/orders/import-record.ts'

export interface TitlesCell {
  /** 宝贝标题: all titles in one cell, joined by commas; a title may hold commas of its own. */
  titles: string
  /** 宝贝种类: how many different products, or null where the report does not say. */
  kinds: number | null
  /** 宝贝总数量: pieces of all of them together. */
  quantity: number
  /** 买家应付货款 in minor units, or null. */
  goods: number | null
}

/**
 * The order report says which products and how many pieces in all, not how many of each. One line per title only
 * where nothing has to be guessed: as many titles as kinds, and as many pieces. Else one line holds all titles and
 * all pieces, with the number of products beside it. A unit price is known for a single piece alone.
 */
export function linesOf(cell: TitlesCell): ImportedLine[] {
  const { titles, quantity } = cell
  const kinds = cell.kinds ?? 1
  if (titles === '') return []
  if (kinds === 1) return [{ title: titles, quantity, unitPrice: quantity === 1 ? cell.goods : null }]
  const parts = [splitAt(titles, '，'), splitAt(titles, ',')].find((split) => split.length === kinds)
  if (parts && quantity === kinds) return parts.map((title) => ({ title, quantity: 1, unitPrice: null }))
  return [{ title: titles, quantity, unitPrice: null, products: kinds }]
}

function splitAt(titles: string, comma: string): string[] {
  return titles
    .split(comma)
    .map((title) => title.trim())
    .filter((title) => title !== '')
}
