import { expect, test } from 'vitest'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { startShopSite } from './harness/shop-site.ts'
import { setStage } from './harness/stage.ts'
import { askApi, setUpShop, widgetOf } from './harness/steps.ts'

const stage = setStage()

test('[BUY-04] [KB-01] [KB-05] [BUY-01] an article is written, answers a buyer in other words with one key, and learns from the thanks', async () => {
  const agent = await openPage(stage.browser, {
    viewport: { width: 1440, height: 900 },
    allow: [/Failed to load resource/],
  })
  const { page } = agent
  const home = await setUpShop(page, stage.desk, { name: '灯下', slug: 'lamps' })

  await page.goto(`${home}/knowledge`)
  await page.getByRole('link', { name: '写一篇' }).first().click()
  await page.getByRole('textbox', { name: '题目' }).fill('退货运费由谁承担')
  await page
    .getByRole('textbox', { name: '发给买家的一句话' })
    .fill('{hail}，质量问题来回运费我们出，其他原因由您出。')
  await page.getByRole('textbox', { name: '买家这样问' }).fill('退回去的邮费谁出')
  await page.getByRole('checkbox', { name: /买家自己也查得到/ }).check()
  await page
    .getByLabel('说明（给自己人看）')
    .fill('# 标准\n\n- **质量问题**：我们出\n- 不喜欢：买家出\n\n<b>x</b>')
  await expectAccessible(page)
  await shot(page, 'knowledge/editor')
  await page.getByRole('button', { name: '存好并批准' }).click()
  await page.getByRole('heading', { name: '退货运费由谁承担' }).waitFor()
  await page.getByRole('heading', { name: '标准' }).waitFor()
  // Markup in the text is text.
  await page.getByText('<b>x</b>').waitFor()
  await expectAccessible(page)
  await shot(page, 'knowledge/article')

  await page.goto(`${home}/knowledge`)
  await page.getByPlaceholder(/照买家的话问/).fill('寄回去要我掏钱吗')
  await page.getByRole('link', { name: /退货运费由谁承担/ }).waitFor()
  await page.getByRole('button', { name: '复制' }).first().waitFor()
  await shot(page, 'knowledge/found')

  await askApi(page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  const widget = await widgetOf(page)
  const site = await startShopSite({ address: stage.desk.address, ...widget })
  await page.goto(`${home}/inbox`)
  await page.getByRole('heading', { name: '对话' }).waitFor()
  const buyer = await openPage(stage.browser, {
    viewport: { width: 900, height: 700 },
    locale: 'en-GB',
    allow: [/./],
  })
  await buyer.page.goto(site.address)
  await buyer.page.getByRole('button', { name: /Ask/ }).click()
  const write = async (text: string) => {
    const field = buyer.page.getByRole('textbox').last()
    await field.fill(text)
    await field.press('Enter')
  }
  // Before the first question a buyer may look by themselves; the line to write in stays.
  await buyer.page.getByRole('button', { name: 'See if it is answered already' }).click()
  await buyer.page.getByRole('searchbox', { name: 'Search common questions' }).fill('邮费我出吗')
  await buyer.page.getByRole('button', { name: '退货运费由谁承担' }).click()
  await buyer.page.getByText('质量问题来回运费我们出，其他原因由您出。').waitFor()
  await shot(buyer.page, 'knowledge/widget-answers')
  await buyer.page.setViewportSize({ width: 320, height: 640 })
  await shot(buyer.page, 'knowledge/widget-answers-phone')
  await buyer.page.setViewportSize({ width: 900, height: 700 })
  await expectAccessible(buyer.page)
  await buyer.page.getByRole('button', { name: 'No, ask the shop' }).click()
  await buyer.page.getByText('Please write below; somebody answers.').waitFor()
  expect(await buyer.page.getByRole('textbox', { name: 'Your question' }).isVisible()).toBe(true)
  await write('不合适退回去的话要我自己掏钱吗')
  await page.getByText('不合适退回去的话要我自己掏钱吗').first().click()
  await page.getByRole('list', { name: '大概要答' }).getByText('退货运费由谁承担').waitFor()
  await shot(page, 'knowledge/likely')
  await expectAccessible(page)
  const composer = page.locator('textarea[data-composer]')
  await composer.focus()
  await composer.press('Alt+1')
  await expect.poll(() => composer.inputValue()).toContain('质量问题来回运费我们出')
  expect(await composer.inputValue()).not.toContain('{')
  await composer.press('Enter')
  await buyer.page.getByText(/质量问题来回运费我们出/).waitFor()
  await page.getByText('上一条答到了吗？').waitFor()
  await shot(page, 'knowledge/sent')
  await write('好的谢谢')
  await page.getByText('上一条答到了', { exact: true }).waitFor()

  // One key sends at once while nothing has been written.
  await write('第一次买怕被骗')
  await page.getByRole('list', { name: '大概要答' }).getByText('付款安全吗').waitFor()
  await composer.focus()
  await composer.press('Alt+Enter')
  await buyer.page.getByText(/我们不会向您要验证码/).waitFor()

  // A sentence that the word guard has something against is not sent unseen: it stands in the draft with the reason.
  await askApi(page, 'POST', '/api/knowledge/articles', {
    section: 'faq',
    language: 'zh',
    title: '台灯会不会坏',
    answer: '{hail}，这是全网第一的质量，绝对不会坏。',
    questions: ['台灯容易坏吗'],
    approve: true,
  })
  await write('台灯容易坏吗')
  await page.getByRole('list', { name: '大概要答' }).getByText('台灯会不会坏').waitFor()
  await composer.focus()
  await composer.press('Alt+Enter')
  await expect.poll(() => composer.inputValue()).toContain('绝对不会坏')
  await page.locator('#guard-line').waitFor()
  await shot(page, 'knowledge/guarded')
  expect(await buyer.page.getByText('绝对不会坏').count()).toBe(0)
  await composer.fill('')

  await write('能寄到月球上吗')
  await page.getByRole('button', { name: '查知识' }).click()
  await page.getByRole('button', { name: '没人知道' }).click()
  await page.getByText('记下了，会有人写').waitFor()
  await shot(page, 'knowledge/drawer')
  await page.goto(`${home}/knowledge?view=asked`)
  await page.getByText('能寄到月球上吗').first().waitFor()
  await expectAccessible(page)
  await shot(page, 'knowledge/asked')
  await buyer.finish()
  await agent.finish()
  await site.close()
}, 120_000)
