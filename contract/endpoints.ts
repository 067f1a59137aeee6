import { nextItemEndpoints } from './care/next-items.ts'
import { addressingEndpoints } from './conversations/addressing.ts'
import { coachingEndpoints } from './conversations/coaching.ts'
import { conversationEndpoints } from './conversations/conversations.ts'
import { distributionEndpoints } from './conversations/distribution.ts'
import { joinEndpoints } from './conversations/joins.ts'
import { ownershipEndpoints } from './conversations/ownership.ts'
import { phraseEndpoints } from './conversations/phrases.ts'
import { rushEndpoints } from './conversations/rush.ts'
import { widgetEndpoints } from './conversations/widget.ts'
import { customerEndpoints } from './customers/customers.ts'
import type { BodyOf, Endpoint, KeyOf, ParamsOf, QueryOf, ReplyOf } from './endpoint.ts'
import { exportEndpoints } from './exports/exports.ts'
import { tableImportEndpoints } from './imports/table-imports.ts'
import { guardEndpoints } from './guard/guard.ts'
import { insightEndpoints } from './insight/home.ts'
import { platformEndpoints } from './insight/platforms.ts'
import { offerEndpoints } from './offers/offers.ts'
import { askedEndpoints } from './knowledge/asked.ts'
import { cardEndpoints } from './knowledge/cards.ts'
import { importEndpoints } from './knowledge/imports.ts'
import { articleEndpoints } from './knowledge/knowledge.ts'
import { packEndpoints } from './knowledge/packs.ts'
import { selfServiceEndpoints } from './knowledge/self-service.ts'
import { orderEndpoints } from './orders/orders.ts'
import { productEndpoints } from './products/products.ts'
import { wordEndpoints } from './promises/words.ts'
import { paymentComparisonEndpoints } from './purchase/before-and-after-payment.ts'
import { buyerConfirmationEndpoints } from './purchase/buyer-confirmation.ts'
import { concernEndpoints } from './purchase/concerns.ts'
import { confirmationSetupEndpoints } from './purchase/confirmation-setup.ts'
import { confirmationEndpoints } from './purchase/confirmation.ts'
import { priceEndpoints } from './purchase/price.ts'
import { prospectEndpoints } from './purchase/prospects.ts'
import { recommendationEndpoints } from './purchase/recommendations.ts'
import { sellingEndpoints } from './purchase/selling.ts'
import { rosterEndpoints } from './staff/roster.ts'
import { sessionEndpoints } from './staff/session.ts'
import { shopEndpoints } from './staff/shop.ts'
import { teamEndpoints } from './staff/team.ts'
import { touchEndpoints } from './touches/contact-policy.ts'
import { readTrainingRecord } from './training/record.ts'
import { touchLedgerEndpoints } from './touches/touches.ts'
import { trainingEndpoints } from './training/training.ts'

/** Every endpoint of the desk. Routes, clients, the access test and OpenAPI all read this list. */
export const endpoints = [
  ...sessionEndpoints,
  ...teamEndpoints,
  ...shopEndpoints,
  ...conversationEndpoints,
  ...coachingEndpoints,
  ...distributionEndpoints,
  ...ownershipEndpoints,
  ...rushEndpoints,
  ...joinEndpoints,
  ...widgetEndpoints,
  ...phraseEndpoints,
  ...addressingEndpoints,
  ...guardEndpoints,
  ...wordEndpoints,
  ...customerEndpoints,
  ...orderEndpoints,
  ...productEndpoints,
  ...tableImportEndpoints,
  ...articleEndpoints,
  ...askedEndpoints,
  ...importEndpoints,
  ...packEndpoints,
  ...cardEndpoints,
  ...selfServiceEndpoints,
  ...insightEndpoints,
  ...platformEndpoints,
  ...rosterEndpoints,
  ...trainingEndpoints,
  readTrainingRecord,
  ...exportEndpoints,
  ...sellingEndpoints,
  ...concernEndpoints,
  ...prospectEndpoints,
  ...offerEndpoints,
  ...priceEndpoints,
  ...recommendationEndpoints,
  ...touchEndpoints,
  ...touchLedgerEndpoints,
  ...nextItemEndpoints,
  ...confirmationEndpoints,
  ...confirmationSetupEndpoints,
  ...paymentComparisonEndpoints,
  ...buyerConfirmationEndpoints,
] as const

type All = (typeof endpoints)[number]
/**
 * The API as types only, keyed `METHOD /path`: browsers import this type and send the key itself,
 * so that no schema code reaches their bundle.
 */
export type Api = {
  [E in All as E extends Endpoint ? KeyOf<E> : never]: E extends Endpoint
    ? { params: ParamsOf<E>; query: QueryOf<E>; body: BodyOf<E>; reply: ReplyOf<E> }
    : never
}
export type ApiKey = keyof Api
