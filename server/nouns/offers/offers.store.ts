import { sql } from 'kysely'
import type { Audience, OfferKind, OfferState } from '#contract/offers/kinds.ts'
import type { Given } from '#contract/offers/terms.ts'
import type { Tx } from '#platform/database/database.ts'
import type { Offer } from './engine.rules.ts'

export interface OfferRecord {
  id: string
  name: string
  kind: OfferKind
  state: OfferState
  currency: string
  terms: Record<string, unknown>
  audience: Audience
  product_ids: string[]
  store_ids: string[]
  starts_at: Date
  ends_at: Date | null
  campaign_id: string | null
  running_since: Date | null
  version: number
}
const columns = sql`id, name, kind, state, currency, terms, audience, product_ids, store_ids, starts_at, ends_at, campaign_id, running_since, version`

/** What the engine reckons with. */
export const toEngine = (row: OfferRecord): Offer => ({
  ...({ kind: row.kind, terms: row.terms } as Given),
  id: row.id,
  state: row.state,
  currency: row.currency,
  audience: row.audience,
  productIds: row.product_ids,
  storeIds: row.store_ids,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
})

/** Running offers that have not ended at `now`, planned ones too; drafts when asked for. */
export const selectStanding = async (
  tx: Tx,
  shopId: string,
  now: Date,
  withDrafts: boolean,
  most: number,
): Promise<OfferRecord[]> =>
  (
    await sql<OfferRecord>`select ${columns} from offers.offers
      where shop_id = ${shopId} and state = any (${withDrafts ? ['running', 'draft'] : ['running']}) and (ends_at is null or ends_at > ${now})
      order by starts_at desc, id desc limit ${most}`.execute(tx)
  ).rows

/** Offers under which something could be bought between two moments, ended since or not. */
export const selectOffersBetween = async (
  tx: Tx,
  shopId: string,
  from: Date,
  to: Date,
): Promise<OfferRecord[]> =>
  (
    await sql<OfferRecord>`select ${columns} from offers.offers
      where shop_id = ${shopId} and state in ('running', 'ended') and running_since is not null and running_since < ${to} and starts_at < ${to}
        and (ends_at is null or ends_at > ${from}) order by id limit 500`.execute(tx)
  ).rows

export interface ListedOffer extends OfferRecord {
  uses: number
  coupon_count: number
}
export const selectOffers = async (
  tx: Tx,
  shopId: string,
  now: Date,
  view: 'current' | 'ended',
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<ListedOffer[]> =>
  (
    await sql<ListedOffer>`select ${columns},
        (select count(*)::int from offers.uses u where u.shop_id = o.shop_id and u.offer_id = o.id) as uses,
        (select count(*)::int from offers.coupons c where c.shop_id = o.shop_id and c.offer_id = o.id and c.withdrawn_at is null) as coupon_count
      from offers.offers o where shop_id = ${shopId}
        and (state = 'ended' or coalesce(ends_at <= ${now}, false)) = ${view === 'ended'}
        ${cursor ? sql`and (starts_at, id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``}
      order by starts_at desc, id desc limit ${limit}`.execute(tx)
  ).rows

export const findOffer = async (tx: Tx, id: string): Promise<ListedOffer | null> =>
  (
    await sql<ListedOffer>`select ${columns},
        (select count(*)::int from offers.uses u where u.shop_id = o.shop_id and u.offer_id = o.id) as uses,
        (select count(*)::int from offers.coupons c where c.shop_id = o.shop_id and c.offer_id = o.id and c.withdrawn_at is null) as coupon_count
      from offers.offers o where id = ${id}`.execute(tx)
  ).rows[0] ?? null
export const lockOffer = async (tx: Tx, id: string): Promise<OfferRecord | null> =>
  (await sql<OfferRecord>`select ${columns} from offers.offers where id = ${id} for update`.execute(tx))
    .rows[0] ?? null

export type NewOffer = Omit<OfferRecord, 'version'>
export const insertOffer = async (
  tx: Tx,
  now: Date,
  shopId: string,
  offer: NewOffer,
  by: string | null,
): Promise<void> => {
  await tx
    .insertInto('offers.offers')
    .values({
      ...offer,
      shop_id: shopId,
      terms: JSON.stringify(offer.terms),
      created_at: now,
      updated_at: now,
      created_by: by,
    })
    .execute()
}
/** Returns the new version. */
export const updateOffer = async (
  tx: Tx,
  now: Date,
  id: string,
  change: Partial<Omit<NewOffer, 'id'>>,
): Promise<number> => {
  const { terms, ...rest } = change
  const row = await tx
    .updateTable('offers.offers')
    .set({
      ...rest,
      ...(terms === undefined ? {} : { terms: JSON.stringify(terms) }),
      updated_at: now,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}
