import { describe, expect, test } from 'vitest'
import type { Said } from '../said.rules.ts'
import { checkStatement, concernedCategories, inForce, readConcerns } from './concerns.rules.ts'
import { shippedConcerns } from './shipped-concerns.ts'

const said = (...texts: string[]): Said[] =>
  texts.map((text, i) => ({ id: String(i), number: i, author: 'agent', automatic: null, text, at: '' }))
const keysOf = (subjects: string[], spoken: string[] = []) =>
  concernedCategories(shippedConcerns, subjects, spoken).map(({ key }) => key)

describe('the library', () => {
  test('[BUY-11] has food and clothing as the practice names them, and more; every concern demands a statement in both languages', () => {
    const worries = (key: string) =>
      shippedConcerns.find((category) => category.key === key)?.concerns.map(({ worry }) => worry.zh) ?? []
    expect(worries('food').join()).toMatch(/变质.*卫生.*口感/)
    expect(worries('clothing').join()).toMatch(/描述.*质量.*尺寸/)
    expect(shippedConcerns.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['electronics', 'cosmetics']),
    )
    for (const { concerns } of shippedConcerns)
      for (const { statement, terms } of concerns) {
        expect(statement.zh && statement.en).toBeTruthy()
        expect(checkStatement(statement, terms)).toBeNull()
      }
  })
  test('[BUY-11] the shop’s own stands in for a shipped one, is added, or puts one away', () => {
    const [first, ...rest] = shippedConcerns
    if (!first) throw new Error('nothing is shipped')
    const own = { ...first, name: { zh: '鲜', en: '' }, isArchived: false }
    expect(inForce(shippedConcerns, [own])[0]?.name.zh).toBe('鲜')
    expect(inForce(shippedConcerns, [{ ...own, isArchived: true }]).map(({ key }) => key)).toEqual(
      rest.map(({ key }) => key),
    )
    expect(inForce([], [{ ...own, key: 'pets' }]).map(({ key }) => key)).toEqual(['pets'])
  })
  test.each([
    [{ zh: '包好', en: '' }, { zh: ['包'], en: [] }, null],
    [{ zh: '包好', en: 'packed' }, { zh: ['包'], en: [] }, 'terms_needed'],
    [{ zh: ' ', en: '' }, { zh: ['包'], en: [] }, 'needed'],
  ])('a statement needs words by which it is known: %j', (text, terms, verdict) => {
    expect(checkStatement(text, terms)).toBe(verdict)
  })
})

describe('a conversation', () => {
  test.each([
    [['水产/大闸蟹'], [], ['food']],
    [['真丝连衣裙 夏'], [], ['clothing']],
    [['Linen dress'], [], ['clothing']],
    [['Dressing table'], [], []],
    [[], ['这条连衣裙的衣服质量'], []],
    [[], ['耳机能用吗'], ['electronics']],
    [[], ['多余的'], []],
    [['梅子青茶壶'], [], ['home']],
  ])(
    '[BUY-12] concerns a category by page, product and order, or by longer words of the buyer: %j %j',
    (subjects, spoken, keys) => {
      expect(keysOf(subjects, spoken)).toEqual(keys)
    },
  )
  test('[BUY-12] each concern is open until an agent says its words or it is beside the point; ticks count for nothing', () => {
    const food = concernedCategories(shippedConcerns, ['海鲜'])
    const states = (messages: Said[], beside: string[] = []) =>
      readConcerns(food, messages, new Set(beside))[0]?.concerns.map(({ state }) => state)
    expect(states([])).toEqual(['open', 'open', 'open'])
    expect(states(said('全程冷链，化冻了我们赔'), ['food.taste'])).toEqual(['said', 'open', 'beside'])
    expect(states(said('全程冷链，化冻了我们赔'), ['food.transport'])).toEqual(['said', 'open', 'open'])
  })
  test('[BUY-12] what is put into the composer, with its slots filled, counts as said', () => {
    for (const { concerns } of shippedConcerns)
      for (const language of ['zh', 'en'] as const)
        for (const concern of concerns) {
          const text = concern.statement[language].replaceAll(/\{[^{}]+\}/g, '…')
          const [read] = readConcerns(
            [{ key: '', name: { zh: '', en: '' }, matches: [], concerns: [concern] }],
            said(text),
            new Set(),
          )
          expect([concern.key, language, read?.concerns[0]?.state]).toEqual([concern.key, language, 'said'])
        }
  })
})
