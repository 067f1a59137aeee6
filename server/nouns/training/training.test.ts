import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Quiz } from '#contract/training/training.ts'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { buildMember, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { certificatesOf, mayAnswerOn } from './index.ts'
import { purchaseSteps } from './purchase-steps.rules.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const newcomerOf = async (shop: TestShop) => {
  const person = await buildMember(chat.desk, shop, { displayName: '新来的', roles: ['agent'] })
  await chat.call('PUT /api/training/trainees/:id', {
    params: { id: person.memberId },
    headers: shop.owner.headers,
    body: { coachId: shop.owner.memberId },
  })
  return person
}
const mineOf = async ({ headers }: TestPerson) =>
  (await chat.call('GET /api/training/mine', { headers })).body
const goOn = ({ headers }: TestPerson) =>
  chat.call('PUT /api/staff/me/presence', { headers, body: { presence: 'on' } })
const goOff = ({ headers }: TestPerson) =>
  chat.call('PUT /api/staff/me/presence', { headers, body: { presence: 'off' } })
const start = ({ headers }: TestPerson, body: { subject: Quiz['subject']; productId?: string }) =>
  chat.call('POST /api/training/attempts', { headers, body })
const placeOf = (options: string[], text: string) => (options.includes(text) ? options.indexOf(text) : null)
/** Answers every choice by what `right` says of its question. */
const handIn = ({ headers }: TestPerson, quiz: Quiz, right: (text: string, options: string[]) => string) =>
  chat.call('POST /api/training/attempts/:id/answers', {
    params: { id: quiz.id },
    headers,
    body: {
      answers: quiz.questions.map((question) => {
        if (question.kind === 'choice')
          return {
            id: question.id,
            answer: placeOf(question.options, right(question.text, question.options)),
          }
        if (question.kind === 'truth')
          return {
            id: question.id,
            answer: right(question.text, [question.statement]) === question.statement,
          }
        return {
          id: question.id,
          answer: question.left.map((text) => placeOf(question.right, right(text, question.right))),
        }
      }),
    },
  })
const rightStep = (text: string) => purchaseSteps.find((step) => step.question.zh === text)?.right.zh ?? ''

const addProduct = async (shop: TestShop, name: string, facts: Record<string, string>) => {
  const { headers } = shop.owner
  const { body } = await chat.call('POST /api/products', { headers, body: { name } })
  for (const [key, value] of Object.entries(facts)) {
    const added = await chat.call('POST /api/products/:id/facts', {
      params: { id: body.id },
      headers,
      body: { key, value, source: '吊牌', language: 'zh' },
    })
    expect(added.status).toBe(200)
  }
  return body.id
}

describe('[BUY-05] a newcomer and the purchase desk', () => {
  test('stays off it until every step of buying is known; then holds three chats at most', async () => {
    const shop = await chat.shop()
    const person = await newcomerOf(shop)
    expect(await goOn(person)).toMatchObject({ status: 409, code: 'training.not_certified' })
    expect(await mineOf(person)).toMatchObject({ missing: ['purchase_desk'], trainee: { cap: 3 } })
    const quiz = (await start(person, { subject: 'steps' })).body
    expect(quiz.questions).toHaveLength(purchaseSteps.length)
    const oneWrong = await handIn(person, quiz, (text, options) =>
      text === purchaseSteps[0]?.question.zh
        ? (options.find((option) => option !== rightStep(text)) ?? '')
        : rightStep(text),
    )
    expect(oneWrong.body).toMatchObject({ isPassed: false, certificate: null, wrong: { length: 1 } })
    expect((await goOn(person)).code).toBe('training.not_certified')
    const again = (await start(person, { subject: 'steps' })).body
    expect((await handIn(person, again, rightStep)).body).toMatchObject({
      isPassed: true,
      certificate: 'purchase_desk',
      wrong: [],
    })
    expect((await goOn(person)).status).toBe(200)
    const { members } = (await chat.call('GET /api/staff', { headers: shop.owner.headers })).body
    expect(members.find((member) => member.id === person.memberId)?.cap).toBe(3)
  })
  test('nobody else is asked for certificates; a lead may vouch, and take it back', async () => {
    const shop = await chat.shop()
    const old = await buildMember(chat.desk, shop, { displayName: '老客服', roles: ['agent'] })
    expect((await goOn(old)).status).toBe(200)
    const person = await newcomerOf(shop)
    const given = await chat.call('POST /api/training/certificates', {
      headers: shop.owner.headers,
      body: { memberId: person.memberId, kind: 'purchase_desk' },
    })
    expect(given.status).toBe(200)
    const [certificate] = (await mineOf(person)).certificates
    expect(certificate).toMatchObject({ kind: 'purchase_desk', byName: shop.owner.displayName })
    expect((await goOn(person)).status).toBe(200)
    await chat.call('DELETE /api/training/certificates/:id', {
      params: { id: certificate?.id ?? '' },
      headers: shop.owner.headers,
    })
    expect((await mineOf(person)).missing).toEqual(['purchase_desk'])
  })
  test('the owner and whoever answers alone are never kept off it, and a shop that trains nobody asks nothing', async () => {
    const shop = await chat.shop({ agents: 1 })
    const newHere = async (person: TestPerson) => {
      const made = await chat.call('PUT /api/training/trainees/:id', {
        params: { id: person.memberId },
        headers: shop.owner.headers,
        body: { coachId: null },
      })
      expect(made.status).toBe(200)
    }
    const [agent] = shop.agents
    if (!agent) throw new Error('an agent')
    await goOff(agent)
    expect((await goOn(agent)).status).toBe(200)
    expect(await mineOf(agent)).toMatchObject({ trainee: null, missing: [] })
    await newHere(shop.owner)
    await goOff(shop.owner)
    expect((await goOn(shop.owner)).status).toBe(200)
    await newHere(agent)
    await goOff(agent)
    expect((await goOn(agent)).code).toBe('training.not_certified')
    // Everybody else leaves the desk for good: the newcomer is all that is left.
    await chat.desk.db.asSystem((tx) =>
      tx
        .updateTable('staff.memberships')
        .set({ left_at: chat.desk.clock.now() })
        .where('shop_id', '=', shop.shopId)
        .where('id', '<>', agent.memberId)
        .execute(),
    )
    expect((await goOn(agent)).status).toBe(200)
  })
  test('ends being new: the cap of before is theirs again', async () => {
    const shop = await chat.shop()
    const person = await newcomerOf(shop)
    const ended = await chat.call('DELETE /api/training/trainees/:id', {
      params: { id: person.memberId },
      headers: shop.owner.headers,
    })
    expect(ended.status).toBe(200)
    expect(await mineOf(person)).toMatchObject({ trainee: null, missing: [] })
    const { members } = (await chat.call('GET /api/staff', { headers: shop.owner.headers })).body
    expect(members.find((member) => member.id === person.memberId)?.cap).toBeGreaterThan(3)
  })
})

test('[TRN-06] [TRN-09] the shop’s approved articles are asked about as its products’ facts are; drafts are not', async () => {
  const shop = await chat.shop()
  const write = (title: string, answer: string, approve: boolean) =>
    chat.call('POST /api/knowledge/articles', {
      headers: shop.lead.headers,
      body: { section: 'faq', language: 'zh', title, answer, approve } as never,
    })
  const known: Record<string, string> = {
    退款几天到账: '一到三个工作日',
    能开发票吗: '能，随货寄出',
    几点前当天发: '17:00 前付款当天发出',
  }
  await write('清仓要不要做', '还没定', false)
  expect((await start(shop.owner, { subject: 'knowledge' })).code).toBe('training.too_little')
  for (const [title, text] of Object.entries(known)) expect((await write(title, text, true)).status).toBe(200)
  expect((await mineOf(shop.owner)).knowledge).toBe(3)
  const quiz = (await start(shop.owner, { subject: 'knowledge' })).body
  const asked = quiz.questions.flatMap((question) =>
    question.kind === 'matching' ? question.left : [question.text],
  )
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.every((text) => text in known)).toBe(true)
  const passed = await handIn(shop.owner, quiz, (text) => known[text] ?? '')
  expect(passed.body).toMatchObject({ isPassed: true, certificate: 'knowledge' })
})

test('[RSP-12] what is practised is read by the shop’s own word guard', async () => {
  const shop = await chat.shop()
  const practice = (
    await chat.call('POST /api/training/practices', { headers: shop.owner.headers, body: { sample: true } })
  ).body
  const answered = await chat.call('POST /api/training/practices/:id/answers', {
    params: { id: practice.id },
    headers: shop.owner.headers,
    body: { turn: 0, text: '我不是负责售后的，您去找售后吧' },
  })
  expect(answered.body.turns[0]?.guard.length).toBeGreaterThan(0)
  const next = await chat.call('POST /api/training/practices/:id/answers', {
    params: { id: practice.id },
    headers: shop.owner.headers,
    body: { turn: 1, text: '您好，请稍等，我来替您看' },
  })
  expect(next.body.turns[1]?.guard).toEqual([])
})

describe('[TRN-08] product knowledge', () => {
  const facts = { 材质: '羊毛', 重量: '1.2 kg', 产地: '呼和浩特', 洗涤: '冷水手洗' }
  test('is tested on the product’s own facts, and its certificate opens answering on it', async () => {
    const shop = await chat.shop()
    const person = await newcomerOf(shop)
    const productId = await addProduct(shop, '灰毯', facts)
    await addProduct(shop, '蓝毯', { 材质: '棉', 重量: '0.8 kg', 产地: '南通' })
    const opens = () => chat.desk.db.inShop(shop.shopId, (tx) => mayAnswerOn(tx, person.memberId, productId))
    expect(await opens()).toBe(false)
    expect((await mineOf(person)).products).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: productId, facts: 4, isCertified: false })]),
    )
    const quiz = (await start(person, { subject: 'product', productId })).body
    expect(quiz.productName).toBe('灰毯')
    const right = (text: string) => facts[/的(.+)是/.exec(text)?.[1] as keyof typeof facts]
    expect((await handIn(person, quiz, right)).body).toMatchObject({
      isPassed: true,
      certificate: 'product',
      wrong: [],
    })
    expect(await opens()).toBe(true)
    expect(await chat.desk.db.inShop(shop.shopId, (tx) => certificatesOf(tx, person.memberId))).toMatchObject(
      [{ kind: 'product', productId }],
    )
  })
  test('with two facts there is no test; another shop’s product is none', async () => {
    const [shop, other] = [await chat.shop(), await chat.shop()]
    const productId = await addProduct(shop, '薄毯', { 材质: '棉', 产地: '南通' })
    expect((await start(shop.owner, { subject: 'product', productId })).code).toBe('training.too_little')
    expect((await start(other.owner, { subject: 'product', productId })).code).toBe('not_found')
    expect((await start(shop.owner, { subject: 'knowledge' })).code).toBe('training.too_little')
  })
})

describe('[TRN-06] a quiz', () => {
  test('of the shop’s knowledge has choices, matching and true or false; it is handed in once, by who began it', async () => {
    const shop = await chat.shop()
    for (let i = 0; i < 8; i++)
      await addProduct(shop, `毯 ${i}`, { 材质: `料 ${i}`, 重量: `${i} kg`, 产地: `城 ${i}` })
    const quiz = (await start(shop.owner, { subject: 'knowledge' })).body
    expect(quiz.questions.filter((one) => one.kind === 'choice')).toHaveLength(6)
    expect(quiz.questions.filter((one) => one.kind === 'truth')).toHaveLength(5)
    expect(quiz.questions.find((one) => one.kind === 'matching')).toMatchObject({ left: { length: 7 } })
    expect(JSON.stringify(quiz)).not.toContain('"key"')
    const colleague = await buildMember(chat.desk, shop, { displayName: '小美', roles: ['agent'] })
    expect((await handIn(colleague, quiz, () => '')).code).toBe('not_found')
    expect((await handIn(shop.owner, quiz, () => '')).body).toMatchObject({ isPassed: false, of: 18 })
    expect((await handIn(shop.owner, quiz, () => '')).code).toBe('training.ended')
  })
})

describe('[RSP-12] practice on a replayed chat', () => {
  const begin = async ({ headers }: TestPerson, body: { sample?: true } = {}) =>
    (await chat.call('POST /api/training/practices', { headers, body })).body
  const reply = ({ headers }: TestPerson, id: string, turn: number, text: string) =>
    chat.call('POST /api/training/practices/:id/answers', { params: { id }, headers, body: { turn, text } })

  test('of the shop: names and numbers are masked, what was said comes after the answer, the clock runs', async () => {
    const shop = await chat.shop()
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('起球吗，我电话 13800001234')
    const id = (await inboxOf(chat, shop.owner)).waiting.at(-1)?.id ?? ''
    await chat.desk.clock.advance(5000)
    await answer(chat, shop.owner, id, '您好，不起球')
    await buyer.write('好的，谢谢')
    await chat.desk.clock.advance(12_000)
    await answer(chat, shop.owner, id, '不客气')
    await chat.call('POST /api/conversations/:id/closing', {
      params: { id },
      body: { anyway: true, silent: true },
      headers: shop.owner.headers,
    })
    const person = await newcomerOf(shop)
    const practice = await begin(person)
    expect(practice).toMatchObject({ isSample: false, of: 2, targetSeconds: 7 })
    expect(practice.turns).toEqual([
      expect.objectContaining({ buyer: ['起球吗，我电话 ****'], said: null, answer: null }),
    ])
    await chat.desk.clock.advance(9000)
    expect((await reply(person, practice.id, 1, '早了')).code).toBe('state.conflict')
    const first = (await reply(person, practice.id, 0, '您好，{name}，不起球')).body
    expect(first.turns).toMatchObject([
      { ms: 9000, score: 50, remarks: ['slow', 'slot'], said: '您好，不起球', saidMs: 5000 },
      { buyer: ['好的，谢谢'], answer: null },
    ])
    await chat.desk.clock.advance(3000)
    const last = (await reply(person, practice.id, 1, '谢谢您')).body
    expect(last).toMatchObject({ score: 75, turns: [{}, { score: 100, saidMs: 12_000 }] })
    expect((await reply(person, practice.id, 2, '还有')).code).toBe('training.ended')
    expect((await mineOf(person)).practices).toMatchObject([{ score: 75, turns: 2 }])
  })
  test('without closed chats a sample is given; nobody answers another’s', async () => {
    const shop = await chat.shop()
    const person = await newcomerOf(shop)
    const practice = await begin(person)
    expect(practice).toMatchObject({ isSample: true, of: 3 })
    expect((await reply(shop.owner, practice.id, 0, '您好')).code).toBe('not_found')
  })
})

describe('[TRN-02] the end of the day', () => {
  test('what pleased and what annoyed becomes an article, a phrase or a process to change, with an owner', async () => {
    const shop = await chat.shop()
    const { headers } = shop.owner
    const agent = await buildMember(chat.desk, shop, { displayName: '小美', roles: ['agent'] })
    const write = (pleased: string, annoyed: string) =>
      chat.call('PUT /api/training/debriefs/today', {
        headers: agent.headers,
        body: { pleased, annoyed },
      })
    expect((await write('', ' ')).code).toBe('request.invalid')
    await write('包装上的手写卡', '')
    await write('包装上的手写卡', '问了三遍尺寸')
    const list = async () => (await chat.call('GET /api/training/debriefs', { headers })).body.rows
    const [debrief] = await list()
    expect(await list()).toMatchObject([
      { memberName: '小美', day: '2026-03-04', annoyed: '问了三遍尺寸', tasks: [] },
    ])
    for (const kind of ['knowledge', 'phrase', 'process'] as const) {
      const added = await chat.call('POST /api/training/debriefs/:id/tasks', {
        params: { id: debrief?.id ?? '' },
        headers,
        body: { kind, what: '写一篇尺寸对照', ownerId: agent.memberId },
      })
      expect(added.body).toMatchObject({ kind, ownerName: '小美', state: 'open' })
    }
    const mine = (
      await chat.call('GET /api/training/tasks', { headers: agent.headers, query: { mine: true } })
    ).body.rows
    expect(mine.map((task) => task.kind).toSorted()).toEqual(['knowledge', 'phrase', 'process'])
    const end = (person: TestPerson, id: string, version: number) =>
      chat.call('POST /api/training/tasks/:id/end', {
        params: { id },
        headers: person.headers,
        body: { state: 'done', version },
      })
    const [task] = mine
    const stranger = await buildMember(chat.desk, shop, { displayName: '苏禾', roles: ['agent'] })
    expect((await end(stranger, task?.id ?? '', 1)).code).toBe('access.denied')
    expect((await end(agent, task?.id ?? '', 9)).code).toBe('state.version')
    expect((await end(agent, task?.id ?? '', 1)).body.state).toBe('done')
    expect((await end(agent, task?.id ?? '', 2)).code).toBe('state.conflict')
    expect((await list())[0]?.tasks.filter((one) => one.state === 'open')).toHaveLength(2)
  })
  test('what the team sees of each other is the leads’ alone', async () => {
    const shop = await chat.shop()
    const person = await newcomerOf(shop)
    expect((await chat.call('GET /api/training/team', { headers: person.headers })).code).toBe(
      'access.denied',
    )
    const { members } = (await chat.call('GET /api/training/team', { headers: shop.owner.headers })).body
    expect(members.find((member) => member.id === person.memberId)).toMatchObject({
      trainee: { coachName: shop.owner.displayName, cap: 3 },
      certificates: [],
      practices: 0,
    })
  })
})
