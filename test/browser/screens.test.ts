import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { setStage } from './harness/stage.ts'
import { askApi } from './harness/steps.ts'

const stage = setStage()

const screens = [
  '',
  '/inbox',
  '/board',
  '/board?tab=problems',
  '/board?tab=ownership',
  '/words',
  '/orders',
  '/orders/import',
  '/orders/confirmations',
  '/products',
  '/products/concerns',
  '/products/trials',
  '/products/offers',
  '/products/offers/bargains',
  '/products/offers/missed',
  '/products/offers/refunds',
  '/products/offers/contribution',
  '/customers',
  '/customers/links',
  '/customers/prospects',
  '/customers/next',
  '/answers',
  '/answers/platforms',
  '/answers/lost',
  '/knowledge',
  '/knowledge/new',
  '/phrases',
  '/phrases?tab=personal',
  '/phrases?tab=usage',
  '/phrases?tab=candidates',
  '/phrases?tab=guard',
  '/phrases?tab=quality',
  '/phrases?tab=addressing',
  '/team',
  '/team/roster',
  '/team/training',
  '/training',
  '/hours',
  '/settings',
  '/account',
]

/** A screen that shows what it is for, has no accessibility fault, and does not scroll sideways. */
const expectWell = async (page: Page, home: string, path: string, name: string) => {
  await page.goto(`${home}${path}`)
  await page.getByRole('main').waitFor()
  await expect
    .poll(() =>
      page
        .getByRole('main')
        .innerText()
        .then((text) => text.trim().length),
    )
    .toBeGreaterThan(10)
  await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0)
  await shot(page, `screens/${name}${path.replaceAll(/[/?=]/g, '-') || '-home'}`)
  await expectAccessible(page)
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect([path, overflow]).toEqual([path, 0])
}

test("every screen of the demo shop is readable and usable: desk in English by day, phone in Chinese by night; then it is left for a shop of one's own", async () => {
  const owner = await openPage(stage.browser, {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    allow: [/401/],
  })
  await owner.page.goto(stage.desk.setup ?? '')
  await owner.page.getByLabel('Your name').fill('Ji')
  await owner.page.getByLabel('E-mail').fill('owner@example.com')
  await owner.page.getByLabel('Password').fill('grey blanket, four screws')
  await expectAccessible(owner.page)
  await owner.page.getByRole('button', { name: 'Next' }).click()
  await owner.page.getByText('The demo shop first').click()
  await owner.page.getByRole('button', { name: 'Open the demo shop' }).click()
  await owner.page.waitForURL(/\/s\/demo\/?$/)
  const home = `${stage.desk.address}/s/demo`
  for (const path of screens) await expectWell(owner.page, home, path, 'desk-en')
  await askApi(owner.page, 'PATCH', '/api/session/account', { language: 'zh' })
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
  for (const path of screens) await expectWell(phone.page, home, path, 'phone-zh')
  await phone.finish()

  // 先看样板店，之后再开自己的店: without a shop of one's own the demo shop stays.
  const leaving = await openPage(stage.browser, { locale: 'zh-CN', allow: [/401/] })
  await leaving.context.addCookies(cookies)
  const { page } = leaving
  await page.goto(`${home}/settings#shop`)
  await page.getByRole('button', { name: '拿掉样板店' }).click()
  await shot(page, 'screens/leaving-alone')
  await page.getByRole('dialog').getByRole('button', { name: '开自己的店' }).click()
  await page.getByLabel('店名').last().fill('灯下')
  await page.getByLabel('网址里的名字').last().fill('lamps')
  await expectAccessible(page)
  await shot(page, 'screens/leaving-open')
  await page.getByRole('button', { name: '开店', exact: true }).click()
  await page.waitForURL(/\/s\/lamps\/?$/)
  await page.goto(`${home}/settings#shop`)
  await page.getByRole('button', { name: '拿掉样板店' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '拿掉样板店' }).click()
  await page.waitForURL(/\/s\/lamps\/?$/)
  await page.goto(home)
  await page.getByRole('main').waitFor()
  await shot(page, 'screens/left')
  expect(await page.getByRole('main').innerText()).not.toContain('五心')
  await leaving.finish()
}, 240_000)
