import type { SpecialEffect } from '#contract/offers/offers.ts'
import type { TermsOf } from '#contract/offers/terms.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { selectNames } from './basket.store.ts'
import type { OfferPorts } from './offer-desk.ts'
import { findOffer } from './offers.store.ts'
import { countVisits, selectEffect } from './specials.store.ts'

const dayMs = 86_400_000
/** Beyond it the comparison reads more than it says. */
const mostDays = 92

/**
 * 差异化定价 [PRC-03]: whether a few special prices draw buyers who then buy other goods at their usual price. Against as many
 * days before; what else differed between the two spans it cannot know.
 */
export const createSpecials = ({ db, clock }: OfferPorts) => ({
  effect: (caller: MemberCaller, id: string): Promise<SpecialEffect> =>
    db.inShop(caller.shopId, async (tx) => {
      const offer = await findOffer(tx, id)
      if (!offer) throw notFound()
      if (offer.kind !== 'special') throw new AppError('state.conflict', { kind: offer.kind })
      const now = clock.now()
      const from = offer.starts_at
      const end = offer.ends_at !== null && offer.ends_at < now ? offer.ends_at : now
      const to = new Date(
        Math.max(from.getTime(), Math.min(end.getTime(), from.getTime() + mostDays * dayMs)),
      )
      const before = new Date(from.getTime() - (to.getTime() - from.getTime()))
      const ids = (offer.terms as TermsOf<'special'>).prices.map(({ productId }) => productId)
      const names = (await selectNames(tx, ids)).map(({ name }) => name)
      const rows = await selectEffect(tx, caller.shopId, ids, offer.currency, [before, from, to])
      const of = (isDuring: boolean) => rows.find((row) => row.is_during === isDuring)
      const [during, earlier] = [of(true), of(false)]
      const money = (minor: number | undefined) => ({ minor: minor ?? 0, currency: offer.currency })
      return {
        from: from.toISOString(),
        to: to.toISOString(),
        days: (to.getTime() - from.getTime()) / dayMs,
        visits: {
          during: await countVisits(tx, caller.shopId, names, from, to),
          before: await countVisits(tx, caller.shopId, names, before, from),
        },
        orders: { during: during?.orders ?? 0, before: earlier?.orders ?? 0 },
        pulled: { orders: during?.pulled_orders ?? 0, amount: money(during?.pulled) },
        pulledBefore: { orders: earlier?.pulled_orders ?? 0, amount: money(earlier?.pulled) },
        regular: { during: money(during?.regular), before: money(earlier?.regular) },
        newBuyers: during?.new_buyers ?? 0,
      }
    }),
})
