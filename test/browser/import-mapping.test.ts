import { expect, test } from 'vitest'
import type { listOrders } from '#contract/orders/orders.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { shopifyFile, shopifyRow } from '#test/builders/store-exports.ts'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { setStage } from './harness/stage.ts'
import { askApi, setUpShop } from './harness/steps.ts'

const stage = setStage()

/** A shop's own ledger, as nobody else writes it: two rows of one order, a date that does not exist. */
const ledger = Buffer.from(
  [
    '登记日,流水,谁买的,东西,样式,几个,每个多少钱,到哪一步,发走,寄给谁',
    '2026/3/8,L-0001,山茶花_86,梅子青茶壶,大,1,¥198.00,发走了,2026/3/9,张三',
    '2026/3/8,L-0001,山茶花_86,棉麻桌旗,,2,¥39.50,发走了,2026/3/9,张三',
    '2026/3/9,L-0002,竹柄漏勺,示例雪平锅,,1,"¥1,201.12",等着发,,李四',
    '2026/2/30,L-0003,坏日子,示例雪平锅,,1,¥20.00,等着发,,王五',
  ].join('\n'),
)
const shippedOrders = shopifyFile([shopifyRow()])
const drop = { name: '三月流水.csv', mimeType: 'text/csv', buffer: ledger }

test('[RPT-08] an unknown table is dropped, its columns named and tried, taken in; dropped again it is known and changes nothing', async () => {
  const owner = await openPage(stage.browser, { viewport: { width: 1440, height: 900 } })
  const { page } = owner
  const home = await setUpShop(page, stage.desk, { name: '半亩居', slug: 'banmu' })
  await page.goto(`${home}/orders/import`)
  await page.locator('input[type=file]').setInputFiles(drop)
  await page.getByText('先认一认列。').waitFor()
  await shot(page, 'mapping/guessed')
  await expectAccessible(page)

  // What the names did not tell is said by hand; the first orders follow.
  await page.getByLabel('单号', { exact: true }).selectOption('流水')
  await page.getByLabel('下单时间').selectOption('登记日')
  await page.getByRole('button', { name: '还有别的列要用' }).click()
  await page.getByLabel('品名').selectOption('东西')
  await page.getByLabel('数量').selectOption('几个')
  await page.getByLabel('单价').selectOption('每个多少钱')
  await page.getByLabel('买家账号').selectOption('谁买的')
  await page.getByLabel('订单状态').selectOption('到哪一步')
  await page.getByLabel('发货时间', { exact: true }).selectOption('发走')
  await page.getByLabel('收件人').selectOption('寄给谁')
  await page.getByRole('button', { name: '收起用不上的' }).click()
  await page.getByRole('radio', { name: /一行一样货/ }).check()
  await page.getByLabel('发走了').selectOption({ label: '在路上' })
  const trial = page.getByRole('group', { name: '照这样，头几单会是' })
  await trial.getByRole('cell', { name: 'L-0002' }).waitFor()
  await trial.getByText(/^¥277/).waitFor()
  await page.getByText(/第 5 行，?登记日/).waitFor()
  await shot(page, 'mapping/named', { fullPage: true })
  await expectAccessible(page)

  await page.getByRole('button', { name: '就按这样读' }).click()
  await page.getByText('头几单，放进去会是这样').waitFor()
  await shot(page, 'mapping/preview')
  await page.getByText('新的一家').click()
  await page.getByLabel('店铺名').fill('门市')
  await page.getByRole('button', { name: '放进去 2 单' }).click()
  await page.getByText('2 单放进来了。').waitFor()
  const { rows } = await askApi<ReplyOf<typeof listOrders>>(page, 'GET', '/api/orders')
  expect(rows.map(({ name, status, total, lineCount }) => [name, status, total.minor, lineCount])).toEqual([
    ['L-0002', 'unknown', 120112, 1],
    ['L-0001', 'shipped', 27700, 2],
  ])

  // The next table with this header needs no asking.
  await page.goto(`${home}/orders/import`)
  await page.locator('input[type=file]').setInputFiles({ ...drop, name: '四月流水.csv' })
  await page.getByText('没变 2').waitFor()
  await expect.poll(() => page.getByRole('radio', { name: /门市/ }).isChecked()).toBe(true)
  await page.getByRole('button', { name: '放进去 2 单' }).click()
  await page.getByText('这张表已经在里面了，什么都没变。').waitFor()

  // What was sent after the day it was due is one tab, counted by carrier.
  const days = Buffer.from(
    'Order No,Order Date,Required Date,Shipped Date,Ship Via,Total\n1,2026-03-01,2026-03-05,2026-03-06,1,5\n2,2026-03-01,2026-03-05,2026-03-05,1,5\n3,2026-03-01,2026-03-05,2026-03-07,2,5\n',
  )
  await page.goto(`${home}/orders/import`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'days.csv', mimeType: 'text/csv', buffer: days })
  await page.getByText('先认一认列。').waitFor()
  await page.getByRole('button', { name: '就按这样读' }).click()
  await page.getByRole('radio', { name: /门市/ }).check()
  await page.getByRole('button', { name: '放进去 3 单' }).click()
  await page.getByText('3 单放进来了。').waitFor()
  await page.goto(`${home}/orders`)
  await page
    .getByRole('link', { name: '发晚了' })
    .or(page.getByRole('button', { name: '发晚了' }))
    .or(page.getByRole('tab', { name: '发晚了' }))
    .first()
    .click()
  await page.getByRole('button', { name: '2：1 单' }).waitFor()
  await page.getByText('2 单', { exact: true }).waitFor()
  await shot(page, 'mapping/late')
  await expectAccessible(page)
  await page.getByRole('button', { name: '2：1 单' }).click()
  await page.getByText('只看2发的').waitFor()
  await page.getByText('1 单', { exact: true }).waitFor()

  // A table of goods comes in on its own screen; a table of orders dropped there is told where it belongs.
  await page.goto(`${home}/products`)
  await page.getByRole('link', { name: '导入', exact: true }).click()
  const goods =
    '品名,货号,售价,条形码\n梅子青茶壶,MZ-1,198.00,6901234567892\n竹茶匙,ZC-7,12.50,\n坏价格,X-1,一百,\n'
  const shelf = { name: '货架.csv', mimeType: 'text/csv', buffer: Buffer.from(goods) }
  await page.locator('input[type=file]').setInputFiles(shelf)
  await page.getByText('认出来了：商品表。').waitFor()
  await page.getByRole('cell', { name: 'ZC-7' }).waitFor()
  await page.getByRole('cell', { name: '金额读不出来' }).waitFor()
  await shot(page, 'tables/preview', { fullPage: true })
  await expectAccessible(page)
  await page.getByRole('button', { name: '列认得不对？改一改' }).click()
  await page.getByLabel('条码', { exact: true }).selectOption('')
  await shot(page, 'tables/columns', { fullPage: true })
  await expectAccessible(page)
  await page.getByRole('button', { name: '就按这样读' }).click()
  await page.getByRole('cell', { name: '6901234567892' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '放进去 2 件商品' }).click()
  await page.getByText(/^(?:2|1) 件商品.*(?:放进来了|更新)/).waitFor()
  await shot(page, 'tables/result')
  await expectAccessible(page)
  await page.getByRole('link', { name: '看这些商品' }).click()
  await page.getByText('只看这次导入的').waitFor()
  await page.getByRole('link', { name: /竹茶匙/ }).waitFor()
  await shot(page, 'tables/rows')
  await expectAccessible(page)

  // Ctrl-K finds it by its code and opens it.
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('zc-7')
  await page.getByRole('option', { name: /竹茶匙/ }).waitFor()
  await shot(page, 'tables/palette')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '竹茶匙' }).waitFor()
  owner.allow(/422/)
  await page.goto(`${home}/customers/import`)
  await page.locator('input[type=file]').setInputFiles({ ...drop, buffer: Buffer.from(shippedOrders) })
  await page.getByText('这是订单表。').waitFor()
  await shot(page, 'tables/orders')
  await page.getByRole('button', { name: '去导入订单' }).click()
  await page.getByText('认出来了：Shopify 订单导出。').waitFor()
  const cookies = await owner.context.cookies()
  await owner.finish()

  const phone = await openPage(stage.browser, {
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    colorScheme: 'dark',
    hasTouch: true,
    isMobile: true,
  })
  await phone.context.addCookies(cookies)
  await phone.context.addInitScript(() => localStorage.setItem('fivehearts.language', 'en'))
  await phone.page.goto(`${home}/orders/import`)
  const other = Buffer.from(ledger.toString().replace('流水', '编号'))
  await phone.page.locator('input[type=file]').setInputFiles({ ...drop, buffer: other })
  await phone.page.getByText('First, what the columns are.').waitFor()
  await shot(phone.page, 'mapping/phone', { fullPage: true })
  await expectAccessible(phone.page)
  await phone.page.goto(`${home}/customers/import`)
  await phone.page.getByText('Drop a table of customers here.').waitFor()
  const people =
    'Name,Phone,Email,City\n张三,13812340001,,杭州\nAnna Berg,,anna.berg@example.com,Oslo\n谁,,,\n'
  await phone.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(people) })
  await phone.page.getByText('Recognised: a table of customers.').waitFor()
  await shot(phone.page, 'tables/phone', { fullPage: true })
  await expectAccessible(phone.page)
  const overflow = await phone.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
  await phone.finish()
}, 120_000)
