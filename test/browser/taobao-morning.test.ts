import { expect, test } from 'vitest'
import { taobaoFile, taobaoHeaders2019 } from '../builders/store-exports.ts'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { setStage } from './harness/stage.ts'
import { importOrders, setUpShop } from './harness/steps.ts'

const stage = setStage()

test('[CRM-02] a Taobao seller’s morning: yesterday’s report in, a refused line told, a nick finds its orders in under a second', async () => {
  const owner = await openPage(stage.browser, { viewport: { width: 1440, height: 900 } })
  const home = await setUpShop(owner.page, stage.desk, { name: '半亩居', slug: 'banmu' })
  const rows = Array.from({ length: 60 }, (_, i) => ({
    订单编号: `="35153131473290${String(10_000 + i)}"`,
    买家会员名: `"${i < 3 ? '山茶花_86' : `竹柄漏勺${i}`}"`,
    宝贝标题: `"${i < 3 ? `梅子青茶壶 ${i + 1} 号` : '棉麻桌旗'}"`,
  }))
  const broken = { 订单编号: '="351531314732990000"', 总金额: '"不是钱"', 买家会员名: '"坏行"' }
  await importOrders(
    owner.page,
    home,
    { name: 'ExportOrderList202603090900.csv', content: taobaoFile([...rows, broken], taobaoHeaders2019) },
    '半亩居淘宝店',
  )
  await owner.page.getByText(/没收/).first().waitFor()
  await shot(owner.page, 'taobao/result')
  await expectAccessible(owner.page)

  // One box for anything.
  await owner.page.keyboard.press('Control+k')
  const box = owner.page
    .getByRole('dialog')
    .getByRole('combobox')
    .or(owner.page.getByRole('dialog').getByRole('textbox'))
    .first()
  await box.fill('山茶花_8')
  const typed = performance.now()
  await box.press('6')
  await owner.page.getByRole('dialog').getByText('梅子青茶壶 3 号').first().waitFor()
  expect(performance.now() - typed).toBeLessThan(1000)
  await expect
    .poll(() =>
      owner.page
        .getByRole('dialog')
        .getByText(/梅子青茶壶 \d 号/)
        .count(),
    )
    .toBe(3)
  await shot(owner.page, 'taobao/found')
  await owner.page.keyboard.press('Escape')

  await owner.page.goto(`${home}/customers?q=${encodeURIComponent('山茶花_86')}`)
  await owner.page.getByText('山茶花_86').first().waitFor()
  await shot(owner.page, 'taobao/customers')
  await owner.page.goto(`${home}/orders`)
  await owner.page.getByText('棉麻桌旗').first().waitFor()
  await shot(owner.page, 'taobao/orders')
  await expectAccessible(owner.page)

  // The same report again: nothing becomes two.
  await owner.page.goto(`${home}/orders/import`)
  await owner.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'again.csv', mimeType: 'text/csv', buffer: taobaoFile(rows, taobaoHeaders2019) })
  await owner.page.getByText('头几单，放进去会是这样').waitFor()
  await owner.page.getByText('没变 60').waitFor()
  await owner.finish()
}, 120_000)
