import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from './harness/axe.ts'
import { openBrowser, openPage } from './harness/browser.ts'
import { newFolder, removeFolder, startDesk, type DeskServer } from './harness/desk-server.ts'
import { shot } from './harness/screenshots.ts'
import { askApi, setUpShop } from './harness/steps.ts'

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
/** A buyer by the widget's own API. */
const arrive = async (page: Page) => {
  const { stores } = await askApi<Shop>(page, 'GET', '/api/shop')
  const key = stores.find((one) => one.widgetKey !== null)?.widgetKey ?? ''
  const { token } = await askApi<{ token: string }>(page, 'POST', `/api/widget/${key}/visits`, {
    language: 'zh',
  })
  return async (text: string) => {
    const response = await fetch(`${desk.address}/api/widget/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ clientId: crypto.randomUUID(), text }),
    })
    expect(response.status).toBe(200)
  }
}
/** As a field for day and time wants it, on the shop's clock (UTC+8), whole days from now. */
const inDays = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 16)

test('[PRC-06] [PRC-10] [ORD-02] an owner makes a campaign and an offer and corrects both; it stands beside the chat and is told with one key; who bargains is written down with the outcome', async () => {
  const owner = await openPage(browser, { viewport: { width: 1440, height: 1000 }, allow: [/40[019]/] })
  const { page } = owner
  const home = await setUpShop(page, desk, { name: '半亩居', slug: 'half-acre' })
  await askApi(page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  await askApi(page, 'POST', '/api/products', {
    name: '梅子青茶壶',
    code: 'POT',
    status: 'on_sale',
    price: { minor: 26800, currency: 'CNY' },
  })

  // A campaign, then its note and its announced time put right.
  await page.goto(`${home}/products/offers`)
  await page.getByRole('button', { name: '加一次活动' }).click()
  await page.getByLabel('叫什么').fill('春茶节')
  await page.getByLabel('从', { exact: true }).fill(inDays(-1))
  await page.getByLabel('到', { exact: true }).fill(inDays(-2))
  await page.getByRole('button', { name: '存好' }).first().click()
  await page.getByRole('alert').filter({ hasText: '止要在起之后' }).waitFor()
  await page.getByLabel('到', { exact: true }).fill(inDays(5))
  await page.getByRole('button', { name: '存好' }).first().click()
  await page.getByText('在办', { exact: true }).waitFor()
  await page.getByRole('button', { name: '改「春茶节」' }).click()
  const form = page.getByRole('form', { name: '改「春茶节」' })
  await form.getByLabel(/^备注/).fill('定金不退，付尾款前可以换颜色')
  await form.getByLabel('什么时候公布的').fill(inDays(-3))
  await shot(page, 'offers/campaign-zh')
  await expectAccessible(page)
  await form.getByRole('button', { name: '存好' }).click()
  await page.getByText('定金不退，付尾款前可以换颜色').waitFor()
  await expect.poll(() => form.count()).toBe(0)

  // An offer within it; then its second thoughts.
  await page.getByRole('button', { name: '加一个优惠' }).click()
  const editor = page.getByRole('dialog')
  await editor.getByRole('button', { name: '现在就用' }).click()
  await editor.getByText('写一个名字。').waitFor()
  await editor.getByLabel('名字').fill('春日满减')
  await editor.getByLabel('满多少').fill('199')
  await editor.getByLabel('减多少').fill('15')
  await editor.getByLabel('属于哪次活动').selectOption({ label: '春茶节' })
  await editor.getByLabel('什么时候结束').fill(inDays(9))
  await editor.getByRole('button', { name: '现在就用' }).click()
  await editor.getByText(/要在活动的时间里/).waitFor()
  await editor.getByLabel('什么时候结束').fill(inDays(4))
  await editor.getByRole('button', { name: '现在就用' }).click()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  const row = page.getByRole('listitem').filter({ hasText: '春日满减' })
  await row.getByText(/满 ¥199 减 ¥15/).waitFor()
  await page.getByText('1 个优惠').waitFor()
  // The campaign cannot be cut shorter than an offer with times of its own: it says which.
  await page.getByRole('button', { name: '改「春茶节」' }).click()
  await form.getByLabel('到', { exact: true }).fill(inDays(2))
  await form.getByRole('button', { name: '存好' }).click()
  await page.getByRole('alert').filter({ hasText: '「春日满减」就落在活动外面了' }).waitFor()
  await form.getByRole('button', { name: '算了' }).click()
  await row.getByRole('button', { name: '改', exact: true }).click()
  await editor.getByLabel('减多少').fill('20')
  await editor.getByRole('button', { name: '存好' }).click()
  await row.getByText(/满 ¥199 减 ¥20/).waitFor()
  expect(await row.getByText(/减 ¥15/).count()).toBe(0)
  await shot(page, 'offers/list-zh', { fullPage: true })

  // Beside the chat: it applies, has not been told, and is told with one key.
  const write = await arrive(page)
  await write('你好，梅子青茶壶还有吗')
  await write('能便宜点吗')
  await page.goto(`${home}/inbox`)
  await page
    .getByRole('option')
    .or(page.getByRole('link', { name: /能便宜点吗/ }))
    .first()
    .click()
  const panel = page.getByRole('complementary')
  const head = panel.getByRole('button', { name: /^优惠和推荐/ })
  await expect.poll(() => head.innerText()).toMatch(/在讲价，1 次.*1 个没说/s)
  await head.click()
  await panel.getByText('¥248，省 ¥20').waitFor()
  await panel.getByRole('button', { name: /春日满减.*说/ }).click()
  const composer = page.getByRole('textbox', { name: /^(给|写)|访客|买家/ }).last()
  await expect.poll(() => composer.inputValue()).toContain('春日满减')
  await composer.press('Enter')
  await expect.poll(() => head.innerText()).toMatch(/优惠说过了/)
  // The desk has read by itself what was given; the agent adds how it ended.
  const pressed = (name: string) =>
    panel.getByRole('button', { name, exact: true }).getAttribute('aria-pressed')
  await expect.poll(() => pressed('说了优惠')).toBe('true')
  await panel.getByRole('button', { name: '买了', exact: true }).click()
  // It has ended: nothing about it is left to be done here.
  await expect.poll(() => panel.getByRole('button', { name: '买了', exact: true }).count()).toBe(0)
  await shot(page, 'offers/panel-zh')
  await expectAccessible(page)

  // And the owner finds it with its outcome.
  await page.goto(`${home}/products/offers/bargains`)
  const bargain = page.getByRole('main').getByRole('listitem').filter({ hasText: '能便宜点吗' })
  await bargain.waitFor()
  expect(await bargain.innerText()).toMatch(/买了[\s\S]*说了优惠|说了优惠[\s\S]*买了/)
  await expectAccessible(page)

  // It ends for good, and can be used again from what it was.
  await page.goto(`${home}/products/offers`)
  await row.getByRole('button', { name: '结束', exact: true }).click()
  await expect.poll(() => row.count()).toBe(0)
  await page.getByRole('radio', { name: '结束的' }).check()
  await row.getByRole('button', { name: '照着再办' }).click()
  expect(await editor.getByLabel('减多少').inputValue()).toBe('20')
  await editor.getByLabel('名字').fill('入夏满减')
  await editor.getByRole('button', { name: '现在就用' }).click()
  await page.getByRole('radio', { name: '在用的' }).check()
  await page
    .getByRole('listitem')
    .filter({ hasText: '入夏满减' })
    .getByText(/满 ¥199 减 ¥20/)
    .waitFor()
  await owner.finish()
}, 120_000)
