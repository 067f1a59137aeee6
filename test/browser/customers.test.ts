import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { taobaoFile } from '../builders/store-exports.ts'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { setStage } from './harness/stage.ts'
import { setUpShop } from './harness/steps.ts'

const launcher = join(import.meta.dirname, '../../bin/fivehearts.mjs')

const stage = setStage()

/** Takes a file in by the command line, beside the running desk. */
const takeIn = async (what: 'orders' | 'customers', content: string | Uint8Array, store: string) => {
  const path = join(stage.desk.folder, `${what}-${store}.csv`)
  await writeFile(path, content)
  const child = spawn(
    process.execPath,
    [launcher, 'import', what, path, '--shop', 'banmu', '--store', store, '--json'],
    { env: { ...process.env, FIVEHEARTS_DATA: stage.desk.folder, DATABASE_URL: '', LOG_LEVEL: 'error' } },
  )
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  expect([code, said]).toEqual([0, expect.stringContaining('"ok":true')])
  return JSON.parse(said.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
}

const openPerson = async (page: Page, home: string, q: string, name: string) => {
  await page.goto(`${home}/customers?q=${encodeURIComponent(q)}`)
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

test('[CRM-02] one page a person: found by pinyin, two proposed as one with the evidence, merged, and taken apart again', async () => {
  const owner = await openPage(stage.browser, { viewport: { width: 1440, height: 1000 } })
  const { page } = owner
  const home = await setUpShop(page, stage.desk, { name: '半亩居', slug: 'banmu' })
  const orders = Array.from({ length: 4 }, (_, i) => ({
    订单编号: `="35153131473290${10_000 + i}"`,
    买家会员名: '"山茶花_86"',
    宝贝标题: `"梅子青茶壶 ${i + 1} 号"`,
    收货人姓名: i < 3 ? '"王小明"' : '"王阿姨"',
  }))
  await takeIn('orders', taobaoFile(orders), '半亩居淘宝店')
  const first =
    '会员名,姓名,手机号,邮箱,城市,生日,职业,接受邮件\n山茶花_86,王小明,13912345670,shan@mail.example,杭州,1986-03-02,老师,是\n'
  expect(await takeIn('customers', first, '半亩居淘宝店')).toMatchObject({ read: 1, updated: 1 })
  const site = '客户编号,姓名,邮箱,城市\nS-1,王明,tea@mail.example,杭州\n'
  await takeIn('customers', site, '官网')
  // One row of the site names the account of one and the number of the other.
  const both = '客户编号,姓名,邮箱,手机号\nS-1,王明,tea@mail.example,13912345670\n'
  await takeIn('customers', both, '官网')

  await openPerson(page, home, 'wangxm', '王小明')
  await page.getByText('可能还是这位').waitFor()
  await page.getByRole('button', { name: '记一条' }).click()
  await page.getByLabel('什么', { exact: true }).fill('宠物')
  await page.getByLabel('怎样', { exact: true }).fill('两只猫，一只怕生')
  await page.getByRole('button', { name: '记下' }).click()
  await page.getByText('两只猫，一只怕生').waitFor()
  await shot(page, 'customers/person', { fullPage: true })
  await expectAccessible(page)

  await page.goto(`${home}/customers/links`)
  await page.getByText('写着这两位的凭据').waitFor()
  await shot(page, 'customers/links')
  await expectAccessible(page)
  await page.getByRole('button', { name: '是同一个人', exact: true }).click()
  await page.getByText('没有要定的').waitFor()
  await page.getByRole('button', { name: '定过的' }).click()
  await page.getByText(/阿禾 .* 定的/).waitFor()
  await shot(page, 'customers/decided')

  await openPerson(page, home, 'tea@mail', '王小明')
  await page.getByRole('heading', { name: '合在一起的' }).waitFor()
  await page.getByText('和「王明」合成一份').waitFor()
  await shot(page, 'customers/merged', { fullPage: true })
  await expectAccessible(page)
  await page.getByRole('button', { name: '拆开' }).click()
  await page.getByRole('dialog').getByLabel('为什么').fill('是她妹妹')
  await shot(page, 'customers/split')
  await page.getByRole('dialog').getByRole('button', { name: '拆开' }).click()
  await page.getByText('和「王明」拆开了：是她妹妹').waitFor()

  // By hand, with a search.
  await page.getByRole('button', { name: '和另一份合并' }).click()
  await page.getByRole('dialog').getByLabel('找那一份').fill('wangming')
  await page.getByRole('dialog').getByRole('button', { name: '选这位' }).click()
  await shot(page, 'customers/merge-by-hand')
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: '合并' }).click()
  await page.getByRole('button', { name: '拆开' }).waitFor()
  const cookies = await owner.context.cookies()
  await owner.finish()

  const phone = await openPage(stage.browser, {
    viewport: { width: 390, height: 844 },
    locale: 'zh-CN',
    colorScheme: 'dark',
    hasTouch: true,
    isMobile: true,
  })
  await phone.context.addCookies(cookies)
  await openPerson(phone.page, home, 'wxm', '王小明')
  await phone.page.getByText('特点').waitFor()
  await shot(phone.page, 'customers/person-phone', { fullPage: true })
  await expectAccessible(phone.page)
  for (const path of ['/customers', '/customers/links', '/customers/links?show=decided']) {
    await phone.page.goto(`${home}${path}`)
    await phone.page.getByRole('button', { name: '定过的' }).waitFor()
    await expect.poll(() => phone.page.locator('[aria-busy=true]').count()).toBe(0)
    await shot(phone.page, `customers/phone${path.replaceAll(/[^a-z]+/g, '-')}`)
    await expectAccessible(phone.page)
  }
  await phone.finish()
}, 180_000)
