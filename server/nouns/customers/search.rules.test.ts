import { describe, expect, test } from 'vitest'
import { bestMatches, readSought, type Found } from './search.rules.ts'

const syllables = new Set(['wang', 'xiao', 'ming'])

describe('what a text may mean', () => {
  test.each([
    ['  山茶花_86 ', { key: '山茶花_86', number: '山茶花_86', tail: null }],
    ['#SL1001', { key: '#sl1001', number: 'sl1001', tail: null }],
    ['6789', { key: '6789', number: '6789', tail: '9876' }],
    ['123', { key: '123', number: '123', tail: null }],
    ['139 1234-5670', { key: '139 1234-5670', number: null, tail: '07654321931' }],
    ['07700 900123', { key: '07700 900123', number: null, tail: '3210090077' }],
    ['+8613912345670', { key: '+8613912345670', number: '+8613912345670', tail: '0765432193168' }],
    ['Ida Brook', { key: 'ida brook', number: null, tail: null }],
    [' \u200b ', { key: '', number: null, tail: null }],
  ])('%j', (text, sought) => expect(readSought(text, () => syllables)).toMatchObject(sought))

  test('letters may spell a Chinese name, whole or in part', () => {
    expect(readSought('Wang xm', () => syllables)).toMatchObject({
      pinyin: 'wangxm',
      cuts: [{ initials: 'wxm', first: 'wang', pattern: '^wang[a-z]*x[a-z]*m' }],
    })
    expect(readSought('王xm', () => syllables)).toMatchObject({ pinyin: null, cuts: [] })
    expect(readSought('ida.b@example.com', () => syllables)).toMatchObject({ pinyin: null })
  })
})

test('each customer comes once, by the best way it was found', () => {
  const found = (customerId: string, kind: Found['kind'], rank: Found['rank']): Found => ({
    customerId,
    kind,
    rank,
    shown: '',
  })
  const best = bestMatches(
    [found('a', 'name', 2), found('b', 'name', 1), found('a', 'email', 0), found('c', 'recipient', 3)],
    2,
  )
  expect(best.map(({ customerId, kind }) => `${customerId} ${kind}`)).toEqual(['a email', 'b name'])
})
