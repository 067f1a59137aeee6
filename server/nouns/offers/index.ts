export { createCouponDesk } from './coupon-desk.ts'
export { createFreight, freightAuthority, type Freight } from './freight.ts'
export { createGuarantee, type Guarantee } from './guarantee.ts'
export { createOfferDesk, type OfferPorts } from './offer-desk.ts'
export { createPolicyDesk, policyInForce } from './policy.ts'
export { createSpecials } from './specials.ts'
export { registerOfferRoutes } from './offers.routes.ts'
export { buyerFacts, pricedLines, priceLines, reckon } from './reckoning.ts'
export { readTalk } from './talked-about.ts'
export { findConversation, selectBasket, selectSaid, type Line } from './basket.store.ts'
export { selectOffersBetween, selectStanding, type OfferRecord } from './offers.store.ts'
export {
  endBargains,
  findBargain,
  findOpenBargain,
  giveOpenBargain,
  noteAttempts,
  selectBargainingShops,
  selectBargains,
  selectHeard,
  sumBargains,
  updateBargain,
  type ShownBargain,
} from './bargains.store.ts'
export {
  findOrder,
  replaceMissed,
  selectMissed,
  selectOfferingShops,
  selectOrderLines,
  selectPlaced,
  selectTalkBefore,
  selectUsedFor,
  settleMissedRow,
  type MissedRecord,
  type NewMissed,
  type OrderLine,
  type OrderRecord,
} from './missed.store.ts'
export { selectMerits, selectPriceStories } from './worries.store.ts'
export { createPairs } from './pairs.ts'
export { findRun, selectCandidates, selectProductFacts, type CandidateRow } from './pairs.store.ts'
export {
  countMade,
  insertRecommendation,
  selectMade,
  selectSides,
  type SideRow,
} from './recommendations.store.ts'
