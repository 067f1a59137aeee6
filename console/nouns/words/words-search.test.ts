import { expect, test } from 'vitest'
import { readAnswersSearch } from '../insight/answers-search.ts'
import { readWordsSearch } from './words-search.ts'

test('an address says what it may say; anything else is dropped', () => {
  expect(
    readWordsSearch({
      state: 'broken',
      heart: 'dispatch',
      mine: 'true',
      from: '2026-11-16T00:00:00Z',
      to: 'soon',
    }),
  ).toEqual({
    state: 'broken',
    heart: 'dispatch',
    mine: true,
    from: '2026-11-16T00:00:00Z',
    to: undefined,
  })
  expect(readWordsSearch({ state: '<script>', heart: 7, mine: 'no' })).toEqual({
    state: undefined,
    heart: undefined,
    mine: undefined,
    from: undefined,
    to: undefined,
  })
  expect(readAnswersSearch({ by: 'hour', clock: 'missed', days: '30', first: true, memberId: 'm' })).toEqual({
    by: 'hour',
    clock: 'missed',
    days: 30,
    first: true,
    memberId: 'm',
  })
  expect(readAnswersSearch({ days: '31', by: 'moon' }).days).toBeUndefined()
})
