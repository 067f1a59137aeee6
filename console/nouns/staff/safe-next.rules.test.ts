import { expect, test } from 'vitest'
import { safeNext } from './safe-next.rules.ts'

test.each([
  ['/s/banmu/words?state=broken', '/s/banmu/words?state=broken'],
  [undefined, null],
  ['https://elsewhere.example', null],
  ['//elsewhere.example', null],
  ['/\\elsewhere.example', null],
  ['javascript:alert(1)', null],
  ['/sign-in?next=/s/banmu', null],
])('%s leads to %s', (next, expected) => expect(safeNext(next)).toBe(expected))
