import { expect, test } from 'vitest'
import { shopifyFile, shopifyFurtherRow, shopifyRow } from '../builders/store-exports.ts'
import { startDesk } from './harness/desk-server.ts'
import { openPage } from './harness/browser.ts'
import { expectAccessible } from './harness/axe.ts'
import { shot } from './harness/screenshots.ts'
import { startShopSite } from './harness/shop-site.ts'
import { setStage } from './harness/stage.ts'
import { askApi, importOrders, setUpShop, widgetOf } from './harness/steps.ts'

const stage = setStage()

test('[RSP-01] [BUY-08] [CHN-01] [PHR-06] [BUY-07] the first chat: set-up, orders in, a buyer of one of them asks and is answered in seconds, through a killed server', async () => {
  const agent = await openPage(stage.browser, {
    viewport: { width: 1440, height: 900 },
    allow: [/Failed to load resource/, /ERR_/, /NetworkError/],
  })
  const home = await setUpShop(agent.page, stage.desk, { name: 'Falling Light', slug: 'falling-light' })

  const csv = shopifyFile([
    shopifyRow({
      Name: '#SL1001',
      Email: 'ida.brook@example.com',
      'Billing Name': 'Ida Brook',
      'Lineitem name': 'Linen Cushion - Sand',
    }),
    shopifyFurtherRow({ Name: '#SL1001' }),
    shopifyRow({
      Name: '#SL1002',
      Email: 'tom.hill@example.com',
      'Billing Name': 'Tom Hill',
      'Lineitem name': 'Paper Lamp',
    }),
  ])
  await importOrders(
    agent.page,
    home,
    { name: 'orders_export.csv', content: csv },
    'Falling Light on Shopify',
  )
  await shot(agent.page, 'first-chat/imported')

  await askApi(agent.page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  const widget = await widgetOf(agent.page)
  const site = await startShopSite({ address: stage.desk.address, ...widget })
  // Phrases that come late: whoever is faster than they are must not send the shortcut to the buyer.
  let comePhrases: () => void = () => undefined
  const late = new Promise<void>((resolve) => {
    comePhrases = resolve
  })
  await agent.page.route('**/api/phrases', async (route) => {
    await late
    await route.continue()
  })
  await agent.page.goto(`${home}/inbox`)
  await agent.page.getByRole('heading', { name: '对话' }).waitFor()

  // The buyer, signed in on the shop's own page on another origin.
  const buyer = await openPage(stage.browser, {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    allow: [/Failed to load resource/, /ERR_/, /NetworkError/, /CORS/],
  })
  await buyer.page.goto(`${site.address}/?as=ida.brook@example.com&name=Ida%20Brook`)
  const open = buyer.page.getByRole('button', { name: /Ask/ })
  await open.waitFor()
  const clicked = performance.now()
  await open.click()
  await buyer.page.getByText(/welcome to Falling Light|coming back to Falling Light/).waitFor()
  expect(performance.now() - clicked).toBeLessThan(1000)
  const box = buyer.page.getByRole('textbox')
  await box.fill('Is the cushion cover washable? <b>Thanks</b>')
  await box.press('Enter')
  const asked = performance.now()

  // The agent sees the waiting buyer, who it is, and what she bought.
  const row = agent.page
    .getByRole('option', { name: /Ida Brook/ })
    .or(agent.page.getByRole('link', { name: /Ida Brook/ }))
    .first()
  await row.waitFor()
  expect(performance.now() - asked).toBeLessThan(2000)
  await row.click()
  await agent.page.getByText('Is the cushion cover washable? <b>Thanks</b>').last().waitFor()
  await agent.page
    .getByText(/Linen Cushion - Sand/)
    .first()
    .waitFor()
  // A phrase, filled in by the desk.
  const composer = agent.page.getByRole('textbox', { name: /Ida Brook/ })
  await composer.click()
  await composer.pressSequentially('/尺寸')
  await agent.page.keyboard.press('Enter')
  expect(await composer.inputValue()).toBe('/尺寸')
  comePhrases()
  await agent.page.getByText('Enter 放进去').waitFor()
  await agent.page.keyboard.press('Enter')
  await expect.poll(() => composer.inputValue()).toContain('尺寸以商品页的表为准')
  await agent.page.keyboard.press('Enter')
  await buyer.page.getByText(/尺寸以商品页的表为准/).waitFor()
  expect(performance.now() - asked).toBeLessThan(7000)
  await shot(agent.page, 'first-chat/answered')
  await shot(buyer.page, 'first-chat/buyer')
  await expectAccessible(agent.page)
  await expectAccessible(buyer.page)

  // The word guard: sending a buyer away is stopped on the way, and one key says it better.
  const lines = buyer.page.getByText(/售后/)
  await composer.fill('我不是负责售后的，你去找我们的售后吧')
  const why = agent.page.getByText(/首问的人负责到底/)
  await why.waitFor()
  await composer.press('Enter')
  await shot(agent.page, 'first-chat/guarded')
  await expectAccessible(agent.page)
  expect(await composer.inputValue()).toBe('我不是负责售后的，你去找我们的售后吧')
  await composer.press('Tab')
  await why.waitFor({ state: 'detached' })
  await composer.press('Enter')
  await buyer.page.getByText(/这件事由我负责到底/).waitFor()
  expect(await lines.count()).toBe(0)
  // A warning is said once, and by Enter once more the text goes as it is.
  await composer.fill('周五绝对能到')
  await agent.page.getByText(/说满了/).waitFor()
  await composer.press('Enter')
  await agent.page.getByRole('button', { name: '照样发送' }).waitFor()
  await composer.press('Enter')
  await buyer.page.getByText('周五绝对能到').waitFor()
  const log = await askApi<{ rows: { kind: string; outcome: string }[] }>(agent.page, 'GET', '/api/guard/log')
  expect(log.rows.map((one) => `${one.kind} ${one.outcome}`).sort()).toEqual([
    'deflection changed',
    'promise sent_anyway',
  ])

  // Killed in mid-chat: both write while the server is away.
  const port = Number(new URL(stage.desk.address).port)
  await stage.desk.kill()
  await box.fill('And the tote, too?')
  await box.press('Enter')
  await composer.fill('60 度以内机洗就好')
  await composer.press('Enter')
  stage.desk = await startDesk(stage.desk.folder, port)
  await agent.page.getByText('And the tote, too?').last().waitFor({ timeout: 20_000 })
  await buyer.page.getByText('60 度以内机洗就好').waitFor({ timeout: 20_000 })
  // Nothing lost, nothing doubled, on the screens and behind them.
  const inbox = await askApi<{ waiting: { id: string }[]; owed: { id: string }[]; quiet: { id: string }[] }>(
    agent.page,
    'GET',
    '/api/inbox?view=all',
  )
  const [conversation] = [...inbox.waiting, ...inbox.owed, ...inbox.quiet]
  const { messages } = await askApi<{ messages: { number: number; author: string; text: string }[] }>(
    agent.page,
    'GET',
    `/api/conversations/${conversation?.id}/messages`,
  )
  expect(messages.map((message) => message.number)).toEqual(messages.map((_, i) => i + 1))
  for (const text of [
    'Is the cushion cover washable? <b>Thanks</b>',
    'And the tote, too?',
    '60 度以内机洗就好',
  ]) {
    expect(messages.filter((message) => message.text === text)).toHaveLength(1)
    await expect.poll(() => buyer.page.getByText(text, { exact: true }).count()).toBe(1)
  }
  await site.close()
  await agent.finish()
  await buyer.finish()
}, 120_000)
