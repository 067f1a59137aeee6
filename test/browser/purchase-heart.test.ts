import { expect, test } from 'vitest'
import { shopifyFile, shopifyRow } from '../builders/store-exports.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { startShopSite } from './harness/shop-site.ts'
import { setStage } from './harness/stage.ts'
import { askApi, importOrders, setUpShop, widgetOf } from './harness/steps.ts'

const stage = setStage()

/** As Shopify writes a moment, `minutes` from now. */
const moment = (minutes: number) =>
  `${new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')} +0000`

test('[ORD-07] [PHR-06] from the first question to the confirmed order: a deflecting phrase is stopped, the buyer pays, confirms with one tap on a private link', async () => {
  const agent = await openPage(stage.browser, { viewport: { width: 1440, height: 900 } })
  const { page } = agent
  const home = await setUpShop(page, stage.desk, { name: 'Falling Light', slug: 'falling-light' })
  const order = (name: string, more: Record<string, string>) =>
    shopifyFile([
      shopifyRow({ Name: name, 'Lineitem name': 'Linen Cushion - Sand', 'Shipping City': 'Bath', ...more }),
    ])
  // What was sold before the desk was there is history.
  const before = order('#SL3000', {
    Email: 'tom.hill@example.com',
    'Billing Name': 'Tom Hill',
    'Created at': moment(-60 * 24 * 20),
    'Paid at': moment(-60 * 24 * 20),
  })
  await importOrders(page, home, { name: 'before.csv', content: before }, 'Falling Light on Shopify')
  await askApi(page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  const widget = await widgetOf(page)
  const site = await startShopSite({ address: stage.desk.address, ...widget })

  // The first question.
  const buyer = await openPage(stage.browser, {
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    hasTouch: true,
  })
  await buyer.page.goto(`${site.address}/?as=ida.brook@example.com&name=Ida%20Brook`)
  await buyer.page.getByRole('button', { name: /Ask/ }).click()
  const box = buyer.page.getByRole('textbox')
  await box.fill('Who do I ask about returns? And does the linen cushion pill?')
  await box.press('Enter')
  await page.goto(`${home}/inbox`)
  await page
    .getByRole('option', { name: /Ida Brook/ })
    .or(page.getByRole('link', { name: /Ida Brook/ }))
    .first()
    .click()
  const composer = page.getByRole('textbox', { name: /Ida Brook/ })

  // Sent away? The guard stops it, and one key says it as the first one asked would.
  await composer.fill('你去找我们的售后吧')
  await page.getByText(/首问的人负责到底/).waitFor()
  await composer.press('Enter')
  expect(await composer.inputValue()).toBe('你去找我们的售后吧')
  await composer.press('Tab')
  await composer.press('Enter')
  await buyer.page.getByText(/这件事由我负责到底/).waitFor()
  expect(await buyer.page.getByText(/你去找我们的售后/).count()).toBe(0)
  await composer.fill('亚麻面料，正常使用不容易起球')
  await composer.press('Enter')
  await buyer.page.getByText('亚麻面料，正常使用不容易起球').waitFor()
  await box.fill('Thank you, I take it')
  await box.press('Enter')
  await page.getByText('Thank you, I take it').last().waitFor()
  await shot(page, 'purchase-heart/asked')

  // She pays; the shop's next report brings the order, and it wants confirming without anybody asking for it.
  const paid = order('#SL3001', {
    Email: 'ida.brook@example.com',
    'Billing Name': 'Ida Brook',
    'Created at': moment(0),
    'Paid at': moment(0),
    'Shipping Street': '14 Mill Lane, Flat 21',
    Notes: 'Happy birthday card, please',
  })
  const second = await openPage(stage.browser, { storageState: await agent.context.storageState() })
  await importOrders(second.page, home, { name: 'paid.csv', content: paid }, null)
  await page.getByRole('button', { name: '发给买家' }).click()
  const link = buyer.page.getByRole('link', { name: /\/b\// })
  await link.waitFor()
  await page.getByRole('button', { name: /^订单确认/ }).click()
  await shot(page, 'purchase-heart/sent')

  // One tap, no account.
  const mobile = await openPage(stage.browser, {
    viewport: { width: 320, height: 640 },
    locale: 'en-GB',
    hasTouch: true,
  })
  await mobile.page.goto(((await link.getAttribute('href')) ?? '').replace('//localhost:', '//127.0.0.1:'))
  await mobile.page.getByText('14 Mill Lane, Flat 21').waitFor()
  await mobile.page.getByRole('button', { name: 'All is right' }).click()
  await mobile.page.getByRole('heading', { name: 'Good, that is how we send it.' }).waitFor()
  await shot(mobile.page, 'purchase-heart/confirmed', { fullPage: true })

  // The agent sees it at once, and the order keeps the evidence.
  await page.getByText('买家说没错', { exact: true }).first().waitFor()
  await shot(page, 'purchase-heart/seen')
  await page.getByRole('link', { name: '#SL3001' }).first().click()
  await page.locator('#confirmation').getByText('发了确认', { exact: true }).waitFor()
  for (const opened of [mobile, second, buyer, agent]) await opened.finish()
  await site.close()
}, 120_000)
