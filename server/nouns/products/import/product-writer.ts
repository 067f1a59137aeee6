import type { Tx } from '#platform/database/database.ts'
import { recordHistory, type PastEvent } from '#platform/events/record-history.ts'
import { newId } from '#platform/ids/ids.ts'
import { readBarcode } from '../barcode.rules.ts'
import { putFacts } from '../details.store.ts'
import { insertPictures } from '../pictures.store.ts'
import { judgePrice } from '../price.rules.ts'
import {
  closePrices,
  insertPrices,
  selectOpenPrices,
  type NewPrice,
  type PriceRecord,
} from '../prices.store.ts'
import { insertProducts, updateProduct } from '../products.store.ts'
import {
  addBarcodes,
  insertSkus,
  removeBarcodes,
  selectSkus,
  updateSku,
  type SkuRecord,
} from '../skus.store.ts'
import {
  insertListings,
  putSources,
  selectExternalSkus,
  selectStored,
  type NewListing,
  type StoredProduct,
} from './known.store.ts'
import { hashOf, type ChunkOutcome, type Matched, type Planned } from './match-products.ts'
import {
  isPlanEmpty,
  planProduct,
  type KnownProduct,
  type ProductPlan,
  type SkuPlan,
} from './merge-product.rules.ts'
import type { ProductDraft } from './product-draft.rules.ts'

export interface Target {
  shopId: string
  storeId: string | null
  language: 'zh' | 'en'
  fileName: string
  /** The upload that it came by. */
  importId: string | null
  by: string | null
}
interface Held {
  stored: Map<string, StoredProduct>
  skus: Map<string, SkuRecord[]>
  external: Map<string, string[]>
  prices: Map<string, PriceRecord[]>
}
/** What the catalogue holds of these products. */
export const readHeld = async (tx: Tx, storeId: string | null, ids: readonly string[]): Promise<Held> => ({
  stored: await selectStored(tx, ids),
  skus: Map.groupBy(await selectSkus(tx, ids), (sku) => sku.product_id),
  external: await selectExternalSkus(tx, storeId, ids),
  prices: Map.groupBy(await selectOpenPrices(tx, ids), (price) => price.product_id),
})

/** Writes the products of a chunk, each by its plan; listings, sources and history at its end. */
export class ProductWriter {
  private readonly tx: Tx
  private readonly now: Date
  private readonly target: Target
  private readonly held: Held
  private readonly outcome: ChunkOutcome
  private readonly events: PastEvent[] = []
  private readonly listings: NewListing[] = []
  private readonly sources: Parameters<typeof putSources>[4][number][] = []

  constructor(tx: Tx, now: Date, target: Target, held: Held, outcome: ChunkOutcome) {
    this.tx = tx
    this.now = now
    this.target = target
    this.held = held
    this.outcome = outcome
  }

  plan({ read, productId }: Matched, last: ProductDraft | null): Planned {
    const stored = productId === null ? undefined : this.held.stored.get(productId)
    const id = stored?.id ?? newId()
    const plan = planProduct(this.known(id, read.draft, stored, last), read.draft)
    return { id, read, stored, plan, skuIds: plan.skus.map(({ known }) => known?.id ?? newId()) }
  }

  async take({ id, read: { draft }, stored, plan, skuIds }: Planned): Promise<void> {
    if (!stored) await this.insert(id, draft)
    const count = this.held.skus.get(id)?.length ?? 0
    let pricesChanged = false
    for (const [at, sku] of plan.skus.entries()) {
      const skuId = skuIds[at] ?? newId()
      await this.takeSku(id, skuId, sku, count + at)
      if (await this.takePrices(id, skuId, sku)) pricesChanged = true
      if (sku.draft.externalId !== null)
        this.list(draft, id, { skuId, externalSkuId: sku.draft.externalId, title: null })
    }
    await this.takeDetails(id, plan)
    this.list(draft, id, {
      skuId: null,
      externalSkuId: null,
      title: this.target.storeId === null ? null : draft.name,
    })
    const isChanged = !stored || pricesChanged || !isPlanEmpty(plan)
    this.sources.push({
      key: draft.key,
      productId: id,
      contentHash: hashOf(draft),
      draft,
      importId: isChanged ? this.target.importId : null,
    })
    if (!stored) this.note(id, 1, 'product.created', { name: draft.name })
    else if (isChanged) await this.changed(id, plan, pricesChanged)
    else this.outcome.unchanged += 1
  }

  async end(): Promise<void> {
    const { tx, now, target } = this
    await insertListings(tx, now, target.shopId, target.storeId, this.listings)
    await putSources(tx, now, target.shopId, target.storeId, this.sources)
    await recordHistory(tx, now, target.shopId, this.events)
  }

  private async insert(id: string, draft: ProductDraft): Promise<void> {
    const { name, status, category, brand } = draft
    await insertProducts(this.tx, this.now, this.target.shopId, [
      { id, name, status: status ?? 'on_sale', category, brand, origin: 'import' },
    ])
    this.outcome.created += 1
  }

  private known(
    id: string,
    draft: ProductDraft,
    stored: StoredProduct | undefined,
    last: ProductDraft | null,
  ): KnownProduct {
    const { name, category, brand } = draft
    return {
      ...(stored ?? {
        name,
        status: draft.status ?? 'on_sale',
        category,
        brand,
        origin: 'import',
        pictureUrls: [],
      }),
      id,
      last,
      skus: (this.held.skus.get(id) ?? []).map((sku) => ({
        id: sku.id,
        code: sku.code,
        externalIds: this.held.external.get(sku.id) ?? [],
        variant: sku.variant,
        options: sku.options,
        weightGrams: sku.weight_grams,
        unit: sku.unit,
        barcodes: sku.barcodes.map(({ code }) => code),
      })),
    }
  }

  private async changed(id: string, plan: ProductPlan, pricesChanged: boolean): Promise<void> {
    const version = await updateProduct(this.tx, this.now, id, plan.change)
    const fields = [
      ...Object.keys(plan.change),
      ...(plan.skus.some(({ known, change }) => known === null || Object.keys(change).length > 0)
        ? ['skus']
        : []),
      ...(pricesChanged ? ['prices'] : []),
      ...(plan.pictures.length > 0 ? ['pictures'] : []),
      ...(plan.facts.length > 0 ? ['facts'] : []),
    ]
    this.outcome.updated += 1
    this.note(id, version, 'product.changed', { fields })
  }

  private note(id: string, version: number, name: PastEvent['name'], facts: Record<string, unknown>): void {
    this.events.push({
      name,
      subject: id,
      version,
      timeline: null,
      occurredAt: this.now.toISOString(),
      facts: { ...facts, how: 'import', file: this.target.fileName },
    })
  }

  private async takeSku(productId: string, skuId: string, plan: SkuPlan, position: number): Promise<void> {
    const { tx, now, target } = this
    const { draft, known } = plan
    if (known) await updateSku(tx, skuId, plan.change)
    else
      await insertSkus(tx, now, target.shopId, [
        {
          id: skuId,
          product_id: productId,
          code: draft.code,
          variant: draft.variant,
          options: draft.options,
          weight_grams: draft.weightGrams,
          unit: draft.unit,
          position,
        },
      ])
    await removeBarcodes(tx, skuId, plan.removeBarcodes)
    const barcodes = plan.addBarcodes.flatMap((text) => readBarcode(text) ?? [])
    await addBarcodes(
      tx,
      now,
      target.shopId,
      barcodes.map((barcode) => ({ ...barcode, skuId })),
    )
  }

  /** True when a price was set. One that is planned by hand stays. */
  private async takePrices(productId: string, skuId: string, plan: SkuPlan): Promise<boolean> {
    const { tx, now, target } = this
    const added: NewPrice[] = []
    for (const { kind, minor, currency } of plan.prices) {
      const open = (this.held.prices.get(productId) ?? []).find(
        (one) => one.sku_id === skuId && one.kind === kind && one.currency === currency,
      )
      const before = open ? { id: open.id, amount: open.amount, validFrom: open.valid_from } : null
      const verdict = judgePrice(before, minor, now)
      if (verdict.is !== 'new') continue
      if (verdict.closes !== null) await closePrices(tx, [{ id: verdict.closes, at: now }])
      const price = { id: newId(), productId, skuId, kind, amount: minor, currency, validFrom: now }
      added.push({ ...price, source: 'import', note: null, by: target.by })
    }
    await insertPrices(tx, now, target.shopId, added)
    return added.length > 0
  }

  private async takeDetails(productId: string, plan: ProductPlan): Promise<void> {
    const { tx, now, target } = this
    await insertPictures(
      tx,
      now,
      target.shopId,
      plan.pictures.map(({ url, alt }) => ({ id: newId(), productId, file: null, sourceUrl: url, alt })),
    )
    await putFacts(
      tx,
      now,
      target.shopId,
      plan.facts.map(({ key, value }) => ({
        id: newId(),
        productId,
        skuId: null,
        key,
        value,
        unit: null,
        language: target.language,
        source: target.fileName,
        sourceUrl: null,
        by: target.by,
      })),
    )
  }

  private list(
    draft: ProductDraft,
    productId: string,
    more: Pick<NewListing, 'skuId' | 'externalSkuId' | 'title'>,
  ): void {
    this.listings.push({ id: newId(), productId, externalProductId: draft.externalId, ...more })
  }
}
