import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { shopifyFile, shopifyRow } from '#test/builders/store-exports.ts'
import type { TestShop } from '#test/builders/staff.ts'
import { signIdentity } from './signed-identity.ts'

let chat: ChatDesk
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fh-known-'))
  chat = await openChatDesk()
})
afterAll(async () => {
  await chat.close()
  await rm(folder, { recursive: true, force: true })
})

/** A shop whose buyer Ida has two imported orders. */
const shopWithOrders = async (): Promise<TestShop> => {
  const shop = await chat.shop({ agents: 1, name: 'Falling Light' })
  const path = join(folder, `${shop.slug}.csv`)
  await writeFile(
    path,
    shopifyFile([
      shopifyRow({ 'Fulfillment Status': 'fulfilled' }),
      shopifyRow({
        Name: '#SL1002',
        'Lineitem name': 'Paper Lamp',
        'Created at': '2026-02-01 09:00:00 +0000',
      }),
    ]),
  )
  await chat.composed.imports.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: false,
    isStrict: false,
    by: null,
  })
  return shop
}
const idaOf = (shop: TestShop, email = 'Ida.Brook@Example.com') =>
  signIdentity({ login: 'cust-77', email, name: 'Ida Brook' }, shop.widgetSecret, chat.desk.clock.now())
const conversationOf = async (shop: TestShop) => {
  const inbox = await inboxOf(chat, shop.owner)
  const [row] = [...inbox.waiting, ...inbox.owed, ...inbox.quiet]
  if (!row) throw new Error('a conversation')
  return row
}
const panelOf = async (shop: TestShop, id: string) =>
  (await chat.call('GET /api/conversations/:id/panel', { params: { id }, headers: shop.owner.headers })).body

describe('a buyer who bought before', () => {
  test('[BUY-08] [MEM-12] [PHR-04] is recognised by the e-mail of an order and greeted as one who comes back, before anybody types', async () => {
    const shop = await shopWithOrders()
    const buyer = await buildBuyer(chat, shop, { identity: idaOf(shop), language: 'en' })
    expect(buyer.visit).toMatchObject({ isKnown: true })
    expect(buyer.visit.messages[0]).toMatchObject({ automatic: 'returning_greeting' })
    expect(buyer.visit.messages[0]?.text).toContain('thank you for coming back to Falling Light')
    await buyer.write('Is it washable?')
    const row = await conversationOf(shop)
    expect(row).toMatchObject({ buyerName: 'Ida Brook', isReturning: true })
    const panel = await panelOf(shop, row.id)
    expect(panel.customer).toMatchObject({
      name: 'Ida Brook',
      orderCount: 2,
      spent: [{ minor: 10_800, currency: 'GBP' }],
    })
    expect(panel.orders.map((order) => order.name)).toEqual(['#SL1001', '#SL1002'])
    expect(panel.line?.kind).toBe('order_on_road')
    expect(panel.phraseSlots).toMatchObject({
      buyer: 'Ida Brook',
      order: '#SL1001',
      agent: 'Owner Lin',
      shop: 'Falling Light',
    })
  })
  test('[PHR-07] [PHR-08] the address style noted for a customer fills every phrase from then on', async () => {
    const shop = await shopWithOrders()
    const buyer = await buildBuyer(chat, shop, { identity: idaOf(shop), language: 'zh' })
    await buyer.write('可以机洗吗')
    const { customerId, id } = await conversationOf(shop)
    const customer = (
      await chat.call('GET /api/customers/:id', {
        params: { id: customerId ?? '' },
        headers: shop.owner.headers,
      })
    ).body
    await chat.call('PATCH /api/customers/:id', {
      params: { id: customer.id },
      body: { addressStyle: 'dear_customer', version: customer.version },
      headers: shop.owner.headers,
    })
    expect((await panelOf(shop, id)).phraseSlots).toMatchObject({
      address: '尊敬的客户',
      hail: '尊敬的客户，您好',
    })
  })
  test('a masked phone in the identity names nobody', async () => {
    const shop = await chat.shop({ agents: 1 })
    const sign = (login: string) =>
      signIdentity({ login, phone: '1381111****', name: login }, shop.widgetSecret, chat.desk.clock.now())
    const [one, other] = [
      await buildBuyer(chat, shop, { identity: sign('a-1') }),
      await buildBuyer(chat, shop, { identity: sign('b-2') }),
    ]
    await one.write('一')
    await other.write('二')
    const rows = (await inboxOf(chat, shop.owner)).waiting
    expect(new Set(rows.map((row) => row.customerId)).size).toBe(2)
  })
})

describe('files in a chat', () => {
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const upload = async (path: string, headers: Record<string, string>, name: string, content: Buffer) => {
    const boundary = 'five-hearts-test'
    const payload = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    const response = await chat.http.app.inject({
      method: 'POST',
      url: path,
      headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload,
    })
    return {
      status: response.statusCode,
      body: response.json<{ id: string; mime: string; url: string; code?: string }>(),
    }
  }
  test('[CHN-01] a picture goes from the buyer to the agent, and a wrong kind is refused with its reason', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    const photo = await upload('/api/widget/files', buyer.headers, '../../开箱照.exe', pixel)
    expect(photo).toMatchObject({ status: 200, body: { mime: 'image/png' } })
    const sent = await chat.call('POST /api/widget/messages', {
      body: { clientId: 'photo-message', text: '', fileIds: [photo.body.id] },
      headers: buyer.headers,
    })
    expect(sent.body.message.attachments).toMatchObject([
      { id: photo.body.id, mime: 'image/png', width: 1, height: 1 },
    ])
    const row = await conversationOf(shop)
    expect(row.lastText).toBe('[image]')
    const served = await chat.http.app.inject({ method: 'GET', url: photo.body.url })
    expect(served.statusCode).toBe(200)
    expect(served.headers['content-security-policy']).toContain('sandbox')
    expect(
      await upload(
        '/api/widget/files',
        buyer.headers,
        'photo.png',
        Buffer.from('MZ\x90\x00this is a program'),
      ),
    ).toMatchObject({ status: 415, body: { code: 'file.unsupported' } })
  })
  test('nobody can send a file that another uploaded', async () => {
    const shop = await chat.shop({ agents: 1 })
    const [owner, thief] = [await buildBuyer(chat, shop), await buildBuyer(chat, shop)]
    const photo = await upload('/api/widget/files', owner.headers, 'mine.png', pixel)
    const stolen = await chat.call('POST /api/widget/messages', {
      body: { clientId: 'stolen-photo', text: 'x', fileIds: [photo.body.id] },
      headers: thief.headers,
    })
    expect(stolen).toMatchObject({ status: 404, code: 'not_found' })
  })
  test('an agent answers with a picture', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('实物什么样')
    const photo = await upload('/api/files', shop.owner.headers, '实物.png', pixel)
    const row = await conversationOf(shop)
    await answer(chat, shop.owner, row.id, '这是实物', { fileIds: [photo.body.id] })
    expect((await buyer.history()).at(-1)?.attachments).toMatchObject([{ name: '实物.png' }])
  })
})
