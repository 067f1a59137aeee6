import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { endpoint } from '#contract/endpoint.ts'
import { Id, Strict } from '#contract/shapes.ts'
import { cookie, openBareHttp, type BareHttp } from '#test/builders/bare-http.ts'
import { untilHeld } from '#test/database/hold.ts'
import { insertFile } from '../files/files.store.ts'
import { newId } from '../ids/ids.ts'
import { AppError } from './app-error.ts'
import { outsideClaim } from './idempotency.ts'

const add = endpoint({
  method: 'POST',
  path: '/api/test/things',
  access: { by: 'member', roles: ['agent'], scope: 'orders:write' },
  summary: '',
  body: Strict({ what: Type.String() }),
  reply: Type.Object({ id: Id }),
})
const hush = endpoint({
  method: 'POST',
  path: '/api/test/secrets',
  access: { by: 'member', roles: ['agent'] },
  summary: '',
  reply: Type.Unknown(),
})

let bare: BareHttp
/** What the handler of `add` does between its transaction's beginning and end. */
let meanwhile: () => Promise<void> = () => Promise.resolve()
beforeAll(async () => {
  bare = await openBareHttp()
  bare.http.route(add, async ({ caller, body }) => {
    const id = newId()
    await outsideClaim(() =>
      bare.desk.db.inShop(caller.shopId, (tx) => tx.selectFrom('staff.shops').select('id').execute()),
    )
    await bare.desk.db.inShop(caller.shopId, async (tx) => {
      // Any row does.
      await insertFile(tx, bare.desk.clock.now(), {
        id,
        shopId: caller.shopId,
        owner: id,
        name: body.what,
        mime: 'x',
        bytes: 0,
        width: null,
        height: null,
        sha256: id,
        hasThumb: false,
      })
      await meanwhile()
      if (body.what === 'refused') throw new AppError('state.conflict', { reason: 'full' })
    })
    return { id }
  })
  bare.http.route(
    hush,
    ({ caller }) => bare.desk.db.inShop(caller.shopId, () => Promise.resolve({ secret: 'only once' })),
    { holdsSecret: true },
  )
})
afterAll(() => bare.close())
beforeEach(() => {
  bare.shop = newId()
  meanwhile = () => Promise.resolve()
})

const change = (idempotencyKey: string, what = 'lamp', headers: Record<string, string> = cookie) =>
  bare.call('POST', '/api/test/things', { ...headers, 'idempotency-key': idempotencyKey }, { what })
const done = async () =>
  (await bare.desk.db.inShop(bare.shop, (tx) => tx.selectFrom('platform.files').select('id').execute()))
    .length

test('a change with a key is done once, however often it is sent, and answers the same', async () => {
  const first = await change('one')
  await bare.desk.clock.advance(3_600_000)
  const replies = [await change('one'), await change('one')]
  for (const reply of replies) expect(reply.json()).toEqual(first.json())
  expect(await done()).toBe(1)
  expect((await change('two')).json()).not.toEqual(first.json())
  expect(await done()).toBe(2)
})

test('a change with a key is done once when two come at the same moment', async () => {
  let release: () => void = () => undefined
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  meanwhile = () => gate
  const both = [change('same'), change('same')]
  // The second waits in the database for what the first decides.
  await untilHeld(bare.desk, 1)
  release()
  const [one, two] = await Promise.all(both)
  expect([one?.statusCode, two?.statusCode]).toEqual([200, 200])
  expect(one?.json()).toEqual(two?.json())
  expect(await done()).toBe(1)
})

test('a change with a key that was refused may be tried again', async () => {
  expect((await change('again', 'refused')).json()).toMatchObject({
    code: 'state.conflict',
    details: { reason: 'full' },
  })
  expect((await change('again', 'refused')).json()).toMatchObject({ details: { reason: 'full' } })
  expect((await change('again', 'lamp')).statusCode).toBe(200)
  expect(await done()).toBe(1)
})

test('a change with a key belongs to that request, that caller and that shop', async () => {
  await change('mine')
  expect((await change('mine', 'another lamp')).json()).toMatchObject({
    code: 'request.invalid',
    details: { problems: [{ path: '/headers/idempotency-key', rule: 'reused' }] },
  })
  expect(await done()).toBe(1)
  bare.shop = newId()
  expect((await change('mine', 'another lamp')).statusCode).toBe(200)
})

test('a change with a key whose answer was lost with the process says that it was made', async () => {
  await change('lost')
  await bare.desk.db.inShop(bare.shop, async (tx) => {
    const row = await tx
      .selectFrom('platform.idempotency')
      .selectAll()
      .where('key', '=', 'lost')
      .executeTakeFirstOrThrow()
    await tx.deleteFrom('platform.idempotency').where('key', '=', 'lost').execute()
    await tx
      .insertInto('platform.idempotency')
      .values({ ...row, status: 0, reply: null })
      .execute()
  })
  expect((await change('lost')).json()).toMatchObject({
    code: 'state.conflict',
    details: { isApplied: true },
  })
  expect(await done()).toBe(1)
})

test('a change with a key whose answer is a secret keeps none', async () => {
  const ask = () => bare.call('POST', '/api/test/secrets', { ...cookie, 'idempotency-key': 'hush' }, {})
  expect((await ask()).json()).toEqual({ secret: 'only once' })
  expect((await ask()).json()).toMatchObject({ code: 'state.conflict', details: { isApplied: true } })
  const kept = await bare.desk.db.inShop(bare.shop, (tx) =>
    tx.selectFrom('platform.idempotency').selectAll().execute(),
  )
  expect(JSON.stringify(kept)).not.toContain('only once')
})

test('a change with a key works for keys as for people', async () => {
  const bearer = { authorization: 'Bearer fh_good' }
  const first = await change('k', 'lamp', bearer)
  expect((await change('k', 'lamp', bearer)).json()).toEqual(first.json())
  expect(await done()).toBe(1)
})
