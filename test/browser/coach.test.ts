import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { startShopSite } from './harness/shop-site.ts'
import { setStage } from './harness/stage.ts'
import { askApi, setUpShop, widgetOf } from './harness/steps.ts'

const stage = setStage()

const wide = { viewport: { width: 1440, height: 900 }, allow: [/401/] }

/** Somebody who was invited and took it up, on a screen of their own. */
const join = async (owner: Page, displayName: string, email: string) => {
  const { link } = await askApi<{ link: string }>(owner, 'POST', '/api/staff/invitations', {
    displayName,
    roles: ['agent'],
  })
  const opened = await openPage(stage.browser, wide)
  await opened.page.goto(`${stage.desk.address}/sign-in`)
  const token = link.slice(link.lastIndexOf('/') + 1)
  await askApi(opened.page, 'POST', `/api/invitations/${token}/acceptance`, {
    name: displayName,
    email,
    password: 'grey blanket, four screws',
    language: 'zh',
  })
  const { members } = await askApi<{ members: { id: string; displayName: string }[] }>(
    owner,
    'GET',
    '/api/staff',
  )
  return { ...opened, memberId: members.find((one) => one.displayName === displayName)?.id ?? '' }
}

/** Nobody but the newcomer is given the chat while the test goes on. */
const settle = async (page: Page) => {
  for (const key of ['secondAgentSeconds', 'callLeadSeconds', 'tellWaitSeconds'])
    await askApi(page, 'PUT', `/api/settings/${key}`, { value: 7200 })
}

test('[TRN-07] a newcomer holds a chat; the coach opens it from the strip and hints, the newcomer answers with it, the buyer never sees the hint; the record counts it', async () => {
  const owner = await openPage(stage.browser, wide)
  const home = await setUpShop(owner.page, stage.desk, { name: '半亩居', slug: 'half-acre' })
  await settle(owner.page)
  const coach = await join(owner.page, '苏禾', 'coach@example.com')
  const newcomer = await join(owner.page, '小满', 'new@example.com')
  await askApi(owner.page, 'POST', '/api/training/certificates', {
    memberId: newcomer.memberId,
    kind: 'purchase_desk',
  })
  await askApi(owner.page, 'PUT', `/api/training/trainees/${newcomer.memberId}`, { coachId: coach.memberId })
  await askApi(newcomer.page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  const widget = await widgetOf(owner.page)
  const site = await startShopSite({ address: stage.desk.address, key: widget.key, secret: widget.secret })

  // The coach sits at their own inbox before anything happens: what follows comes over the stream.
  await coach.page.goto(`${home}/inbox`)
  const strip = coach.page.getByRole('region', { name: '您带的新人' })
  await strip.getByText('没人在等').waitFor()
  await askApi(coach.page, 'PUT', '/api/staff/me/presence', { presence: 'off' })

  const buyer = await openPage(stage.browser, {
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    allow: [/Failed to load resource/, /ERR_/, /CORS/],
  })
  await buyer.page.goto(`${site.address}/?as=ida.brook@example.com&name=Ida%20Brook`)
  await buyer.page.getByRole('button', { name: /Ask/ }).click()
  const box = buyer.page.getByRole('textbox')
  await box.fill('台灯能调亮度吗')
  await box.press('Enter')

  // Within the strip: whose buyer waits, and one press that opens the chat beside.
  await strip.getByRole('button', { name: /打开Ida Brook/ }).waitFor()
  // On the desk now, so that the ladder finds them.
  await askApi(coach.page, 'PUT', '/api/staff/me/presence', { presence: 'on' })
  // The coach hears of it first once the limit has passed.
  await coach.page.getByText(/您带的新人手上，Ida Brook过了时限/).waitFor({ timeout: 30_000 })
  await shot(coach.page, 'coach/strip-zh')
  await expectAccessible(coach.page)
  await strip.getByRole('button', { name: /打开Ida Brook/ }).click()
  await coach.page.getByRole('log').getByText('台灯能调亮度吗').waitFor()
  const bar = coach.page.getByRole('textbox', { name: /悄悄提示小满/ })
  await bar.fill('能调，三档：长按灯头两秒换档。')
  await shot(coach.page, 'coach/bar-zh')
  await expectAccessible(coach.page)

  // The newcomer hears of it at once, wherever they are in the inbox.
  await newcomer.page.goto(`${home}/inbox`)
  await newcomer.page
    .getByRole('link', { name: /Ida Brook/ })
    .first()
    .waitFor()
  await bar.press('Enter')
  const call = newcomer.page.getByRole('status').filter({ hasText: '教练在Ida Brook的对话里给您一句提示' })
  await call.waitFor()
  await shot(newcomer.page, 'coach/called-zh')
  await call.getByRole('button', { name: '去看' }).click()
  const composer = newcomer.page.getByRole('textbox', { name: /Ida Brook/ })
  await composer.waitFor()
  const hint = newcomer.page.getByRole('note').filter({ hasText: '苏禾的提示' })
  await hint.getByText('能调，三档：长按灯头两秒换档。').waitFor()
  expect(await bar.inputValue()).toBe('')
  await shot(newcomer.page, 'coach/hint-zh')
  await expectAccessible(newcomer.page)
  expect(await buyer.page.getByText('长按灯头').count()).toBe(0)

  // One key puts it into the draft; it goes out only as the newcomer's own words.
  await newcomer.page.keyboard.press('Alt+h')
  await expect.poll(() => composer.inputValue()).toBe('能调，三档：长按灯头两秒换档。')
  await coach.page.getByText('✓ 用上了').waitFor()
  await composer.fill('能调的，您长按灯头试试。')
  await composer.press('Enter')
  await buyer.page.getByText('能调的，您长按灯头试试。').waitFor()
  await shot(coach.page, 'coach/used-zh')
  expect(await buyer.page.getByText('三档').count()).toBe(0)
  await buyer.page.reload()
  const again = buyer.page.getByRole('button', { name: /Ask|Open|chat/i }).first()
  await again.click()
  await buyer.page.getByText('能调的，您长按灯头试试。').waitFor()
  expect(await buyer.page.getByText('三档').count()).toBe(0)
  await shot(buyer.page, 'coach/buyer')

  // The same look-in where a coach learns and teaches, with the record of each newcomer.
  await coach.page.goto(`${home}/training`)
  await coach.page.getByRole('heading', { name: '您带的新人' }).waitFor()
  await coach.page.getByRole('button', { name: '小满的带教记录' }).click()
  const record = coach.page.getByRole('dialog')
  await record.getByRole('button', { name: '1 句，用上 1 句' }).click()
  await record.getByText(/苏禾：能调，三档/).waitFor()
  await shot(coach.page, 'coach/record-zh')
  await expectAccessible(coach.page)
  await record.getByRole('button', { name: '1 个' }).click()
  await record.getByRole('link', { name: 'Ida Brook' }).waitFor()
  await coach.page.keyboard.press('Escape')
  await coach.page
    .getByRole('main')
    .getByRole('link', { name: /Ida Brook/ })
    .click()
  await coach.page.waitForURL(/inbox\/.+view=coached/)
  await coach.page.emulateMedia({ colorScheme: 'dark' })
  await coach.page.getByText('能调的，您长按灯头试试。').last().waitFor()

  await coach.page.getByRole('note').getByText('✓ 用上了').waitFor()
  await shot(coach.page, 'coach/coached-dark-zh')
  await expectAccessible(coach.page)

  // For who leads, every newcomer; on a phone in the dark.
  await askApi(owner.page, 'PATCH', '/api/session/account', { language: 'en' })
  const phone = await openPage(stage.browser, {
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    hasTouch: true,
    isMobile: true,
  })
  await phone.context.addCookies(await owner.context.cookies())
  const lead = await openPage(stage.browser, wide)
  await lead.context.addCookies(await owner.context.cookies())
  await lead.page.goto(`${home}/team/training`)
  await lead.page.getByRole('heading', { name: 'Newcomers now' }).waitFor()
  await lead.page.getByRole('button', { name: 'Training record of 小满' }).click()
  await lead.page.getByRole('dialog').getByText('Late or unanswered').waitFor()
  await shot(lead.page, 'coach/record-en')
  await expectAccessible(lead.page)
  await phone.page.goto(`${home}/team/training`)
  await phone.page.getByRole('heading', { name: 'Newcomers now' }).waitFor()
  await shot(phone.page, 'coach/team-en-dark-phone', { fullPage: true })
  await expectAccessible(phone.page)
  await phone.page
    .getByRole('main')
    .getByRole('link', { name: /Ida Brook/ })
    .click()
  await phone.page.getByText('Hint to 小满').waitFor()
  await shot(phone.page, 'coach/chat-en-dark-phone')
  await expectAccessible(phone.page)
  await site.close()
  for (const one of [owner, coach, newcomer, lead, phone]) await one.finish()
  await buyer.finish()
}, 120_000)
