import { readFile } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openTable } from '#platform/tabular/table.ts'
import { taobaoFile, taobaoHeaders2019 } from '../builders/store-exports.ts'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { setStage } from './harness/stage.ts'
import { importOrders, setUpShop } from './harness/steps.ts'

const stage = setStage()

const take = async (page: Page, item: RegExp) => {
  await page
    .getByRole('button', { name: /^(导出|Export)$/ })
    .first()
    .click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).first().click(),
  ])
  return { path: await file.path(), name: file.suggestedFilename() }
}
const rowsOf = async (path: string) => {
  const table = await openTable(createReadStream(path), { maxBytes: 1 << 24 })
  const rows: string[][] = []
  for await (const batch of table.rows) for (const row of batch) rows.push(row.cells.map(String))
  return { headers: table.headers, rows }
}

test('[RPT-08] what an owner looks at goes out as it is filtered: Excel, CSV, and all about one person', async () => {
  const owner = await openPage(stage.browser, { viewport: { width: 1440, height: 900 } })
  const { page } = owner
  const home = await setUpShop(page, stage.desk, { name: '半亩居', slug: 'banmu' })
  const rows = Array.from({ length: 30 }, (_, i) => ({
    订单编号: `="35153131473290${String(10_000 + i)}"`,
    买家会员名: `"${i < 3 ? '=山茶花' : `竹柄漏勺${i}`}"`,
    宝贝标题: `"${i < 3 ? '梅子青茶壶' : '棉麻桌旗'}"`,
  }))
  const file = { name: 'ExportOrderList202603090900.csv', content: taobaoFile(rows, taobaoHeaders2019) }
  await importOrders(page, home, file, '半亩居淘宝店')

  await page.goto(`${home}/orders`)
  await page.getByText('棉麻桌旗').first().waitFor()
  await page.getByRole('button', { name: '导出' }).first().click()
  await page.getByRole('menu').waitFor()
  await shot(page, 'exports/menu')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  const workbook = await take(page, /^Excel 表格/)
  expect(workbook.name).toMatch(/^banmu-orders-.*\.xlsx$/)
  const all = await rowsOf(workbook.path)
  expect(all.headers).toContain('订单编号')
  expect(all.rows).toHaveLength(30)
  expect(all.rows.flat()).toContain('3515313147329010029')

  await page.goto(`${home}/orders?q=${encodeURIComponent('梅子青')}`)
  await page.getByText('梅子青茶壶').first().waitFor()
  const csv = await take(page, /^CSV/)
  const text = await readFile(csv.path, 'utf8')
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text.trimEnd().split('\r\n')).toHaveLength(4)
  expect(text).toContain("'=山茶花")

  await page.goto(`${home}/customers`)
  await page.getByText('=山茶花').first().click()
  const [bundle] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '此人的全部资料（ZIP）' }).click(),
  ])
  expect((await readFile(await bundle.path())).subarray(0, 2).toString()).toBe('PK')
  await owner.finish()
})
