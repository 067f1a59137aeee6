import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldQuestion, groupQuestions, likeEnough, likeness, pairsOf } from './likeness.rules.ts'

const ask = (...texts: string[]) => texts.map((text, i) => ({ id: `${i}`.padStart(3, '0'), text }))
const grouped = (...texts: string[]) => groupQuestions(ask(...texts)).map(({ ids }) => ids.map(Number))

describe('like questions', () => {
  test.each([
    ['亲，在吗？什么时候发货呀', '什么时候发货？'],
    ['预售的什么时候发货', '预售什么时候发货呢'],
    ['When will it ship?', 'when will it ship please'],
    ['满300减50怎么用', '请问满300减50怎么用？'],
    ['优惠券为什么用不了', '优惠券怎么用不了'],
    ['预售啥时候发货', '预售的什么时候发货？'],
  ])('%s = %s', (a, b) => {
    expect(grouped(a, b)).toEqual([[0, 1]])
  })
  test.each([
    ['什么时候发货', '怎么退货'],
    ['满300减50怎么用', '满200减50怎么用'],
    ['有灰色吗', '多少钱'],
    ['桌旗能进洗碗机吗', '公道杯能进洗碗机吗'],
    ['灰色毯子有货吗', '灰色毯子起球吗'],
    ['Is the teapot dishwasher safe?', 'Is the runner dishwasher safe?'],
    ['[image]', '什么时候发货'],
  ])('%s ≠ %s', (a, b) => {
    expect(grouped(a, b)).toEqual([])
  })
  test('the largest group comes first, under the words asked most often; what stands alone is left to a person', () => {
    const [first, ...rest] = groupQuestions(
      ask('什么时候发货', '多久发货啊', '什么时候发货？', '什么时候发货', '毯子掉毛吗', '？', '毯子会掉毛吗'),
    )
    expect(first).toMatchObject({
      text: '什么时候发货',
      ids: ['000', '002', '003'],
      others: ['什么时候发货？'],
    })
    expect(rest.map(({ text }) => text)).toEqual(['毯子掉毛吗'])
  })
})

const questions = fc.array(
  fc.constantFrom(
    '什么时候发货',
    '什么时候能发货',
    '怎么退',
    '可以退吗',
    '有券吗',
    '券怎么领',
    'ship today?',
    '？',
  ),
  { maxLength: 60 },
)
test('whatever is asked: nobody stands in two groups, the order of coming changes nothing, and all of a group are like its lead', () => {
  fc.assert(
    fc.property(questions, (texts) => {
      const asked = ask(...texts)
      const groups = groupQuestions(asked)
      const ids = groups.flatMap((group) => group.ids)
      expect(new Set(ids).size).toBe(ids.length)
      expect(groupQuestions([...asked].reverse())).toEqual(groups)
      for (const group of groups) {
        const folded = group.ids.map((id) => foldQuestion(asked.find((one) => one.id === id)?.text ?? ''))
        // One wording of the group is near to every other.
        expect(
          folded.some((lead) =>
            folded.every((other) => likeness(pairsOf(lead), pairsOf(other)) >= likeEnough),
          ),
        ).toBe(true)
      }
    }),
  )
})

test('five thousand who wait are grouped in a moment', () => {
  const texts = Array.from({ length: 5000 }, (_, i) =>
    i % 6 === 0 ? '什么时候发货' : `第${i}个问题 ${i * 7919}`,
  )
  const groups = groupQuestions(ask(...texts))
  expect(groups[0]?.ids).toHaveLength(834)
})
