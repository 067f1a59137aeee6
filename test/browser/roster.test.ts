import { expect, test } from 'vitest'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { setStage } from './harness/stage.ts'
import { askApi, setUpShop } from './harness/steps.ts'

const stage = setStage()

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

test('[RSP-06] [RSP-07] a week is rostered; hours without anybody are named for every day ahead and at home, until somebody takes them; a colleague’s change is not written over', async () => {
  const owner = await openPage(stage.browser, { viewport: { width: 1440, height: 1000 }, allow: [/409|422/] })
  const { page } = owner
  const home = await setUpShop(page, stage.desk, {
    name: '半亩居',
    slug: 'half-acre',
    hasUsualHours: true,
  })
  await page.goto(`${home}/team/roster`)
  await page.getByText('先排好一周').waitFor()
  await shot(page, 'roster/empty-zh')

  // One evening short: 09:00–20:00, copied over the whole week.
  await page.getByRole('button', { name: '周一：加一班' }).click()
  await page.getByLabel('周一 1 到').fill('20')
  await page.getByLabel('周一 1 到').press('Enter')
  await page.getByRole('button', { name: '周一的更多' }).click()
  await page.getByRole('menuitem', { name: '抄到每天' }).click()
  for (const day of weekdays)
    expect([day, await page.getByLabel(`${day} 1 到`).inputValue()]).toEqual([day, '20:00'])
  await page.getByRole('button', { name: '保存排班' }).click()
  await page.getByText('保存好了').waitFor()
  const gaps = page.getByText('20:00–22:00 没人', { exact: true })
  await expect.poll(() => gaps.count()).toBeGreaterThanOrEqual(6)
  const foreseen = page.getByText(/接下来七天，预计没人/)
  const before = await foreseen.innerText()
  await shot(page, 'roster/gaps-zh', { fullPage: true })
  await expectAccessible(page)

  // The owner's home foresees them as well.
  const second = await openPage(stage.browser, { storageState: await owner.context.storageState() })
  await second.page.goto(home)
  await second.page
    .getByText(/20:00 到 22:00 没有人接待/)
    .first()
    .waitFor()
  await second.finish()

  // A wrong end is said and nothing is lost; then Sunday's evening is taken.
  await page.getByRole('button', { name: '周日：加一班' }).click()
  await page.getByLabel('周日 2 从').fill('19:00')
  await page.getByLabel('周日 2 从').press('Enter')
  await page.getByRole('button', { name: '保存排班' }).click()
  await page.getByRole('alert').filter({ hasText: '同一个人的两班重叠了' }).waitFor()
  await shot(page, 'roster/problem-zh')
  expect(await page.getByLabel('周日 2 从').inputValue()).toBe('19:00')
  await page.getByLabel('周日 2 从').fill('20:00')
  await page.getByLabel('周日 2 从').press('Enter')
  await page.getByRole('button', { name: '保存排班' }).click()
  await page.getByText('保存好了').waitFor()
  await expect.poll(() => foreseen.innerText()).not.toBe(before)

  // Somebody else saves while this one is being changed.
  await page.getByLabel('周六 1 到').fill('21')
  await page.getByLabel('周六 1 到').press('Enter')
  const known = await askApi<{ roster: { nightDuty: boolean }; version: number }>(page, 'GET', '/api/roster')
  await askApi(page, 'PUT', '/api/roster', {
    roster: { ...known.roster, nightDuty: true },
    version: known.version,
  })
  await page.getByRole('button', { name: '保存排班' }).click()
  await page.getByText('有同事刚改过排班').waitFor()
  await page.getByRole('button', { name: '看同事改的' }).click()
  await expect.poll(() => page.getByRole('checkbox', { name: /每晚有人值守/ }).isChecked()).toBe(true)
  expect(await page.getByLabel('周六 1 到').inputValue()).toBe('20:00')
  await expect.poll(() => page.getByText('没人值夜').count()).toBeGreaterThan(0)

  // The shop's hours are edited by the same rows.
  await page.goto(`${home}/hours`)
  await page.getByRole('button', { name: '周六的更多' }).click()
  await page.getByRole('menuitem', { name: '加一段' }).click()
  await page.getByText('有改动还没存').waitFor()
  await page.getByRole('button', { name: '不要了' }).click()
  await expect.poll(() => page.getByText('有改动还没存').count()).toBe(0)
  await owner.finish()
}, 120_000)
