import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signIdentity } from '#nouns/conversations/index.ts'
import { buildBuyer, openChatDesk } from './chat.ts'
import type { TestPerson, TestShop } from './staff.ts'
import { shopifyFile, shopifyRow, taobaoFile, type ShopifyRow, type TaobaoRow } from './store-exports.ts'

/** A desk with shops whose orders come by files, and buyers of them who talk. */
export const openConfirmationDesk = async () => {
  const chat = await openChatDesk()
  const folder = await mkdtemp(join(tmpdir(), 'fh-confirm-'))
  let files = 0
  const take = async (shop: TestShop, bytes: Buffer, storeName: string) => {
    const path = join(folder, `${++files}.csv`)
    await writeFile(path, bytes)
    await chat.composed.imports.importFile({
      shopId: shop.shopId,
      storeName,
      path,
      isDryRun: false,
      isStrict: false,
      by: null,
    })
    await chat.settle()
  }
  const stamp = (minutes: number) =>
    `${new Date(chat.desk.clock.now().getTime() + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')}`
  const shopify = (shop: TestShop, rows: ShopifyRow[]) =>
    take(
      shop,
      shopifyFile(
        rows.map((row) =>
          shopifyRow({
            'Created at': `${stamp(-5)} +0000`,
            'Paid at': `${stamp(-4)} +0000`,
            'Shipping Street': '14 Mill Lane',
            'Shipping City': 'Bath',
            'Shipping Phone': '+44 7700 900123',
            ...row,
          }),
        ),
      ),
      'On Shopify',
    )
  /** Taobao writes its times in Shanghai. */
  const taobao = (shop: TestShop, rows: TaobaoRow[]) => {
    const at = `"${stamp(8 * 60 - 5)}"`
    return take(
      shop,
      taobaoFile(rows.map((row) => ({ 订单创建时间: at, '订单付款时间 ': at, 订单付款时间: at, ...row }))),
      '淘宝店',
    )
  }
  return {
    chat,
    shopify,
    taobao,
    /** A shop whose two stores the desk has known for an hour: what is placed from now on is news. */
    shop: async (wanted: { language?: 'zh' | 'en' } = {}) => {
      const shop = await chat.shop({ agents: 1, ...wanted })
      await shopify(shop, [{ Name: '#OLD', 'Fulfillment Status': 'fulfilled', Email: 'old@example.com' }])
      await taobao(shop, [
        { 订单编号: '="3515313147329000001"', 订单状态: '"交易成功"', 买家会员名: '"old"' },
      ])
      await chat.desk.clock.advance(3_600_000)
      return shop
    },
    list: async (
      person: TestPerson,
      query: {
        view?: 'to_send' | 'waiting' | 'corrected' | 'lead' | 'held' | 'done'
        only?: 'silent' | 'doubtful'
      } = {},
    ) => (await chat.call('GET /api/confirmations', { query, headers: person.headers })).body,
    ofOrder: async (person: TestPerson, id: string) =>
      (await chat.call('GET /api/orders/:id/confirmation', { params: { id }, headers: person.headers })).body
        .confirmation,
    /** The buyer of an order, signed in on the shop's site; writes once. Answers the conversation's id. */
    buyerWrites: async (shop: TestShop, email: string, text: string) => {
      const identity = signIdentity(
        { login: email, email, name: email },
        shop.widgetSecret,
        chat.desk.clock.now(),
      )
      const buyer = await buildBuyer(chat, shop, { identity, language: 'en' })
      await buyer.write(text)
      await chat.settle()
      const { body } = await chat.call('GET /api/conversations', {
        query: { limit: 1 },
        headers: shop.owner.headers,
      })
      return { buyer, conversationId: body.rows[0]?.id ?? '' }
    },
    close: async () => {
      await chat.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type ConfirmationDesk = Awaited<ReturnType<typeof openConfirmationDesk>>
