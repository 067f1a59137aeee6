import { changeContactPolicy, listContactPolicies } from '#contract/touches/contact-policy.ts'
import {
  changeTouchRules,
  liftNoMore,
  noteNoMore,
  readCustomerTouches,
  readTouchRules,
} from '#contract/touches/touches.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { ContactPolicies } from './contact-policies.ts'
import type { TouchDesk } from './touch-desk.ts'

export const registerTouchRoutes = (http: HttpServer, policies: ContactPolicies): void => {
  http.route(listContactPolicies, ({ caller }) => policies.list(caller))
  http.route(changeContactPolicy, ({ caller, params, body }) =>
    policies.change(caller, params.id, body.policy),
  )
}
export const registerTouchLedgerRoutes = (http: HttpServer, desk: TouchDesk): void => {
  http.route(readCustomerTouches, ({ caller, params }) => desk.ofCustomer(caller, params.id))
  http.route(noteNoMore, ({ caller, params, body }) => desk.noMore(caller, params.id, body.said))
  http.route(liftNoMore, ({ caller, params, body }) => desk.lift(caller, params.id, body.why))
  http.route(readTouchRules, ({ caller }) => desk.rules(caller))
  http.route(changeTouchRules, ({ caller, body }) => desk.changeRules(caller, body))
}
