import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { setStage } from './harness/stage.ts'
import { askApi, setUpShop, visitByApi, widgetOf } from './harness/steps.ts'

const stage = setStage()

const arrive = async (page: Page) => visitByApi(stage.desk, (await widgetOf(page)).key)

test('[BUY-09] [BUY-12] [BUY-16] [BUY-17] [ORD-01] a sale beside the chat: the need in the buyer’s words, a doubt that holds the end, what is missing said with one key, the buyer followed up', async () => {
  const agent = await openPage(stage.browser, { viewport: { width: 1440, height: 1000 }, allow: [/401/] })
  const { page } = agent
  const home = await setUpShop(page, stage.desk, { name: '半亩居', slug: 'half-acre' })
  await askApi(page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  const product = await askApi<{ id: string }>(page, 'POST', '/api/products', {
    name: '梅子青茶壶',
    status: 'on_sale',
  })
  await askApi(page, 'POST', `/api/products/${product.id}/facts`, {
    key: '材质',
    value: '紫泥',
    language: 'zh',
    source: '说明书',
  })
  const write = await arrive(page)
  await write('想给妈妈买个轻一点的青茶壶')
  await write('我怕路上会碎')

  await page.goto(`${home}/inbox`)
  const row = page
    .getByRole('option')
    .or(page.getByRole('link', { name: /我怕路上会碎/ }))
    .first()
  await row.click()
  const panel = page.getByRole('complementary')
  // What is due is read and done without opening anything; the rest is one line until it is asked for.
  await panel
    .getByRole('region', { name: '现在要做的' })
    .getByText(/像是疑虑/)
    .waitFor()
  await shot(page, 'selling/panel-quiet-zh')
  await expectAccessible(page)
  await panel.getByRole('button', { name: /^这单怎么谈/ }).click()
  const part = panel.getByRole('group', { name: '需要' })
  await part.waitFor()
  const group = (name: string) => page.getByRole('complementary').getByRole('group', { name, exact: true })

  // The need, by selecting the buyer's own words.
  await page.locator('[data-message]', { hasText: '轻一点' }).locator('div').last().selectText()
  await group('需要').getByRole('button', { name: /记下/ }).click()
  await expect.poll(() => group('需要').innerText()).toContain('想给妈妈买个轻一点的青茶壶')
  // A doubt is proposed, taken, and answered later.
  await group('疑虑').getByRole('button', { name: '记下' }).click()
  await expect.poll(() => group('疑虑').innerText()).toContain('还没解除')
  expect(await group('在谈').innerText()).toContain('梅子青茶壶')
  await shot(page, 'selling/panel-zh')
  await expectAccessible(page)

  // What is missing goes into the composer; the blanks are filled before it is sent.
  await group('付款前')
    .getByRole('button', { name: /补上没说的/ })
    .click()
  const composer = page.getByRole('textbox', { name: /^(给|写)|访客|买家/ }).last()
  const draft = (await composer.inputValue())
    .replace('{几点}', '17:00')
    .replace('{多少}', '包邮')
    .replace('{快递公司}', '顺丰')
    .replace('{怎么送}', '送货上门')
  await shot(page, 'selling/draft-zh')
  await composer.fill(draft)
  await composer.press('Enter')
  await expect.poll(() => group('付款前').innerText()).toContain('该说的都说了')
  await group('顾虑').getByRole('button', { name: '说', exact: true }).first().click()
  await expect.poll(() => composer.inputValue()).not.toBe('')
  await composer.press('Enter')
  await expect.poll(() => group('顾虑').getByText('说过').count()).toBe(1)

  // It does not close while the doubt has no outcome.
  await page.getByRole('button', { name: '了结', exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('我怕路上会碎').waitFor()
  expect(await dialog.getByRole('button', { name: /了结/ }).isDisabled()).toBe(true)
  await shot(page, 'selling/close-zh')
  await dialog.getByRole('radio', { name: '解除了' }).check()
  await dialog.getByRole('button', { name: /了结/ }).click()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)

  // Asked and did not buy: somebody follows up.
  await page.goto(`${home}/customers/prospects?show=open`)
  await page.getByText('想给妈妈买个轻一点的青茶壶').waitFor()
  await page.getByRole('button', { name: '放下' }).click()
  await page.getByLabel('原因').waitFor()
  expect(await page.getByRole('button', { name: '放下' }).last().isDisabled()).toBe(true)
  await shot(page, 'selling/prospects-zh')
  await expectAccessible(page)
  await page.goto(`${home}/products/concerns`)
  await page.getByText('食品、水产').click()
  await shot(page, 'selling/concerns-zh', { fullPage: true })
  await expectAccessible(page)
  await agent.finish()
}, 120_000)
