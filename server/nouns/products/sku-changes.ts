import type { BodyOf } from '#contract/endpoint.ts'
import { productLimits, type addSku, type changeSku, type Product } from '#contract/products/products.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { barcodeOf } from './product-desk.ts'
import { variantOf } from './sku.rules.ts'
import {
  addBarcodes,
  insertSkus,
  removeBarcodes,
  selectSkus,
  updateSku,
  type SkuRecord,
} from './skus.store.ts'
import type { Changing } from './changing.ts'

/** Variants of a product and their barcodes. */
export const skuChanges = (changing: Changing) => ({
  addSku: (caller: MemberCaller, id: string, body: BodyOf<typeof addSku>): Promise<Product> =>
    changing(caller, id, undefined, async (tx, _row, now) => {
      const skus = await selectSkus(tx, [id])
      if (skus.length >= productLimits.skus)
        throw new AppError('state.conflict', { most: productLimits.skus })
      const skuId = newId()
      const given = skuFields(body)
      const sku = {
        id: skuId,
        product_id: id,
        code: given.code ?? null,
        variant: given.variant ?? '',
        options: given.options ?? [],
        weight_grams: given.weight_grams ?? null,
        unit: given.unit ?? null,
        position: skus.length,
      }
      await insertSkus(tx, now, caller.shopId, [sku])
      await setBarcodes(tx, now, caller.shopId, { id: skuId, barcodes: [] }, body.barcodes ?? [])
      return { fields: ['skus'], facts: { sku: sku.code ?? sku.variant } }
    }),

  changeSku: (
    caller: MemberCaller,
    id: string,
    skuId: string,
    body: BodyOf<typeof changeSku>,
  ): Promise<Product> =>
    changing(caller, id, body.version, async (tx, _row, now) => {
      const sku = await ownSku(tx, id, skuId)
      await updateSku(tx, skuId, {
        ...skuFields(body),
        ...(body.isArchived === undefined || body.isArchived === (sku.archived_at !== null)
          ? {}
          : { archived_at: body.isArchived ? now : null }),
      })
      if (body.barcodes) await setBarcodes(tx, now, caller.shopId, sku, body.barcodes)
      const fields = Object.keys(body).filter((key) => key !== 'version')
      return {
        fields: fields.map((field) => `sku.${field}`),
        facts: { sku: body.code ?? sku.code ?? sku.variant },
      }
    }),
})

const skuFields = (body: BodyOf<typeof addSku>) => ({
  ...(body.code === undefined ? {} : { code: body.code?.trim() || null }),
  ...(body.options === undefined ? {} : { options: body.options, variant: variantOf(body.options) }),
  ...(body.variant === undefined ? {} : { variant: body.variant.trim() }),
  ...(body.weightGrams === undefined ? {} : { weight_grams: body.weightGrams }),
  ...(body.unit === undefined ? {} : { unit: body.unit?.trim() || null }),
})

/** @throws AppError not_found for a SKU of another product. */
export const ownSku = async (tx: Tx, id: string, skuId: string): Promise<SkuRecord> => {
  const sku = (await selectSkus(tx, [id])).find((one) => one.id === skuId)
  if (!sku) throw notFound()
  return sku
}

const setBarcodes = async (
  tx: Tx,
  now: Date,
  shopId: string,
  sku: Pick<SkuRecord, 'id' | 'barcodes'>,
  texts: readonly string[],
): Promise<void> => {
  const read = texts.map((text, at) => barcodeOf(text, `/body/barcodes/${at}`))
  const codes = new Set(read.map(({ code }) => code))
  const gone = sku.barcodes.filter(({ code }) => !codes.has(code))
  await removeBarcodes(
    tx,
    sku.id,
    gone.map(({ code }) => code),
  )
  await addBarcodes(
    tx,
    now,
    shopId,
    read.map((barcode) => ({ ...barcode, skuId: sku.id })),
  )
}
