import { expect, test } from 'vitest'
import { factNames, rankFacts, sentenceOf, type FactInForce } from './facts.rules.ts'
import { readConcepts } from './search/concepts.rules.ts'
import { foldPlain, foldText } from './search/fold.ts'

const names = readConcepts(
  factNames.map((line, i) => ({ id: `f${i}`, names: line.split('|').map(foldText) })),
)
const fact = (id: string, key: string, value: string, more: Partial<FactInForce> = {}): FactInForce => ({
  id,
  product_id: 'p',
  key,
  value,
  unit: null,
  language: 'zh',
  source: '质检报告',
  ...more,
})
const facts = [
  fact('material', '材质', '天丝'),
  fact('size', '尺寸', '200×230', { unit: 'cm' }),
  fact('weight', '净重', '1.2', { unit: '公斤' }),
  fact('material-en', 'Material', 'Tencel', { language: 'en', source: 'lab report' }),
]
const found = (q: string) => rankFacts(foldPlain(q), facts, foldPlain, names, 3).map(({ fact: { id } }) => id)

test.each([
  ['这个是什么料的', ['material']],
  ['面料是啥', ['material']],
  ['是天丝的吗', ['material']],
  ['有多大', ['size']],
  ['几斤重', ['weight']],
  ['what is it made of', ['material-en']],
  ['什么时候发货', []],
  ['', []],
])('[KB-12] %s is answered by %j', (q, ids) => {
  expect(found(q)).toEqual(ids)
})

test('[KB-12] a fact is said with its unit and its source, and with the product where several are meant', () => {
  expect(sentenceOf(fact('a', '材质', '天丝'), null)).toBe('材质：天丝（来源：质检报告）')
  expect(sentenceOf(fact('a', '净重', '1.2', { unit: '公斤' }), '凉被')).toBe(
    '「凉被」净重：1.2公斤（来源：质检报告）',
  )
  expect(sentenceOf(fact('a', 'Weight', '1.2', { unit: 'kg', language: 'en', source: 'scales' }), null)).toBe(
    'Weight: 1.2 kg (source: scales)',
  )
})
