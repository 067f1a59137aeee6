import type { BodyOf } from '#contract/endpoint.ts'
import type { RelationKind } from '#contract/products/kinds.ts'
import type { addFact, addRelation, Product, setPackaging } from '#contract/products/products.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { deleteRelation, endFactRow, putFacts, putPackaging, putRelation } from './details.store.ts'
import { wanted } from './product-desk.ts'
import { findProduct } from './products.store.ts'
import type { Changing } from './changing.ts'
import { ownSku } from './sku-changes.ts'

/** Facts, the packing standard and relations of a product. */
export const detailChanges = (changing: Changing) => ({
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
