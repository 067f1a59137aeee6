import { describe, expect, test } from 'vitest'
import { contactForms, contactItems } from '#contract/touches/contact-policy.ts'
import { platforms } from '#contract/staff/shop.ts'
import { fixedChanges, judgeContact, platformPolicy, policyInForce } from './contact-policy.rules.ts'

const marketplaces = ['taobao', 'tmall', 'jd', 'pinduoduo', 'douyin', 'alibaba_1688'] as const

describe('contact policies by platform', () => {
  test.each(marketplaces)(
    '%s: no link, code or card, and the desk never writes there by itself',
    (platform) => {
      const { policy, editable } = platformPolicy(platform)
      expect(contactForms.filter((form) => policy[form] || editable.includes(form))).toEqual([])
      expect([policy.chat, policy.platform_chat]).toEqual([false, true])
    },
  )
  test.each(['own_site', 'shopify', 'woocommerce'])('%s: open, and the shop’s own to close', (platform) => {
    const { policy, editable } = platformPolicy(platform)
    expect(contactForms.every((form) => policy[form])).toBe(true)
    expect(policy.chat).toBe(true)
    expect(editable).toEqual(contactItems)
  })
  test('every platform of the desk has one, and an unknown one is closed and fixed', () => {
    for (const platform of platforms) expect(platformPolicy(platform).editable.length).toBeGreaterThan(0)
    const unknown = platformPolicy('a market of tomorrow')
    expect([unknown.policy.links, unknown.policy.chat, unknown.editable]).toEqual([false, false, []])
  })
  test('what a shop stored holds only as far as the platform leaves it to the shop', () => {
    expect(policyInForce('taobao', { links: true, sms: true })).toMatchObject({ links: false, sms: true })
    expect(policyInForce('own_site', { links: false })).toMatchObject({ links: false, cards: true })
    expect(policyInForce('tmall', null)).toEqual(platformPolicy('tmall').policy)
  })
  test('a change of what is fixed is named', () => {
    const { policy } = platformPolicy('taobao')
    expect(fixedChanges('taobao', { ...policy, links: true, cards: true, sms: true })).toEqual([
      'links',
      'cards',
    ])
    expect(fixedChanges('own_site', { ...policy })).toEqual([])
  })
  test('a touch needs its channel and all it carries, by every policy that speaks for the buyer', () => {
    const [open, closed] = [platformPolicy('own_site').policy, platformPolicy('taobao').policy]
    expect(judgeContact([open], { channel: 'chat', with: ['links'] })).toEqual({ is: 'allowed' })
    expect(judgeContact([open, closed], { channel: 'chat', with: ['links'] })).toEqual({
      is: 'refused',
      by: 'chat',
    })
    expect(judgeContact([closed], { channel: 'platform_chat' })).toEqual({ is: 'allowed' })
    expect(judgeContact([closed], { channel: 'platform_chat', with: ['links'] })).toEqual({
      is: 'refused',
      by: 'links',
    })
  })
})
