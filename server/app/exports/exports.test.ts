import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { buildMember } from '#test/builders/staff.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { personLeftOut, personTables } from './person-tables.ts'

let chat: ChatDesk
let shop: Awaited<ReturnType<ChatDesk['shop']>>
let other: typeof shop
let address: string
const person = newId()
const merged = newId()

beforeAll(async () => {
  chat = await openChatDesk()
  shop = await chat.shop()
  other = await chat.shop()
  const buyer = await buildBuyer(chat, shop)
  await buyer.write('=1+1 does the lamp work at 110 V?')
  const waiting = (await chat.call('GET /api/inbox', { query: { view: 'all' }, headers: shop.owner.headers }))
    .body.waiting[0]
  if (waiting) await answer(chat, shop.owner, waiting.id, 'It does; I checked.')
  await onOwner(async (client) => {
    const at = '2026-02-01T00:00:00Z'
    for (const [id, name, into] of [
      [person, '=cmd|calc', null],
      [merged, 'Merged One', person],
    ])
      await client.query(
        `insert into customers.customers (id, shop_id, name, merged_into, order_count, active_at, created_at) values ($1, $2, $3, $4, 1, $5, $5)`,
        [id, shop.shopId, name, into, at],
      )
    await client.query(
      `insert into customers.identities (id, shop_id, customer_id, kind, value, source, created_at) values
        (gen_random_uuid(), $1, $2, 'phone', '+8613812340000', 'import', $4), (gen_random_uuid(), $1, $3, 'email', 'jane.whitfield@example.com', 'import', $4)`,
      [shop.shopId, person, merged, at],
    )
    await client.query(
      `insert into customers.names (shop_id, customer_id, key, shown, grams) values ($1, $2, 'calc', '=cmd|calc', '{}')`,
      [shop.shopId, person],
    )
    await client.query(
      `insert into orders.orders (id, shop_id, store_id, external_id, id_from, name, name_key, status, source_status, cash_on_delivery, placed_at, currency, total, goods,
        customer_id, buyer_name, buyer_key, recipient_phone, title, line_count, quantity, missing_lines, is_history, content_hash, recorded_at, updated_at)
       select gen_random_uuid(), $1, $2, '9007199254740993' || n, 'id', '9007199254740993' || n, 'x' || n, 'paid', '已付款', false, $4::timestamptz + n * interval '1 minute', 'CNY', 19900 + n, 19900,
        $3, '-buyer', 'buyer', '+8613812340000', 'Lamp', 1, 1, 0, true, gen_random_uuid(), $4, $4 from generate_series(1, 2500) n`,
      [shop.shopId, shop.storeId, merged, at],
    )
    await client.query(`update conversations.conversations set customer_id = $1 where shop_id = $2`, [
      merged,
      shop.shopId,
    ])
  })
  await chat.http.app.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(chat.http.app.server.address() as AddressInfo).port}`
})
afterAll(() => chat.close())

const onOwner = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: chat.desk.url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
const take = (path: string, headers: Record<string, string> = shop.owner.headers) =>
  new Promise<{
    status: number
    text: string
    body: Buffer
    rows: string | undefined
    isCut: string | undefined
    type: string
    fileName: string
  }>((resolve, reject) => {
    get(`${address}${path}`, { headers }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => {
        const body = Buffer.concat(pieces)
        resolve({
          status: response.statusCode ?? 0,
          text: body.toString(),
          body,
          rows: response.trailers['x-row-count'] as string | undefined,
          isCut: response.trailers['x-cut'] as string | undefined,
          type: response.headers['content-type'] ?? '',
          fileName: response.headers['content-disposition'] ?? '',
        })
      })
    }).on('error', reject)
  })
const auditOf = () =>
  onOwner(async (client) => {
    const { rows } = await client.query<{ action: string; details: Record<string, unknown> }>(
      `select action, details from staff.audit where shop_id = $1 and action like '%export%' order by id`,
      [shop.shopId],
    )
    return rows
  })
const linesOf = (text: string) => text.trimEnd().split('\r\n')

describe('[RPT-08] a list goes out', () => {
  test('with its filters, all pages of it, and says how many rows', async () => {
    const all = await take('/api/exports/orders?language=en')
    expect([all.status, all.rows, all.type]).toEqual([200, '2500', 'text/csv; charset=utf-8'])
    const ids = linesOf(all.text)
      .slice(1)
      .map((line) => line.split(',')[1])
    expect(new Set(ids).size).toBe(2500)
    expect(ids).toContain('90071992547409932500')
    expect(linesOf(all.text)[1]).toContain("'-buyer")
    expect(linesOf(all.text)[1]).toContain(',224.00,199.00,')
    const lines = await take('/api/exports/orders?rows=lines&format=ndjson&view=to_ship')
    expect(lines.rows).toBe('2500')
    const none = await take('/api/exports/orders?view=on_road')
    expect([none.status, none.rows, linesOf(none.text).length]).toEqual([200, '0', 1])
    const refused = await take('/api/exports/orders?view=nowhere')
    expect([refused.status, refused.type]).toEqual([400, 'application/problem+json; charset=utf-8'])
  })

  test('in the audit log, with who, what was asked and how much went out', async () => {
    await take('/api/exports/orders?format=json&q=buyer')
    await chat.settle()
    const entries = (await auditOf()).slice(-2)
    const asked = { list: 'orders', format: 'json', q: 'buyer' }
    expect(entries).toEqual([
      { action: 'list.export_began', details: asked },
      { action: 'list.exported', details: { ...asked, rows: 2500, isWhole: true } },
    ])
  })

  test('masked as on screen, with those merged into a person as theirs', async () => {
    const { text, rows } = await take('/api/exports/customers?format=json')
    expect(rows).toBe('1')
    expect(JSON.parse(text)).toMatchObject([
      { id: person, name: '=cmd|calc', phones: ['138****0000'], emails: ['ja***@example.com'] },
    ])
    const csv = await take('/api/exports/customers')
    expect(csv.text).toContain("'=cmd|calc")
    expect(csv.text).not.toContain('13812340000')
    expect((await take('/api/exports/customers?q=calc&format=json')).rows).toBe('1')
  })

  test('conversations, transcripts, words, turns, a timeline and the audit log', async () => {
    expect((await take('/api/exports/conversations?format=json')).rows).toBe('1')
    const messages = await take('/api/exports/conversations?rows=messages')
    expect(Number(messages.rows)).toBeGreaterThanOrEqual(2)
    expect(messages.text).toContain("'=1+1 does the lamp work")
    expect((await take('/api/exports/turns?format=json')).rows).toBe('1')
    expect((await take('/api/exports/words?state=open')).status).toBe(200)
    expect((await take(`/api/exports/customers/${person}/timeline?format=json`)).status).toBe(200)
    expect((await take(`/api/exports/customers/${newId()}/timeline`)).status).toBe(404)
    expect(Number((await take('/api/exports/audit?format=json')).rows)).toBeGreaterThan(2)
    expect((await take(`/api/exports/imports/${newId()}/refused`)).status).toBe(404)
  })

  test('of products whole, however many a search finds and whatever is sold meanwhile', async () => {
    await onOwner((client) =>
      client.query(
        `with made as (insert into products.products (id, shop_id, name, name_key, title_id, status, origin, sold_orders, created_at, updated_at)
          select gen_random_uuid(), $1, 'Shelf ' || n, 'shelf' || n, gen_random_uuid(), 'on_sale', 'hand', n, now(), now() from generate_series(1, 1200) n returning id, name)
         insert into products.skus (id, shop_id, product_id, code, code_key, variant, options, position, created_at)
          select gen_random_uuid(), $1, id, 'BRK-' || right(name, -6), 'brk' || right(name, -6), '', '[]', 0, now() from made`,
        [shop.shopId],
      ),
    )
    const found = await take('/api/exports/products?q=brk&format=json')
    expect(found.rows).toBe('1200')
    const caller = {
      kind: 'member',
      shopId: shop.shopId,
      roles: ['owner'],
      scopes: [],
    } as unknown as MemberCaller
    const list = chat.composed.exports.lists.find(({ name }) => name === 'products')
    const ids: string[] = []
    for await (const page of (await list?.table(caller, {}, {}))?.pages ?? []) {
      ids.push(...(page as readonly { id: string }[]).map(({ id }) => id))
      await onOwner((client) =>
        client.query('update products.products set sold_orders = 5000 - sold_orders where shop_id = $1', [
          shop.shopId,
        ]),
      )
    }
    expect([ids.length, new Set(ids).size]).toEqual([1200, 1200])
  })

  test('with everybody of one name, however many they are', async () => {
    await onOwner((client) =>
      client.query(
        `with made as (insert into customers.customers (id, shop_id, name, order_count, active_at, created_at)
          select gen_random_uuid(), $1, '王伟', 0, now(), now() from generate_series(1, 260) returning id)
         insert into customers.names (shop_id, customer_id, key, shown, grams) select $1, id, '王伟', '王伟', '{}' from made`,
        [other.shopId],
      ),
    )
    const { rows, isCut } = await take(
      `/api/exports/customers?q=${encodeURIComponent('王伟')}`,
      other.owner.headers,
    )
    expect([rows, isCut]).toEqual(['260', 'false'])
  })

  test('cut where a search finds more people than it gives, and says so', async () => {
    await onOwner((client) =>
      client.query(
        `with made as (insert into customers.customers (id, shop_id, name, order_count, active_at, created_at)
          select gen_random_uuid(), $1, 'probe' || n, 0, now(), now() from generate_series(1, 5100) n returning id, name)
         insert into customers.names (shop_id, customer_id, key, shown, grams) select $1, id, name, name, '{}' from made`,
        [other.shopId],
      ),
    )
    const cut = await take('/api/exports/customers?q=probe', other.owner.headers)
    expect([cut.status, cut.rows, cut.isCut]).toEqual([200, '5000', 'true'])
    // Its name says so to whoever finds the file later.
    expect(cut.fileName).toMatch(/-incomplete\.csv"$/)
    const all = await take('/api/exports/customers', other.owner.headers)
    expect(all.fileName).toMatch(/customers-\d{4}-\d\d-\d\d\.csv"$/)
    expect([Number(all.rows) >= 5100, all.isCut]).toEqual([true, 'false'])
    await chat.settle()
    const audit = await onOwner(async (client) => {
      const { rows } = await client.query<{ details: object }>(
        `select details from staff.audit where shop_id = $1 and action = 'list.exported' order by id`,
        [other.shopId],
      )
      return rows.slice(-2)
    })
    expect(audit).toMatchObject([{ details: { isWhole: false } }, { details: { isWhole: true } }])
  })

  test('to whoever may read the list, and nobody else', async () => {
    const agent = await buildMember(chat.desk, shop, { displayName: 'An', roles: ['agent'] })
    expect((await take('/api/exports/orders?format=json', agent.headers)).status).toBe(200)
    expect((await take('/api/exports/audit', agent.headers)).status).toBe(403)
    expect((await take(`/api/exports/customers/${person}/person`, agent.headers)).status).toBe(403)
    const theirs = await take('/api/exports/orders?format=json', other.owner.headers)
    expect(theirs.text.trim()).toBe('[]')
    expect((await take(`/api/exports/customers/${person}/person`, other.owner.headers)).status).toBe(404)
    const { secret } = await chat.composed.staff.keys.make(shop.shopId, null, {
      name: 'till',
      scopes: ['orders:read'],
      expiresAt: null,
    })
    const key = { authorization: `Bearer ${secret}` }
    expect((await take('/api/exports/orders?format=json', key)).rows).toBe('2500')
    expect((await take('/api/exports/customers', key)).status).toBe(403)
  })

  test('that cannot be read is refused; broken off it does not look whole, and nobody asks the database on', async () => {
    await onOwner(async (client) => {
      await client.query(`alter table orders.lines rename to lines_away`)
      try {
        await expect(take('/api/exports/orders?rows=lines&format=csv')).resolves.toMatchObject({
          status: 500,
        })
      } finally {
        await client.query(`alter table orders.lines_away rename to lines`)
      }
    })
    const gone = new Promise<void>((resolve) => {
      const request = get(
        `${address}/api/exports/orders?format=ndjson`,
        { headers: shop.owner.headers },
        (response) => response.once('data', () => request.destroy()),
      )
      request.on('error', () => undefined)
      request.on('close', () => resolve())
    })
    await gone
    await expect
      .poll(async () => {
        await chat.settle()
        return (await auditOf()).at(-1)
      })
      .toMatchObject({ action: 'list.exported', details: { isWhole: false } })
    expect(chat.desk.db.stats().waiting).toBe(0)
  })
})

describe('a person’s bundle', () => {
  test('holds everything about them, unmasked, and the look is audited', async () => {
    const { status, body, type } = await take(`/api/exports/customers/${merged}/person?language=en`)
    expect([status, type]).toEqual([200, 'application/zip'])
    const { fromBuffer } = await import('yauzl')
    const entries = await new Promise<Map<string, string>>((resolve, reject) => {
      fromBuffer(body, { lazyEntries: true }, (error, zip) => {
        if (error) return reject(error)
        const found = new Map<string, string>()
        zip.on('entry', (entry: { fileName: string }) => {
          zip.openReadStream(entry as never, (_failed, stream) => {
            const pieces: Buffer[] = []
            stream?.on('data', (piece: Buffer) => pieces.push(piece))
            stream?.on('end', () => {
              found.set(entry.fileName, Buffer.concat(pieces).toString())
              zip.readEntry()
            })
          })
        })
        zip.on('end', () => resolve(found))
        zip.readEntry()
      })
    })
    const all = JSON.parse(entries.get('person.json') ?? '{}') as {
      person: string
      tables: Record<string, Record<string, unknown>[]>
    }
    expect(all.person).toBe(person)
    expect(all.tables['orders.orders']).toHaveLength(2500)
    expect(JSON.stringify(all.tables['customers.identities'])).toContain('+8613812340000')
    expect(JSON.stringify(all.tables['conversations.messages'])).toContain('does the lamp work')
    expect(entries.get('index.html')).toContain('does the lamp work')
    expect(entries.get('index.html')).not.toContain('<script')
    expect(entries.get('tables/customers.customers.csv')).toContain("'=cmd|calc")
    expect((await auditOf()).at(-1)).toMatchObject({ action: 'customer.person_exported' })
  })

  test('every column of the register is in it, or named with the reason', async () => {
    const registered = await onOwner(
      async (client) =>
        (
          await client.query<{ table_name: string; column_name: string }>(
            'select table_name, column_name from platform.personal_data',
          )
        ).rows,
    )
    expect(registered.length).toBeGreaterThan(50)
    const inside = new Map(personTables.map((one) => [one.table, one]))
    const unnamed = registered.filter(
      ({ table_name: table }) => !inside.has(table) && !(table in personLeftOut),
    )
    expect(unnamed).toEqual([])
    for (const [table, why] of Object.entries(personLeftOut)) {
      expect(inside.has(table), table).toBe(false)
      expect(why.length).toBeGreaterThan(10)
    }
    // Columns that are left out exist, so that a renamed one is noticed.
    await onOwner(async (client) => {
      for (const { table, without = {} } of personTables)
        for (const column of Object.keys(without))
          expect(
            (
              await client.query(
                `select 1 from pg_attribute where attrelid = $1::regclass and attname = $2 and not attisdropped`,
                [table, column],
              )
            ).rowCount,
            `${table}.${column}`,
          ).toBe(1)
    })
  })
})
