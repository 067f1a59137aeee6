import { expect, test } from 'vitest'
import { refusalTable } from './refusal-table.rules.ts'

test('quotes what needs it and takes the sting out of formulas', () => {
  expect(
    refusalTable([
      ['第几行', '写的是'],
      ['14', '¥12,8'],
      ['15', '=HYPERLINK("x")'],
      ['16', '两\n行'],
    ]),
  ).toBe('\ufeff第几行,写的是\r\n14,"¥12,8"\r\n15,"\'=HYPERLINK(""x"")"\r\n16,"两\n行"\r\n')
})

test.each(['+1', '-1', '@x', '\tx'])('%j is text', (text) => {
  expect(refusalTable([[text]])).toContain(`'${text}`)
})
