import { describe, expect, test } from 'vitest'
import { groupQuestions, isQuestion, type Asked } from './phrase-candidates.rules.ts'

const at = new Date('2026-03-04T03:00:00Z')
const asked = (text: string, conversationId: string, answer: string | null = null): Asked => ({
  text,
  conversationId,
  at,
  answer,
})

test.each([
  ['毯子起球吗', true],
  ['多久能到？', true],
  ['能不能寄两个地址', true],
  ['起不起球', true],
  ['Does it pill?', true],
  ['how long does it take', true],
  ['在吗？', false],
  ['你好', false],
  ['好的谢谢', false],
  ['??', false],
  ['I ordered it yesterday', false],
])('[PHR-11] %s is a question: %s', (text, expected) => {
  expect(isQuestion(text)).toBe(expected)
})

describe('[PHR-11] questions are grouped by likeness', () => {
  test('wordings of one question stand together, the most asked first, alone ones are left out', () => {
    const groups = groupQuestions([
      asked('毯子起球吗', 'a'),
      asked('请问这个毯子会起球吗？', 'b'),
      asked('毯子起不起球呀', 'c'),
      asked('今天能发货吗', 'a'),
      asked('今天发货吗？', 'd'),
      asked('壁挂架承重多少', 'e'),
      asked('好的', 'f'),
    ])
    expect(groups.map(({ question, buyers }) => [question, buyers])).toEqual([
      ['毯子起球吗', 3],
      ['今天能发货吗', 2],
    ])
  })
  test('one buyer who asks again and again is one buyer', () => {
    expect(groupQuestions([asked('起球吗', 'a'), asked('起球吗', 'a')])).toEqual([])
  })
  test('three thousand questions are grouped in well under a second', () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      asked(`第${i % 97}款的${'尺寸颜色重量材质'[i % 8]}是多少，能寄到${'京沪广深杭'[i % 5]}吗`, String(i)),
    )
    const began = performance.now()
    expect(groupQuestions(many).length).toBeGreaterThan(0)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
