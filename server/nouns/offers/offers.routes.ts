import {
  addCoupon,
  changeCampaign,
  changeCoupon,
  changeOffer,
  createCampaign,
  createOffer,
  listCampaigns,
  listCoupons,
  listOffers,
  readPolicy,
  readPolicyHistory,
  readSpecialEffect,
  removeCampaign,
  setBasket,
  setPolicy,
  tryOffers,
  useOffer,
  withdrawCoupon,
} from '#contract/offers/offers.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { CouponDesk } from './coupon-desk.ts'
import type { OfferDesk } from './offer-desk.ts'
import type { PolicyDesk } from './policy.ts'
import type { createSpecials } from './specials.ts'

export const registerOfferRoutes = (
  http: HttpServer,
  {
    desk,
    coupons,
    policy,
    specials,
  }: {
    desk: OfferDesk
    coupons: CouponDesk
    policy: PolicyDesk
    specials: ReturnType<typeof createSpecials>
  },
): void => {
  http.route(listOffers, ({ caller, query }) => desk.list(caller, query))
  http.route(createOffer, ({ caller, body }) => desk.create(caller, body))
  http.route(changeOffer, ({ caller, params, body }) => desk.change(caller, params.id, body))
  http.route(tryOffers, ({ caller, body }) => desk.try(caller, body))
  http.route(setBasket, ({ caller, params, body }) => desk.setBasket(caller, params.id, body))
  http.route(listCoupons, ({ caller, params, query }) => coupons.list(caller, params.id, query))
  http.route(addCoupon, ({ caller, params, body }) => coupons.add(caller, params.id, body))
  http.route(changeCoupon, ({ caller, params, body }) =>
    coupons.change(caller, params.id, params.couponId, body),
  )
  http.route(withdrawCoupon, ({ caller, params }) => coupons.withdraw(caller, params.id, params.couponId))
  http.route(useOffer, ({ caller, params, body }) => coupons.use(caller, params.id, body))
  http.route(listCampaigns, ({ caller }) => desk.campaigns(caller))
  http.route(createCampaign, ({ caller, body }) => desk.addCampaign(caller, body))
  http.route(changeCampaign, ({ caller, params, body }) => desk.changeCampaign(caller, params.id, body))
  http.route(removeCampaign, ({ caller, params }) => desk.removeCampaign(caller, params.id))
  http.route(readSpecialEffect, ({ caller, params }) => specials.effect(caller, params.id))
  http.route(readPolicy, ({ caller }) => policy.read(caller))
  http.route(setPolicy, ({ caller, body }) => policy.set(caller, body))
  http.route(readPolicyHistory, ({ caller }) => policy.history(caller))
}
