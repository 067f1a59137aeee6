import { createHash } from 'node:crypto'
import pg from 'pg'
import { hashToken } from '#platform/ids/ids.ts'
import { RowBatch } from './copy-rows.ts'
import { addCustomer, type MadeCustomer } from './customers.ts'
import { localHour, minuteMs, momentAgo } from './hours.ts'
import { createRandom, idAt, type Random } from './random.ts'
import { makeThread, type MadeMessage } from './threads.ts'

/** Whose history it is; the people exist already. */
export interface Owners {
  shopId: string
  storeId: string
  agents: readonly string[]
}

export interface Wanted {
  conversations: number
  /** Of these so many wait for an answer, are owed one, or wait for the buyer; the others are closed. */
  waiting: number
  owed: number
  quiet: number
  /** How far back the closed ones reach. */
  days: number
  now: number
  seed?: number
  /** Half of the threads are at most so long; 6 unless said. */
  threadMiddle?: number
  /** One conversation in so many is handed back; every one unless said. */
  keepEvery?: number
}

export interface MadeConversation {
  id: string
  visitorId: string
  customer: MadeCustomer | null
  nick: string | null
}
type Queue = 'waiting' | 'owed' | 'quiet' | 'closed'

/** Rows are written in pieces of so many conversations: about 60 MB of text at most. */
const piece = 5_000

/** The token that buyer `number` of a generated shop holds. */
export const tokenOf = (shopId: string, number: number): string =>
  createHash('sha256').update(`${shopId} ${number}`).digest('base64url')

/**
 * Fills a shop with conversations as they are after a while of work: visitors with tokens, customers for four in ten,
 * threads, inquiries, turns, words and the log of it all. The same arguments make the same rows, whatever the size.
 */
export const generateConversations = async (
  databaseUrl: string,
  owners: Owners,
  wanted: Wanted,
): Promise<MadeConversation[]> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await makeMonths(client, wanted)
    await client.query('set session_replication_role = replica')
    const random = createRandom(wanted.seed ?? 5)
    const made: MadeConversation[] = []
    const batch = new RowBatch()
    const keepEvery = Math.floor(wanted.keepEvery ?? 1)
    for (let number = 0; number < wanted.conversations; number++) {
      const one = addConversation(batch, random, owners, wanted, number)
      if (number % keepEvery === 0) made.push(one)
      if (number % piece === piece - 1) await batch.write(client)
    }
    await batch.write(client)
    await client.query('vacuum analyze')
    return made
  } finally {
    await client.end()
  }
}

const makeMonths = async (client: pg.Client, { now, days }: Wanted) => {
  for (let back = 0; back <= days + 31; back += 28) {
    const around = new Date(now - back * 24 * 60 * minuteMs)
    for (const table of ['platform.events', 'conversations.messages'])
      await client.query('select platform.ensure_partitions($1::regclass, $2, 1)', [table, around])
  }
}

const queueOf = (number: number, { waiting, owed, quiet }: Wanted): Queue =>
  number < waiting
    ? 'waiting'
    : number < waiting + owed
      ? 'owed'
      : number < waiting + owed + quiet
        ? 'quiet'
        : 'closed'

const lastMomentOf = (random: Random, queue: Queue, { now, days }: Wanted): number => {
  if (queue === 'waiting') return now - 15_000 - random.whole(5 * minuteMs)
  if (queue === 'owed') return now - minuteMs - random.whole(60 * minuteMs)
  return queue === 'quiet' ? momentAgo(random, now, 0.01, 2) : momentAgo(random, now, 1, Math.max(2, days))
}

const addConversation = (
  batch: RowBatch,
  random: Random,
  owners: Owners,
  wanted: Wanted,
  number: number,
): MadeConversation => {
  const { shopId, storeId } = owners
  const queue = queueOf(number, wanted)
  const thread = makeThread(
    random,
    lastMomentOf(random, queue, wanted),
    queue === 'waiting' ? 'buyer' : 'agent',
    wanted.threadMiddle ?? 6,
  )
  const openedAt = thread[0]?.at ?? wanted.now
  const lastAt = thread.at(-1)?.at ?? wanted.now
  // A tenth of those who wait have found nobody with a free place yet.
  const agent = queue === 'waiting' && random.chance(0.1) ? null : random.skewed(owners.agents)
  const customer = random.chance(0.4) ? addCustomer(batch, random, owners, number, lastAt) : null
  const [id, visitorId, inquiryId] = [idAt(random, openedAt), idAt(random, openedAt), idAt(random, openedAt)]
  const label = visitorId.slice(-4).toUpperCase()
  batch.add('conversations.visitors', {
    id: visitorId,
    shop_id: shopId,
    store_id: storeId,
    label,
    language: 'zh',
    site_login: customer ? `login-${number}` : null,
    customer_id: customer?.id ?? null,
    created_at: new Date(openedAt),
    last_seen_at: new Date(lastAt),
  })
  batch.add('conversations.visitor_tokens', {
    token_hash: `\\x${hashToken(tokenOf(shopId, number)).toString('hex')}`,
    shop_id: shopId,
    visitor_id: visitorId,
    created_at: new Date(openedAt),
  })
  const one = {
    id,
    visitorId,
    inquiryId,
    customer,
    agent,
    thread,
    queue,
    openedAt,
    lastAt,
    owner: agent ?? owners.agents[0] ?? null,
  }
  addRow(batch, random, owners, one, label)
  addHistory(batch, random, owners, one)
  return { id, visitorId, customer, nick: customer?.nick ?? null }
}

interface One {
  id: string
  visitorId: string
  inquiryId: string
  customer: MadeCustomer | null
  agent: string | null
  owner: string | null
  thread: MadeMessage[]
  queue: Queue
  openedAt: number
  lastAt: number
}

const addRow = (batch: RowBatch, random: Random, { shopId, storeId }: Owners, one: One, label: string) => {
  const { queue, thread, lastAt } = one
  const last = thread.at(-1)
  const isOpen = queue !== 'closed'
  const waitsSince = queue === 'waiting' ? new Date(lastAt) : null
  const after = (ms: number) => (waitsSince ? new Date(lastAt + ms) : null)
  const wordId = queue === 'owed' ? idAt(random, lastAt) : null
  const dueAt = new Date(lastAt + (2 + random.whole(8)) * 60 * minuteMs)
  const soonAt = new Date(dueAt.getTime() - 30 * minuteMs)
  if (wordId) {
    batch.add('promises.words', {
      id: wordId,
      shop_id: shopId,
      kind: 'said',
      heart: 'purchase',
      what: '查清物流后回复',
      given_at: new Date(lastAt),
      soon_at: soonAt,
      due_at: dueAt,
      given_by: one.agent,
      to_name: one.customer?.name ?? `访客 ${label}`,
      customer_id: one.customer?.id ?? null,
      conversation_id: one.id,
      inquiry_id: one.inquiryId,
      next_fire_at: dueAt,
    })
  }
  batch.add('conversations.conversations', {
    id: one.id,
    shop_id: shopId,
    store_id: storeId,
    channel: 'webchat',
    visitor_id: one.visitorId,
    customer_id: one.customer?.id ?? null,
    buyer_name: one.customer?.name ?? `访客 ${label}`,
    is_returning: one.customer !== null && random.chance(0.5),
    state: isOpen ? 'open' : 'closed',
    assignee_id: one.agent,
    inquiry_id: isOpen ? one.inquiryId : null,
    inquiry_owner_id: isOpen ? one.owner : null,
    last_number: thread.length,
    last_text: last?.text ?? '',
    last_at: new Date(lastAt),
    listed_at: new Date(lastAt),
    last_author: last?.author ?? 'automatic',
    read_by_buyer: thread.length,
    read_by_shop: isOpen ? Math.max(0, thread.length - random.whole(3)) : thread.length,
    // They have missed their clock and got the away reply: nothing of it is due while we measure.
    turn_id: waitsSince ? idAt(random, lastAt) : null,
    turn_started_at: waitsSince,
    turn_clock_at: waitsSince,
    turn_target_at: after(7_000),
    turn_due_at: after(10_000),
    turn_is_first: waitsSince ? random.chance(0.5) : null,
    turn_missed_at: after(10_000),
    turn_away_at: null,
    word_id: wordId,
    word_what: wordId ? '查清物流后回复' : null,
    word_soon_at: wordId ? soonAt : null,
    word_due_at: wordId ? dueAt : null,
    next_fire_at: null,
    page_url: 'https://shop.example/lamps/17',
    page_title: '床头灯',
    opened_at: new Date(one.openedAt),
    closed_at: isOpen ? null : new Date(lastAt + 5_000),
    version: thread.length + 2,
  })
}

const addHistory = (batch: RowBatch, random: Random, { shopId }: Owners, one: One) => {
  const isOpen = one.queue !== 'closed'
  batch.add('conversations.inquiries', {
    id: one.inquiryId,
    shop_id: shopId,
    conversation_id: one.id,
    customer_id: one.customer?.id ?? null,
    owner_id: one.owner,
    owned_since: new Date(one.openedAt),
    owned_by_way_of: one.agent ? 'assigned' : 'duty_lead',
    opened_at: new Date(one.openedAt),
    closed_at: isOpen ? null : new Date(one.lastAt + 5_000),
  })
  if (one.agent) {
    batch.add('conversations.hands', {
      id: idAt(random, one.openedAt),
      shop_id: shopId,
      conversation_id: one.id,
      inquiry_id: one.inquiryId,
      member_id: one.agent,
      what: 'assigned',
      note: 'least_load',
      at: new Date(one.openedAt),
    })
  }
  addEvent(batch, random, shopId, one, 'conversation.opened', one.openedAt, 1, {})
  for (const message of one.thread) addMessage(batch, random, shopId, one, message)
  if (!isOpen)
    addEvent(batch, random, shopId, one, 'conversation.closed', one.lastAt + 5_000, one.thread.length + 2, {})
}

const addMessage = (batch: RowBatch, random: Random, shopId: string, one: One, message: MadeMessage) => {
  const at = new Date(message.at)
  const clientId = `made-${message.id}`
  batch.add('conversations.messages', {
    id: message.id,
    shop_id: shopId,
    conversation_id: one.id,
    number: message.number,
    author: message.author,
    automatic: message.author === 'automatic' ? 'greeting' : null,
    member_id: message.author === 'agent' ? one.agent : null,
    agent_name: message.author === 'agent' ? '小陈' : null,
    text: message.text,
    at,
    client_id: clientId,
    answered_in_ms: message.answeredInMs,
  })
  batch.add('conversations.message_keys', {
    conversation_id: one.id,
    client_id: clientId,
    shop_id: shopId,
    message_id: message.id,
  })
  addEvent(batch, random, shopId, one, 'message.posted', message.at, message.number + 1, {
    message: message.id,
    number: message.number,
    author: message.author,
  })
  if (message.answeredInMs === null) return
  const clockAt = message.at - message.answeredInMs
  batch.add('promises.turns', {
    id: idAt(random, message.at),
    shop_id: shopId,
    conversation_id: one.id,
    inquiry_id: one.inquiryId,
    channel: 'webchat',
    is_first: message.number <= 3,
    member_id: one.agent,
    started_at: new Date(clockAt),
    clock_at: new Date(clockAt),
    target_at: new Date(clockAt + 7_000),
    due_at: new Date(clockAt + 10_000),
    answered_at: at,
    waited_ms: message.answeredInMs,
    outcome: message.answeredInMs <= 7_000 ? 'target' : message.answeredInMs <= 10_000 ? 'due' : 'late',
    local_hour: localHour(clockAt),
  })
}

const addEvent = (
  batch: RowBatch,
  random: Random,
  shopId: string,
  one: One,
  name: string,
  at: number,
  version: number,
  facts: Record<string, unknown>,
) =>
  batch.add('platform.events', {
    id: idAt(random, at),
    shop_id: shopId,
    name,
    subject: one.id,
    version,
    audience: ['desk', `visitor:${one.visitorId}`],
    timeline: one.customer?.id ?? null,
    facts: JSON.stringify(facts),
    occurred_at: new Date(at),
    recorded_at: new Date(at),
  })
