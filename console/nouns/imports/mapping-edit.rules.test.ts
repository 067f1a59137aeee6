import { expect, test } from 'vitest'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import { missingFields, placeOf, valuesOf, withChoice, withColumn, withStatus } from './mapping-edit.rules.ts'

const headers = ['No', 'Day', 'Price', 'Price', 'Who']
const mapping: OrderMapping = {
  version: 1,
  rows: 'line',
  order: { id: 'No', total: { column: 'Price', nth: 2, each: 'row' } },
  line: { title: { first: ['A', 'B'] } },
}

test('a field stands at a column, nowhere, or at what one choice cannot say', () => {
  expect(placeOf(mapping, 'order.id', headers)).toBe(0)
  expect(placeOf(mapping, 'order.total', headers)).toBe(3)
  expect(placeOf(mapping, 'order.placedAt', headers)).toBeNull()
  expect(placeOf(mapping, 'line.title', headers)).toBe('said')
  expect(placeOf({ ...mapping, order: { id: 'Nummer' } }, 'order.id', headers)).toBe('said')
})

test('another column for a field keeps the rest, and tells columns of one name apart', () => {
  const next = withColumn(mapping, 'order.total', 2, headers)
  expect(next.order).toEqual({ id: 'No', total: { column: 'Price', nth: 1, each: 'row' } })
  expect(withColumn(next, 'line.title', null, headers)).toEqual({
    version: 1,
    rows: 'line',
    order: next.order,
  })
  expect(withColumn(mapping, 'buyer.name', 4, headers).buyer).toEqual({ name: 'Who' })
})

test('a chosen column is let go where it was only guessed', () => {
  const chosen = withChoice(mapping, 'line.unitPrice', 3, headers, new Set())
  expect([chosen.order, chosen.line?.unitPrice]).toEqual([{ id: 'No' }, { column: 'Price', nth: 2 }])
  const kept = withChoice(mapping, 'line.unitPrice', 3, headers, new Set(['order.total'] as const))
  expect(kept.order.total).toEqual(mapping.order.total)
})

test('what is still needed', () => {
  expect(missingFields(mapping)).toEqual(['order.placedAt'])
  expect(missingFields({ ...mapping, order: {} })).toEqual(['order.id', 'order.placedAt', 'order.total'])
  expect(missingFields({ ...mapping, order: {}, line: { unitPrice: 'Price' } })).toEqual([
    'order.id',
    'order.placedAt',
  ])
})

test('values that say something, each once; words for a status come and go', () => {
  expect(valuesOf([['a'], ['-'], [''], ['a'], ['b'], ['c']], 0, 2)).toEqual(['a', 'b'])
  const said = withStatus(mapping, '发走了', 'shipped')
  expect(said.statuses).toEqual({ 发走了: 'shipped' })
  expect('statuses' in withStatus(said, '发走了', null)).toBe(false)
})
