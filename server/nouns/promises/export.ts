import type { QueryOf } from '#contract/endpoint.ts'
import type { listWords, Word } from '#contract/promises/words.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { columnsOf, pagesBy, type Column, type Table } from '#platform/table-writers/index.ts'
import type { WordDesk } from './word-desk.ts'

/** The list of words with its filters. */
export const wordTable = (
  words: WordDesk,
  caller: MemberCaller,
  filters: Omit<QueryOf<typeof listWords>, 'cursor' | 'limit'>,
): Table<Word> => ({
  columns,
  pages: pagesBy((cursor) =>
    words.list(caller, { ...filters, limit: 1000, ...(cursor === undefined ? {} : { cursor }) }),
  ),
})

const { text, whole, time } = columnsOf<Word>()
const columns: Column<Word>[] = [
  text('id', '编号', 'Id', (row) => row.id),
  text('heart', '五心', 'Heart', (row) => row.heart),
  text('what', '承诺', 'What', (row) => row.what),
  text('state', '状态', 'State', (row) => row.state),
  text('toName', '对谁', 'To', (row) => row.toName),
  text('byName', '谁承诺的', 'By', (row) => row.byName),
  time('givenAt', '承诺时间', 'Given at', (row) => row.givenAt),
  time('dueAt', '到期时间', 'Due at', (row) => row.dueAt),
  time('endedAt', '了结时间', 'Ended at', (row) => row.endedAt),
  text('evidence', '凭据', 'Evidence', (row) => row.evidence),
  whole('renewals', '改期次数', 'Renewals', (row) => row.renewals),
  text('kind', '类别', 'Kind', (row) => row.kind),
  text('customerId', '客户编号', 'Customer id', (row) => row.customerId),
  text('conversationId', '会话编号', 'Conversation id', (row) => row.conversationId),
]
