import type { QueryOf } from '#contract/endpoint.ts'
import type { exportTurns } from '#contract/exports/exports.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { columnsOf, pagesBy, type Table } from '#platform/table-writers/index.ts'
import { reportPeriod } from './response-times.rules.ts'
import { selectTurns, type TurnRow } from './turns-export.store.ts'

const pageSize = 2000

/** The turns behind the response times of a period. @throws request.invalid like the report. */
export const turnTable = async (
  { db, clock, directory }: { db: Database; clock: Clock; directory: ShopDirectory },
  caller: MemberCaller,
  asked: Pick<QueryOf<typeof exportTurns>, 'from' | 'to' | 'firstOnly'>,
): Promise<Table<TurnRow>> => {
  const period = reportPeriod(
    {
      ...(asked.from === undefined ? {} : { from: new Date(asked.from) }),
      ...(asked.to === undefined ? {} : { to: new Date(asked.to) }),
    },
    clock.now(),
  )
  if (!period.ok)
    throw new AppError('request.invalid', { problems: [{ path: period.path, rule: period.rule }] })
  const ask = { shopId: caller.shopId, from: period.from, to: period.to, firstOnly: asked.firstOnly ?? false }
  const { members } = await directory.facts(caller.shopId)
  const { text, whole, flag, time } = columnsOf<TurnRow>()
  return {
    columns: [
      text('id', '编号', 'Id', (row) => row.id),
      text('conversationId', '会话编号', 'Conversation id', (row) => row.conversation_id),
      text('channel', '渠道', 'Channel', (row) => row.channel),
      flag('isFirst', '首问', 'First question', (row) => row.is_first),
      text('agent', '接待', 'Agent', (row) =>
        row.member_id === null ? null : (members.get(row.member_id)?.displayName ?? row.member_id),
      ),
      time('startedAt', '买家发问', 'Asked at', (row) => row.started_at),
      time('clockAt', '开始计时', 'Clock began at', (row) => row.clock_at),
      time('answeredAt', '回复时间', 'Answered at', (row) => row.answered_at),
      whole('waitedMs', '等待毫秒', 'Waited ms', (row) => row.waited_ms),
      text('outcome', '结果', 'Outcome', (row) => row.outcome),
      whole('automatic', '自动回复数', 'Automatic replies', (row) => row.automatic_count),
      flag('wasHeld', '先稳住', 'Was held', (row) => row.was_held),
    ],
    pages: pagesBy(async (cursor) => {
      const rows = await db.inShop(caller.shopId, (tx) =>
        selectTurns(tx, ask, decodeCursor(cursor), pageSize),
      )
      const last = rows.length === pageSize ? rows.at(-1) : undefined
      return { rows, next: last ? encodeCursor(last.clock_at, last.id) : null }
    }),
  }
}
