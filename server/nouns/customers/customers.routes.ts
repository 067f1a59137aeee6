import {
  changeCustomer,
  findCustomers,
  readCustomer,
  readTimeline,
  search,
} from '#contract/customers/customers.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { CustomerDesk } from './desk.ts'

export const registerCustomerRoutes = (http: HttpServer, desk: CustomerDesk): void => {
  http.route(findCustomers, ({ caller, query }) => desk.find(caller, query))
  http.route(readCustomer, ({ caller, params }) => desk.read(caller, params.id))
  http.route(changeCustomer, ({ caller, params, body }) => desk.change(caller, params.id, body))
  http.route(readTimeline, ({ caller, params, query }) => desk.timeline(caller, params.id, query))
  http.route(search, ({ caller, query }) => desk.search(caller, query))
}
