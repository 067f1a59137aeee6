import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shopifyFile, shopifyRow } from '../builders/store-exports.ts'
import { expectAccessible } from './harness/axe.ts'
import { openBrowser, openPage } from './harness/browser.ts'
import { newFolder, removeFolder, startDesk, type DeskServer } from './harness/desk-server.ts'
import { shot } from './harness/screenshots.ts'
import { startShopSite } from './harness/shop-site.ts'
import { askApi, importOrders, setUpShop } from './harness/steps.ts'

let browser: Browser
let folder: string
let desk: DeskServer
beforeAll(async () => {
  folder = await newFolder()
  browser = await openBrowser()
  desk = await startDesk(folder)
})
afterAll(async () => {
  await browser.close()
  await desk.stop()
  await removeFolder(folder)
})

interface Shop {
  stores: { id: string; widgetKey: string | null }[]
}
/** Days ago, as Shopify writes a moment. */
const ago = (days: number) =>
  `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19).replace('T', ' ')} +0000`
let number = 3000
const sent = (name: string, what: string, days: number) =>
  shopifyRow({
    Name: `#NX${++number}`,
    Id: `88${number}`,
    Email: `${name.toLowerCase()}@example.com`,
    'Billing Name': name,
    Currency: 'CNY',
    'Created at': ago(days),
    'Paid at': ago(days),
    'Fulfillment Status': 'fulfilled',
    'Fulfilled at': ago(days - 1),
    'Lineitem name': what,
    'Lineitem sku': what,
    'Shipping Name': '林女士',
    'Shipping Street': '文三路 1 号',
    'Shipping City': '杭州',
  })

test('[REC-08] [CARE-06] from an order that arrived to the suggestion in the buyer’s chat; the second one is refused by the cap, and says from when', async () => {
  const agent = await openPage(browser, { viewport: { width: 1440, height: 900 }, allow: [/409/] })
  const { page } = agent
  const home = await setUpShop(page, desk, { name: '半亩居', slug: 'half-acre' })
  await askApi(page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  // At whatever hour this runs, no hour is quiet.
  const rules = await askApi<object>(page, 'GET', '/api/touch-rules')
  await askApi(page, 'PUT', '/api/touch-rules', { ...rules, quietFrom: '00:00', quietTo: '00:00' })
  const product = (name: string, minor: number) =>
    askApi<{ id: string }>(page, 'POST', '/api/products', {
      name,
      code: name,
      status: 'on_sale',
      price: { minor, currency: 'CNY' },
    })
  const pot = await product('梅子青茶壶', 26800)
  await product('养壶茶巾', 2900)
  const brush = await product('养壶笔', 1900)
  const relation = { productId: brush.id, kind: 'accessory', note: '润壶、扫茶末用' }
  await askApi(page, 'POST', `/api/products/${pot.id}/relations`, relation)
  const before = ['Ann', 'Bea', 'Cid', 'Dov'].flatMap((name, i) => [
    sent(name, '梅子青茶壶', 130 + i),
    sent(name, '养壶茶巾', 108 + i),
  ])
  const csv = shopifyFile([...before, sent('Ida', '梅子青茶壶', 20), sent('Tom', '梅子青茶壶', 18)])
  await importOrders(page, home, { name: 'orders.csv', content: csv }, '半亩居海外站')

  const { stores } = await askApi<Shop>(page, 'GET', '/api/shop')
  const store = stores.find((one) => one.widgetKey !== null)
  const widget = await askApi<{ key: string; secret: string }>(page, 'GET', `/api/stores/${store?.id}/widget`)
  const site = await startShopSite({ address: desk.address, key: widget.key, secret: widget.secret })
  const buyer = await openPage(browser, { viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  await buyer.page.goto(`${site.address}/?as=ida@example.com&name=Ida`)
  await buyer.page.getByRole('button').first().click()
  const box = buyer.page.getByRole('textbox')
  await box.fill('茶壶很好用')
  await box.press('Enter')

  await page.goto(`${home}/customers/next`)
  await page.getByText('现在没有可以推荐的').waitFor()
  await shot(page, 'next-item/empty-zh')
  await expectAccessible(page)
  // The orders are read each night and some time after an import; by other rules at once.
  const look = async () => {
    const now = await askApi<object>(page, 'GET', '/api/next-item-rules')
    await askApi(page, 'PUT', '/api/next-item-rules', now)
  }
  await look()
  const item = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  await item('ida').getByText('梅子青茶壶', { exact: false }).first().waitFor()
  expect(await item('ida').innerText()).toContain('4 位买过它的顾客里，4 位后来买了这件')
  // They wait for an answer: first that.
  await item('ida')
    .getByText(/在等我们回话/)
    .waitFor()
  expect(await item('ida').getByRole('button', { name: '发到对话' }).isDisabled()).toBe(true)
  await item('ida').getByRole('link', { name: '看对话' }).click()
  const composer = page.getByRole('textbox', { name: /^(给|写)|买家|Ida|ida/ }).last()
  await composer.fill('用着顺手就好')
  await composer.press('Enter')
  await buyer.page.getByText('用着顺手就好').waitFor()
  await page.getByRole('button', { name: /^下一件可以推荐/ }).click()
  await page.getByRole('complementary').getByRole('button', { name: '发到对话' }).waitFor()
  await shot(page, 'next-item/beside-chat-zh')
  await expectAccessible(page)

  await page.goto(`${home}/customers/next`)
  await item('ida').getByText('现在可以联系').waitFor()
  await shot(page, 'next-item/list-zh')
  await expectAccessible(page)
  const text = await item('ida').locator('p', { hasText: '用着还顺手吗' }).innerText()
  await item('ida').getByRole('button', { name: '发到对话' }).click()
  await page.getByText(/^已经发给/).waitFor()
  await buyer.page.getByText(text.slice(0, 20)).waitFor()

  // By hand: noted, then copied; and one that is left, with why.
  await item('tom').getByRole('button', { name: '不推荐' }).click()
  await item('tom').getByLabel('为什么不推荐').selectOption('not_now')
  await shot(page, 'next-item/decline-zh')
  await item('tom').getByRole('button', { name: '记下' }).click()
  await page.getByText('现在没有可以推荐的').waitFor()

  // The next order of the same buyer arrived as well; the budget says not yet.
  await importOrders(
    page,
    home,
    {
      name: 'more.csv',
      content: shopifyFile([sent('Ida', '梅子青茶壶', 16), sent('Eve', '梅子青茶壶', 17)]),
    },
    null,
  )
  await page.goto(`${home}/customers/next`)
  await look()
  await item('ida').getByText('养壶笔').first().waitFor()
  await item('ida')
    .getByText(/离上次太近/)
    .waitFor()
  expect(await item('ida').getByRole('button', { name: '发到对话' }).isDisabled()).toBe(true)
  await shot(page, 'next-item/refused-zh')
  await expectAccessible(page)
  // Nor does the server let it through.
  const listed = await askApi<{
    rows: { id: string; buyerName: string; conversationId: string; version: number }[]
  }>(page, 'GET', '/api/next-items')
  const second = listed.rows.find(({ buyerName }) => /ida/i.test(buyerName))
  const refused = await askApi<{ code: string; details: { by: string } }>(
    page,
    'POST',
    `/api/next-items/${second?.id}/sending`,
    { conversationId: second?.conversationId, version: second?.version },
  )
  expect(refused).toMatchObject({ code: 'touch.refused', details: { by: 'apart' } })

  await item('ida').getByRole('link').first().click()
  const section = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: '主动联系', exact: true }) })
  await section.getByText(/离上次太近/).waitFor()
  await section.getByRole('button', { name: '他说不要再发' }).click()
  await section.getByLabel('他怎么说的').fill('电话里说别再推荐了')
  await shot(page, 'next-item/customer-zh')
  await expectAccessible(page)
  await section.getByRole('button', { name: '记下' }).click()
  await section.getByText(/记下不再打扰/).waitFor()

  const small = await openPage(browser, {
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    hasTouch: true,
    storageState: await agent.context.storageState(),
  })
  await small.page.goto(`${home}/customers/next`)
  await small.page.getByText('他说过不要再发').waitFor()
  await shot(small.page, 'next-item/phone-dark-zh', { fullPage: true })
  await expectAccessible(small.page)
  expect(await small.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await askApi(small.page, 'PATCH', '/api/session/account', { language: 'en' })
  for (const show of ['', '?show=sent', '?show=left', '?show=report']) {
    await small.page.goto(`${home}/customers/next${show}`)
    await expect.poll(() => small.page.locator('[aria-busy=true]').count()).toBe(0)
    await shot(small.page, `next-item/phone-dark-en${show.replace('?show=', '-')}`, { fullPage: true })
    await expectAccessible(small.page)
    expect(await small.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  }
  await small.page.goto(`${home}/settings#contact`)
  await small.page.getByRole('heading', { name: /Never pestered|打扰有度/ }).waitFor()
  await shot(small.page, 'next-item/settings-dark-en', { fullPage: true })
  await expectAccessible(small.page)
  await small.finish()
  await page.goto(`${home}/customers/next`)
  await page.getByRole('button', { name: /By which rules|按什么推荐/ }).click()
  await page.getByRole('dialog').getByRole('spinbutton').first().waitFor()
  await shot(page, 'next-item/rules-en')
  await expectAccessible(page)
  await page.goto(`${home}/settings#contact`)
  await page.getByRole('heading', { name: /Never pestered|打扰有度/ }).waitFor()
  await shot(page, 'next-item/settings-en')
  await buyer.finish()
  await site.close()
  await agent.finish()
}, 180_000)
