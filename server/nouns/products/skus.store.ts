import { sql } from 'kysely'
import type { BarcodeKind } from '#contract/products/kinds.ts'
import type { Tx } from '#platform/database/database.ts'
import type { ReadBarcode } from './barcode.rules.ts'
import { codeKey, type Option } from './sku.rules.ts'

export interface SkuRecord {
  id: string
  product_id: string
  code: string | null
  variant: string
  options: Option[]
  weight_grams: number | null
  unit: string | null
  archived_at: Date | null
  barcodes: { code: string; kind: BarcodeKind; isCheckRight: boolean | null }[]
}

/** In their order, the archived ones last. */
export const selectSkus = async (tx: Tx, productIds: readonly string[]): Promise<SkuRecord[]> =>
  (
    await sql<SkuRecord>`
      select s.id, s.product_id, s.code, s.variant, s.options, s.weight_grams, s.unit, s.archived_at,
        coalesce((select jsonb_agg(jsonb_build_object('code', b.code, 'kind', b.kind, 'isCheckRight', b.is_check_right) order by b.created_at, b.code)
          from products.barcodes b where b.shop_id = s.shop_id and b.sku_id = s.id), '[]') as barcodes
      from products.skus s where s.product_id = any (${[...productIds]}::uuid[])
      order by s.archived_at nulls first, s.position, s.id`.execute(tx)
  ).rows

export interface NewSkuRow {
  id: string
  product_id: string
  code: string | null
  variant: string
  options: readonly Option[]
  weight_grams: number | null
  unit: string | null
  position: number
}

/** Throws a unique violation of `skus_code` when the code is another SKU's. */
export const insertSkus = async (
  tx: Tx,
  now: Date,
  shopId: string,
  skus: readonly NewSkuRow[],
): Promise<void> => {
  if (skus.length === 0) return
  await tx
    .insertInto('products.skus')
    .values(
      skus.map((sku) => ({
        ...sku,
        options: JSON.stringify(sku.options),
        shop_id: shopId,
        code_key: codeKey(sku.code),
        created_at: now,
      })),
    )
    .execute()
}

export interface SkuChange {
  code?: string | null | undefined
  variant?: string | undefined
  options?: readonly Option[] | undefined
  weight_grams?: number | null | undefined
  unit?: string | null | undefined
  archived_at?: Date | null | undefined
}
export const updateSku = async (tx: Tx, id: string, change: SkuChange): Promise<void> => {
  const { code, variant, options, weight_grams, unit, archived_at } = change
  const set = {
    ...(code === undefined ? {} : { code, code_key: codeKey(code) }),
    ...(variant === undefined ? {} : { variant }),
    ...(options === undefined ? {} : { options: JSON.stringify(options) }),
    ...(weight_grams === undefined ? {} : { weight_grams }),
    ...(unit === undefined ? {} : { unit }),
    ...(archived_at === undefined ? {} : { archived_at }),
  }
  if (Object.keys(set).length === 0) return
  await tx.updateTable('products.skus').set(set).where('id', '=', id).execute()
}

/** Who has these codes now, by the code's key. */
export const selectCodeHolders = async (
  tx: Tx,
  shopId: string,
  keys: readonly string[],
): Promise<Map<string, string>> => {
  const { rows } = await sql<{ key: string; id: string }>`
    select code_key as key, id from products.skus where shop_id = ${shopId} and code_key = any (${[...keys]}::text[])`.execute(
    tx,
  )
  return new Map(rows.map(({ key, id }) => [key, id]))
}

/** Sets codes free that are about to change, so that two may swap theirs. */
export const clearCodes = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  await tx
    .updateTable('products.skus')
    .set({ code: null, code_key: null })
    .where('id', 'in', [...ids])
    .execute()
}

export const addBarcodes = async (
  tx: Tx,
  now: Date,
  shopId: string,
  barcodes: readonly (ReadBarcode & { skuId: string })[],
): Promise<void> => {
  if (barcodes.length === 0) return
  await tx
    .insertInto('products.barcodes')
    .values(
      barcodes.map(({ skuId, code, kind, isCheckRight }) => ({
        shop_id: shopId,
        sku_id: skuId,
        code,
        kind,
        is_check_right: isCheckRight,
        created_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
export const removeBarcodes = async (tx: Tx, skuId: string, codes: readonly string[]): Promise<void> => {
  if (codes.length === 0) return
  await tx
    .deleteFrom('products.barcodes')
    .where('sku_id', '=', skuId)
    .where('code', 'in', [...codes])
    .execute()
}
