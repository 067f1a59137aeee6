import type { ReplyOf } from '#contract/endpoint.ts'
import type { listImportMappings } from '#contract/orders/orders.ts'
import type { Tx } from '#platform/database/database.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import type { ImportPorts } from './import-ports.ts'
import type { HeaderOfFile, ImportRecord } from './imports.store.ts'
import {
  deleteKeptMapping,
  findKeptMapping,
  keepMapping,
  selectKeptMappings,
  type KeptMapping,
} from './mappings.store.ts'

/** The mapping of an import that begins to run, kept for its store: the next file with this header is read by it. */
export const keepMappingOf = async (tx: Tx, row: ImportRecord, at: Date): Promise<void> => {
  const { mapping, header_key: key, headers, store_id: storeId } = row
  // Without a header of its own a file cannot be known again.
  if (!mapping || key === null || headers === null || storeId === null || mapping.file?.headers) return
  const name = mapping.name?.trim() || row.file_name
  await keepMapping(tx, {
    id: newId(),
    shopId: row.shop_id,
    storeId,
    name: name.slice(0, 80),
    header: { names: headers, key },
    mapping,
    at,
  })
}

/** Mappings that the shop keeps. */
export const createMappings = ({ db, directory }: Pick<ImportPorts, 'db' | 'directory'>) => ({
  keptFor: async (shopId: string, header: HeaderOfFile | null): Promise<KeptMapping | null> =>
    header === null ? null : db.inShop(shopId, (tx) => findKeptMapping(tx, shopId, header.key)),

  list: async (caller: MemberCaller): Promise<ReplyOf<typeof listImportMappings>> => {
    const facts = await directory.facts(caller.shopId)
    const kept = await db.inShop(caller.shopId, (tx) => selectKeptMappings(tx, caller.shopId))
    return {
      rows: kept.map((one) => ({
        id: one.id,
        name: one.name,
        storeId: one.store_id,
        storeName: facts.stores.get(one.store_id)?.name ?? '',
        headers: one.headers,
        mapping: one.mapping,
        usedAt: one.used_at.toISOString(),
      })),
    }
  },

  /** @throws AppError not_found */
  forget: async (caller: MemberCaller, id: string): Promise<void> => {
    if (!(await db.inShop(caller.shopId, (tx) => deleteKeptMapping(tx, id)))) throw notFound()
  },
})
