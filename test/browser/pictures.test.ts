import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { taobaoFile, taobaoHeaders2019 } from '../builders/store-exports.ts'
import { openPage } from './harness/browser.ts'
import { setStage } from './harness/stage.ts'
import { askApi, keepOpen, openDemo, visitByApi, widgetOf } from './harness/steps.ts'

/** With `PICTURES=1` alone: takes the README's pictures anew, from the demo shop; they are looked at before they are committed. */
const stage = setStage()

const take = async (page: Page, name: string) => {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  const path = join(import.meta.dirname, '../../docs/pictures', `${name}.png`)
  await page.screenshot({ path, animations: 'disabled' })
}
const ordersOf = (nicks: readonly string[], things: readonly string[]) =>
  Array.from({ length: 12 }, (_, i) => ({
    订单编号: `="35153131473290${String(10_000 + i)}"`,
    买家会员名: `"${nicks[i % nicks.length]}"`,
    宝贝标题: `"${things[i % things.length]}"`,
  }))

test('the README’s pictures', { timeout: 300_000 }, async () => {
  const { page } = await openPage(stage.browser, { viewport: { width: 1440, height: 900 }, allow: [/401/] })
  const home = await openDemo(page, stage.desk)
  await askApi(page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  await page.goto(home)
  await page.getByText('该谢的一个人').waitFor()
  await take(page, 'home')
  await keepOpen(page)

  await page.goto(`${home}/orders/import`)
  const good = ordersOf(['山茶花_86', '南山种豆', '橘猫大橘'], ['梅子青茶壶', '棉麻桌旗', '竹柄漏勺'])
  const bad = ['不是钱', '约三百'].map((total, i) => ({
    订单编号: `="35153131473299000${i}"`,
    总金额: `"${total}"`,
    买家会员名: '"山茶花_86"',
  }))
  await page.locator('input[type=file]').setInputFiles({
    name: 'ExportOrderList.csv',
    mimeType: 'text/csv',
    buffer: taobaoFile([...good, ...bad], taobaoHeaders2019),
  })
  await page.getByText('没收的行').waitFor()
  await take(page, 'import')

  const { key } = await widgetOf(page)
  const buyer = await openPage(stage.browser, { viewport: { width: 1280, height: 800 }, allow: [/./] })
  await buyer.page.goto(`${stage.desk.address}/demo-shop/${key}?as=ida.brook@example.com`)
  await buyer.page.getByRole('button', { name: /^问问/ }).click()
  const box = buyer.page.getByRole('textbox').last()
  const write = async (text: string) => {
    await box.fill(text)
    await box.press('Enter')
  }
  await write('梅子青茶壶昨天收到了，壶是好的，可是少了盖子')
  await page.goto(`${home}/inbox`)
  await page
    .getByRole('option', { name: /Ida Brook/ })
    .or(page.getByRole('link', { name: /Ida Brook/ }))
    .first()
    .click()
  const composer = page.getByRole('textbox', { name: /Ida Brook/ })
  await composer.fill('对不起，是我们漏装了。盖子今天补寄给您，不用退换。')
  await composer.press('Enter')
  await buyer.page.getByText('盖子今天补寄给您').waitFor()
  for (const text of ['竹柄放水里泡会不会发霉呀', '两个买的能寄到两个地址吗', '今天下单，周末前到得了成都吗'])
    await visitByApi(stage.desk, key).then((say) => say(text))
  await write('今天能发出来吗？周六要请人喝茶')
  await page.getByText('今天能发出来吗？周六要请人喝茶').last().waitFor()
  await composer.pressSequentially('/')
  await page.getByText('Enter 放进去').waitFor()
  await take(page, 'inbox')
  await take(buyer.page, 'widget')
})
