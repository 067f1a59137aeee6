import type { Product } from '#contract/products/products.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, isUniqueViolation, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { ProductPorts } from './product-ports.ts'
import {
  findProduct,
  lockProduct,
  updateProduct,
  type ProductChange,
  type ProductRecord,
} from './products.store.ts'
import { showProduct } from './show.ts'

/** What a change did: the fields for the history, and what else to say of it; null: nothing was other than before. */
export interface Did {
  fields: string[]
  change?: ProductChange
  facts?: Record<string, unknown>
}

/** A code is one in the shop. */
export const codesTaken = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error, 'skus_code')) throw new AppError('name.taken', { field: 'code' })
    throw error
  }
}

/**
 * Runs one change on the locked product: new version and event where something was other, and the product as it then is.
 * @throws AppError not_found; state.version when `version` is given and no longer the product's.
 */
export const createChanging =
  ({ db, clock, directory }: ProductPorts) =>
  async (
    caller: MemberCaller,
    id: string,
    version: number | undefined,
    work: (tx: Tx, row: ProductRecord, now: Date) => Promise<Did | null>,
  ): Promise<Product> => {
    const facts = await directory.facts(caller.shopId)
    return codesTaken(() =>
      db.inShop(caller.shopId, async (tx) => {
        const row = await lockProduct(tx, id)
        if (!row) throw notFound()
        if (version !== undefined && row.version !== version)
          throw new AppError('state.version', { version: row.version })
        const now = clock.now()
        const did = await work(tx, row, now)
        if (did) {
          const next = await updateProduct(tx, now, id, did.change)
          await record(tx, now, {
            name: 'product.changed',
            subject: id,
            version: next,
            audience: ['desk'],
            actor: caller.memberId,
            facts: { fields: did.fields, ...did.facts },
          })
        }
        const after = await findProduct(tx, id)
        if (!after) throw notFound()
        return showProduct(tx, facts, caller, after)
      }),
    )
  }

export type Changing = ReturnType<typeof createChanging>
