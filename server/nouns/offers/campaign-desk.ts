import type { BodyOf } from '#contract/endpoint.ts'
import type { Campaign, changeCampaign, createCampaign } from '#contract/offers/offers.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { followCampaign, judgeTimes } from './campaign.rules.ts'
import {
  deleteCampaign,
  findListedCampaign,
  insertCampaign,
  lockCampaign,
  lockOffersOf,
  moveOffer,
  selectCampaigns,
  updateCampaign,
  type CampaignRecord,
  type ListedCampaign,
} from './campaigns.store.ts'
import { invalid, named, tellChange } from './offer-change.ts'
import type { OfferPorts } from './offer-ports.ts'

/** Campaigns with the times that were announced: made, corrected, and taken away while nothing hangs on them. */
export const campaignDeeds = ({ db, clock }: OfferPorts) => ({
  campaigns: (caller: MemberCaller): Promise<{ rows: Campaign[] }> =>
    db.inShop(caller.shopId, async (tx) => ({
      rows: (await selectCampaigns(tx, caller.shopId)).map(toCampaign),
    })),

  /** @throws AppError request.invalid: /body/endsAt after_start, /body/announcedAt before_end. */
  addCampaign: (caller: MemberCaller, body: BodyOf<typeof createCampaign>): Promise<Campaign> =>
    db.inShop(caller.shopId, async (tx) => {
      const now = clock.now()
      const [startsAt, endsAt] = [new Date(body.startsAt), new Date(body.endsAt)]
      const campaign = {
        id: newId(),
        name: named(body.name),
        // One that is over was announced when it began at the latest.
        announced_at:
          body.announcedAt !== undefined ? new Date(body.announcedAt) : now < endsAt ? now : startsAt,
        starts_at: startsAt,
        ends_at: endsAt,
        note: body.note?.trim() ?? '',
      }
      checkTimes(campaign)
      await insertCampaign(tx, now, caller.shopId, campaign, caller.memberId)
      await tellChange(tx, now, caller, campaign.id, 1, { kind: 'campaign' })
      return toCampaign({ ...campaign, version: 1, offers: 0 })
    }),

  /**
   * Offers that ran exactly with it go along.
   * @throws AppError not_found; state.version; request.invalid as above; state.conflict {outside: names of offers that would
   * then lie outside of its times}.
   */
  changeCampaign: (
    caller: MemberCaller,
    id: string,
    body: BodyOf<typeof changeCampaign>,
  ): Promise<Campaign> =>
    db.inShop(caller.shopId, async (tx) => {
      const row = await lockCampaign(tx, id)
      if (!row) throw notFound()
      if (row.version !== body.version) throw new AppError('state.version', { version: row.version })
      const now = clock.now()
      const next = {
        id,
        name: body.name === undefined ? row.name : named(body.name),
        announced_at: body.announcedAt === undefined ? row.announced_at : new Date(body.announcedAt),
        starts_at: body.startsAt === undefined ? row.starts_at : new Date(body.startsAt),
        ends_at: body.endsAt === undefined ? row.ends_at : new Date(body.endsAt),
        note: body.note?.trim() ?? row.note,
        version: row.version + 1,
      }
      checkTimes(next)
      await moveOffers(tx, now, caller, row, next)
      await updateCampaign(tx, next)
      await tellChange(tx, now, caller, id, next.version, { kind: 'campaign' })
      return show(tx, id)
    }),

  /** @throws AppError not_found; state.conflict {offers: how many hang on it}. */
  removeCampaign: (caller: MemberCaller, id: string): Promise<Record<string, never>> =>
    db.inShop(caller.shopId, async (tx) => {
      const row = await lockCampaign(tx, id)
      if (!row) throw notFound()
      const { offers } = (await findListedCampaign(tx, id)) ?? { offers: 0 }
      if (offers > 0) throw new AppError('state.conflict', { offers })
      await deleteCampaign(tx, id)
      await tellChange(tx, clock.now(), caller, id, row.version + 1, { kind: 'campaign', removed: true })
      return {}
    }),
})

const timesOf = (row: Pick<CampaignRecord, 'announced_at' | 'starts_at' | 'ends_at'>) => ({
  announcedAt: row.announced_at,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
})

const checkTimes = (row: Parameters<typeof timesOf>[0]): void => {
  const fault = judgeTimes(timesOf(row))
  if (fault) throw invalid(fault === 'before_end' ? '/body/announcedAt' : '/body/endsAt', fault)
}

const moveOffers = async (
  tx: Tx,
  now: Date,
  caller: MemberCaller,
  row: CampaignRecord,
  next: CampaignRecord,
): Promise<void> => {
  const [before, after] = [timesOf(row), timesOf(next)]
  const standing = await lockOffersOf(tx, caller.shopId, row, now)
  const places = standing.map((offer) => ({
    offer,
    place: followCampaign({ startsAt: offer.starts_at, endsAt: offer.ends_at }, before, after),
  }))
  const outside = places.filter(({ place }) => place.isOutside).map(({ offer }) => offer.name)
  if (outside.length > 0) throw new AppError('state.conflict', { outside: outside.slice(0, 10) })
  for (const { offer, place } of places.filter(({ place: { isMoved } }) => isMoved)) {
    const moved = { id: offer.id, starts_at: place.startsAt, ends_at: place.endsAt }
    const version = await moveOffer(tx, now, moved)
    await tellChange(tx, now, caller, offer.id, version, { kind: 'campaign' })
  }
}

const show = async (tx: Tx, id: string): Promise<Campaign> => {
  const row = await findListedCampaign(tx, id)
  if (!row) throw notFound()
  return toCampaign(row)
}

const toCampaign = (row: ListedCampaign): Campaign => ({
  id: row.id,
  name: row.name,
  announcedAt: row.announced_at.toISOString(),
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  note: row.note,
  offers: row.offers,
  version: row.version,
})
