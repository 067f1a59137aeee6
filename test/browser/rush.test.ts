import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { signIdentity } from '../../server/nouns/conversations/signed-identity.ts'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { startShopSite } from './harness/shop-site.ts'
import { setStage } from './harness/stage.ts'
import { askApi, keepOpen, openDemo, visitByApi, widgetOf } from './harness/steps.ts'

const stage = setStage()

const things = ['餐盘', '漏勺', '锅垫', '壁挂架', '收纳筐', '桌旗', '公道杯']
const doubts = ['能进洗碗机吗', '有几种颜色', '多重']

/** Each from another browser, in their own language. */
const ask = async (
  key: string,
  text: string,
  language: 'zh' | 'en' = 'zh',
  more: { identity?: string } = {},
) => {
  const write = await visitByApi(stage.desk, key, { language, ...more })
  await write(text)
}
/** How many wait in both lanes, as the board says. */
const waitingOn = async (page: Page) => {
  const texts = await page.getByRole('button', { name: /^\d+ 位在等$/ }).allInnerTexts()
  return texts.reduce((sum, text) => sum + Number(/\d+/.exec(text)?.[0]), 0)
}

test('[RTE-02] thirty wait in the demo shop, eight ask alike: the lead answers these with one reviewed answer; a buyer is told their place, then the answer; two talks of one customer are one log', async () => {
  const lead = await openPage(stage.browser, {
    viewport: { width: 1440, height: 1000 },
    locale: 'zh-CN',
    allow: [/401/],
  })
  const { page } = lead
  const home = await openDemo(page, stage.desk)
  await keepOpen(page)
  await askApi(page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  const widget = await widgetOf(page)

  for (let i = 0; i < 22; i++)
    await ask(widget.key, `${things[i % 7]}${doubts[Math.floor(i / 7)] ?? '怎么保养'}`)
  const alike = [
    '预售什么时候发货',
    '亲，预售什么时候发货呀',
    '请问预售什么时候发货呢',
    '预售的什么时候发货？',
  ]
  for (let i = 0; i < 7; i++) await ask(widget.key, alike[i % 4] ?? '')
  // The thirtieth is a buyer with a screen of her own.
  const site = await startShopSite({ address: stage.desk.address, ...widget })
  const buyer = await openPage(stage.browser, {
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    allow: [/Failed to load resource/, /ERR_/, /CORS/],
  })
  await buyer.page.goto(site.address)
  await buyer.page.getByRole('button', { name: /Ask/ }).click()
  const box = buyer.page.getByRole('textbox')
  await box.fill('预售什么时候发货')
  await box.press('Enter')
  const place = buyer.page.getByText(/\d+ before you/)
  await place.waitFor()
  expect(Number(/(\d+)/.exec(await place.innerText())?.[1])).toBeGreaterThanOrEqual(29)
  await shot(buyer.page, 'rush/buyer-place')
  await expectAccessible(buyer.page)

  await page.goto(`${home}/board`)
  const question = page.getByRole('listitem').filter({ hasText: '预售什么时候发货' })
  await question.waitFor()
  await expect.poll(() => waitingOn(page), { timeout: 10_000 }).toBe(30)
  await expect.poll(() => question.innerText()).toContain('8 位')
  await shot(page, 'rush/board-zh', { fullPage: true })
  await expectAccessible(page)
  await question.getByRole('button', { name: '一起答 8 位' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('{hail}，预售的 11 月 30 日前按付款先后发出。')
  await dialog.getByRole('button', { name: '先看看' }).click()
  const versions = dialog.getByRole('blockquote')
  await versions.first().waitFor()
  // Each in their own form of address, and in their own language.
  expect(await versions.count()).toBeGreaterThan(1)
  await shot(page, 'rush/preview-zh')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '发给 8 位' }).click()
  await buyer.page.getByText(/11 月 30 日前按付款先后发出/).waitFor()
  await expect.poll(() => waitingOn(page), { timeout: 10_000 }).toBe(22)
  expect(await place.count()).toBe(0)
  await shot(buyer.page, 'rush/buyer-answered')
  await shot(page, 'rush/board-after-zh', { fullPage: true })
  await buyer.finish()
  await site.close()

  // Nothing that looked alike but asked of another thing was put together.
  await page.getByText('在等的人里没有问得一样的。').waitFor()

  // Two talks of one customer become one log, and are parted again; a split is undone from the screen.
  const person = async (text: string) => {
    const login = 'ida.brook@example.com'
    const identity = signIdentity({ login, email: login, name: 'Ida Brook' }, widget.secret, new Date())
    return ask(widget.key, text, 'en', { identity })
  }
  await person('Is the grey throw warm enough for winter?')
  await page.goto(`${home}/inbox?view=all`)
  await page
    .getByRole('link', { name: /grey throw/ })
    .or(page.getByRole('option', { name: /grey throw/ }))
    .first()
    .click()
  await page.getByRole('button', { name: '更多' }).first().click()
  await shot(page, 'rush/chat-more-zh')
  await page.getByText('经过', { exact: true }).click()
  const story = page.getByRole('dialog')
  await story.getByLabel('从哪句起').selectOption({ index: 1 })
  await story.getByRole('button', { name: '另起', exact: true }).click()
  await story.getByText(/^从「.+」起/).waitFor()
  await shot(page, 'rush/story-zh')
  await expectAccessible(page)
  await story.getByRole('button', { name: '不分了' }).click()
  await expect.poll(() => story.getByText(/^从「.+」起/).count()).toBe(0)
  await page.keyboard.press('Escape')

  // The same customer wrote without a login as well: known by the agent, joined, one log with a mark where it was said.
  await ask(widget.key, '手机上再问一句')
  const rowOf = async (text: string) => {
    const { waiting } = await askApi<{
      waiting: { id: string; customerId: string | null; lastText: string }[]
    }>(page, 'GET', '/api/inbox?view=all')
    return waiting.find((row) => row.lastText === text)
  }
  const [phone, laptop] = [
    await rowOf('手机上再问一句'),
    await rowOf('Is the grey throw warm enough for winter?'),
  ]
  await askApi(page, 'POST', `/api/conversations/${phone?.id}/customer`, { customerId: laptop?.customerId })
  await page.getByRole('button', { name: '更多' }).first().click()
  await page.getByText('经过', { exact: true }).click()
  await story.getByRole('button', { name: '并到一起' }).click()
  await story.getByRole('button', { name: '分开' }).waitFor()
  await page.keyboard.press('Escape')
  const log = page.getByRole('log')
  await log.getByText('手机上再问一句').waitFor()
  await shot(page, 'rush/joined-zh')
  await expectAccessible(page)
  const said = await log.innerText()
  expect(said.indexOf('grey throw')).toBeLessThan(said.indexOf('手机上再问一句'))
  expect(said).toMatch(/在.+说的/)
  await page.getByRole('button', { name: '更多' }).first().click()
  await page.getByText('经过', { exact: true }).click()
  await story.getByRole('button', { name: '分开' }).click()
  await expect.poll(() => log.getByText('手机上再问一句').count()).toBe(0)
  await lead.finish()
}, 300_000)
