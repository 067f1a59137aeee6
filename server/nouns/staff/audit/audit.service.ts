import type { ReplyOf } from '#contract/endpoint.ts'
import type { readAudit } from '#contract/staff/team.ts'
import type { Database } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { readAuditLines } from './audit.store.ts'

export type AuditService = ReturnType<typeof createAuditService>

export const createAuditService = ({ db }: { db: Database }) => ({
  /** A page, newest first; `next` is the id of its last line. */
  read: async (
    caller: MemberCaller,
    page: { cursor?: string; limit?: number },
  ): Promise<ReplyOf<typeof readAudit>> => {
    if (page.cursor !== undefined && !/^[0-9a-f-]{36}$/.test(page.cursor))
      throw new AppError('request.invalid', { problems: [{ path: '/querystring/cursor', rule: 'cursor' }] })
    const limit = page.limit ?? 50
    const lines = await db.inShop(caller.shopId, (tx) => readAuditLines(tx, page.cursor ?? null, limit + 1))
    const rows = lines.slice(0, limit)
    return {
      rows: rows.map((line) => ({ ...line, at: line.at.toISOString() })),
      next: lines.length > limit ? (rows.at(-1)?.id ?? null) : null,
    }
  },
})
