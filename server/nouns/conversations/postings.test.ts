import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { newId } from '#platform/ids/ids.ts'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import type { TestShop } from '#test/builders/staff.ts'
import { createPostings, type Posting } from './postings.ts'

let chat: ChatDesk
let shop: TestShop
beforeAll(async () => {
  chat = await openChatDesk()
  shop = await chat.shop({ agents: 1 })
})
afterAll(() => chat.close())

interface Talk {
  id: string
  visitor_id: string
}
const newest = async (): Promise<Talk> =>
  chat.desk.db.inShop(shop.shopId, (tx) =>
    tx
      .selectFrom('conversations.conversations')
      .select(['id', 'visitor_id'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow(),
  )

/** Conversations as the hot path meets them: never written in, waiting, answered, closed. */
const makeTalks = async (): Promise<Talk[]> => {
  const agent = shop.agents[0]
  if (!agent) throw new Error('no agent')
  const talks: Talk[] = []
  for (const stage of ['visiting', 'waiting', 'answered', 'closed']) {
    const buyer = await buildBuyer(chat, shop)
    const talk = await newest()
    talks.push(talk)
    if (stage === 'visiting') continue
    await buyer.write('在吗')
    await chat.settle()
    if (stage === 'waiting') continue
    await answer(chat, agent, talk.id, '您好，有的')
    if (stage === 'answered') continue
    await chat.call('POST /api/conversations/:id/closing', {
      params: { id: talk.id },
      body: { anyway: true },
      headers: agent.headers,
    })
  }
  return talks
}

const posting = ({ id, visitor_id }: Talk, number: number): Posting => {
  const at = chat.desk.clock.now()
  return {
    conversation: id,
    visitor: visitor_id,
    message: newId(),
    client: `client-${number}-${id}`,
    text: `message ${number}`,
    attachments: [],
    preview: `message ${number}`,
    at,
    turn: newId(),
    inquiry: newId(),
    event: newId(),
    clock_at: at,
    target_s: 7,
    due_s: 10,
    away_s: 60,
  }
}

/** Everything that was written about them, their ids told apart by their place alone. */
const written = async (talks: readonly Talk[], postings: readonly Posting[]) => {
  const rows = await chat.desk.db.inShop(shop.shopId, async (tx) => {
    const ids = talks.map(({ id }) => id)
    const { rows } = await sql<Record<string, unknown>>`
      select array_position(${ids}::uuid[], c.id) as place, to_json(c) as conversation,
        (select json_agg(m order by m.number) from conversations.messages m where m.conversation_id = c.id) as messages,
        (select json_agg(i order by i.id) from conversations.inquiries i where i.conversation_id = c.id) as inquiries,
        (select json_agg(k) from conversations.message_keys k where k.conversation_id = c.id and k.client_id like 'client-%') as keys,
        (select json_agg(to_jsonb(e) - 'xid' - 'seq') from platform.events e where e.id = any (${postings.map(({ event }) => event)}::uuid[]) and e.subject = c.id) as events
      from conversations.conversations c where c.id = any (${ids}) order by place`.execute(tx)
    return rows
  })
  let text = JSON.stringify(rows, null, 1)
  talks.forEach((talk, i) => {
    text = text.replaceAll(talk.id, `talk ${i}`).replaceAll(talk.visitor_id, `visitor ${i}`)
  })
  postings.forEach((one, i) => {
    for (const name of ['message', 'turn', 'inquiry', 'event'] as const)
      text = text.replaceAll(one[name], `${name} ${i}`)
  })
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'earlier id')
    .replaceAll(/"buyer_name": "[^"]*"/g, '"buyer_name": ""')
}

test('messages stored in company write the very rows that each writes alone', async () => {
  const apart = await makeTalks()
  const company = await makeTalks()
  const { store } = createPostings(chat.desk.db)
  await chat.desk.clock.advance(3000)
  const alone = apart.map((talk, i) => posting(talk, i))
  for (const one of alone) expect(await store(shop.shopId, one)).toMatchObject({ created: true })

  // What finds a statement under way waits for its end: the first goes alone, all others together.
  const [before] = await makeTalks()
  if (!before) throw new Error('no conversation')
  const together = company.map((talk, i) => posting(talk, i))
  const [, ...posted] = await Promise.all(
    [posting(before, 9), ...together].map((one) => store(shop.shopId, one)),
  )
  expect(posted.map((one) => [one?.created, one?.opened])).toEqual([
    [true, true],
    [true, false],
    [true, false],
    [true, true],
  ])
  const transactions = await chat.desk.db.inShop(shop.shopId, async (tx) => {
    const { rows } = await sql<{
      xids: number
    }>`select count(distinct xid::text)::int as xids from platform.events
      where id = any (${together.map(({ event }) => event)}::uuid[])`.execute(tx)
    return rows[0]?.xids
  })
  expect(transactions).toBe(1)
  expect(await written(company, together)).toBe(await written(apart, alone))
})

test('one that was stored before, and one for a conversation of somebody else, spoil it for nobody', async () => {
  const talks = await makeTalks()
  const [first, again, stranger, fine] = talks
  if (!first || !again || !stranger || !fine) throw new Error('no conversation')
  const { store } = createPostings(chat.desk.db)
  const known = posting(again, 1)
  await store(shop.shopId, known)
  const strange = { ...posting(stranger, 3), visitor: newId() }
  const results = await Promise.allSettled([
    store(shop.shopId, posting(first, 0)),
    store(shop.shopId, { ...posting(again, 2), client: known.client }),
    store(shop.shopId, strange),
    store(shop.shopId, posting(fine, 4)),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  const repeated = results[1]
  expect(repeated?.status === 'fulfilled' && repeated.value).toMatchObject({
    created: false,
    message: { id: known.message },
  })
  const kept = await chat.desk.db.inShop(shop.shopId, (tx) =>
    tx
      .selectFrom('conversations.message_keys')
      .select('client_id')
      .where('conversation_id', '=', stranger.id)
      .where('client_id', 'like', 'client-%')
      .execute(),
  )
  expect(kept).toEqual([])
})
