import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { addNotice, listNotices as listEndpoint, Notice } from '#contract/conversations/rush.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { contextOf, type Database, type Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { insertNotice, listNotices, withdraw, type NoticeRow } from './notices.store.ts'

/** Read again after so long even when nothing was said: for processes that missed it, and for those that begin. */
const keptMs = 60_000

/**
 * What the shop announces beforehand. Every buyer's message asks for it, so it is kept at hand and forgotten when it changes.
 */
export const createNotices = ({ db, clock }: { db: Database; clock: Clock }) => {
  const kept = new Map<string, { at: number; rows: Promise<NoticeRow[]> }>()
  const rowsOf = (shopId: string): Promise<NoticeRow[]> => {
    const now = clock.now()
    const known = kept.get(shopId)
    if (known && Math.abs(now.getTime() - known.at) < keptMs) return known.rows
    // A read on the way to a change must not spend the change's idempotency key.
    const rows = outsideClaim(() => db.inShop(shopId, (tx) => listNotices(tx, shopId, now)))
    rows.catch(() => kept.delete(shopId))
    kept.set(shopId, { at: now.getTime(), rows })
    return rows
  }
  const isCurrent = (row: NoticeRow, now: Date) => row.from_at <= now && now < row.until_at
  const current = async (shopId: string): Promise<NoticeRow[]> => {
    const now = clock.now()
    return (await rowsOf(shopId)).filter((row) => isCurrent(row, now))
  }
  const shown = (row: NoticeRow, now: Date): Notice => ({
    id: row.id,
    textZh: row.text_zh,
    textEn: row.text_en,
    waitSeconds: row.wait_seconds,
    from: row.from_at.toISOString(),
    until: row.until_at.toISOString(),
    isCurrent: isCurrent(row, now),
  })
  const tell = async (tx: Tx, shopId: string, id: string, version: number, by: string) => {
    await record(tx, clock.now(), {
      name: 'notice.changed',
      subject: id,
      version,
      audience: ['desk'],
      actor: by,
    })
    contextOf(tx).afterCommit.push(() => kept.delete(shopId))
  }
  return {
    /** The limit of an answer that is announced now, in seconds; 0: none. */
    announcedWait: async (shopId: string): Promise<number> =>
      Math.max(0, ...(await current(shopId)).map((row) => row.wait_seconds ?? 0)),
    /** What stands in a greeting now; empty: nothing. */
    greetingLines: async (shopId: string, language: 'zh' | 'en'): Promise<string[]> =>
      (await current(shopId)).map((row) => (language === 'zh' ? row.text_zh : row.text_en)),
    forget: (shopId: string): void => {
      kept.delete(shopId)
    },

    list: async (caller: MemberCaller): Promise<ReplyOf<typeof listEndpoint>> => {
      const now = clock.now()
      const rows = await db.inShop(caller.shopId, (tx) => listNotices(tx, caller.shopId, now))
      return { rows: rows.map((row) => shown(row, now)) }
    },
    /** @throws AppError request.invalid when it ends before it begins, or has ended. */
    add: async (caller: MemberCaller, body: BodyOf<typeof addNotice>): Promise<Notice> => {
      const now = clock.now()
      const [from, until] = [new Date(body.from), new Date(body.until)]
      if (until <= from || until <= now)
        throw new AppError('request.invalid', { problems: [{ path: '/body/until', rule: 'after_from' }] })
      const row = { id: newId(), shopId: caller.shopId, ...body, from, until, by: caller.memberId }
      await db.inShop(caller.shopId, async (tx) => {
        await insertNotice(tx, now, row)
        await tell(tx, caller.shopId, row.id, 1, caller.actorId)
      })
      return shown(
        {
          id: row.id,
          text_zh: body.textZh,
          text_en: body.textEn,
          wait_seconds: body.waitSeconds,
          from_at: from,
          until_at: until,
          version: 1,
        },
        now,
      )
    },
    withdraw: (caller: MemberCaller, id: string): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        const version = await withdraw(tx, id, clock.now())
        if (version === null) throw notFound()
        await tell(tx, caller.shopId, id, version, caller.actorId)
        return {}
      }),
  }
}
export type Notices = ReturnType<typeof createNotices>
