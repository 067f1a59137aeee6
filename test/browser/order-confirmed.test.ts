import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { shopifyFile, shopifyRow } from '../builders/store-exports.ts'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { startShopSite } from './harness/shop-site.ts'
import { setStage } from './harness/stage.ts'
import { askApi, importOrders, setUpShop, widgetOf } from './harness/steps.ts'

const stage = setStage()

const phone = { viewport: { width: 320, height: 640 }, locale: 'en-GB', hasTouch: true } as const
/** Minutes ago, as Shopify writes a moment. */
const ago = (minutes: number) =>
  `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')} +0000`

/** Nothing may stand beyond the right edge of a 320-pixel phone. */
const expectNarrow = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)

test('[ORD-07] [ORD-10] [SUR-10] a paid order is confirmed: sent from the chat, the flat number mended on a private page, seen at once at the desk, kept on the order', async () => {
  const agent = await openPage(stage.browser, { viewport: { width: 1440, height: 900 } })
  const { page } = agent
  const home = await setUpShop(page, stage.desk, { name: 'Falling Light', slug: 'falling-light' })
  const row = (name: string, more: Record<string, string>) =>
    shopifyRow({
      Name: name,
      'Created at': ago(40),
      'Paid at': ago(39),
      'Shipping Street': '14 Mill Lane, Flat 21',
      'Shipping City': 'Bath',
      'Shipping Phone': '+44 7700 900123',
      ...more,
    })
  const csv = shopifyFile([
    row('#SL2001', { Notes: 'Happy birthday card, please' }),
    row('#SL2002', {
      Email: 'tom.hill@example.com',
      'Billing Name': 'Tom Hill',
      Notes: 'wrong house number, should be 9',
    }),
    row('#SL2003', {
      Email: 'ada@example.com',
      'Billing Name': 'Ada North',
      'Created at': ago(60 * 24 * 9),
      'Paid at': ago(60 * 24 * 9),
    }),
  ])
  await importOrders(page, home, { name: 'orders.csv', content: csv }, 'Falling Light on Shopify')

  // A first import is history until somebody says otherwise.
  await page.goto(`${home}/orders`)
  await page.getByRole('button', { name: '待确认' }).click()
  await page.getByText(/有 2 单没发/).waitFor()
  await page.getByRole('button', { name: '拿来确认' }).click()
  await page.getByRole('button', { name: /#SL2002/ }).waitFor()
  const names = await page.locator('li > button[aria-expanded]').allInnerTexts()
  expect(names.map((text) => /#SL\d+/.exec(text)?.[0])).toEqual(['#SL2002', '#SL2001'])
  await page.getByRole('button', { name: '存疑的 1' }).click()
  await expect.poll(() => page.locator('li > button[aria-expanded]').count()).toBe(1)
  await page.getByRole('button', { name: /#SL2002/ }).click()
  await page.getByText(/^先不发，等到/).waitFor()
  await shot(page, 'order-confirmed/list')
  await expectAccessible(page)

  const small = await openPage(stage.browser, {
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    colorScheme: 'dark',
    hasTouch: true,
    storageState: await agent.context.storageState(),
  })
  await small.page.goto(`${home}/orders/confirmations`)
  await small.page.getByRole('button', { name: /#SL2002/ }).click()
  await small.page.getByText(/^先不发，等到|^Held back until/).waitFor()
  await shot(small.page, 'order-confirmed/list-dark-phone', { fullPage: true })
  await expectAccessible(small.page)
  await small.page.goto(`${home}/settings#contact`)
  await small.page.getByRole('checkbox').first().waitFor()
  await shot(small.page, 'order-confirmed/contact-dark-phone', { fullPage: true })
  await expectAccessible(small.page)
  await small.finish()

  // The buyer asks in the chat; beside it stands what is to be confirmed.
  await askApi(page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  const widget = await widgetOf(page)
  const site = await startShopSite({ address: stage.desk.address, ...widget })
  const buyer = await openPage(stage.browser, { viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  await buyer.page.goto(`${site.address}/?as=ida.brook@example.com&name=Ida%20Brook`)
  await buyer.page.getByRole('button', { name: /Ask/ }).click()
  const box = buyer.page.getByRole('textbox')
  await box.fill('Hello, I have just paid')
  await box.press('Enter')
  await page.goto(`${home}/inbox`)
  await page
    .getByRole('option', { name: /Ida Brook/ })
    .or(page.getByRole('link', { name: /Ida Brook/ }))
    .first()
    .click()
  await page.getByRole('button', { name: '发给买家' }).click()
  const link = buyer.page.getByRole('link', { name: /\/b\// })
  await link.waitFor()
  await page.getByRole('button', { name: /^订单确认/ }).click()
  await page.getByText('发了，等买家回').first().waitFor()
  await shot(page, 'order-confirmed/chat')
  await expectAccessible(page)

  // On a small phone, without an account.
  const address = ((await link.getAttribute('href')) ?? '').replace('//localhost:', '//127.0.0.1:')
  const mobile = await openPage(stage.browser, phone)
  await mobile.page.goto(address)
  await mobile.page.getByRole('heading', { name: 'Is it all right?' }).waitFor()
  await mobile.page.getByText('14 Mill Lane, Flat 21').waitFor()
  await expectNarrow(mobile.page)
  await shot(mobile.page, 'order-confirmed/ask', { fullPage: true })
  await expectAccessible(mobile.page)
  await mobile.page.getByRole('button', { name: 'Change something' }).click()
  const field = mobile.page.getByLabel(/^Address/)
  await field.fill((await field.inputValue()).replace('Flat 21', 'Flat 12'))
  // A look elsewhere loses nothing.
  await mobile.page.reload()
  await mobile.page.getByRole('button', { name: 'Change something' }).click()
  expect(await mobile.page.getByLabel(/^Address/).inputValue()).toContain('Flat 12')
  await expectNarrow(mobile.page)
  await shot(mobile.page, 'order-confirmed/form', { fullPage: true })
  await expectAccessible(mobile.page)
  await mobile.page.getByRole('button', { name: 'Change it so' }).click()
  await mobile.page.getByRole('heading', { name: 'Noted. We change it, then send it.' }).waitFor()
  await mobile.page.getByRole('button', { name: 'Good', exact: true }).click()
  await mobile.page.getByText('Thank you for telling us.').waitFor()
  await expectNarrow(mobile.page)
  await shot(mobile.page, 'order-confirmed/corrected', { fullPage: true })
  await expectAccessible(mobile.page)

  // The agent sees it without doing anything, takes it over, and the buyer's page says so.
  await page
    .getByText(/Flat 12/)
    .first()
    .waitFor()
  await page.getByText('买家要改', { exact: true }).first().waitFor()
  await shot(page, 'order-confirmed/chat-corrected')
  await page.getByRole('button', { name: '已在平台上改好' }).click()
  await page.getByText('改好了', { exact: true }).first().waitFor()
  await mobile.page.reload()
  await mobile.page.getByRole('heading', { name: 'It is changed as you said.' }).waitFor()
  await page.getByRole('link', { name: '#SL2001' }).first().click()
  const evidence = page.locator('#confirmation')
  for (const said of ['要确认', '发了确认', '照改好了', '给了评价'])
    await evidence.getByText(said, { exact: true }).waitFor()
  expect(await evidence.getByText(/Flat 12/).count()).toBeGreaterThan(0)
  await page.getByText('买家说下单顺心').waitFor()
  await shot(page, 'order-confirmed/order', { fullPage: true })
  await expectAccessible(page)

  // A torn link says what to do.
  const torn = await openPage(stage.browser, { ...phone, allow: [/401/] })
  await torn.page.goto(address.slice(0, -3))
  await torn.page.getByText('Tap it again in the message').waitFor()
  await expectAccessible(torn.page)
  for (const opened of [torn, mobile, buyer, agent]) await opened.finish()
  await site.close()
}, 120_000)

test('the buyer’s page in the dark and in Chinese, one tap with the keyboard alone', async () => {
  const page = await openPage(stage.browser, {
    ...phone,
    locale: 'zh-CN',
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
  })
  const lead = await openPage(stage.browser)
  await lead.page.goto(`${stage.desk.address}/sign-in`)
  await lead.page.getByLabel('邮箱').fill('owner@example.com')
  await lead.page.getByLabel('密码').fill('grey blanket, four screws')
  await lead.page.getByRole('button', { name: '登录' }).click()
  await lead.page.waitForURL(/\/s\/falling-light/)
  const { rows } = await askApi<{ rows: { id: string; orderName: string }[] }>(
    lead.page,
    'GET',
    '/api/confirmations?view=to_send',
  )
  const tom = rows.find((one) => one.orderName === '#SL2002')
  const made = await askApi<{ address: string }>(lead.page, 'POST', `/api/confirmations/${tom?.id}/links`, {})
  await page.page.goto(made.address.replace('//localhost:', '//127.0.0.1:'))
  const right = page.page.getByRole('button', { name: '全部没错' })
  await right.waitFor()
  await shot(page.page, 'order-confirmed/ask-dark-zh', { fullPage: true })
  await expectAccessible(page.page)
  for (let i = 0; i < 6 && !(await right.evaluate((button) => button === document.activeElement)); i++)
    await page.page.keyboard.press('Tab')
  await page.page.keyboard.press('Enter')
  await page.page.getByRole('heading', { name: '好，就照这个发。' }).waitFor()
  await shot(page.page, 'order-confirmed/confirmed-dark-zh', { fullPage: true })
  await expectAccessible(page.page)
  await page.finish()
  await lead.finish()
}, 60_000)
