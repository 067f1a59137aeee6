import type { BodyOf } from '#contract/endpoint.ts'
import { exponentOf } from '#contract/money.ts'
import type { addPrice, Product } from '#contract/products/products.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { judgePrice } from './price.rules.ts'
import { closePrices, insertPrices, selectOpenPrices, selectPrices } from './prices.store.ts'
import { selectSkus } from './skus.store.ts'
import type { Changing } from './changing.ts'
import { ownSku } from './sku-changes.ts'

/** Prices of a product: closed and followed, never overwritten. */
export const priceChanges = (changing: Changing) => ({
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
