import { expect, test } from 'vitest'
import { isPhraseAsItStands } from './phrase-use.ts'

test.each([
  ['尺寸以表为准。', '尺寸以表为准。', true],
  ['尺寸以表为准。', ' 尺寸以表为准。 ', true],
  ['尺寸以表为准。', '尺寸以表为准', false],
  ['{hail}，走{carrier}，{days}天到。', '您好，走顺丰，三天到。', true],
  ['{hail}，走{carrier}，{days}天到。', '您好，走顺丰，大概三天就到。', false],
  ['{hail}，走{carrier}', '您好，走顺丰', true],
  ['{hail}，走{carrier}', '您好，走', false],
  ['单号是 ____', '单号是 SF1001', true],
  ['单号是 ____，请收好', '单号是 SF1001，请收好', true],
  ['单号是 ____，请收好', '单号是 SF1001', false],
  ['a{x}b{x}b', 'a1b2b', true],
  ['a{x}a', 'aa', false],
])('%s sent as %s', (phrase, text, expected) => {
  expect(isPhraseAsItStands(phrase, text)).toBe(expected)
})
