import { expect, test } from 'vitest'
import { packText } from './pack-text.ts'
import type { Pack } from './packs.ts'
import { plainAnswer } from './plain-answer.ts'

const pack = (productName: string, answers: [string, string, ('zh' | 'en')?][]): Pack => ({
  productId: productName,
  productName,
  isChosen: false,
  version: 0,
  items: answers.map(([title, answer, language = 'zh']) => ({
    kind: 'article',
    id: title,
    section: 'use',
    mark: null,
    language,
    title,
    answer,
  })),
})

test.each([
  ['{hail}，先别用热水。', 'zh', '先别用热水。'],
  ['{hail}, please wash it cold.', 'en', 'Please wash it cold.'],
  ['给{address}的小卡', 'zh', '给您的小卡'],
  ['今天 {time} 前发出', 'zh', null],
] as const)('[KB-04] [KB-08] %s is said as %s to somebody unknown', (answer, language, said) => {
  expect(plainAnswer(answer, language)).toBe(said)
})

test('[KB-03] the pack names each product and says each article once; one that asks for a figure stays out', () => {
  const text = packText(
    [
      pack('盖毯', [
        ['怎么洗', '{hail}，冷水手洗。'],
        ['几时到', '{days} 天'],
      ]),
      pack('桌旗', [['怎么洗', '冷水手洗。']]),
    ],
    'zh',
  )
  expect(text).toBe('「盖毯」用得着的：\n- 怎么洗：冷水手洗。')
})

test('[KB-03] an English buyer is told what there is in English, and in Chinese where there is nothing else', () => {
  const both = pack('Throw', [
    ['怎么洗', '冷水'],
    ['Care', 'wash it cold', 'en'],
  ])
  expect(packText([both], 'en')).toBe('For your Throw:\n- Care: Wash it cold')
  expect(packText([pack('Throw', [['怎么洗', '冷水']])], 'en')).toContain('冷水')
  expect(packText([pack('Throw', [])], 'en')).toBe('')
})
