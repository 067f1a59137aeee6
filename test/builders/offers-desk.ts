import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Api } from '#contract/endpoints.ts'
import type { Product } from '#contract/products/products.ts'
import { newId } from '#platform/ids/ids.ts'
import { signIdentity } from '#nouns/conversations/index.ts'
import { buildBuyer, openChatDesk } from './chat.ts'
import type { TestShop } from './staff.ts'
import { shopifyFile, shopifyFurtherRow, shopifyRow, type ShopifyRow } from './store-exports.ts'

/** One line of an order: product name, quantity, unit price as a decimal. */
export type SoldLine = [name: string, quantity: number, price: string]

/** A whole desk with a hand for prices: products, offers, orders of people known by their e-mail, chats with them. */
export const openOfferDesk = async (options: { at?: string } = {}) => {
  const chat = await openChatDesk(options)
  const folder = await mkdtemp(join(tmpdir(), 'fh-offers-'))
  let files = 0
  let orders = 1000
  return {
    ...chat,
    now: () => chat.desk.clock.now(),
    days: (days: number) =>
      chat.desk.clock.set(new Date(chat.desk.clock.now().getTime() + days * 86_400_000)),
    product: async (shop: TestShop, name: string, minor: number | null): Promise<Product> => {
      const made = await chat.call('POST /api/products', {
        headers: shop.lead.headers,
        body: {
          name,
          code: name,
          status: 'on_sale',
          price: minor === null ? null : { minor, currency: 'CNY' },
        },
      })
      if (made.status !== 200) throw new Error(`no product: ${made.code}`)
      return made.body
    },
    price: (
      shop: TestShop,
      product: Product,
      kind: 'list' | 'special' | 'cost' | 'physical_shop',
      minor: number,
      more: object = {},
    ) =>
      chat.call('POST /api/products/:id/prices', {
        headers: shop.lead.headers,
        params: { id: product.id },
        body: { kind, amount: { minor, currency: 'CNY' }, ...more },
      }),
    offer: (shop: TestShop, body: Partial<Api['POST /api/offers']['body']>, person = shop.lead) =>
      chat.call('POST /api/offers', {
        headers: person.headers,
        body: {
          name: '满减',
          kind: 'money_off',
          terms: { tiers: [{ from: 19900, off: 2000 }], isPerEach: false, stacks: false },
          audience: 'all',
          productIds: [],
          storeIds: [],
          startsAt: null,
          endsAt: null,
          campaignId: null,
          state: 'running',
          ...body,
        },
      }),
    /** Takes in one order through the real import and the catalogue's job; `minutesAgo` it was placed. Returns its id. */
    order: async (
      shop: TestShop,
      email: string,
      lines: SoldLine[],
      more: ShopifyRow & { minutesAgo?: string; storeName?: string } = {},
    ): Promise<string> => {
      const { minutesAgo = '0', storeName = 'Web', ...cells } = more
      const at = new Date(chat.desk.clock.now().getTime() - Number(minutesAgo) * 60_000)
      const when = `${at.toISOString().slice(0, 19).replace('T', ' ')} +0000`
      const number = ++orders
      const goods = lines.reduce((sum, [, quantity, price]) => sum + quantity * Number(price), 0).toFixed(2)
      const cellsOf = ([name, quantity, price]: SoldLine) => ({
        'Lineitem name': name,
        'Lineitem sku': name,
        'Lineitem quantity': String(quantity),
        'Lineitem price': price,
      })
      const rows = lines.map((line, at) =>
        at === 0
          ? shopifyRow({
              Name: `#${number}`,
              Id: `77${number}`,
              Email: email,
              Currency: 'CNY',
              'Billing Name': email,
              'Created at': when,
              'Paid at': when,
              Subtotal: goods,
              Shipping: '0.00',
              'Discount Amount': '0.00',
              Total: goods,
              ...cellsOf(line),
              ...cells,
            })
          : shopifyFurtherRow({ Name: `#${number}`, ...cellsOf(line) }),
      )
      const path = join(folder, `orders-${++files}.csv`)
      await writeFile(path, shopifyFile(rows))
      await chat.composed.imports.importFile({
        shopId: shop.shopId,
        path,
        storeName,
        isDryRun: false,
        isStrict: false,
        by: null,
      })
      await chat.composed.catalogue.sold.take(shop.shopId, null)
      await chat.settle()
      const row = await chat.desk.db.inShop(shop.shopId, (tx) =>
        tx
          .selectFrom('orders.orders')
          .select('id')
          .where('name', '=', `#${number}`)
          .executeTakeFirstOrThrow(),
      )
      return row.id
    },
    /** A buyer in the chat; with an e-mail the person whose orders carry it; with another login the same person's other visit. */
    buyer: async (shop: TestShop, email?: string, login = email) => {
      const identity =
        email === undefined || login === undefined
          ? undefined
          : signIdentity({ login, email, name: email }, shop.widgetSecret, chat.desk.clock.now())
      const buyer = await buildBuyer(chat, shop, identity === undefined ? {} : { identity })
      return {
        ...buyer,
        /** Returns the conversation. */
        says: async (text: string): Promise<string> => {
          const clientId = newId()
          const said = await buyer.write(text, clientId)
          if (said.status !== 200) throw new Error(`not said: ${said.code}`)
          await chat.settle()
          const row = await chat.desk.db.inShop(shop.shopId, (tx) =>
            tx
              .selectFrom('conversations.message_keys')
              .select('conversation_id')
              .where('client_id', '=', clientId)
              .executeTakeFirstOrThrow(),
          )
          return row.conversation_id
        },
      }
    },
    close: async () => {
      await chat.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type OfferDeskForTests = Awaited<ReturnType<typeof openOfferDesk>>
