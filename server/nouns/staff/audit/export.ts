import type { MemberCaller } from '#platform/http/caller.ts'
import { columnsOf, pagesBy, type Table } from '#platform/table-writers/index.ts'
import type { AuditService } from './audit.service.ts'

type Line = Awaited<ReturnType<AuditService['read']>>['rows'][number]

/** The audit log, newest first. */
export const auditTable = (audit: AuditService, caller: MemberCaller): Table<Line> => {
  const { text, time } = columnsOf<Line>()
  return {
    columns: [
      text('id', '编号', 'Id', (row) => row.id),
      time('at', '时间', 'At', (row) => row.at),
      text('actor', '谁', 'Who', (row) => row.actor),
      text('action', '做了什么', 'What', (row) => row.action),
      text('subject', '对象', 'On what', (row) => row.subject),
      text('details', '详情', 'Details', (row) => JSON.stringify(row.details)),
    ],
    pages: pagesBy((cursor) =>
      audit.read(caller, { limit: 1000, ...(cursor === undefined ? {} : { cursor }) }),
    ),
  }
}
