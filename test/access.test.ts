import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { roles } from '#contract/staff/roles.ts'
import { buildMember, type TestShop } from './builders/staff.ts'
import { openChatDesk, type ChatDesk } from './builders/chat.ts'
import { newId } from '#platform/ids/ids.ts'

let chat: ChatDesk
let shop: TestShop
let other: TestShop
beforeAll(async () => {
  chat = await openChatDesk()
  shop = await chat.shop()
  other = await chat.shop()
})
afterAll(() => chat.close())

const protectedOnes: Endpoint[] = endpoints.filter((endpoint: Endpoint) => endpoint.access.by !== 'anyone')
const pathOf = (endpoint: Endpoint) => endpoint.path.replaceAll(/:(\w+)/g, () => newId())
const ask = (endpoint: Endpoint, headers: Record<string, string>) =>
  chat.http.app.inject({
    method: endpoint.method,
    url: pathOf(endpoint),
    headers,
    ...(endpoint.body ? { payload: {} } : {}),
  })
const codeOf = (response: { json: () => { code?: string } }) => response.json().code

describe('every route names who may call it', () => {
  test('every declared endpoint is served, and nothing undeclared under /api', () => {
    const served = new Set(chat.http.served.map((endpoint) => `${endpoint.method} ${endpoint.path}`))
    const declared = endpoints.map((endpoint: Endpoint) => `${endpoint.method} ${endpoint.path}`)
    expect(declared.filter((key) => !served.has(key))).toEqual([])
    expect([...served].filter((key) => !declared.includes(key as never))).toEqual([])
  })
  test.each(protectedOnes.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    '%s refuses a stranger',
    async (_key, endpoint) => {
      const attempts: Record<string, string>[] = [
        {},
        { cookie: 'fh_session=guess' },
        { authorization: 'Bearer fh_guess' },
        { authorization: 'Bearer ' },
      ]
      for (const headers of attempts) {
        const response = await ask(endpoint, headers)
        expect(response.statusCode).toBe(401)
        expect(codeOf(response)).toBe('session.missing')
      }
    },
  )
  test.each(
    protectedOnes.filter((e) => e.access.by === 'member').map((e) => [`${e.method} ${e.path}`, e] as const),
  )(
    '%s refuses another shop’s people, too small a role, and a key without the scope',
    async (_key, endpoint) => {
      // Signed in elsewhere, asking for this shop.
      const foreign = await ask(endpoint, { ...other.owner.headers, 'x-fivehearts-shop': shop.slug })
      expect(foreign.statusCode).toBe(401)
      if (endpoint.access.by !== 'member') return
      const allowed = endpoint.access.roles
      for (const role of roles.filter((name) => !allowed.includes(name))) {
        const person = await personWith(role)
        const response = await ask(endpoint, person.headers)
        expect([role, response.statusCode, codeOf(response)]).toEqual([role, 403, 'access.denied'])
      }
      const { secret } = await chat.composed.staff.keys.make(shop.shopId, null, {
        name: 'small',
        scopes: [endpoint.access.scope === 'staff:read' ? 'orders:read' : 'staff:read'],
        expiresAt: null,
      })
      const byKey = await ask(endpoint, { authorization: `Bearer ${secret}` })
      expect([byKey.statusCode, codeOf(byKey)]).toEqual([403, 'access.denied'])
    },
  )
  test.each(
    protectedOnes
      .filter(
        (e) =>
          e.access.by === 'member' && e.path.includes('/:id') && e.media === undefined && e.method === 'GET',
      )
      .map((e) => [e.path, e] as const),
  )('GET %s: another shop’s row looks like none', async (_path, endpoint) => {
    const response = await chat.http.app.inject({
      method: 'GET',
      url: endpoint.path.replaceAll(/:(\w+)/g, () => other.storeId),
      headers: shop.owner.headers,
    })
    expect([404, 200]).toContain(response.statusCode)
    if (response.statusCode === 200) expect(response.body).not.toContain(other.shopId)
  })
})

const people = new Map<string, Awaited<ReturnType<typeof buildMember>>>()
const personWith = async (role: (typeof roles)[number]) => {
  const known = people.get(role)
  if (known) return known
  const made = await buildMember(chat.desk, shop, { displayName: `Only ${role}`, roles: [role] })
  people.set(role, made)
  return made
}
