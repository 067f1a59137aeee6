import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { endpoint } from '#contract/endpoint.ts'
import { Strict } from '#contract/shapes.ts'
import { cookie, openBareHttp, type BareHttp, type Method } from '#test/builders/bare-http.ts'
import { newId } from '../ids/ids.ts'
import { AppError } from './app-error.ts'

const open = endpoint({
  method: 'POST',
  path: '/api/test/open',
  access: { by: 'anyone' },
  summary: '',
  body: Strict({ name: Type.String({ minLength: 2 }), size: Type.Optional(Type.Integer()) }),
  reply: Type.Unknown(),
})
const fail = endpoint({
  method: 'GET',
  path: '/api/test/failures/:kind',
  access: { by: 'anyone' },
  summary: '',
  reply: Type.Unknown(),
})
const limited = endpoint({
  method: 'GET',
  path: '/api/test/limited',
  access: { by: 'anyone' },
  summary: '',
  reply: Type.Unknown(),
})
const mine = endpoint({
  method: 'GET',
  path: '/api/test/mine',
  access: { by: 'account' },
  summary: '',
  query: Strict({ shop: Type.Optional(Type.String()) }),
  reply: Type.Unknown(),
})
const add = endpoint({
  method: 'POST',
  path: '/api/test/things',
  access: { by: 'member', roles: ['agent'], scope: 'orders:write' },
  summary: '',
  body: Strict({ what: Type.String() }),
  reply: Type.Unknown(),
})
const lead = endpoint({
  method: 'GET',
  path: '/api/test/lead',
  access: { by: 'member', roles: ['lead'] },
  summary: '',
  reply: Type.Unknown(),
})
const visit = endpoint({
  method: 'POST',
  path: '/api/widget/test',
  access: { by: 'visitor' },
  summary: '',
  reply: Type.Unknown(),
})

let bare: BareHttp
beforeAll(async () => {
  bare = await openBareHttp()
  bare.http.route(open, ({ body }) => Promise.resolve(body))
  bare.http.route(fail, async ({ params }) => {
    if (params.kind === 'expected') throw new AppError('staff.last_owner', { count: 1 })
    if (params.kind === 'bad-id')
      await bare.desk.db.inShop(bare.shop, (tx) =>
        tx.selectFrom('staff.stores').select('id').where('id', '=', 'nonsense').execute(),
      )
    throw new Error(`password of customer 13811110000 is hunter2`)
  })
  bare.http.route(limited, () => Promise.resolve({}), { limit: 3 })
  bare.http.route(mine, ({ caller }) => Promise.resolve(caller))
  bare.http.route(lead, () => Promise.resolve({}))
  bare.http.route(visit, () => Promise.resolve({}))
  bare.http.route(add, () => Promise.resolve({}))
})
afterAll(() => bare.close())
beforeEach(() => {
  bare.shop = newId()
  bare.lines.length = 0
})

describe('errors', () => {
  const expectProblem = (reply: Awaited<ReturnType<BareHttp['call']>>, status: number, code: string) => {
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.statusCode).toBe(status)
    expect(reply.json()).toMatchObject({
      type: `/api/problems/${code}`,
      title: code,
      status,
      code,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  }

  test.each<[string, object | string, string, string]>([
    ['a missing field', {}, '/body', 'required'],
    ['a field too short', { name: 'x' }, '/body/name', 'minLength'],
    ['a field of another type', { name: 'xx', size: 'many' }, '/body/size', 'type'],
    ['a number written as a text', { name: 'xx', size: '3' }, '/body/size', 'type'],
    ['nothing where a number is meant', { name: 'xx', size: null }, '/body/size', 'type'],
    ['a field nobody knows', { name: 'xx', more: 1 }, '/body', 'additionalProperties'],
    ['a list', [], '/body', 'type'],
    ['half of JSON', '{"name":', '/body', 'json'],
    ['a prototype', '{"name":"xx","__proto__":{"isAdmin":true}}', '/body', 'additionalProperties'],
  ])('%s is named', async (_, payload, path, rule) => {
    const reply = await bare.call('POST', '/api/test/open', { 'content-type': 'application/json' }, payload)
    expectProblem(reply, 400, 'request.invalid')
    expect(reply.json().details.problems).toEqual([{ path, rule }])
  })

  test.each<[string, Method, string, Record<string, string>, string | undefined, number, string]>([
    ['an unknown route', 'GET', '/api/nothing', {}, undefined, 404, 'not_found'],
    ['an unknown method', 'PUT', '/api/test/open', {}, undefined, 404, 'not_found'],
    [
      'another content type',
      'POST',
      '/api/test/open',
      { 'content-type': 'text/xml' },
      '<x/>',
      415,
      'request.unsupported_media',
    ],
    [
      'a form',
      'POST',
      '/api/test/open',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'name=xx',
      415,
      'request.unsupported_media',
    ],
    [
      'too large a body',
      'POST',
      '/api/test/open',
      { 'content-type': 'application/json' },
      JSON.stringify({ name: 'x'.repeat(300_000) }),
      413,
      'request.too_large',
    ],
    ['an address that is none', 'GET', '/api/test/failures/%ff', {}, undefined, 400, 'request.invalid'],
    [
      'an address without end',
      'GET',
      `/api/test/failures/${'x'.repeat(3000)}`,
      {},
      undefined,
      413,
      'request.too_large',
    ],
    ['an id that is none', 'GET', '/api/test/failures/bad-id', {}, undefined, 404, 'not_found'],
    ['a refusal', 'GET', '/api/test/failures/expected', {}, undefined, 409, 'staff.last_owner'],
  ])('%s', async (_, method, url, headers, payload, status, code) => {
    expectProblem(await bare.call(method, url, headers, payload), status, code)
  })

  test('of our own say nothing to the caller, and everything but the request’s content to the log', async () => {
    const reply = await bare.call('GET', '/api/test/failures/surprise?token=abc')
    expectProblem(reply, 500, 'internal')
    expect(reply.body).not.toContain('hunter2')
    expect(bare.lines).toHaveLength(1)
    expect(bare.lines[0]).toMatchObject({
      level: 50,
      requestId: reply.json().requestId,
      route: '/api/test/failures/:kind',
      code: 'internal',
      err: { message: expect.stringContaining('hunter2') },
    })
    expect(JSON.stringify(bare.lines)).not.toContain('abc')
  })

  test('that were expected are one quiet line without details', async () => {
    await bare.call('POST', '/api/test/open', { 'content-type': 'application/json' }, { name: 'x' })
    expect(bare.lines).toMatchObject([
      { level: 30, code: 'request.invalid', method: 'POST', route: '/api/test/open' },
    ])
    expect(Object.keys(bare.lines[0] ?? {}).sort()).toEqual(
      expect.not.arrayContaining(['details', 'body', 'url']),
    )
  })
})

describe('who calls', () => {
  test.each<[string, string, Record<string, string>, number, string | null]>([
    ['nobody', '/api/test/mine', {}, 401, 'session.missing'],
    ['a wrong cookie', '/api/test/mine', { cookie: 'fh_session=bad' }, 401, 'session.missing'],
    ['a person', '/api/test/mine', cookie, 200, null],
    [
      'a key where a person is meant',
      '/api/test/mine',
      { authorization: 'Bearer fh_good' },
      401,
      'session.missing',
    ],
    ['a person of another role', '/api/test/lead', cookie, 403, 'access.denied'],
    ['a key without the scope', '/api/test/lead', { authorization: 'Bearer fh_good' }, 403, 'access.denied'],
    [
      'a wrong key, though the cookie is right',
      '/api/test/lead',
      { ...cookie, authorization: 'Bearer bad' },
      401,
      'session.missing',
    ],
    [
      'a stranger to the shop',
      '/api/test/lead',
      { ...cookie, 'x-fivehearts-shop': 'theirs' },
      401,
      'session.missing',
    ],
    ['a member by the shop in the address', '/api/test/mine?shop=mine', cookie, 200, null],
  ])('%s', async (_, url, headers, status, code) => {
    const reply = await bare.call('GET', url, headers)
    expect([reply.statusCode, reply.json().code ?? null]).toEqual([status, code])
  })

  test('a change by cookie comes from our own pages, or not at all', async () => {
    const post = async (headers: Record<string, string>) =>
      (await bare.call('POST', '/api/test/things', { ...headers, host: 'desk.example' }, { what: 'x' }))
        .statusCode
    expect(await post({ ...cookie, 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await post({ ...cookie, origin: 'http://desk.example' })).toBe(200)
    expect(await post(cookie)).toBe(200)
    for (const [header, value] of [
      ['sec-fetch-site', 'cross-site'],
      ['sec-fetch-site', 'same-site'],
      ['origin', 'https://evil.example'],
      ['origin', 'null'],
    ] as const)
      expect(await post({ ...cookie, [header]: value }), `${header}: ${value}`).toBe(403)
    expect(
      await post({
        authorization: 'Bearer fh_good',
        'sec-fetch-site': 'cross-site',
        origin: 'https://evil.example',
      }),
    ).toBe(200)
  })

  test('the widget is open to every site, by token and without cookies', async () => {
    const asked = await bare.call('OPTIONS', '/api/widget/test', {
      origin: 'https://shop.example',
      'access-control-request-method': 'POST',
    })
    expect([
      asked.statusCode,
      asked.headers['access-control-allow-origin'],
      asked.headers['access-control-allow-credentials'],
    ]).toEqual([204, '*', undefined])
    const reply = await bare.call('POST', '/api/widget/test', {
      authorization: 'Bearer good',
      origin: 'https://shop.example',
      'sec-fetch-site': 'cross-site',
    })
    expect([reply.statusCode, reply.headers['access-control-allow-origin']]).toEqual([200, '*'])
    expect((await bare.call('POST', '/api/widget/test', cookie)).statusCode).toBe(401)
    expect(
      (await bare.call('GET', '/api/test/limited', { origin: 'https://shop.example' })).headers[
        'access-control-allow-origin'
      ],
    ).toBeUndefined()
  })
})

test('a limit counts per caller', async () => {
  const from = async (remoteAddress: string) =>
    (await bare.http.app.inject({ url: '/api/test/limited', remoteAddress })).statusCode
  expect([await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.1')]).toEqual([200, 200, 200])
  const refused = await bare.http.app.inject({ url: '/api/test/limited', remoteAddress: '192.0.2.1' })
  expect(refused.json()).toMatchObject({ status: 429, code: 'request.too_many' })
  expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(await from('192.0.2.2')).toBe(200)
})
