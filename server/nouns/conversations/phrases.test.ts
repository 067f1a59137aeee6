import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compileGuard } from '#contract/guard/compile-lists.ts'
import { defaultActions, defaultLimits } from '#contract/guard/kinds.ts'
import { readOutgoing } from '#contract/guard/read-outgoing.ts'
import { phraseKinds } from '#contract/conversations/phrase-kinds.ts'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { buildMember, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { signIdentity } from './signed-identity.ts'
import { shippedPhrases } from './default-phrases.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const talk = async (
  shop: TestShop,
  text = '在吗，毯子起球吗？',
  how: Parameters<typeof buildBuyer>[2] = {},
) => {
  const buyer = await buildBuyer(chat, shop, how)
  await buyer.write(text)
  const row = (await inboxOf(chat, shop.owner)).waiting.find((one) => one.lastText === text)
  if (!row) throw new Error('nobody waits')
  return { buyer, id: row.id }
}
const phrasesOf = async (person: TestPerson, query = {}) =>
  (await chat.call('GET /api/phrases', { query, headers: person.headers })).body.rows
const named = async (shop: TestShop, shortcut: string) => {
  const phrase = (await phrasesOf(shop.owner)).find((one) => one.shortcut === shortcut)
  if (!phrase) throw new Error(`no phrase ${shortcut}`)
  return phrase
}
const own = {
  kind: 'faq' as const,
  language: 'zh' as const,
  shortcut: '起球',
  text: '精梳棉的，洗过也平整。',
}

describe('[PHR-16] one wording across the shop', () => {
  test('an agent’s own phrase waits for a lead, can be sent once approved, and waits again when it is changed', async () => {
    const shop = await chat.shop()
    const agent = await buildMember(chat.desk, shop, { displayName: '苏禾', roles: ['agent'] })
    const { id } = await talk(shop)
    const proposed = await chat.call('POST /api/phrases/personal', { body: own, headers: agent.headers })
    expect(proposed.body).toMatchObject({ state: 'proposed', ownerId: agent.memberId, ownerName: '苏禾' })
    const params = { id: proposed.body.id }
    const send = () => answer(chat, agent, id, own.text, { phraseId: params.id })
    expect(await send()).toMatchObject({ status: 409, code: 'phrase.not_yours' })
    expect(await phrasesOf(shop.owner, { proposed: true })).toMatchObject([
      { id: params.id, ownerName: '苏禾' },
    ])
    const approved = await chat.call('POST /api/phrases/:id/decision', {
      params,
      body: { verdict: 'approve', version: proposed.body.version },
      headers: shop.owner.headers,
    })
    expect(approved.body).toMatchObject({ state: 'approved', ownerId: agent.memberId })
    expect((await send()).status).toBe(200)
    const changed = await chat.call('PUT /api/phrases/personal/:id', {
      params,
      body: { ...own, text: '不起球。', version: approved.body.version },
      headers: agent.headers,
    })
    expect(changed.body.state).toBe('proposed')
    expect((await send()).code).toBe('phrase.not_yours')
  })
  test('it is nobody else’s: not to see, not to send, not to change', async () => {
    const shop = await chat.shop()
    const [one, other] = [
      await buildMember(chat.desk, shop, { displayName: 'One', roles: ['agent'] }),
      await buildMember(chat.desk, shop, { displayName: 'Other', roles: ['agent'] }),
    ]
    const { body } = await chat.call('POST /api/phrases/personal', { body: own, headers: one.headers })
    expect((await phrasesOf(one)).some((phrase) => phrase.id === body.id)).toBe(true)
    expect((await phrasesOf(other)).some((phrase) => phrase.id === body.id)).toBe(false)
    expect((await phrasesOf(other, { proposed: true })).some((phrase) => phrase.id === body.id)).toBe(false)
    const change = await chat.call('PUT /api/phrases/personal/:id', {
      params: { id: body.id },
      body: { ...own, version: body.version },
      headers: other.headers,
    })
    expect(change.code).toBe('not_found')
  })
  test('the shop’s phrases are locked: an agent cannot change one by either way', async () => {
    const shop = await chat.shop()
    const agent = await buildMember(chat.desk, shop, { displayName: 'Agent', roles: ['agent'] })
    const phrase = await named(shop, '尺寸')
    const body = {
      kind: phrase.kind,
      language: phrase.language,
      shortcut: '尺寸',
      text: '随便',
      version: phrase.version,
    }
    for (const key of ['PUT /api/phrases/:id', 'PUT /api/phrases/personal/:id'] as const) {
      const refused = await chat.call(key, { params: { id: phrase.id }, body, headers: agent.headers })
      expect([403, 404]).toContain(refused.status)
    }
    expect((await named(shop, '尺寸')).text).toBe(phrase.text)
  })
  test('a lead takes a good one over for the whole shop, or refuses with a reason; a second lead is told', async () => {
    const shop = await chat.shop()
    const agent = await buildMember(chat.desk, shop, { displayName: 'Agent', roles: ['agent'] })
    const add = async (shortcut: string) =>
      (await chat.call('POST /api/phrases/personal', { body: { ...own, shortcut }, headers: agent.headers }))
        .body
    const [good, poor] = [await add('起球'), await add('别的')]
    const decide = (
      id: string,
      body: { verdict: 'approve_for_shop' | 'refuse'; note?: string; version: number },
    ) => chat.call('POST /api/phrases/:id/decision', { params: { id }, body, headers: shop.owner.headers })
    expect((await decide(good.id, { verdict: 'approve_for_shop', version: 1 })).body).toMatchObject({
      ownerId: null,
      state: 'approved',
    })
    expect((await decide(poor.id, { verdict: 'refuse', note: '太硬', version: 1 })).body).toMatchObject({
      state: 'refused',
      decisionNote: '太硬',
    })
    expect((await decide(poor.id, { verdict: 'refuse', version: 1 })).code).toBe('state.version')
  })
})

test('[PHR-06] what may not be sent cannot become a phrase, which might go out by itself', async () => {
  const shop = await chat.shop()
  const refused = await chat.call('POST /api/phrases', {
    body: { ...own, kind: 'away', text: '客服不在，您去找我们的售后吧' },
    headers: shop.owner.headers,
  })
  expect(refused).toMatchObject({ status: 422, code: 'message.guarded' })
  expect((await phrasesOf(shop.owner)).some(({ text }) => text.includes('去找'))).toBe(false)
})

describe('what ships', () => {
  test('[PHR-01] [PHR-12] [PHR-14] [PHR-17] at least one of every kind, in both languages, and the guard has nothing against them', async () => {
    const kinds = new Set(shippedPhrases.map(({ kind }) => kind))
    expect(phraseKinds.filter((kind) => kind !== 'other' && !kinds.has(kind))).toEqual([])
    const shop = await chat.shop()
    const { entries } = (await chat.call('GET /api/guard', { headers: shop.owner.headers })).body
    const guard = compileGuard({ entries, actions: defaultActions, limits: defaultLimits })
    const against = shippedPhrases.flatMap(({ zh, en }) =>
      [zh[1], en[1]].flatMap((text) =>
        readOutgoing({ text }, guard)
          .filter(({ kind }) => kind !== 'slot')
          .map(({ kind, found }) => `${kind} ${found}: ${text}`),
      ),
    )
    expect(against).toEqual([])
  })
  test('[PHR-12] packing, inspection, carrier and days are told by one phrase whose blanks the shop has filled once', async () => {
    const shop = await chat.shop()
    const { id } = await talk(shop)
    const both = (zh: string) => ({ zh, en: zh })
    await chat.call('PUT /api/addressing', {
      body: {
        groups: [],
        slotValues: {
          packing: both('气泡膜加双层纸箱'),
          carrier: both('顺丰'),
          days: both('三'),
          offer: both(''),
        },
        version: 0,
      },
      headers: shop.owner.headers,
    })
    const panel = await chat.call('GET /api/conversations/:id/panel', {
      params: { id },
      headers: shop.owner.headers,
    })
    expect(panel.body.slotsByLanguage.zh).toMatchObject({
      packing: '气泡膜加双层纸箱',
      carrier: '顺丰',
      days: '三',
    })
    expect((await named(shop, '发货说明')).text).toMatch(/检查.*\{packing\}.*\{carrier\}.*\{days\}/)
  })
})

test('[PHR-17] a buyer is asked to stay once in a conversation', async () => {
  const shop = await chat.shop()
  const { id } = await talk(shop)
  const [one, two] = [await named(shop, '再看看'), await named(shop, '留个话')]
  expect((await answer(chat, shop.owner, id, one.text, { phraseId: one.id })).status).toBe(200)
  expect(await answer(chat, shop.owner, id, two.text, { phraseId: two.id })).toMatchObject({
    status: 409,
    code: 'phrase.once',
  })
  const elsewhere = await talk(shop, '我再想想')
  expect((await answer(chat, shop.owner, elsewhere.id, two.text, { phraseId: two.id })).status).toBe(200)
})

test('[PHR-08] a group of buyers is addressed its own way and in its own language; a customer’s own style goes first', async () => {
  const shop = await chat.shop()
  const blank = { zh: '', en: '' }
  const slotValues = { packing: blank, carrier: blank, days: blank, offer: blank }
  const set = await chat.call('PUT /api/addressing', {
    body: {
      groups: [{ name: '新客', when: 'new', atLeast: 0, style: 'dear_buyer', language: 'en' }],
      slotValues,
      version: 0,
    },
    headers: shop.owner.headers,
  })
  expect(set.body.version).toBe(1)
  const { widgetSecret } = shop as unknown as { widgetSecret?: string }
  const secret =
    widgetSecret ??
    (
      await chat.call('GET /api/stores/:id/widget', {
        params: { id: shop.storeId },
        headers: shop.owner.headers,
      })
    ).body.secret
  const identity = signIdentity({ login: 'ida', name: 'Ida' }, secret, chat.desk.clock.now())
  const { buyer, id } = await talk(shop, '毯子起球吗？', { identity })
  expect(buyer.visit.messages[0]?.text).toMatch(/^尊敬的买家/)
  const read = async () =>
    (await chat.call('GET /api/conversations/:id/panel', { params: { id }, headers: shop.owner.headers }))
      .body
  const panel = await read()
  expect(panel.addressed).toEqual({ style: 'dear_buyer', by: 'group', group: '新客', language: 'en' })
  expect(panel.phraseSlots['hail']).toBe('Dear buyer')
  expect(panel.slotsByLanguage.zh['hail']).toBe('尊敬的买家，您好')
  const customerId = panel.customer?.id ?? ''
  const { body: customer } = await chat.call('GET /api/customers/:id', {
    params: { id: customerId },
    headers: shop.owner.headers,
  })
  await chat.call('PATCH /api/customers/:id', {
    params: { id: customerId },
    body: { addressStyle: 'qin', version: (customer as { version: number }).version },
    headers: shop.owner.headers,
  })
  expect((await read()).addressed).toMatchObject({ style: 'qin', by: 'customer', group: '新客' })
})

test('[PHR-18] whatever the shop sends, the buyer’s reply comes back to the same talk, with who sent it', async () => {
  const shop = await chat.shop()
  const { buyer, id } = await talk(shop)
  const visit = await named(shop, '回访')
  await answer(chat, shop.owner, id, visit.text.replace('{hail}', '您好').replace('{product}', '毯子'), {
    phraseId: visit.id,
  })
  await buyer.write('用着很好')
  const close = () =>
    chat.call('POST /api/conversations/:id/closing', {
      params: { id },
      body: { anyway: true },
      headers: shop.owner.headers,
    })
  const before = (await inboxOf(chat, shop.owner)).waiting.find((row) => row.id === id)
  await close()
  // The thanks are automatic; to them, too, one can reply.
  expect((await buyer.history()).at(-1)).toMatchObject({ author: 'automatic', automatic: 'closing' })
  await buyer.write('再问一句，能水洗吗？')
  const [row] = (await inboxOf(chat, shop.owner)).waiting
  expect(row).toMatchObject({ id, lastText: '再问一句，能水洗吗？', assigneeId: before?.assigneeId })
  expect(before?.assigneeId).not.toBeNull()
  const { messages } = (
    await chat.call('GET /api/conversations/:id', { params: { id }, headers: shop.owner.headers })
  ).body
  expect(messages.map(({ author, phraseId }) => `${author} ${phraseId === visit.id}`)).toEqual([
    'automatic false',
    'buyer false',
    'agent true',
    'buyer false',
    'automatic false',
    'buyer false',
  ])
})

test('[PHR-13] use, edits and what followed are counted for each phrase', async () => {
  const shop = await chat.shop()
  const phrase = await named(shop, '尺寸')
  const one = await talk(shop, '尺寸准吗？')
  await answer(chat, shop.owner, one.id, phrase.text, { phraseId: phrase.id })
  await one.buyer.write('好的谢谢')
  const two = await talk(shop, '这个多大？')
  await answer(chat, shop.owner, two.id, `${phrase.text}这条 150 厘米。`, { phraseId: phrase.id })
  await two.buyer.write('那宽是多少？')
  const usage = await chat.call('GET /api/phrases/usage', { query: { days: 7 }, headers: shop.owner.headers })
  expect(usage.body.rows[0]).toMatchObject({
    phraseId: phrase.id,
    sent: 2,
    edited: 1,
    thanked: 1,
    askedAgain: 1,
    ordered: 0,
    verdict: 'too_few',
  })
})

test('[PHR-11] what buyers ask most becomes a candidate, with the answer they got', async () => {
  const shop = await chat.shop()
  for (const text of ['请问毯子起球吗', '这个毯子会起球吗？', '毯子起不起球呀']) {
    const { id } = await talk(shop, text)
    await answer(chat, shop.owner, id, '精梳棉的，洗几十次也平整。')
  }
  await talk(shop, '今天能发货吗？')
  const { body } = await chat.call('GET /api/phrases/candidates', { headers: shop.owner.headers })
  expect(body.asked).toBe(4)
  expect(body.rows).toMatchObject([{ count: 3, buyers: 3, answer: '精梳棉的，洗几十次也平整。' }])
})
