import { changeContactPolicy, listContactPolicies } from '#contract/touches/contact-policy.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { ContactPolicies } from './contact-policies.ts'

export const registerTouchRoutes = (http: HttpServer, policies: ContactPolicies): void => {
  http.route(listContactPolicies, ({ caller }) => policies.list(caller))
  http.route(changeContactPolicy, ({ caller, params, body }) =>
    policies.change(caller, params.id, body.policy),
  )
}
