import {
  changeCustomer,
  findCustomers,
  mergeCustomer,
  noteTrait,
  readCustomer,
  readTimeline,
  search,
  undoMerge,
} from '#contract/customers/customers.ts'
import { acceptLink, dismissLink, readLinks } from '#contract/customers/links.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { CustomerDesk } from './desk.ts'

export const registerCustomerRoutes = (http: HttpServer, desk: CustomerDesk): void => {
  http.route(findCustomers, ({ caller, query }) => desk.find(caller, query))
  http.route(readCustomer, ({ caller, params }) => desk.read(caller, params.id))
  http.route(changeCustomer, ({ caller, params, body }) => desk.change(caller, params.id, body))
  http.route(noteTrait, ({ caller, params, body }) => desk.note(caller, params.id, body))
  http.route(mergeCustomer, ({ caller, params, body }) => desk.merge(caller, params.id, body))
  http.route(undoMerge, ({ caller, params, body }) => desk.unmerge(caller, params.id, params.merge, body))
  http.route(readLinks, ({ caller, query }) => desk.links(caller, query))
  http.route(acceptLink, ({ caller, params, body }) => desk.accept(caller, params.id, body))
  http.route(dismissLink, ({ caller, params }) => desk.dismiss(caller, params.id))
  http.route(readTimeline, ({ caller, params, query }) => desk.timeline(caller, params.id, query))
  http.route(search, ({ caller, query }) => desk.search(caller, query))
}
