import { describe, expect, test } from 'vitest'
import { Value } from 'typebox/value'
import { checkMapping, parseMapping } from './check-mapping.ts'
import { OrderMapping } from './mapping.ts'

const good = {
  version: 1,
  name: 'Till',
  rows: 'line',
  file: { delimiter: 'spaces', headers: ['a', 'b'] },
  blank: ['none'],
  times: { zone: 'Europe/London', order: 'dmy' },
  money: { currency: 'GBP', mark: ',', unit: 'minor', beyond: 'round' },
  statuses: { 发走了: 'shipped' },
  order: {
    id: { row: true },
    placedAt: { column: 'Day', order: 'mdy', zone: 'UTC' },
    total: { sum: ['a', 'b'], each: 'row' },
    note: { first: ['x', 'y'], optional: true },
    name: ['p', 'q'],
    status: { constant: 'paid' },
  },
  line: { title: { column: ['a', 'b'], join: '/' }, discount: { column: 'd', as: 'percent' } },
  buyer: { email: { column: 'Mail', nth: 2 } },
  lines: { order: 'No', line: { title: 'What' } },
}
/** The path where it differs, and what stands there then. */
const without = (key: string) => Object.fromEntries(Object.entries(good).filter(([name]) => name !== key))
const order = (change: object) => ({ ...good, order: { ...good.order, ...change } })

test('what reads is a mapping by the schema as well', () => {
  expect(checkMapping(good)).toEqual({ ok: true, mapping: good })
  expect(Value.Check(OrderMapping, good)).toBe(true)
})

describe('what is wrong is named with its place', () => {
  test.each<[string, unknown, string[]]>([
    ['no object', [], [' not_an_object']],
    ['no version', without('version'), ['/version missing']],
    ['another version', { ...good, version: 2 }, ['/version wrong_value']],
    ['rows', { ...good, rows: 'both' }, ['/rows wrong_value']],
    ['a word too much', { ...good, lin: {} }, ['/lin unknown_key']],
    ['no order', without('order'), ['/order missing', '/order/id missing', '/order/placedAt missing']],
    ['a field that is none', order({ payedAt: 'x' }), ['/order/payedAt unknown_key']],
    ['an empty column', order({ note: '' }), ['/order/note not_a_column']],
    ['a number for a column', order({ note: { first: ['a', 5] } }), ['/order/note/first/1 not_a_column']],
    ['two sources', order({ note: { column: 'a', constant: 'b' } }), ['/order/note one_source']],
    ['none', order({ note: {} }), ['/order/note one_source']],
    [
      'a manner of another kind',
      order({ note: { column: 'a', each: 'row' } }),
      ['/order/note/each unknown_key'],
    ],
    ['a date order', order({ paidAt: { column: 'a', order: 'ydm' } }), ['/order/paidAt/order wrong_value']],
    ['a zone', { ...good, times: { zone: 'Mars/Base' } }, ['/times/zone unknown_zone']],
    ['a currency', { ...good, money: { currency: 'euro' } }, ['/money/currency wrong_value']],
    ['a status', { ...good, statuses: { done: 'finished' } }, ['/statuses/done wrong_value']],
    ['a place', { ...good, buyer: { email: { column: 'a', nth: 0 } } }, ['/buyer/email/nth wrong_value']],
    ['lines without their order', { ...good, lines: { line: { title: 'a' } } }, ['/lines/order missing']],
    [
      'nothing that says what it cost',
      { version: 1, rows: 'order', order: { id: 'a', placedAt: 'b' } },
      ['/order/total no_amount'],
    ],
  ])('%s', (_name, mapping, said) => {
    const checked = checkMapping(mapping)
    expect(checked.ok ? [] : checked.problems.map(({ path, rule }) => `${path} ${rule}`)).toEqual(said)
  })

  test('what is no JSON', () => {
    expect(parseMapping('{"version":')).toMatchObject({
      ok: false,
      problems: [{ path: '', rule: 'not_json' }],
    })
    expect(parseMapping(`\ufeff${JSON.stringify(good)}`).ok).toBe(true)
  })
})
