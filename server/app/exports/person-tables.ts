import type { PersonTable } from './person-table.ts'
import { salesTables } from './person-tables-sales.ts'

/**
 * Where rows about one person lie: every table of the register of personal data (`platform.personal_data`) stands here or
 * below with the reason why not. A test holds the two beside each other.
 */
const searchKey = 'made of what stands beside it, for search'
const ofCustomer = 'customer_id = any ($2)'

export const personTables: readonly PersonTable[] = [
  {
    table: 'customers.customers',
    title: { zh: '客户', en: 'Customer' },
    where: 'id = any ($2)',
    order: 'id',
  },
  {
    table: 'customers.identities',
    title: { zh: '身份', en: 'Known by' },
    where: ofCustomer,
    order: 'id',
    without: { tail: searchKey },
  },
  {
    table: 'customers.names',
    title: { zh: '姓名和昵称', en: 'Names' },
    where: ofCustomer,
    order: 'shown',
    without: { key: searchKey, grams: searchKey },
  },
  { table: 'customers.traits', title: { zh: '特征', en: 'Traits' }, where: ofCustomer, order: 'id' },
  { table: 'customers.consents', title: { zh: '同意', en: 'Consents' }, where: ofCustomer, order: 'id' },
  {
    table: 'customers.source_rows',
    title: { zh: '来自哪些文件行', en: 'Rows of files' },
    where: ofCustomer,
    order: 'source_key',
  },
  {
    table: 'customers.merges',
    title: { zh: '合并记录', en: 'Merges' },
    where: 'kept_id = any ($2) or gone_id = any ($2)',
    order: 'id',
  },
  {
    table: 'orders.orders',
    title: { zh: '订单', en: 'Orders' },
    where: ofCustomer,
    order: 'placed_at, id',
    without: {
      name_key: searchKey,
      buyer_key: searchKey,
      recipient_key: searchKey,
      recipient_tail: searchKey,
    },
  },
  {
    table: 'orders.lines',
    title: { zh: '订单行', en: 'Order lines' },
    where: 'order_id = any ($5)',
    order: 'order_id, number',
  },
  {
    table: 'orders.parcels',
    title: { zh: '包裹', en: 'Parcels' },
    where: 'order_id = any ($5)',
    order: 'order_id, number',
    without: { tracking_key: searchKey },
  },
  {
    table: 'products.reviews',
    title: { zh: '评价', en: 'Reviews' },
    where: `${ofCustomer} or order_id = any ($5)`,
    order: 'id',
  },
  {
    table: 'conversations.visitors',
    title: { zh: '网页访客', en: 'Visits' },
    where: 'id = any ($4)',
    order: 'id',
  },
  {
    table: 'conversations.conversations',
    title: { zh: '会话', en: 'Conversations' },
    where: 'id = any ($3)',
    order: 'opened_at, id',
  },
  {
    table: 'conversations.messages',
    title: { zh: '聊天内容', en: 'Messages' },
    where: 'conversation_id = any ($3)',
    order: 'conversation_id, number',
  },
  {
    table: 'conversations.hints',
    title: { zh: '教练的提示', en: 'Hints of a coach' },
    where: 'conversation_id = any ($3)',
    order: 'at, id',
  },
  {
    table: 'conversations.hands',
    title: { zh: '经手记录', en: 'Who held the conversations' },
    where: 'conversation_id = any ($3)',
    order: 'at, id',
  },
  {
    table: 'guard.log',
    title: { zh: '话术把关记录', en: 'What the word guard found' },
    where: 'conversation_id = any ($3)',
    order: 'at, id',
  },
  {
    table: 'conversations.hand_overs',
    title: { zh: '首问交接', en: 'Ownership handed over' },
    where: 'conversation_id = any ($3)',
    order: 'proposed_at, id',
  },
  {
    table: 'conversations.problems',
    title: { zh: '反映的问题', en: 'Problems' },
    where: `${ofCustomer} or conversation_id = any ($3)`,
    order: 'filed_at, id',
  },
  {
    table: 'promises.words',
    title: { zh: '对其承诺', en: 'Words given' },
    where: `${ofCustomer} or conversation_id = any ($3)`,
    order: 'given_at, id',
  },
  {
    table: 'platform.events',
    title: { zh: '时间线', en: 'Timeline' },
    where: 'timeline = any ($2)',
    order: 'occurred_at, id',
    without: { xid: 'place in the log', seq: 'place in the log', audience: 'place in the log' },
  },
  ...salesTables,
  { table: 'platform.files', title: { zh: '文件', en: 'Files' }, where: 'id = any ($6)', order: 'id' },
  {
    table: 'staff.audit',
    title: { zh: '谁查看过', en: 'Who looked' },
    where: 'subject = any (array (select unnest($2)::text))',
    order: 'id',
  },
]

const ofStaff = 'about people of the shop, not about buyers'

/** Tables of the register that are not in the bundle, and why. */
export const personLeftOut: Readonly<Record<string, string>> = {
  'conversations.visitor_tokens': 'hashes of keys to the chat',
  'conversations.group_answers': 'one text to many; what reached the person is among the messages',
  'customers.links': 'guesses that two people are one: they are about the other one as well',
  'customers.readings': 'made of the names, for search',
  'imports.tables': 'samples of files of the shop with other people in them; they go when the import ends',
  'knowledge.asked': 'what the shop’s people looked up, numbers and addresses taken out; it expires',
  'knowledge.learned': 'other words for what articles answer, by no person',
  'knowledge.repeats': 'questions that many asked, by no person',
  'orders.imports': 'samples of files of the shop with other people in them; they expire',
  'platform.private_links': 'hashes of keys to pages; what the pages show is in the bundle',
  'training.debrief_tasks': 'what colleagues make of a day',
  'training.debriefs': 'what colleagues learned of a day, by no buyer’s name',
  'training.practices': 'chats for practice, names and numbers masked',
  'platform.idempotency': 'answers kept two days for retries; the changes themselves are in the bundle',
  'staff.accounts': ofStaff,
  'staff.invitations': ofStaff,
  'staff.memberships': ofStaff,
  'staff.sessions': ofStaff,
  'staff.sign_in_failures': ofStaff,
  'staff.stores': 'keys of the shop',
}
