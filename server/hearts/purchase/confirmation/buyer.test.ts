import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openConfirmationDesk, type ConfirmationDesk } from '#test/builders/confirmations.ts'
import type { TestShop } from '#test/builders/staff.ts'

let desk: ConfirmationDesk
beforeAll(async () => {
  desk = await openConfirmationDesk()
})
afterAll(() => desk.close())

/** An order whose buyer holds a link. */
const withLink = async (row: Record<string, string> = {}) => {
  const shop = await desk.shop({ language: 'en' })
  await desk.shopify(shop, [{ Name: '#SL2001', Notes: 'Happy birthday card, please', ...row }])
  const { rows } = await desk.list(shop.owner)
  const [confirmation] = rows
  if (!confirmation) throw new Error('a confirmation')
  const made = await linkOf(shop, confirmation.id)
  return { shop, confirmation, ...buyerOf(made) }
}
const linkOf = async (shop: TestShop, id: string) => {
  const made = await desk.chat.call('POST /api/confirmations/:id/links', {
    params: { id },
    headers: shop.agents[0]?.headers ?? {},
  })
  return made.body.address.split('/b/')[1] ?? ''
}
const buyerOf = (token: string) => {
  const headers = { authorization: `Bearer ${token}` }
  return {
    token,
    read: () => desk.chat.call('GET /api/portal/confirmation', { headers }),
    confirm: (version: number) =>
      desk.chat.call('POST /api/portal/confirmation/answer', { headers, body: { version } }),
    correct: (correction: Record<string, string>, version = 1) =>
      desk.chat.call('POST /api/portal/confirmation/correction', { headers, body: { correction, version } }),
    rate: (rating: 'good' | 'so_so' | 'bad', line?: string) =>
      desk.chat.call('PUT /api/portal/confirmation/rating', {
        headers,
        body: { rating, ...(line === undefined ? {} : { line }) },
      }),
  }
}
const stepsOf = async (shop: TestShop, orderId: string) =>
  ((await desk.ofOrder(shop.owner, orderId))?.steps ?? []).filter((step) => step.by === 'buyer')

describe('the private link', () => {
  test('opens this one order, masked, without an account; the desk keeps its hash alone', async () => {
    const { read, token, shop, confirmation } = await withLink()
    const seen = await read()
    expect(seen.status).toBe(200)
    expect(seen.body).toMatchObject({
      orderTail: '2001',
      language: 'en',
      canChange: true,
      wish: 'Happy birthday card, please',
      recipient: { name: 'Ida B.', phone: '+44 ****0123' },
      items: [{ title: 'Linen Cushion - Sand', quantity: 1 }],
    })
    expect(seen.body.recipient.address).toContain('14 Mill Lane')
    const stored = await desk.chat.desk.db.asSystem((tx) =>
      tx.selectFrom('platform.private_links').selectAll().where('subject', '=', confirmation.id).execute(),
    )
    expect(stored).toHaveLength(1)
    expect(JSON.stringify(stored)).not.toContain(token)
    expect(stored[0]?.shop_id).toBe(shop.shopId)
  })

  test('that never was one looks like none, is limited in tries, and one that ended says so and why', async () => {
    const { read, shop, confirmation } = await withLink()
    const guess = (i: number) => buyerOf(String(i).padStart(43, 'A')).read()
    expect([(await guess(0)).status, (await guess(1)).code]).toEqual([401, 'session.missing'])
    let last = ''
    for (let i = 2; i < 40; i++) last = (await guess(i)).code ?? ''
    expect(last).toBe('request.too_many')
    // Whoever holds a real one is not kept out by somebody's guesses.
    expect((await read()).status).toBe(200)
    await desk.chat.call('DELETE /api/confirmations/:id/links', {
      params: { id: confirmation.id },
      headers: shop.agents[0]?.headers ?? {},
    })
    const revoked = await desk.chat.http.app.inject({
      url: '/api/portal/confirmation',
      headers: { authorization: `Bearer ${(await withLink()).token}` },
    })
    expect(revoked.statusCode).toBe(200)
    expect([(await read()).status, (await read()).code]).toEqual([410, 'link.expired'])
    const fresh = buyerOf(await linkOf(shop, confirmation.id))
    await desk.chat.desk.clock.advance(31 * 86_400_000)
    expect((await fresh.read()).code).toBe('link.expired')
  })

  test('an agent’s session or key opens nothing here, and a link opens nothing else', async () => {
    const { shop, token } = await withLink()
    const asAgent = await desk.chat.call('GET /api/portal/confirmation', { headers: shop.owner.headers })
    expect(asAgent.status).toBe(401)
    const elsewhere = await desk.chat.call('GET /api/orders', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(elsewhere.status).toBe(401)
  })
})

describe('the buyer’s word', () => {
  test('[ORD-07] [ORD-10] one tap confirms what was seen, once however often it is tapped, and is kept as evidence', async () => {
    const { shop, confirmation, read, confirm } = await withLink()
    const { version } = (await read()).body
    expect((await confirm(version)).body).toMatchObject({ state: 'confirmed', canChange: true })
    expect((await confirm(version)).status).toBe(200)
    const steps = await stepsOf(shop, confirmation.orderId)
    expect(steps.map((step) => step.kind)).toEqual(['confirmed'])
    expect(steps[0]?.facts['agreedTo']).toMatchObject({ recipient: 'Ida Brook' })
    expect(steps[0]?.at).toBe(desk.chat.desk.clock.now().toISOString())
  })

  test('[ORD-07] [ORD-11] a correction waits until an agent took it over, replaces an earlier one, and can be withdrawn', async () => {
    const { shop, confirmation, read, correct, confirm } = await withLink()
    await read()
    const first = await correct({ address: '14 Mill Lane, Flat 21, Bath' })
    expect(first.body).toMatchObject({ state: 'corrected', isHeld: true })
    const second = await correct({ address: '14 Mill Lane, Flat 12, Bath', wish: 'Blue card' })
    expect(second.body.correction).toEqual({ address: '14 Mill Lane, Flat 12, Bath', wish: 'Blue card' })
    expect((await desk.list(shop.owner, { view: 'corrected' })).rows[0]).toMatchObject({ hold: 'buyer' })
    expect((await confirm(second.body.version)).body).toMatchObject({
      state: 'confirmed',
      isHeld: false,
      correction: null,
    })
    const third = await correct({ address: '14 Mill Lane, Flat 12, Bath' })
    const taken = await desk.chat.call('POST /api/confirmations/:id/taking', {
      params: { id: confirmation.id },
      body: { version: third.body.version, note: 'changed on Shopify' },
      headers: shop.agents[0]?.headers ?? {},
    })
    expect(taken.body.row).toMatchObject({ state: 'taken', hold: 'cleared' })
    expect((await read()).body).toMatchObject({ state: 'taken', isHeld: false })
    expect((await stepsOf(shop, confirmation.orderId)).map((step) => step.kind)).toEqual([
      'corrected',
      'corrected',
      'confirmed',
      'corrected',
    ])
  })

  test('after the cut-off whoever else holds the link reads no whole name either', async () => {
    const { read, correct, confirmation } = await withLink()
    expect((await correct({ recipient: 'Nora Brook' })).body.correction).toEqual({ recipient: 'Nora Brook' })
    await desk.chat.desk.clock.set(confirmation.cutOffAt)
    expect((await read()).body).toMatchObject({ canChange: false, correction: { recipient: 'Nora B.' } })
  })

  test('[ORD-10] a correction that is sent twice is kept once, in whatever order its fields come', async () => {
    const { shop, confirmation, correct } = await withLink()
    const wanted = { address: '14 Mill Lane, Flat 21, Bath', phone: '+44 7700 900999', wish: 'Blue card' }
    const first = await correct(wanted)
    const again = await correct({ wish: ' Blue card', phone: wanted.phone, address: wanted.address })
    expect(again.body).toEqual(first.body)
    expect((await stepsOf(shop, confirmation.orderId)).map((step) => step.kind)).toEqual(['corrected'])
  })

  test('what cannot be right is refused by its field, and nothing is stored', async () => {
    const { shop, confirmation, read, correct } = await withLink()
    expect((await correct({ phone: 'none' })).body).toMatchObject({
      details: { problems: [{ path: '/body/correction/phone', rule: 'no_number' }] },
    })
    expect((await correct({ wish: 'Happy birthday card, please' })).code).toBe('confirmation.nothing_changed')
    expect((await correct({ wish: 'x'.repeat(501) })).code).toBe('request.invalid')
    expect((await read()).body.state).toBe('to_send')
    expect(await stepsOf(shop, confirmation.orderId)).toEqual([])
  })

  test('[ORD-11] after the cut-off nothing can be changed here, the address is masked, and a late yes still clears a hold', async () => {
    const { read, confirm, correct, confirmation, shop } = await withLink({
      Notes: 'is my flat number wrong?',
    })
    expect(confirmation.hold).toBe('buyer')
    await desk.chat.desk.clock.set(confirmation.cutOffAt)
    await desk.chat.due()
    const late = (await read()).body
    expect(late).toMatchObject({ canChange: false, isHeld: true })
    expect(late.recipient.address).not.toContain('Lane')
    expect((await correct({ wish: 'Red card' })).code).toBe('confirmation.too_late')
    expect((await confirm(late.version)).body).toMatchObject({ state: 'confirmed', isHeld: false })
    expect((await desk.list(shop.owner, { view: 'lead' })).rows).toEqual([])
  })

  test('[SUR-10] one tap says how buying was; the last word and its line hold, each is kept', async () => {
    const { shop, confirmation, rate, read } = await withLink()
    expect((await rate('good')).body.rating).toBe('good')
    await rate('good')
    expect((await rate('so_so', ' The address form is short, good ')).body).toMatchObject({
      rating: 'so_so',
      ratingLine: 'The address form is short, good',
    })
    expect((await read()).body.state).toBe('to_send')
    const steps = await stepsOf(shop, confirmation.orderId)
    expect(steps.map((step) => [step.kind, step.facts['rating'], step.text])).toEqual([
      ['rated', 'good', null],
      ['rated', 'so_so', 'The address form is short, good'],
    ])
    const [seen] = await desk.chat.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('confirmations.v_confirmations').select(['rating']).execute(),
    )
    expect(seen).toEqual({ rating: 'so_so' })
  })
})

describe('before and after payment', () => {
  test('[ORD-06] each agent’s answers before and after buyers paid are laid side by side, with how many there are, and a drop is called one', async () => {
    const own = await openConfirmationDesk()
    onTestFinished(() => own.close())
    const shop = await own.shop({ language: 'en' })
    const [agent] = shop.agents
    if (!agent) throw new Error('an agent')
    const post = async (conversationId: string, seconds: number, text: string) => {
      await own.chat.desk.clock.advance(seconds * 1000)
      await own.chat.call('POST /api/conversations/:id/messages', {
        params: { id: conversationId },
        body: { clientId: crypto.randomUUID(), text },
        headers: agent.headers,
      })
    }
    const { buyer, conversationId } = await own.buyerWrites(shop, 'ida.brook@example.com', 'Washable?')
    await post(conversationId, 4, 'Thank you for asking: yes, at 30 degrees.')
    for (let i = 1; i < 20; i++) {
      await buyer.write(`And this one, ${i}?`)
      await post(conversationId, 4, 'Thank you for asking: yes, at 30 degrees.')
    }
    await own.chat.desk.clock.advance(600_000)
    await own.shopify(shop, [{ Name: '#PAID' }])
    for (let i = 0; i < 20; i++) {
      await buyer.write(`When is it sent, ${i}?`)
      await post(conversationId, 9, 'Today.')
    }
    const { body } = await own.chat.call('GET /api/reports/before-and-after-payment', {
      query: { days: 1 },
      headers: shop.lead.headers,
    })
    expect(body).toMatchObject({ least: 20, hasTone: true })
    expect(body.rows).toEqual([
      {
        memberId: agent.memberId,
        name: 'Agent 1',
        before: { turns: 20, medianMs: 4000, lateShare: 0, badToneShare: 0 },
        after: { turns: 20, medianMs: 9000, lateShare: 0, badToneShare: 1 },
        verdict: 'slower',
      },
    ])
  })
})
