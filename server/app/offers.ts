import { createBargaining, type SaidLine } from '#hearts/purchase/price/bargaining.ts'
import { createMissedOffers } from '#hearts/purchase/price/missed-offers.ts'
import { createPricePanel } from '#hearts/purchase/price/price-panel.ts'
import { registerPriceRoutes } from '#hearts/purchase/price/price.routes.ts'
import { createContribution } from '#hearts/purchase/recommendations/contribution.ts'
import {
  createRecommending,
  type RecommendationPorts,
} from '#hearts/purchase/recommendations/recommending.ts'
import { registerRecommendationRoutes } from '#hearts/purchase/recommendations/recommendations.routes.ts'
import {
  createCouponDesk,
  createFreight,
  createGuarantee,
  createOfferDesk,
  createPairs,
  createPolicyDesk,
  createSpecials,
  registerOfferRoutes,
  type OfferPorts,
} from '#nouns/offers/index.ts'
import type { Words } from '#nouns/promises/index.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import type { HttpServer } from '#platform/http/server.ts'

export interface ComposedOfferPorts extends OfferPorts {
  words: Words
  background(name: string, work: Promise<unknown>): void
  /** What the selling conversation knows of a buyer. */
  selling: Pick<RecommendationPorts, 'isUnsuitable' | 'hasNeedsNote'>
}

/** Wires offers, prices and recommendations: routes, what they hear, and what recurs. */
export const composeOffers = ({ words, background, selling, ...ports }: ComposedOfferPorts) => {
  const desk = createOfferDesk(ports)
  const guarantee = createGuarantee({ ...ports, words })
  const freight = createFreight(ports)
  const bargaining = createBargaining(ports)
  const missed = createMissedOffers({ ...ports, freight, guarantee })
  const pairs = createPairs(ports)
  const recommending = createRecommending({ ...ports, ...selling })
  return {
    desk,
    guarantee,
    freight,
    bargaining,
    missed,
    pairs,
    recommending,
    coupons: createCouponDesk(ports),
    policy: createPolicyDesk(ports),
    handlers: pairs.handlers,
    /** Prices and messages are looked at as they come; whatever was not heard, the recurring work finds. */
    onEvent: (event: LoggedEvent): void => {
      const { shop, name, facts } = event
      const said = saidIn(event)
      if (said) background('bargaining', bargaining.hear(shop, said))
      const isPrice =
        name === 'product.changed' && Array.isArray(facts['fields']) && facts['fields'].includes('prices')
      if (
        isPrice ||
        name === 'catalogue.changed' ||
        (name === 'offer.changed' && facts['kind'] === 'special')
      )
        background('price guarantee', guarantee.watch(shop))
      if (name === 'import.finished') {
        background('bargains', bargaining.settle(shop))
        background('recommendations', pairs.leaveSoon(shop))
      }
      // The orders of an import name products only once the catalogue has taken them in.
      if (name === 'catalogue.changed') background('missed offers', missed.judge(shop, null))
    },
    /** Each hour. */
    lookAgain: async (): Promise<void> => {
      await guarantee.watchAll()
      await bargaining.hearMissed()
      await bargaining.settleAll()
      await missed.judgeAll()
      await pairs.leaveStale()
    },
    register: (http: HttpServer): void => {
      registerOfferRoutes(http, {
        desk,
        coupons: createCouponDesk(ports),
        policy: createPolicyDesk(ports),
        specials: createSpecials(ports),
      })
      registerPriceRoutes(http, {
        panel: createPricePanel({ ...ports, freight }),
        freight,
        bargaining,
        missed,
        guarantee,
      })
      registerRecommendationRoutes(http, { recommending, contribution: createContribution(ports) })
    },
  }
}

/** The message of an event of this process, which carries the filled row; another process hears its own. */
const saidIn = ({ name, subject, filled }: LoggedEvent): SaidLine | null => {
  if (name !== 'message.posted') return null
  const message = filled?.['desk']?.['message'] as
    | { id: string; author: string; text: string; at: string }
    | undefined
  return message ? { ...message, conversationId: subject, at: new Date(message.at) } : null
}
