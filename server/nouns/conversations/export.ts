import type { InboxRow, Message } from '#contract/conversations/conversations.ts'
import type { QueryOf } from '#contract/endpoint.ts'
import type { exportConversations } from '#contract/exports/exports.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { columnsOf, pagesBy, type Column, type Table } from '#platform/table-writers/index.ts'
import { toInboxRow, toMessage, type ConversationRow } from './conversation-row.ts'
import { selectConversationsById, selectMessagesAfter } from './export.store.ts'
import type { ConversationFilter } from './inbox.store.ts'
import type { ConversationPorts } from './ports.ts'

type Ports = Pick<ConversationPorts, 'db' | 'directory'>
type Asked = Omit<
  QueryOf<typeof exportConversations>,
  'format' | 'language' | 'bom' | 'delimiter' | 'shop' | 'rows'
>
interface Exported {
  row: InboxRow
  record: ConversationRow
}
interface ExportedMessage {
  conversation: ConversationRow
  message: Message
}

/** Conversations at a time when their messages are written. */
const withMessages = 100
const pageSize = 1000

const filterOf = ({ from, to, ...filter }: Asked): ConversationFilter => ({
  ...filter,
  ...(from === undefined ? {} : { from: new Date(from) }),
  ...(to === undefined ? {} : { to: new Date(to) }),
})

/** A row a conversation. */
export const conversationTable = (
  { db, directory }: Ports,
  caller: MemberCaller,
  asked: Asked,
): Table<Exported> => ({
  columns: conversationColumns,
  pages: pagesBy(async (before) => {
    const facts = await directory.facts(caller.shopId)
    const found = await db.inShop(caller.shopId, (tx) =>
      selectConversationsById(tx, caller.shopId, filterOf(asked), before ?? null, pageSize),
    )
    return {
      rows: found.map((record) => ({ record, row: toInboxRow(record, facts) })),
      next: found.length === pageSize ? (found.at(-1)?.id ?? null) : null,
    }
  }),
})

/** A row a message: the transcripts of the conversations. */
export const transcriptTable = (
  ports: Ports,
  caller: MemberCaller,
  asked: Asked,
): Table<ExportedMessage> => ({
  columns: messageColumns,
  pages: messagesOf(ports, caller, filterOf(asked)),
})

async function* messagesOf(
  { db }: Ports,
  { shopId }: MemberCaller,
  filter: ConversationFilter,
): AsyncGenerator<ExportedMessage[]> {
  for (let before: string | null = null; ;) {
    const conversations: ConversationRow[] = await db.inShop(shopId, (tx) =>
      selectConversationsById(tx, shopId, filter, before, withMessages),
    )
    const byId = new Map(conversations.map((one) => [one.id, one]))
    for (let after: { conversationId: string; number: number } | null = null; byId.size > 0;) {
      const rows = await db.inShop(shopId, (tx) => selectMessagesAfter(tx, [...byId.keys()], after, pageSize))
      yield rows.flatMap((row) => {
        const conversation = byId.get(row.conversation_id)
        return conversation ? [{ conversation, message: toMessage(row) }] : []
      })
      const last = rows.at(-1)
      if (!last || rows.length < pageSize) break
      after = { conversationId: last.conversation_id, number: last.number }
    }
    if (conversations.length < withMessages) return
    before = conversations.at(-1)?.id ?? null
  }
}

const { text, whole, time, flag } = columnsOf<Exported>()
const conversationColumns: Column<Exported>[] = [
  text('id', '会话编号', 'Conversation id', ({ row }) => row.id),
  text('buyerName', '买家', 'Buyer', ({ row }) => row.buyerName),
  text('customerId', '客户编号', 'Customer id', ({ row }) => row.customerId),
  text('store', '店铺', 'Store', ({ row }) => row.storeName),
  text('channel', '渠道', 'Channel', ({ row }) => row.channel),
  text('state', '状态', 'State', ({ record }) => record.state),
  text('assignee', '接待', 'Assignee', ({ row }) => row.assigneeName),
  text('inquiryOwner', '首问负责人', 'Owner of the inquiry', ({ row }) => row.inquiryOwnerName),
  time('openedAt', '开始时间', 'Opened at', ({ record }) => record.opened_at),
  time('closedAt', '结束时间', 'Closed at', ({ record }) => record.closed_at),
  time('lastAt', '最近消息时间', 'Last message at', ({ row }) => row.lastAt),
  text('lastText', '最近消息', 'Last message', ({ row }) => row.lastText),
  whole('messages', '消息数', 'Messages', ({ record }) => record.last_number),
  flag('isReturning', '老客户', 'Returning', ({ row }) => row.isReturning),
  text('word', '未兑现的承诺', 'Open word', ({ row }) => row.word?.what ?? null),
  time('wordDueAt', '承诺到期', 'Word due at', ({ row }) => row.word?.dueAt ?? null),
]

const of = columnsOf<ExportedMessage>()
const messageColumns: Column<ExportedMessage>[] = [
  of.text('conversationId', '会话编号', 'Conversation id', ({ message }) => message.conversationId),
  of.text('buyerName', '买家', 'Buyer', ({ conversation }) => conversation.buyer_name),
  of.text('customerId', '客户编号', 'Customer id', ({ conversation }) => conversation.customer_id),
  of.whole('number', '序号', 'Number', ({ message }) => message.number),
  of.time('at', '时间', 'At', ({ message }) => message.at),
  of.text('author', '谁说的', 'Author', ({ message }) => message.author),
  of.text('agentName', '客服', 'Agent', ({ message }) => message.agentName),
  of.text('automatic', '自动消息', 'Automatic', ({ message }) => message.automatic),
  of.text('text', '内容', 'Text', ({ message }) => message.text),
  of.list('attachments', '附件', 'Attachments', ({ message }) => message.attachments.map(({ name }) => name)),
  of.whole('answeredInMs', '等待毫秒', 'Waited ms', ({ message }) => message.answeredInMs),
]
