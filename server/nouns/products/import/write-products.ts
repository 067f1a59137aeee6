import type { Tx } from '#platform/database/database.ts'
import { findLeads } from './known.store.ts'
import { matchProduct, withTheirCodes, type ChunkOutcome } from './match-products.ts'
import type { ReadProduct } from './product-draft.rules.ts'
import { ProductWriter, readHeld, type Target } from './product-writer.ts'

/** Takes a chunk of products into the catalogue. Whoever calls holds the catalogue's lock. */
export const writeProducts = async (
  tx: Tx,
  now: Date,
  target: Target,
  chunk: readonly ReadProduct[],
): Promise<ChunkOutcome> => {
  const outcome: ChunkOutcome = { created: 0, updated: 0, unchanged: 0, skus: 0, refused: [] }
  const leads = await findLeads(
    tx,
    target.shopId,
    target.storeId,
    chunk.map(({ draft }) => draft),
  )
  const matched = chunk.flatMap((read) => matchProduct(read, leads, outcome))
  const changing = matched.filter(({ read, hash, productId }) => {
    outcome.skus += read.draft.skus.length
    const source = leads.bySource.get(read.draft.key)
    if (source?.contentHash !== hash || source.productId !== productId) return true
    outcome.unchanged += 1
    return false
  })
  const ids = [...new Set(changing.flatMap(({ productId }) => productId ?? []))]
  const held = await readHeld(tx, target.storeId, ids)
  const writer = new ProductWriter(tx, now, target, held, outcome)
  const planned = changing.map((one) =>
    writer.plan(one, leads.bySource.get(one.read.draft.key)?.draft ?? null),
  )
  for (const one of await withTheirCodes(tx, target.shopId, planned, outcome)) await writer.take(one)
  await writer.end()
  return outcome
}
