import type { Tx } from '#platform/database/database.ts'
import { uuidOf } from '../content-id.ts'
import { codeKey } from '../sku.rules.ts'
import { clearCodes, selectCodeHolders } from '../skus.store.ts'
import { refusedWishes, type CodeWish } from './code-wishes.rules.ts'
import type { Leads, StoredProduct } from './known.store.ts'
import type { ProductPlan } from './merge-product.rules.ts'
import type { ProductDraft, ReadProduct, RefusedRow, SkuDraft } from './product-draft.rules.ts'

export interface ChunkOutcome {
  created: number
  updated: number
  unchanged: number
  skus: number
  refused: RefusedRow[]
}
export interface Matched {
  read: ReadProduct
  productId: string | null
  hash: string
}

/**
 * The product that a draft is: as the store's file called it last, by the store's ids, by SKU codes, by the exact name, and
 * never guessed further. SKUs whose code is another product's are refused and left out.
 */
export const matchProduct = (read: ReadProduct, leads: Leads, outcome: ChunkOutcome): Matched[] => {
  const { draft } = read
  const homes = draft.skus.map((sku) => {
    const key = codeKey(sku.code)
    return key === null ? undefined : leads.byCode.get(key)
  })
  const byCodes = [...new Set(homes.filter((home) => home !== undefined))]
  const byStore =
    leads.bySource.get(draft.key)?.productId ??
    (draft.externalId === null ? undefined : leads.byExternalProduct.get(draft.externalId)) ??
    draft.skus.map((sku) => leads.byExternalSku.get(sku.externalId ?? '')).find((id) => id !== undefined)
  if (byStore === undefined && byCodes.length > 1) {
    outcome.refused.push({ line: read.line, field: null, reason: 'conflict', detail: draft.name })
    return []
  }
  const productId = byStore ?? byCodes[0] ?? leads.byTitle.get(draft.name) ?? null
  const kept = draft.skus.filter((sku, at) => {
    const isElsewhere = homes[at] !== undefined && homes[at] !== productId
    if (isElsewhere)
      outcome.refused.push({
        line: read.skuLines[at] ?? read.line,
        field: null,
        reason: 'code_elsewhere',
        detail: sku.code ?? '',
      })
    return !isElsewhere
  })
  if (kept.length === 0) return []
  const skuLines = read.skuLines.filter((_line, at) => kept.includes(draft.skus[at] as SkuDraft))
  const taken = { ...draft, skus: kept }
  return [{ read: { ...read, skuLines, draft: taken }, productId, hash: hashOf(taken) }]
}

export const hashOf = (draft: ProductDraft) => uuidOf(JSON.stringify(draft))

export interface Planned {
  id: string
  read: ReadProduct
  stored: StoredProduct | undefined
  plan: ProductPlan
  /** The id of each SKU of the plan, made where it is new. */
  skuIds: string[]
}

/**
 * Frees the codes that SKUs of the chunk give up, before any is given. A SKU whose code another one keeps is refused and
 * left out, and a product that has no other with it.
 */
export const withTheirCodes = async (
  tx: Tx,
  shopId: string,
  planned: readonly Planned[],
  outcome: ChunkOutcome,
): Promise<Planned[]> => {
  const wishes = planned.map(({ plan, skuIds }) =>
    plan.skus.map(({ known, change, draft }, at): CodeWish | null => {
      const key = codeKey(known ? change.code : draft.code)
      return key === null ? null : { skuId: skuIds[at] ?? '', key, holds: codeKey(known?.code) }
    }),
  )
  const all = wishes.flat().filter((wish) => wish !== null)
  const holders = await selectCodeHolders(
    tx,
    shopId,
    all.map(({ key }) => key),
  )
  const refused = refusedWishes(all, holders)
  await clearCodes(
    tx,
    all.filter((wish) => !refused.has(wish) && wish.holds !== null).map(({ skuId }) => skuId),
  )
  return planned.flatMap((one, index) => {
    const isKept = (_: unknown, at: number) => {
      const wish = wishes[index]?.[at] ?? null
      return wish === null || !refused.has(wish)
    }
    const { read, plan, skuIds } = one
    for (const [at, sku] of plan.skus.entries())
      if (!isKept(sku, at)) {
        const line = read.skuLines[at] ?? read.line
        outcome.refused.push({ line, field: null, reason: 'code_elsewhere', detail: sku.draft.code ?? '' })
        outcome.skus -= 1
      }
    const skus = plan.skus.filter(isKept)
    if (skus.length === 0 && plan.skus.length > 0) return []
    const draft = { ...read.draft, skus: read.draft.skus.filter(isKept) }
    return [{ ...one, read: { ...read, draft }, plan: { ...plan, skus }, skuIds: skuIds.filter(isKept) }]
  })
}
