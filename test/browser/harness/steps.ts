import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { DAY_MINUTES, weekdays, type BusinessCalendar } from '#contract/calendar.ts'
import type { DeskServer } from './desk-server.ts'

/**
 * What a newcomer does on the set-up screens, in Chinese; ends on the shop's home, and the shop is kept open. Answers the
 * shop's address.
 */
export const setUpShop = async (
  page: Page,
  desk: DeskServer,
  shop: { name: string; slug: string; hasUsualHours?: boolean },
): Promise<string> => {
  if (!desk.setup) throw new Error('the desk is set up already')
  await page.goto(desk.setup)
  await page.getByLabel('您的名字').fill('阿禾')
  await page.getByLabel('邮箱').fill('owner@example.com')
  await page.getByLabel('密码').fill('grey blanket, four screws')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('店名').fill(shop.name)
  await page.getByLabel('网址里的名字').fill(shop.slug)
  await page.getByRole('button', { name: '开店' }).click()
  await page.waitForURL(new RegExp(`/s/${shop.slug}/?$`))
  if (!shop.hasUsualHours) await keepOpen(page)
  return `${desk.address}/s/${shop.slug}`
}

/** Open day and night: what a test sees must not hang on the hour at which it is run. */
export const keepOpen = async (page: Page): Promise<void> => {
  const { calendar, version } = await askApi<{ calendar: BusinessCalendar; version: number }>(
    page,
    'GET',
    '/api/calendar',
  )
  const weekly = Object.fromEntries(
    weekdays.map((day) => [day, [{ from: 0, to: DAY_MINUTES }]]),
  ) as unknown as BusinessCalendar['weekly']
  await askApi(page, 'PUT', '/api/calendar', { calendar: { ...calendar, weekly }, version })
}

/** Asks the API with the page's own session. */
export const askApi = <T>(page: Page, method: string, path: string, body?: unknown): Promise<T> =>
  page.evaluate(
    async ([m, p, b]) => {
      const response = await fetch(p, {
        method: m,
        headers: { 'content-type': 'application/json' },
        ...(b === null ? {} : { body: b }),
      })
      return (await response.json()) as unknown
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  ) as Promise<T>

/** Opens the demo shop from the set-up screens, in Chinese, and waits until it is filled. Answers its address. */
export const openDemo = async (page: Page, desk: DeskServer): Promise<string> => {
  await page.goto(desk.setup ?? '')
  await page.getByLabel('您的名字').fill('阿禾')
  await page.getByLabel('邮箱').fill('owner@example.com')
  await page.getByLabel('密码').fill('grey blanket, four screws')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('先看样板店').click()
  await page.getByRole('button', { name: '打开样板店' }).click()
  await page.waitForURL(/\/s\/demo\/?$/)
  // The week of chats is played behind the screen; its one problem comes last.
  await expect
    .poll(() => askApi<{ rows: unknown[] }>(page, 'GET', '/api/problems').then(({ rows }) => rows.length), {
      timeout: 150_000,
    })
    .toBe(1)
  return `${desk.address}/s/demo`
}

/** A buyer by the widget's own API, without a page; answers how they write. */
export const visitByApi = async (
  desk: DeskServer,
  key: string,
  visit: { language?: 'zh' | 'en'; identity?: string } = {},
): Promise<(text: string) => Promise<void>> => {
  const post = async (path: string, body: object, token?: string) => {
    const response = await fetch(`${desk.address}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })
    expect([path, response.status]).toEqual([path, 200])
    return (await response.json()) as { token: string }
  }
  const { token } = await post(`/api/widget/${key}/visits`, { language: 'zh', ...visit })
  return async (text) => {
    await post('/api/widget/messages', { clientId: crypto.randomUUID(), text }, token)
  }
}

/** The chat of the shop's own site: the key that its tag names, and the secret that vouches for its logins. */
export const widgetOf = async (page: Page): Promise<{ key: string; secret: string }> => {
  const { stores } = await askApi<{ stores: { id: string; widgetKey: string | null }[] }>(
    page,
    'GET',
    '/api/shop',
  )
  const store = stores.find((one) => one.widgetKey !== null)
  return askApi(page, 'GET', `/api/stores/${store?.id}/widget`)
}

/**
 * Drops an export onto the import screen, looks at the preview, takes it in, and waits for the result. `storeName`: of a new
 * store; null: into the one that the desk proposes.
 */
export const importOrders = async (
  page: Page,
  home: string,
  file: { name: string; content: Buffer },
  storeName: string | null,
): Promise<void> => {
  await page.goto(`${home}/orders/import`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: file.name, mimeType: 'text/csv', buffer: file.content })
  const fresh = page.getByLabel('店铺名')
  await page.getByText('头几单，放进去会是这样').waitFor()
  if (storeName !== null) {
    if (!(await fresh.isVisible())) await page.getByText('新的一家').click()
    await fresh.fill(storeName)
  }
  await page.getByRole('button', { name: /^放进去/ }).click()
  await page
    .getByText(/放进来/)
    .first()
    .waitFor()
}
