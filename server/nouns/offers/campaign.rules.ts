/**
 * 活动改期 [PRC-06]: offers run within the times that were announced. When a campaign's times are corrected, its offers that ran
 * exactly with it go along; one with times of its own stays, and the correction is refused while it would lie outside.
 */
export interface Span {
  startsAt: Date
  endsAt: Date | null
}
export interface CampaignTimes {
  announcedAt: Date
  startsAt: Date
  endsAt: Date
}

/** What is wrong with a campaign's own times; null: nothing. */
export const judgeTimes = ({
  announcedAt,
  startsAt,
  endsAt,
}: CampaignTimes): 'after_start' | 'before_end' | null =>
  endsAt <= startsAt ? 'after_start' : announcedAt >= endsAt ? 'before_end' : null

/** Where an offer of the campaign is afterwards, and whether that lies outside of it. */
export const followCampaign = (
  offer: Span,
  before: Pick<CampaignTimes, 'startsAt' | 'endsAt'>,
  after: Pick<CampaignTimes, 'startsAt' | 'endsAt'>,
): Span & { isMoved: boolean; isOutside: boolean } => {
  const startsAt = isSame(offer.startsAt, before.startsAt) ? after.startsAt : offer.startsAt
  // An offer without an end ends with its campaign.
  const endsAt = offer.endsAt === null || isSame(offer.endsAt, before.endsAt) ? after.endsAt : offer.endsAt
  return {
    startsAt,
    endsAt,
    isMoved: !isSame(startsAt, offer.startsAt) || offer.endsAt === null || !isSame(endsAt, offer.endsAt),
    isOutside: startsAt < after.startsAt || endsAt > after.endsAt || endsAt <= startsAt,
  }
}

const isSame = (one: Date, other: Date): boolean => one.getTime() === other.getTime()
