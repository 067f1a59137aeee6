import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface CampaignRecord {
  id: string
  name: string
  announced_at: Date
  starts_at: Date
  ends_at: Date
  note: string
  version: number
}
export interface ListedCampaign extends CampaignRecord {
  offers: number
}
const columns = sql`c.id, c.name, c.announced_at, c.starts_at, c.ends_at, c.note, c.version`
const listed = sql`${columns},
  (select count(*)::int from offers.offers o where o.shop_id = c.shop_id and o.campaign_id = c.id) as offers`

export const selectCampaigns = async (tx: Tx, shopId: string): Promise<ListedCampaign[]> =>
  (
    await sql<ListedCampaign>`select ${listed} from offers.campaigns c where c.shop_id = ${shopId}
      order by c.starts_at desc, c.id desc limit 100`.execute(tx)
  ).rows

export const findListedCampaign = async (tx: Tx, id: string): Promise<ListedCampaign | null> =>
  (await sql<ListedCampaign>`select ${listed} from offers.campaigns c where c.id = ${id}`.execute(tx))
    .rows[0] ?? null

/** Held until the transaction ends, so that neither its times move nor it goes while an offer is put into it. */
export const lockCampaign = async (tx: Tx, id: string): Promise<CampaignRecord | null> =>
  (
    await sql<CampaignRecord>`select ${columns} from offers.campaigns c where c.id = ${id} for update`.execute(
      tx,
    )
  ).rows[0] ?? null

export const insertCampaign = async (
  tx: Tx,
  now: Date,
  shopId: string,
  campaign: Omit<CampaignRecord, 'version'>,
  by: string | null,
): Promise<void> => {
  await tx
    .insertInto('offers.campaigns')
    .values({ ...campaign, shop_id: shopId, created_at: now, created_by: by })
    .execute()
}

export const updateCampaign = async (tx: Tx, { id, ...campaign }: CampaignRecord): Promise<void> => {
  await tx.updateTable('offers.campaigns').set(campaign).where('id', '=', id).execute()
}

export const deleteCampaign = async (tx: Tx, id: string): Promise<void> => {
  await tx.deleteFrom('offers.campaigns').where('id', '=', id).execute()
}

export interface CampaignOffer {
  id: string
  name: string
  starts_at: Date
  ends_at: Date | null
}
/** Offers of a campaign that have not ended; one that ended with the campaign itself comes back with it. */
export const lockOffersOf = async (
  tx: Tx,
  shopId: string,
  campaign: Pick<CampaignRecord, 'id' | 'ends_at'>,
  now: Date,
): Promise<CampaignOffer[]> =>
  (
    await sql<CampaignOffer>`select id, name, starts_at, ends_at from offers.offers
      where shop_id = ${shopId} and campaign_id = ${campaign.id} and state <> 'ended'
        and (ends_at is null or ends_at > ${now} or ends_at = ${campaign.ends_at}) order by id for update`.execute(
      tx,
    )
  ).rows

/** Moves an offer in time. Begun earlier, it still promises nothing to an order placed before now. Returns its version. */
export const moveOffer = async (
  tx: Tx,
  now: Date,
  { id, starts_at, ends_at }: Pick<CampaignOffer, 'id' | 'starts_at' | 'ends_at'>,
): Promise<number> =>
  (
    await sql<{
      version: number
    }>`update offers.offers set starts_at = ${starts_at}, ends_at = ${ends_at}, updated_at = ${now}, version = version + 1,
        running_since = case when running_since is not null and ${starts_at}::timestamptz < starts_at then ${now} else running_since end
      where id = ${id} returning version`.execute(tx)
  ).rows[0]?.version ?? 1
