import {
  changeNextItemRules,
  declineNextItem,
  listChatNextItems,
  listNextItems,
  readNextItemReport,
  readNextItemRules,
  sendNextItem,
} from '#contract/care/next-items.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { NextItems } from './next-items.ts'

export const registerNextItemRoutes = (http: HttpServer, items: NextItems): void => {
  http.route(listNextItems, ({ caller, query }) => items.list(caller, query))
  http.route(listChatNextItems, ({ caller, params }) => items.ofChat(caller, params.id))
  http.route(sendNextItem, ({ caller, params, body }) => items.send(caller, params.id, body))
  http.route(declineNextItem, ({ caller, params, body }) => items.decline(caller, params.id, body))
  http.route(readNextItemRules, ({ caller }) => items.rules(caller))
  http.route(changeNextItemRules, ({ caller, body }) => items.changeRules(caller, body))
  http.route(readNextItemReport, ({ caller }) => items.report(caller))
}
