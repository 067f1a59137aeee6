import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { newId } from '#platform/ids/ids.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { writeAudit } from '../audit/audit.store.ts'
import { nameOf } from '../refusals.ts'
import { insertStore } from './shops.store.ts'
import { newWidget } from './widget-key.ts'

export interface WantedStore {
  shopId: string
  name: string
  platform: string
  currency: string
  timeZone: string
}

/**
 * Published for imports, which bring the orders of a store that the shop did not name before. Answers its id. Whoever keeps
 * the shop's facts at hand forgets them afterwards.
 * @throws unique violation `stores_shop_id_name_key`; AppError request.invalid for an empty name.
 */
export const openStore = async (
  tx: Tx,
  now: Date,
  secrets: Secrets,
  wanted: WantedStore,
  by: string | null,
): Promise<string> => {
  const id = newId()
  await insertStore(tx, now, {
    ...wanted,
    id,
    name: nameOf(wanted.name, 'storeName'),
    ...newWidget(secrets, wanted.platform),
  })
  await record(tx, now, { name: 'store.created', subject: id, version: 1, audience: ['desk'], actor: by })
  await writeAudit(tx, now, {
    action: 'store.created',
    subject: id,
    by,
    details: { platform: wanted.platform },
  })
  return id
}
