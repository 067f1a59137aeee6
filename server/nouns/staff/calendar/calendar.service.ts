import { checkCalendar } from '#contract/calendar.ts'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { changeCalendar, readCalendar, readHolidays } from '#contract/staff/shop.ts'
import { isOpen, nextOpen, openUntil } from '#platform/calendar/calendar.rules.ts'
import { chinaHolidays } from '#platform/calendar/holidays.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { contextOf, type Database } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { writeAudit } from '../audit/audit.store.ts'
import type { ShopDirectory } from '../shop-facts.ts'
import { changeShopRow, lockShop } from '../shops/shops.store.ts'
import { findCalendar, replaceCalendar } from './calendar.store.ts'

export type CalendarService = ReturnType<typeof createCalendarService>

export const createCalendarService = ({
  db,
  clock,
  directory,
}: {
  db: Database
  clock: Clock
  directory: ShopDirectory
}) => ({
  read: async (caller: MemberCaller): Promise<ReplyOf<typeof readCalendar>> => {
    const found = await db.inShop(caller.shopId, (tx) => findCalendar(tx, caller.shopId))
    if (!found) throw notFound()
    const now = clock.now()
    const open = isOpen(found.calendar, now)
    return {
      ...found,
      isOpen: open,
      opensAt: open ? null : (nextOpen(found.calendar, now)?.toISOString() ?? null),
      closesAt: openUntil(found.calendar, now)?.toISOString() ?? null,
    }
  },

  /** @throws AppError setting.invalid {problems: CalendarProblem[]}; state.version when somebody was faster. */
  change: async (
    caller: MemberCaller,
    body: BodyOf<typeof changeCalendar>,
  ): Promise<ReplyOf<typeof changeCalendar>> => {
    const problems = checkCalendar(body.calendar)
    if (problems.length > 0) throw new AppError('setting.invalid', { problems })
    const { shopId, actorId } = caller
    const version = await db.inShop(shopId, async (tx) => {
      const now = clock.now()
      if (!(await lockShop(tx, shopId))) throw notFound()
      const replaced = await replaceCalendar(tx, now, { shopId, ...body, by: actorId })
      if (replaced === null) throw new AppError('state.version')
      const shopVersion = await changeShopRow(tx, shopId, {})
      await record(tx, now, {
        name: 'calendar.changed',
        subject: shopId,
        version: shopVersion,
        audience: ['desk'],
        actor: actorId,
        facts: { calendarVersion: replaced },
      })
      await writeAudit(tx, now, {
        action: 'calendar.changed',
        subject: shopId,
        by: actorId,
        details: { version: replaced },
      })
      contextOf(tx).afterCommit.push(() => directory.forget(shopId))
      return replaced
    })
    return { calendar: body.calendar, version }
  },

  /** Days off (closed) and make-up workdays as the State Council announced them; not known before it does. */
  holidays: (year: string): ReplyOf<typeof readHolidays> => {
    if (!/^\d{4}$/.test(year)) throw notFound()
    const exceptions = chinaHolidays(Number(year), 'closes')
    return { isKnown: exceptions !== null, exceptions: exceptions ?? [] }
  },
})
