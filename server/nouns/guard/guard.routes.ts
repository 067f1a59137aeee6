import {
  addGuardEntry,
  changeGuardEntry,
  listQualityLog,
  readGuard,
  readGuardKnown,
  readText,
  readTones,
  removeGuardEntry,
  setGuard,
} from '#contract/guard/guard.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { GuardDesk } from './guard-desk.ts'
import type { Quality } from './quality.ts'
import type { Readings } from './readings.ts'

export const registerGuardRoutes = (
  http: HttpServer,
  { desk, readings, quality }: { desk: GuardDesk; readings: Readings; quality: Quality },
): void => {
  http.route(readGuard, ({ caller }) => desk.read(caller))
  http.route(setGuard, ({ caller, body }) => desk.set(caller, body))
  http.route(addGuardEntry, ({ caller, body }) => desk.add(caller, body))
  http.route(changeGuardEntry, ({ caller, params, body }) => desk.change(caller, params.id, body))
  http.route(removeGuardEntry, ({ caller, params }) => desk.remove(caller, params.id))
  http.route(readGuardKnown, async ({ caller, params }) => {
    const known = await readings.known(caller, params.id)
    return {
      ...known,
      products: known.products.map((one) => ({ ...one, facts: [...one.facts], prices: [...one.prices] })),
      buyerSaid: [...known.buyerSaid],
      roles: [...known.roles],
    }
  })
  http.route(readText, async ({ caller, body }) => ({
    findings: await readings.tryOut(caller, body.text, body.conversationId),
  }))
  http.route(listQualityLog, ({ caller, query }) => quality.log(caller, query))
  http.route(readTones, ({ caller, query }) => quality.tones(caller, query.days))
}
