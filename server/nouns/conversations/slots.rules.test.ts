import { describe, expect, test } from 'vitest'
import { addressStyles, phraseKinds } from '#contract/conversations/phrases.ts'
import { fillSlots } from '#contract/conversations/slots.ts'
import { shippedPhrases } from './default-phrases.ts'
import { addressWords } from './slots.rules.ts'

describe('slots', () => {
  test('[PHR-02] the unified greeting needs shop and agent before it can be sent', () => {
    const greeting = shippedPhrases.find((p) => p.kind === 'first_greeting')?.zh[1] ?? ''
    expect(fillSlots(greeting, addressWords('qin', 'zh')).open.map((slot) => slot.name)).toEqual([
      'shop',
      'agent',
    ])
    expect(fillSlots(greeting, { ...addressWords('qin', 'zh'), shop: '半亩居', agent: '阿禾' }).text).toBe(
      '亲，您好，欢迎光临半亩居，我是客服阿禾，您的本次购物由我为您服务，请问有什么可以帮助您的？',
    )
  })
  test('[PHR-07] every style has its words in both languages', () => {
    for (const style of addressStyles)
      for (const language of ['zh', 'en'] as const)
        expect(addressWords(style, language).hail.length).toBeGreaterThan(0)
    expect(addressWords('dear_customer', 'zh').hail).toBe('尊敬的客户，您好')
  })
})

describe('the library a shop starts with', () => {
  test('[PHR-01] has every kind in both languages', () => {
    const kinds = new Set(shippedPhrases.map((p) => p.kind))
    expect(phraseKinds.filter((kind) => kind !== 'other' && !kinds.has(kind))).toEqual([])
  })
  test('[PHR-07] hard-codes no address', () => {
    for (const phrase of shippedPhrases) expect(phrase.zh[1]).not.toMatch(/亲[，,爱]|尊敬的/)
  })
  test('[PHR-03] ships the unified closing phrase', () => {
    expect(shippedPhrases.find((p) => p.kind === 'closing')?.zh[1]).toContain('每位顾客都是我们珍贵的朋友')
  })
  test('[PHR-04] ships a greeting for those who come back', () => {
    expect(shippedPhrases.find((p) => p.kind === 'returning_greeting')?.zh[1]).toContain(
      '谢谢您再次光临我们的店铺',
    )
  })
  test('shortcuts are unique per language', () => {
    for (const language of ['zh', 'en'] as const) {
      const shortcuts = shippedPhrases.map((p) => p[language][0].toLowerCase())
      expect(new Set(shortcuts).size).toBe(shortcuts.length)
    }
  })
})
