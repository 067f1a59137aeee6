import {
  allowFreight,
  changeBargain,
  listBargains,
  listMissed,
  listRefunds,
  readBargainSummary,
  readOrderOffers,
  readPricePanel,
  settleMissed,
  takeFreightBack,
} from '#contract/purchase/price.ts'
import type { Freight, Guarantee } from '#nouns/offers/index.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Bargaining } from './bargaining.ts'
import type { MissedOffers } from './missed-offers.ts'
import type { createPricePanel } from './price-panel.ts'

export const registerPriceRoutes = (
  http: HttpServer,
  {
    panel,
    freight,
    bargaining,
    missed,
    guarantee,
  }: {
    panel: ReturnType<typeof createPricePanel>
    freight: Freight
    bargaining: Bargaining
    missed: MissedOffers
    guarantee: Guarantee
  },
): void => {
  http.route(readPricePanel, ({ caller, params }) => panel.read(caller, params.id))
  http.route(allowFreight, ({ caller, params, body }) => freight.allow(caller, params.id, body))
  http.route(takeFreightBack, ({ caller, params }) => freight.takeBack(caller, params.id))
  http.route(listBargains, ({ caller, query }) => bargaining.list(caller, query))
  http.route(changeBargain, ({ caller, params, body }) => bargaining.change(caller, params.id, body))
  http.route(readBargainSummary, ({ caller }) => bargaining.summary(caller))
  http.route(listMissed, ({ caller, query }) => missed.list(caller, query))
  http.route(settleMissed, ({ caller, params, body }) =>
    missed.settle(caller, params.orderId, params.offerId, body.note),
  )
  http.route(readOrderOffers, ({ caller, params }) => missed.ofOrder(caller, params.id))
  http.route(listRefunds, ({ caller, query }) => guarantee.list(caller, query))
}
