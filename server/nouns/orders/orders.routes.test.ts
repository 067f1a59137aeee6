import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Import } from '#contract/orders/orders.ts'
import { registerCustomerRoutes } from '#nouns/customers/index.ts'
import { createStaff } from '#nouns/staff/index.ts'
import { createHttpServer, type HttpServer } from '#platform/http/server.ts'
import { silentLog } from '#platform/log/log.ts'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyRow, taobaoFile } from '#test/builders/store-exports.ts'
import { registerOrderRoutes } from './index.ts'

let desk: OrderDeskForTests
let http: HttpServer
let shop: TestShop
beforeAll(async () => {
  desk = await createOrderDeskForTests()
  const staff = createStaff({
    ...desk.desk,
    directory: desk.directory,
    publicUrl: () => 'https://desk.example',
    seeds: { onShopCreated: [], fillDemo: () => Promise.resolve() },
    work: { openInquiries: () => Promise.resolve(new Map()), handOver: () => Promise.resolve(0) },
  })
  http = await createHttpServer({
    db: desk.db,
    clock: desk.clock,
    log: silentLog(),
    trustedProxies: 0,
    credentials: { ...staff.credentials, visitor: () => Promise.resolve(null) },
  })
  registerOrderRoutes(http, { orders: desk.orders, imports: desk.imports })
  registerCustomerRoutes(http, desk.customers)
  shop = await buildShop(desk)
})
afterAll(async () => {
  await http.app.close()
  await desk.close()
})

const boundary = 'five-hearts'
interface Part {
  field: string
  name?: string
  bytes: Uint8Array | string
}
const upload = (person: TestPerson, parts: Part[], headers: Record<string, string> = {}) =>
  http.app.inject({
    method: 'POST',
    url: '/api/imports',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...person.headers, ...headers },
    payload: Buffer.concat([
      ...parts.flatMap(({ field, name, bytes }) => [
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="${field}"${name === undefined ? '' : `; filename="${name}"`}\r\n\r\n`,
        ),
        Buffer.from(bytes),
        Buffer.from('\r\n'),
      ]),
      Buffer.from(`--${boundary}--\r\n`),
    ]),
  })
const get = async <T>(person: TestPerson, url: string) =>
  (await http.app.inject({ method: 'GET', url, headers: person.headers })).json<T>()
const post = (person: TestPerson, url: string, payload: object) =>
  http.app.inject({ method: 'POST', url, headers: person.headers, payload })
const kept = () => readdir(join(desk.folder, 'imports')).catch((): string[] => [])

describe('an import from the console', () => {
  test('is uploaded, looked at, run; the file goes when it is done', async () => {
    const file = taobaoFile([{}, { 订单编号: '="3515313147329000102"' }, { 订单编号: '="x"' }])
    const uploaded = await upload(shop.lead, [
      { field: 'format', bytes: 'taobao' },
      { field: 'file', name: 'ExportOrderList202603.csv', bytes: file },
    ])
    expect(uploaded.statusCode).toBe(200)
    const begun = uploaded.json<Import>()
    expect(begun).toMatchObject({
      state: 'previewing',
      fileName: 'ExportOrderList202603.csv',
      bytes: file.length,
      format: 'taobao',
      storeName: null,
    })
    await desk.imports.settle()
    expect(await get(shop.lead, `/api/imports/${begun.id}`)).toMatchObject({
      state: 'previewed',
      created: 2,
      refusedCount: 1,
      refused: [{ line: 4, reason: 'bad_id' }],
      sample: [{ buyer: '山茶花_86' }, {}],
    })
    expect((await desk.orders.list(shop.lead.caller, {})).rows).toEqual([])
    const run = await post(shop.lead, `/api/imports/${begun.id}/run`, { storeName: '半亩居淘宝' })
    expect(run.json()).toMatchObject({ state: 'running', storeName: '半亩居淘宝' })
    expect(await kept()).toHaveLength(1)
    await desk.imports.settle()
    expect(await get(shop.lead, `/api/imports/${begun.id}`)).toMatchObject({
      state: 'finished',
      created: 2,
      updated: 0,
      refusedCount: 1,
      sample: [],
      error: null,
      secondsLeft: null,
    })
    expect(await kept()).toEqual([])
    expect((await post(shop.lead, `/api/imports/${begun.id}/run`, {})).json()).toMatchObject({
      code: 'state.conflict',
    })
    expect(
      (await get<{ orders: unknown[] }>(shop.lead, `/api/search?q=${encodeURIComponent('山茶花')}`)).orders,
    ).toHaveLength(2)
    expect((await get<{ rows: unknown[] }>(shop.lead, '/api/imports')).rows).toHaveLength(1)
  })

  test('the next file of the store knows its store', async () => {
    const again = (
      await upload(shop.lead, [{ field: 'file', name: 'again.csv', bytes: taobaoFile([{}]) }])
    ).json<Import>()
    await desk.imports.settle()
    expect(await get(shop.lead, `/api/imports/${again.id}`)).toMatchObject({
      state: 'previewed',
      storeName: '半亩居淘宝',
      created: 0,
      unchanged: 1,
    })
  })

  test('strict takes nothing when a line is refused', async () => {
    const { id } = (
      await upload(shop.lead, [
        {
          field: 'file',
          name: 'strict.csv',
          bytes: shopifyFile([shopifyRow(), shopifyRow({ Name: '#SL1002', 'Created at': 'soon' })]),
        },
      ])
    ).json<Import>()
    await desk.imports.settle()
    await post(shop.lead, `/api/imports/${id}/run`, { strict: true })
    await desk.imports.settle()
    expect(await get(shop.lead, `/api/imports/${id}`)).toMatchObject({
      state: 'failed',
      error: 'strict_refused',
      refusedCount: 1,
    })
    expect((await desk.orders.list(shop.lead.caller, { q: 'SL1001' })).rows).toEqual([])
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['\u202egnp.exe\u0007', 'gnp.exe'],
    ['\ufeff', 'orders.csv'],
    ['<img src=x onerror=alert(1)>.csv', '<img src=x onerror=alert(1)>.csv'],
    [`${'长'.repeat(300)}.csv`, '长'.repeat(120)],
  ])('the name %j touches no folder and is shown as %j', async (name, shown) => {
    const before = await kept()
    const reply = await upload(shop.lead, [{ field: 'file', name, bytes: taobaoFile([{}]) }])
    expect(reply.json()).toMatchObject({ fileName: shown })
    expect((await kept()).filter((file) => !before.includes(file))).toEqual([
      `${reply.json<Import>().id}.upload`,
    ])
    await desk.imports.settle()
  })

  test.each<[string, Part[], number, object]>([
    [
      'a picture',
      [{ field: 'file', name: 'orders.csv', bytes: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') }],
      422,
      { code: 'import.unknown_format', details: { failure: 'image_file' } },
    ],
    [
      'a spreadsheet',
      [{ field: 'file', name: 'orders.xls', bytes: Buffer.from('\xd0\xcf\x11\xe0', 'latin1') }],
      422,
      { code: 'import.unknown_format', details: { failure: 'spreadsheet_file' } },
    ],
    [
      'no table',
      [{ field: 'file', name: 'orders.csv', bytes: 'a list\nof lines\n' }],
      422,
      { code: 'import.unknown_format', details: { failure: 'header_not_recognised', detail: 'a list' } },
    ],
    [
      'nothing',
      [{ field: 'file', name: 'orders.csv', bytes: '' }],
      422,
      { code: 'import.unreadable', details: { failure: 'empty_file' } },
    ],
    ['no file', [{ field: 'format', bytes: 'taobao' }], 400, { code: 'request.invalid' }],
    [
      'an unknown format',
      [
        { field: 'file', name: 'o.csv', bytes: taobaoFile([{}]) },
        { field: 'format', bytes: 'ebay' },
      ],
      400,
      { code: 'request.invalid' },
    ],
    [
      'two files',
      [
        { field: 'file', name: 'a.csv', bytes: taobaoFile([{}]) },
        { field: 'file', name: 'b.csv', bytes: 'x' },
      ],
      400,
      { code: 'request.invalid' },
    ],
  ])('%s is refused at once, and nothing is left of it', async (_, parts, status, problem) => {
    const before = await kept()
    const reply = await upload(shop.lead, parts)
    expect([reply.statusCode, reply.json()]).toMatchObject([status, problem])
    expect(await kept()).toEqual(before)
  })

  test('a body that is no form, and a file beyond the limit', async () => {
    const before = await kept()
    const json = await http.app.inject({
      method: 'POST',
      url: '/api/imports',
      headers: shop.lead.headers,
      payload: {},
    })
    expect([json.statusCode, json.json()]).toMatchObject([415, { code: 'request.unsupported_media' }])
    async function* endless() {
      yield taobaoFile([{}])
    }
    const cut = desk.imports.upload(
      shop.lead.caller,
      (async function* () {
        yield {
          type: 'file' as const,
          fieldname: 'file',
          filename: 'big.csv',
          file: Object.assign(endless(), { truncated: true }),
        }
      })(),
    )
    await expect(cut).rejects.toMatchObject({
      code: 'file.too_large',
      details: { maxBytes: 200 * 1024 * 1024 },
    })
    expect(await kept()).toEqual(before)
  })

  test('is for those who lead, and each shop has its own', async () => {
    const other = await buildShop(desk)
    const agent = shop.agents[0] as TestPerson
    expect(
      (await upload(agent, [{ field: 'file', name: 'a.csv', bytes: taobaoFile([{}]) }])).statusCode,
    ).toBe(403)
    const {
      rows: [mine],
    } = await get<{ rows: Import[] }>(shop.lead, '/api/imports')
    expect(await get(other.lead, `/api/imports/${mine?.id}`)).toMatchObject({ code: 'not_found' })
    expect((await post(other.lead, `/api/imports/${mine?.id}/run`, {})).statusCode).toBe(404)
  })

  test('an upload that nobody ran is let go of after a day', async () => {
    const { id } = (
      await upload(shop.lead, [{ field: 'file', name: 'forgotten.csv', bytes: taobaoFile([{}]) }])
    ).json<Import>()
    await desk.imports.settle()
    await desk.imports.resumeInterrupted()
    expect(await get(shop.lead, `/api/imports/${id}`)).toMatchObject({ state: 'previewed' })
    await desk.clock.advance(25 * 3_600_000)
    await desk.imports.resumeInterrupted()
    expect(await desk.imports.read(shop.lead.caller, id)).toMatchObject({
      state: 'failed',
      error: 'abandoned',
    })
    expect(await kept()).not.toContain(`${id}.upload`)
  })
})
