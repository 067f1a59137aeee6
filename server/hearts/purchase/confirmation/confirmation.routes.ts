import { comparePayment } from '#contract/purchase/before-and-after-payment.ts'
import {
  confirmByBuyer,
  correctByBuyer,
  rateByBuyer,
  readBuyerConfirmation,
} from '#contract/purchase/buyer-confirmation.ts'
import {
  answerConfirmation,
  askConfirmation,
  decideHold,
  listChatConfirmations,
  listConfirmations,
  makeConfirmationLink,
  readOrderConfirmation,
  revokeLinks,
  sendConfirmation,
  sendTips,
  takeCorrection,
} from '#contract/purchase/confirmation.ts'
import {
  changeConfirmationRules,
  readConfirmationSetup,
  watchStore,
} from '#contract/purchase/confirmation-setup.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Confirmations } from './confirmations.ts'

/** Reads and writes of one link within a minute; a person needs a few. */
const perLink = 60
const reportDays = 30

export const registerConfirmationRoutes = (http: HttpServer, confirmations: Confirmations): void => {
  const { desk, opening, sending, answering, buyer } = confirmations
  http.route(listConfirmations, ({ caller, query }) => desk.list(caller, query))
  http.route(readOrderConfirmation, ({ caller, params }) => desk.ofOrder(caller, params.id))
  http.route(askConfirmation, ({ caller, params, body }) => opening.ask(caller, params.id, body.doubt))
  http.route(listChatConfirmations, ({ caller, params }) => desk.ofChat(caller, params.id))
  http.route(sendConfirmation, ({ caller, params, body }) => sending.send(caller, params.id, body))
  http.route(makeConfirmationLink, ({ caller, params }) => sending.link(caller, params.id), {
    holdsSecret: true,
  })
  http.route(answerConfirmation, ({ caller, params, body }) => answering.answer(caller, params.id, body))
  http.route(takeCorrection, ({ caller, params, body }) => answering.take(caller, params.id, body))
  http.route(decideHold, ({ caller, params, body }) => answering.decide(caller, params.id, body))
  http.route(sendTips, ({ caller, params, body }) => sending.tips(caller, params.id, body))
  http.route(revokeLinks, ({ caller, params }) => sending.revoke(caller, params.id))
  http.route(readConfirmationSetup, ({ caller }) => desk.setup(caller))
  http.route(changeConfirmationRules, ({ caller, body }) => desk.changeRules(caller, body.rules))
  http.route(watchStore, async ({ caller, params, body }) => {
    const setup = await desk.watch(caller, params.id, body)
    if (body.isWatched) await opening.look(caller.shopId)
    return setup
  })
  http.route(comparePayment, ({ caller, query }) => desk.compare(caller, query.days ?? reportDays))
  http.route(readBuyerConfirmation, ({ caller }) => buyer.read(caller), { limit: perLink })
  http.route(confirmByBuyer, ({ caller, body }) => buyer.confirm(caller, body.version), { limit: perLink })
  http.route(correctByBuyer, ({ caller, body }) => buyer.correct(caller, body.correction), { limit: perLink })
  http.route(rateByBuyer, ({ caller, body }) => buyer.rate(caller, body.rating, body.line), {
    limit: perLink,
  })
}
