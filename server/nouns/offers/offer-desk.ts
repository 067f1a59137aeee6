import { isDeepStrictEqual } from 'node:util'
import { Value } from 'typebox/value'
import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import { exponentOf } from '#contract/money.ts'
import {
  offerLimits,
  type changeOffer,
  type createOffer,
  type listOffers,
  type Offer,
  type setBasket,
  type tryOffers,
} from '#contract/offers/offers.ts'
import { termShapes, type Given } from '#contract/offers/terms.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { newId } from '#platform/ids/ids.ts'
import { findConversation, replaceBasket, selectNames } from './basket.store.ts'
import { campaignDeeds } from './campaign-desk.ts'
import { lockCampaign } from './campaigns.store.ts'
import { invalid, named, tellChange } from './offer-change.ts'
import {
  findOffer,
  insertOffer,
  lockOffer,
  selectOffers,
  selectStanding,
  updateOffer,
  type ListedOffer,
  type OfferRecord,
} from './offers.store.ts'
import type { OfferPorts } from './offer-ports.ts'
import { pricedLines, priceLines, reckon } from './reckoning.ts'
import { judgeTerms, productsOf } from './terms.rules.ts'

export type { OfferPorts }
export type OfferDesk = ReturnType<typeof createOfferDesk>

/** Offers and campaigns as the shop writes them, and trying them on a basket. */
export const createOfferDesk = (ports: OfferPorts) => ({ ...offerDeeds(ports), ...campaignDeeds(ports) })

const offerDeeds = ({ db, clock, directory }: OfferPorts) => {
  const answer = async (tx: Tx, id: string): Promise<Offer> => {
    const row = await findOffer(tx, id)
    if (!row) throw notFound()
    const [shown] = await show(tx, [row])
    if (!shown) throw notFound()
    return shown
  }
  return {
    list: (caller: MemberCaller, query: QueryOf<typeof listOffers>): Promise<ReplyOf<typeof listOffers>> =>
      db.inShop(caller.shopId, async (tx) => {
        const limit = query.limit ?? 100
        const rows = await selectOffers(
          tx,
          caller.shopId,
          clock.now(),
          query.view ?? 'current',
          decodeCursor(query.cursor),
          limit + 1,
        )
        const last = rows.length > limit ? rows[limit - 1] : undefined
        return {
          rows: await show(tx, rows.slice(0, limit)),
          next: last ? encodeCursor(last.starts_at, last.id) : null,
        }
      }),

    /** @throws AppError request.invalid naming each term that does not hold; state.conflict {most} beyond 200 running offers. */
    create: async (caller: MemberCaller, body: BodyOf<typeof createOffer>): Promise<Offer> => {
      const facts = await directory.facts(caller.shopId)
      const currency = body.currency ?? facts.currency
      if (exponentOf(currency) === undefined) throw invalid('/body/currency', 'currency')
      const given = readTerms(body.kind, body.terms)
      return db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const standing = await selectStanding(tx, caller.shopId, now, true, offerLimits.running + 1)
        if (standing.length >= offerLimits.running)
          throw new AppError('state.conflict', { most: offerLimits.running })
        const [startsAt, endsAt] = await period(tx, body, now)
        await checkProducts(tx, [...productsOf(given), ...body.productIds])
        const id = newId()
        const offer = {
          id,
          name: named(body.name),
          kind: body.kind,
          state: body.state,
          currency,
          terms: body.terms,
          audience: body.audience,
          product_ids: body.productIds,
          store_ids: body.storeIds,
          starts_at: startsAt,
          ends_at: endsAt,
          campaign_id: body.campaignId,
          running_since: body.state === 'running' ? now : null,
        }
        await insertOffer(tx, now, caller.shopId, offer, caller.memberId)
        await tellChange(tx, now, caller, id, 1, { kind: body.kind, state: body.state })
        return answer(tx, id)
      })
    },

    /** @throws AppError not_found; state.version; state.conflict for an offer that has ended. */
    change: (caller: MemberCaller, id: string, body: BodyOf<typeof changeOffer>): Promise<Offer> =>
      db.inShop(caller.shopId, async (tx) => {
        const row = await lockOffer(tx, id)
        if (!row) throw notFound()
        if (row.version !== body.version) throw new AppError('state.version', { version: row.version })
        if (row.state === 'ended') throw new AppError('state.conflict', { state: 'ended' })
        const now = clock.now()
        const change = await changeOf(tx, row, body, now)
        const version = await updateOffer(tx, now, id, change)
        await tellChange(tx, now, caller, id, version, { kind: row.kind, state: change.state ?? row.state })
        return answer(tx, id)
      }),

    try: async (caller: MemberCaller, body: BodyOf<typeof tryOffers>): Promise<ReplyOf<typeof tryOffers>> => {
      const { currency } = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const at = body.at === undefined ? clock.now() : new Date(body.at)
        const wanted = body.lines.map((line) => ({
          ...line,
          skuId: line.skuId ?? null,
          from: 'trial' as const,
        }))
        const lines = await priceLines(tx, caller.shopId, currency, at, wanted)
        const offers = await selectStanding(
          tx,
          caller.shopId,
          at,
          body.withDrafts ?? false,
          offerLimits.running,
        )
        const tried = offers.map((offer) =>
          offer.state === 'draft' ? { ...offer, state: 'running' as const } : offer,
        )
        const basket = {
          currency,
          storeId: body.storeId ?? null,
          lines: pricedLines(lines),
          freight: null,
        }
        const { verdict } = await reckon(tx, caller.shopId, tried, basket, body.customerId ?? null, at)
        return { lines, verdict }
      })
    },

    setBasket: (
      caller: MemberCaller,
      id: string,
      body: BodyOf<typeof setBasket>,
    ): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        if (!(await findConversation(tx, id))) throw notFound()
        const lines = new Map(
          body.lines.map((line) => [line.productId, { ...line, skuId: line.skuId ?? null }]),
        )
        await checkProducts(tx, [...lines.keys()])
        const now = clock.now()
        await replaceBasket(tx, now, caller.shopId, id, [...lines.values()], caller.memberId)
        await record(tx, now, {
          name: 'basket.changed',
          subject: id,
          version: 1,
          audience: ['desk'],
          actor: caller.memberId,
          facts: { lines: lines.size },
        })
        return {}
      }),
  }
}

const changeOf = async (
  tx: Tx,
  row: OfferRecord,
  body: BodyOf<typeof changeOffer>,
  now: Date,
): Promise<Partial<OfferRecord>> => {
  const given = readTerms(row.kind, body.terms ?? row.terms)
  await checkProducts(tx, [
    ...(body.terms === undefined ? [] : productsOf(given)),
    ...(body.productIds ?? []),
  ])
  const [startsAt, endsAt] = await period(
    tx,
    {
      startsAt: body.startsAt === undefined ? row.starts_at.toISOString() : body.startsAt,
      endsAt: body.endsAt === undefined ? (row.ends_at?.toISOString() ?? null) : body.endsAt,
      campaignId: body.campaignId === undefined ? row.campaign_id : body.campaignId,
    },
    now,
  )
  const state = body.state ?? row.state
  // What it gives has changed: an order placed before was promised something else.
  const isOther =
    differs(body.terms, row.terms) ||
    differs(body.audience, row.audience) ||
    differs(body.productIds?.toSorted(), row.product_ids.toSorted()) ||
    differs(body.storeIds?.toSorted(), row.store_ids.toSorted())
  return {
    ...(body.name === undefined ? {} : { name: named(body.name) }),
    ...(body.terms === undefined ? {} : { terms: body.terms }),
    ...(body.audience === undefined ? {} : { audience: body.audience }),
    ...(body.productIds === undefined ? {} : { product_ids: body.productIds }),
    ...(body.storeIds === undefined ? {} : { store_ids: body.storeIds }),
    ...(body.campaignId === undefined ? {} : { campaign_id: body.campaignId }),
    starts_at: startsAt,
    // Ended by hand: from now on, so that what was bought before is judged by it still.
    ends_at: state === 'ended' && (endsAt === null || endsAt > now) && startsAt < now ? now : endsAt,
    state,
    running_since: state === 'running' && (row.running_since === null || isOther) ? now : row.running_since,
  }
}

/** Whether this is given and is not what was there. */
const differs = (given: unknown, was: unknown): boolean =>
  given !== undefined && !isDeepStrictEqual(given, was)

/** From when to when; within the campaign's announced times where it belongs to one. */
const period = async (
  tx: Tx,
  body: { startsAt: string | null; endsAt: string | null; campaignId: string | null },
  now: Date,
): Promise<[Date, Date | null]> => {
  const campaign = body.campaignId === null ? null : await lockCampaign(tx, body.campaignId)
  if (body.campaignId !== null && !campaign) throw notFound()
  const startsAt = body.startsAt === null ? (campaign?.starts_at ?? now) : new Date(body.startsAt)
  const endsAt = body.endsAt === null ? (campaign?.ends_at ?? null) : new Date(body.endsAt)
  if (endsAt !== null && endsAt <= startsAt) throw invalid('/body/endsAt', 'after_start')
  if (campaign && (startsAt < campaign.starts_at || (endsAt ?? campaign.ends_at) > campaign.ends_at))
    throw invalid('/body/startsAt', 'outside_campaign')
  return [startsAt, endsAt]
}

const readTerms = (kind: OfferRecord['kind'], terms: unknown): Given => {
  if (!Value.Check(termShapes[kind], terms)) {
    const problems = [...Value.Errors(termShapes[kind], terms)]
      .slice(0, 10)
      .map(({ instancePath, keyword }) => ({ path: `/body/terms${instancePath}`, rule: keyword }))
    throw new AppError('request.invalid', { problems })
  }
  const given = { kind, terms } as Given
  const faults = judgeTerms(given)
  if (faults.length > 0)
    throw new AppError('request.invalid', {
      problems: faults.map((rule) => ({ path: '/body/terms', rule })),
    })
  return given
}

const checkProducts = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  const wanted = [...new Set(ids)]
  const known = new Set((await selectNames(tx, wanted)).map((one) => one.product_id))
  if (wanted.some((id) => !known.has(id))) throw invalid('/body/productIds', 'unknown')
}

const show = async (tx: Tx, rows: readonly ListedOffer[]): Promise<Offer[]> => {
  const idsOf = (row: ListedOffer) => [
    ...row.product_ids,
    ...productsOf({ kind: row.kind, terms: row.terms } as Given),
  ]
  const names = new Map(
    (await selectNames(tx, [...new Set(rows.flatMap(idsOf))])).map((one) => [one.product_id, one.name]),
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    state: row.state,
    currency: row.currency,
    terms: row.terms,
    audience: row.audience,
    productIds: row.product_ids,
    storeIds: row.store_ids,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at?.toISOString() ?? null,
    campaignId: row.campaign_id,
    products: Object.fromEntries(idsOf(row).map((id) => [id, names.get(id) ?? ''])),
    uses: row.uses,
    couponCount: row.coupon_count,
    version: row.version,
  }))
}
