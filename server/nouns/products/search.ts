import type { search } from '#contract/customers/customers.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { Tx } from '#platform/database/database.ts'
import { barcodeForms } from './barcode.rules.ts'
import { findByCode } from './products.store.ts'
import { searchByName } from './search.store.ts'
import { codeKey, nameKey } from './sku.rules.ts'

/** Products for one text: by code, barcode or a store's own id first, then by name. In a shop's transaction. */
export const searchProducts = async (
  tx: Tx,
  shopId: string,
  text: string,
  limit: number,
): Promise<ReplyOf<typeof search>['products']> => {
  const q = text.trim()
  const code = codeKey(q)
  if (code === null) return []
  const ways = await findByCode(tx, shopId, { code, barcodes: barcodeForms(q), text: q }, limit)
  const by = new Map(ways.reverse().map((way) => [way.product_id, way.shown]))
  const rows = await searchByName(tx, shopId, { key: nameKey(q), ids: [...by.keys()] }, limit)
  return rows.map(({ code: only, ...row }) => ({ ...row, shown: by.get(row.id) ?? only }))
}
