import type { BodyOf } from '#contract/endpoint.ts'
import { exponentOf } from '#contract/money.ts'
import type { RelationKind } from '#contract/products/kinds.ts'
import {
  productLimits,
  type addFact,
  type addPicture,
  type addPrice,
  type addRelation,
  type addSku,
  type changePicture,
  type changeSku,
  type Product,
  type setPackaging,
} from '#contract/products/products.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { createChanging } from './changing.ts'
import { deleteRelation, endFactRow, putFacts, putPackaging, putRelation } from './details.store.ts'
import {
  deletePicture,
  describePicture,
  insertPictures,
  orderPictures,
  selectPictures,
} from './pictures.store.ts'
import { judgePrice } from './price.rules.ts'
import { closePrices, insertPrices, selectOpenPrices, selectPrices } from './prices.store.ts'
import { barcodeOf, wanted } from './product-desk.ts'
import type { ProductPorts } from './product-ports.ts'
import { findProduct } from './products.store.ts'
import { variantOf } from './sku.rules.ts'
import {
  addBarcodes,
  insertSkus,
  removeBarcodes,
  selectSkus,
  updateSku,
  type SkuRecord,
} from './skus.store.ts'

/** Changes of one product's parts. Each answers the whole product as it then is. */
export const createProductParts = (ports: ProductPorts) => {
  const changing = createChanging(ports)
  return {
    ...skuChanges(changing),
    ...priceChanges(changing),
    ...detailChanges(changing),
    ...pictureChanges(changing, ports),
  }
}
export type ProductParts = ReturnType<typeof createProductParts>
type Run = ReturnType<typeof createChanging>

const skuChanges = (changing: Run) => ({
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
const ownSku = async (tx: Tx, id: string, skuId: string): Promise<SkuRecord> => {
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

const priceChanges = (changing: Run) => ({
  /** @throws AppError state.conflict {planned} when another price is planned to begin later. */
  addPrice: (caller: MemberCaller, id: string, body: BodyOf<typeof addPrice>): Promise<Product> =>
    changing(caller, id, undefined, async (tx, _row, now) => {
      const skus = (await selectSkus(tx, [id])).filter((sku) => sku.archived_at === null)
      // Of a product with one SKU there is one price, whoever gives it.
      const skuId = body.skuId ?? (skus.length === 1 ? (skus[0]?.id ?? null) : null)
      const { minor, currency } = body.amount
      if (exponentOf(currency) === undefined)
        throw new AppError('request.invalid', {
          problems: [{ path: '/body/amount/currency', rule: 'currency' }],
        })
      if (skuId !== null) await ownSku(tx, id, skuId)
      const validFrom = body.validFrom === undefined ? now : new Date(body.validFrom)
      const open = (await selectOpenPrices(tx, [id])).find(
        (one) => one.sku_id === skuId && one.kind === body.kind && one.currency === currency,
      )
      const verdict = judgePrice(
        open ? { id: open.id, amount: open.amount, validFrom: open.valid_from } : null,
        minor,
        validFrom,
      )
      if (verdict.is === 'planned')
        throw new AppError('state.conflict', { planned: open?.valid_from.toISOString() })
      if (verdict.is === 'same') return null
      if (verdict.closes !== null) await closePrices(tx, [{ id: verdict.closes, at: validFrom }])
      await insertPrices(tx, now, caller.shopId, [
        {
          id: newId(),
          productId: id,
          skuId,
          kind: body.kind,
          amount: minor,
          currency,
          validFrom,
          source: 'hand',
          note: body.note?.trim() || null,
          by: caller.memberId,
        },
      ])
      // The log is read by everybody; what the shop itself pays is not for everybody.
      return {
        fields: ['prices'],
        facts: { kind: body.kind, ...(body.kind === 'cost' ? {} : { minor, currency }) },
      }
    }),

  endPrice: (caller: MemberCaller, id: string, priceId: string): Promise<Product> =>
    changing(caller, id, undefined, async (tx, _row, now) => {
      const price = (await selectPrices(tx, id)).find((one) => one.id === priceId)
      if (!price) throw notFound()
      if (price.valid_to !== null && price.valid_to <= now) return null
      await closePrices(tx, [{ id: priceId, at: now }])
      return { fields: ['prices'], facts: { kind: price.kind, ended: true } }
    }),
})

const detailChanges = (changing: Run) => ({
  addFact: (caller: MemberCaller, id: string, body: BodyOf<typeof addFact>): Promise<Product> =>
    changing(caller, id, undefined, async (tx, _row, now) => {
      const skuId = body.skuId ?? null
      if (skuId !== null) await ownSku(tx, id, skuId)
      const key = wanted(body.key, '/body/key')
      await putFacts(tx, now, caller.shopId, [
        {
          id: newId(),
          productId: id,
          skuId,
          key,
          value: wanted(body.value, '/body/value'),
          unit: body.unit?.trim() || null,
          language: body.language,
          source: wanted(body.source, '/body/source'),
          sourceUrl: body.sourceUrl ?? null,
          by: caller.memberId,
        },
      ])
      return { fields: ['facts'], facts: { key } }
    }),

  endFact: (caller: MemberCaller, id: string, factId: string): Promise<Product> =>
    changing(caller, id, undefined, async (tx, _row, now) => {
      if (!(await endFactRow(tx, now, id, factId))) throw notFound()
      return { fields: ['facts'], facts: { ended: true } }
    }),

  setPackaging: (caller: MemberCaller, id: string, body: BodyOf<typeof setPackaging>): Promise<Product> =>
    changing(caller, id, body.version, async (tx, _row, now) => {
      const kept = (texts: readonly string[]) =>
        texts.map((text) => text.trim()).filter((text) => text !== '')
      await putPackaging(tx, now, caller.shopId, id, {
        text: body.text.trim(),
        checks: kept(body.checks),
        materials: kept(body.materials),
        flags: body.flags,
        by: caller.memberId,
      })
      return { fields: ['packaging'] }
    }),

  addRelation: (caller: MemberCaller, id: string, body: BodyOf<typeof addRelation>): Promise<Product> =>
    changing(caller, id, undefined, async (tx, _row, now) => {
      if (body.productId === id)
        throw new AppError('request.invalid', { problems: [{ path: '/body/productId', rule: 'itself' }] })
      const other = await findProduct(tx, body.productId)
      if (!other) throw notFound()
      await putRelation(tx, now, caller.shopId, {
        productId: id,
        otherId: other.id,
        kind: body.kind,
        quantity: body.quantity ?? 1,
        note: body.note?.trim() || null,
        by: caller.memberId,
      })
      return { fields: ['relations'], facts: { kind: body.kind, other: other.name } }
    }),

  removeRelation: (caller: MemberCaller, id: string, kind: string, otherId: string): Promise<Product> =>
    changing(caller, id, undefined, async (tx) => {
      if (!(await deleteRelation(tx, id, otherId, kind as RelationKind))) throw notFound()
      return { fields: ['relations'], facts: { kind, ended: true } }
    }),
})

const pictureChanges = (changing: Run, ports: ProductPorts) => ({
  /** @throws AppError not_found for somebody else's file; file.unsupported for one that is no picture. */
  addPicture: (caller: MemberCaller, id: string, body: BodyOf<typeof addPicture>): Promise<Product> =>
    changing(caller, id, undefined, async (tx, _row, now) => {
      const pictures = await selectPictures(tx, id)
      if (pictures.length >= productLimits.pictures)
        throw new AppError('state.conflict', { most: productLimits.pictures })
      const [file] = await ports.attachments(tx, [body.fileId], caller.actorId)
      if (!file) throw notFound()
      if (!file.mime.startsWith('image/')) throw new AppError('file.unsupported')
      await insertPictures(tx, now, caller.shopId, [
        { id: newId(), productId: id, file, sourceUrl: null, alt: body.alt.trim() },
      ])
      return { fields: ['pictures'] }
    }),

  changePicture: (
    caller: MemberCaller,
    id: string,
    pictureId: string,
    body: BodyOf<typeof changePicture>,
  ): Promise<Product> =>
    changing(caller, id, undefined, async (tx) => {
      const ids = (await selectPictures(tx, id)).map((picture) => picture.id)
      if (!ids.includes(pictureId)) throw notFound()
      if (body.alt !== undefined) await describePicture(tx, pictureId, body.alt.trim())
      if (body.position !== undefined) {
        const others = ids.filter((one) => one !== pictureId)
        await orderPictures(tx, others.toSpliced(body.position, 0, pictureId))
      }
      return { fields: ['pictures'] }
    }),

  removePicture: (caller: MemberCaller, id: string, pictureId: string): Promise<Product> =>
    changing(caller, id, undefined, async (tx) => {
      const pictures = await selectPictures(tx, id)
      if (!pictures.some((picture) => picture.id === pictureId)) throw notFound()
      await deletePicture(tx, pictureId)
      return { fields: ['pictures'] }
    }),
})
