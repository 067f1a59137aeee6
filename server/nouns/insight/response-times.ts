import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { responseTimes } from '#contract/insight/home.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { labelOf, orderRows, reportPeriod } from './response-times.rules.ts'
import { readTurnFigures } from './turn-figures.ts'

export interface ResponseTimes {
  /** Throws request.invalid when the period is upside down or longer than 400 days. */
  read(caller: MemberCaller, query: QueryOf<typeof responseTimes>): Promise<ReplyOf<typeof responseTimes>>
}

export const createResponseTimes = ({
  db,
  clock,
  directory,
}: {
  db: Database
  clock: Clock
  directory: ShopDirectory
}): ResponseTimes => ({
  read: async ({ shopId }, { by, from, to, firstOnly = false }) => {
    const period = reportPeriod(
      {
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
      },
      clock.now(),
    )
    if (!period.ok)
      throw new AppError('request.invalid', { problems: [{ path: period.path, rule: period.rule }] })
    const { members, language } = await directory.facts(shopId)
    const names = new Map([...members.values()].map((member) => [member.id, member.displayName]))
    const found = await db.inShop(shopId, (tx) =>
      readTurnFigures(tx, { shopId, from: period.from, to: period.to, firstOnly }, by),
    )
    const rows = found.map(({ key, missed: _both, ...figures }) => ({
      key: key ?? '',
      label: labelOf(by, key, { names, language }),
      ...figures,
    }))
    return { rows: orderRows(by, rows) }
  },
})
