import { expect, test } from 'vitest'
import { plainName } from './names.rules.ts'

test.each([
  [' 灯与布 ', '灯与布'],
  ['two\n lines\t', 'two lines'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['exe\u202egpj.', 'exe gpj.'],
  ['e\u0301', '\u00e9'],
  ['👩\u200d🎨', '👩\u200d🎨'],
  ['', null],
  ['\u200d\u200c', null],
  [' \u0000\u200b\u2028\ufeff ', null],
])('%j is the name %j', (typed, kept) => {
  expect(plainName(typed)).toBe(kept)
})
