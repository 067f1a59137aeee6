import { addKey, listKeys, readAudit, removeKey } from '#contract/staff/team.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { KeysService } from './keys.service.ts'

/** Keys and the log of what was done: what only owners see. */
export const registerKeyRoutes = (
  http: HttpServer,
  { keys, audit }: { keys: KeysService; audit: AuditService },
): void => {
  http.route(listKeys, ({ caller }) => keys.list(caller))
  http.route(addKey, ({ caller, body }) => keys.add(caller, body), { holdsSecret: true })
  http.route(removeKey, async ({ caller, params }) => {
    await keys.remove(caller, params.id)
    return {}
  })
  http.route(readAudit, ({ caller, query }) => audit.read(caller, query))
}
