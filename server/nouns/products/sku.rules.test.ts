import { expect, test } from 'vitest'
import { categoryPath, codeKey, nameKey, readOptions, variantOf } from './sku.rules.ts'

test.each([
  [
    '颜色:米白;尺码:M',
    [
      { name: '颜色', value: '米白' },
      { name: '尺码', value: 'M' },
    ],
    '米白 / M',
  ],
  ['颜色分类：深灰', [{ name: '颜色分类', value: '深灰' }], '深灰'],
  ['Framed', [{ name: '', value: 'Framed' }], 'Framed'],
  ['  ；', [], ''],
])('the variant %j', (text, options, variant) => {
  expect(readOptions(text)).toEqual(options)
  expect(variantOf(readOptions(text))).toBe(variant)
})
test.each([
  ['家居 > 灯具 > 台灯', '家居/灯具/台灯'],
  ['Home/Lamps', 'Home/Lamps'],
  [' > ', null],
  [null, null],
])('the category %j is %j', (text, path) => {
  expect(categoryPath(text)).toBe(path)
})
test('codes and names are folded alike however they are typed', () => {
  expect(codeKey(' ＡＢ-12 ')).toBe('ab-12')
  expect(codeKey('  ')).toBeNull()
  expect(nameKey('Linen  Cushion（Ｓand）')).toBe('linen  cushion(sand)')
})
