/** Words and figures of exports, as far as they can be read for certain. */
import type { ProductStatus } from '#contract/products/kinds.ts'

const statuses: readonly [ProductStatus, RegExp][] = [
  [
    'on_sale',
    /^(?:active|on ?sale|published|live|enabled|true|yes|y|1|是|上架|已上架|在售|出售中|销售中|正常)$/i,
  ],
  ['draft', /^(?:draft|草稿|待上架|未发布|unpublished)$/i],
  ['archived', /^(?:archived|deleted|已删除|删除|归档|已归档)$/i],
  [
    'off_sale',
    /^(?:inactive|off ?sale|disabled|unlisted|discontinued|false|no|n|0|否|下架|已下架|仓库中|停售|停产|售罄下架)$/i,
  ],
]
/** Null for a word that we do not know. */
export const readStatus = (text: string): ProductStatus | null =>
  statuses.find(([, words]) => words.test(text.trim()))?.[0] ?? null

/** A column that says whether it was given up. */
export const readDiscontinued = (text: string): ProductStatus | null =>
  /^(?:1|true|yes|y|t|是)$/i.test(text.trim())
    ? 'off_sale'
    : /^(?:0|false|no|n|f|否)$/i.test(text.trim())
      ? 'on_sale'
      : null

const gramsOf: Readonly<Record<string, number>> = {
  kg: 1000,
  千克: 1000,
  公斤: 1000,
  g: 1,
  克: 1,
  斤: 500,
  lb: 453.592,
  oz: 28.3495,
}

/**
 * Grams of `0.5kg`, `500 克`, or a bare number in the unit that the column's name or a column of its own says; else grams.
 * Null for what is no weight.
 */
export const readWeight = (text: string, header: string, unit = ''): number | null => {
  const found = /^(\d{1,7}(?:\.\d{1,6})?)\s*(kg|g|lb|oz|千克|公斤|克|斤)?$/i.exec(
    text.normalize('NFKC').trim(),
  )
  if (!found) return null
  const said =
    found[2] ?? (/^(?:kg|g|lb|oz)$/i.exec(unit.trim()) ?? /kg|千克|公斤|lb|oz/i.exec(header))?.[0] ?? 'g'
  const grams = Math.round(Number(found[1]) * (gramsOf[said.toLowerCase()] ?? 1))
  return grams <= 10_000_000 ? grams : null
}
