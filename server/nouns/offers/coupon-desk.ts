import { randomInt } from 'node:crypto'
import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import {
  offerLimits,
  type addCoupon,
  type changeCoupon,
  type Coupon,
  type listCoupons,
  type useOffer,
} from '#contract/offers/offers.ts'
import type { TermsOf } from '#contract/offers/terms.ts'
import { record } from '#platform/events/record.ts'
import { AppError, isUniqueViolation, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { newId } from '#platform/ids/ids.ts'
import { findConversation } from './basket.store.ts'
import {
  countUses,
  insertCoupon,
  insertUse,
  isSamePerson,
  lockCoupon,
  lockCouponOf,
  selectCoupons,
  selectUses,
  updateCoupon,
  withdrawCouponRow,
  type CouponRecord,
} from './coupons.store.ts'
import { findOrderStore } from './freight.store.ts'
import { invalid, tellChange } from './offer-change.ts'
import type { OfferPorts } from './offer-desk.ts'
import { findOffer, lockOffer, type OfferRecord } from './offers.store.ts'

/** Without letters and digits that are taken for one another when read aloud. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const madeUp = () => Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')

export type CouponDesk = ReturnType<typeof createCouponDesk>

/** 抵价券 [PRC-04]: codes, and what was used of them. */
export const createCouponDesk = ({ db, clock }: OfferPorts) => ({
  list: (
    caller: MemberCaller,
    offerId: string,
    query: QueryOf<typeof listCoupons>,
  ): Promise<ReplyOf<typeof listCoupons>> =>
    db.inShop(caller.shopId, async (tx) => {
      if (!(await findOffer(tx, offerId))) throw notFound()
      const limit = query.limit ?? 50
      const rows = await selectCoupons(tx, caller.shopId, offerId, decodeCursor(query.cursor), limit + 1)
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        rows: rows.slice(0, limit).map((row) => toCoupon(row, row.customer_name)),
        next: last ? encodeCursor(last.created_at, last.id) : null,
      }
    }),

  /** @throws AppError name.taken {field: code}; state.conflict for an offer that is no coupon, or beyond 1000 codes. */
  add: async (caller: MemberCaller, offerId: string, body: BodyOf<typeof addCoupon>): Promise<Coupon> => {
    try {
      return await db.inShop(caller.shopId, async (tx) => {
        const offer = await findOffer(tx, offerId)
        if (!offer) throw notFound()
        if (offer.kind !== 'coupon' || offer.state === 'ended')
          throw new AppError('state.conflict', { kind: offer.kind, state: offer.state })
        if (offer.coupon_count >= offerLimits.coupons)
          throw new AppError('state.conflict', { most: offerLimits.coupons })
        const now = clock.now()
        const id = newId()
        const code = body.code ?? madeUp()
        const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null
        const mostUses = body.mostUses ?? null
        const customerId = body.customerId ?? null
        await insertCoupon(tx, now, caller.shopId, {
          id,
          offerId,
          code,
          customerId,
          expiresAt,
          mostUses,
          by: caller.memberId,
        })
        await record(tx, now, {
          name: 'offer.changed',
          subject: offerId,
          version: offer.version,
          audience: ['desk'],
          actor: caller.memberId,
          facts: { kind: 'coupon', coupon: id },
        })
        const [row] = await selectCoupons(tx, caller.shopId, offerId, null, 1)
        if (!row) throw notFound()
        return toCoupon(row, row.customer_name)
      })
    } catch (error) {
      if (isUniqueViolation(error, 'coupons_code')) throw new AppError('name.taken', { field: 'code' })
      throw error
    }
  },

  /** @throws AppError not_found; state.version; state.conflict for a withdrawn code; request.invalid below its uses. */
  change: (
    caller: MemberCaller,
    offerId: string,
    id: string,
    body: BodyOf<typeof changeCoupon>,
  ): Promise<Coupon> =>
    db.inShop(caller.shopId, async (tx) => {
      const row = await lockCouponOf(tx, offerId, id)
      if (!row) throw notFound()
      if (row.version !== body.version) throw new AppError('state.version', { version: row.version })
      if (row.withdrawn_at !== null) throw new AppError('state.conflict', { state: 'withdrawn' })
      const mostUses = body.mostUses === undefined ? row.most_uses : body.mostUses
      if (mostUses !== null && mostUses < row.uses) throw invalid('/body/mostUses', 'below_uses')
      const expiresAt =
        body.expiresAt === undefined
          ? row.expires_at
          : body.expiresAt === null
            ? null
            : new Date(body.expiresAt)
      const changed = await updateCoupon(tx, id, { expires_at: expiresAt, most_uses: mostUses })
      if (!changed) throw notFound()
      await tellChange(tx, clock.now(), caller, offerId, 1, { kind: 'coupon', coupon: id })
      return toCoupon(changed, changed.customer_name)
    }),

  withdraw: (caller: MemberCaller, offerId: string, id: string): Promise<Record<string, never>> =>
    db.inShop(caller.shopId, async (tx) => {
      if (!(await withdrawCouponRow(tx, clock.now(), offerId, id))) throw notFound()
      await record(tx, clock.now(), {
        name: 'offer.changed',
        subject: offerId,
        version: 1,
        audience: ['desk'],
        actor: caller.memberId,
        facts: { kind: 'coupon', withdrawn: id },
      })
      return {}
    }),

  /**
   * Remembers one use. The same order, or the same conversation where there is no order, counts once.
   * @throws AppError not_found; offer.unusable {why: no_code | used_up | over | not_theirs}.
   */
  use: (caller: MemberCaller, offerId: string, body: BodyOf<typeof useOffer>): Promise<{ uses: number }> =>
    db.inShop(caller.shopId, async (tx) => {
      // The offer's row is held, so that two uses at once cannot both be the last one.
      const offer = await lockOffer(tx, offerId)
      if (!offer) throw notFound()
      const now = clock.now()
      const order = body.orderId == null ? null : await findOrderStore(tx, body.orderId)
      const talk = body.conversationId == null ? null : await findConversation(tx, body.conversationId)
      // Whoever leaves the buyer out does not escape what each may use.
      const customerId = body.customerId ?? order?.customer_id ?? talk?.customer_id ?? null
      const target = body.orderId ?? body.conversationId ?? customerId
      if (!target) throw new AppError('request.invalid', { problems: [{ path: '/body', rule: 'whose' }] })
      const coupon =
        offer.kind === 'coupon'
          ? await lockCoupon(tx, caller.shopId, (body.code ?? '').trim().toUpperCase())
          : null
      const used = customerId === null ? 0 : ((await selectUses(tx, caller.shopId, customerId))[offerId] ?? 0)
      const isTheirs =
        !coupon || coupon.customer_id === null || (await isSamePerson(tx, coupon.customer_id, customerId))
      const why = whyUnusable(offer, coupon, isTheirs, used, now)
      const key = coupon ? `${coupon.id}:${target}` : target
      const known = await insertUse(tx, now, caller.shopId, {
        id: newId(),
        offerId,
        couponId: coupon?.id ?? null,
        customerId,
        orderId: body.orderId ?? null,
        conversationId: body.conversationId ?? null,
        key,
        by: caller.memberId,
      })
      // The very use again: nothing is refused and nothing counted.
      if (known && why) throw new AppError('offer.unusable', { why })
      if (known)
        await record(tx, now, {
          name: 'offer.used',
          subject: offerId,
          version: offer.version,
          audience: ['desk'],
          timeline: customerId,
          actor: caller.memberId,
          facts: { kind: offer.kind, name: offer.name },
        })
      return { uses: await countUses(tx, caller.shopId, offerId) }
    }),
})

const whyUnusable = (
  offer: OfferRecord,
  coupon: CouponRecord | null,
  isTheirs: boolean,
  used: number,
  now: Date,
): string | null => {
  if (offer.state !== 'running' || (offer.ends_at !== null && offer.ends_at <= now)) return 'over'
  if (offer.starts_at > now) return 'not_yet'
  if (offer.kind === 'half_year_gift') return used > 0 ? 'used_up' : null
  if (offer.kind !== 'coupon') return null
  if (!coupon || coupon.offer_id !== offer.id || coupon.withdrawn_at !== null) return 'no_code'
  if (!isTheirs) return 'not_theirs'
  if (coupon.expires_at !== null && coupon.expires_at <= now) return 'over'
  if (coupon.most_uses !== null && coupon.uses >= coupon.most_uses) return 'used_up'
  return used >= (offer.terms as TermsOf<'coupon'>).perCustomer ? 'used_up' : null
}

const toCoupon = (row: CouponRecord, customerName: string | null): Coupon => ({
  id: row.id,
  code: row.code,
  customerId: row.customer_id,
  customerName,
  expiresAt: row.expires_at?.toISOString() ?? null,
  mostUses: row.most_uses,
  uses: row.uses,
  isWithdrawn: row.withdrawn_at !== null,
  createdAt: row.created_at.toISOString(),
  version: row.version,
})
