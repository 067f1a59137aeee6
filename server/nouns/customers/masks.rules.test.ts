import { expect, test } from 'vitest'
import { maskEmail, maskIdentity, maskPhone } from './masks.rules.ts'

test.each([
  ['+8613812340000', '138****0000'],
  ['13812340000', '138****0000'],
  ['+447700900123', '+44 ****0123'],
  ['020-83001234', '****1234'],
  ['138****0000', '138****0000'],
  ['18877771111-123', '188****1111'],
  ['95188', '95188'],
  ['', ''],
])('[CRM-16] the phone %j is shown as %j', (phone, shown) => expect(maskPhone(phone)).toBe(shown))

test.each([
  ['jane.whitfield@example.com', 'ja***@example.com'],
  ['ab@example.com', 'a***@example.com'],
  ['a@example.com', 'a***@example.com'],
  ['no-mail', 'no-mail'],
])('[CRM-16] the e-mail %j is shown as %j', (email, shown) => expect(maskEmail(email)).toBe(shown))

test.each([
  ['lily@mail.example', 'li***@mail.example'],
  ['+447700900123', '+44 ****0123'],
  ['138 1234 0000', '138****0000'],
  ['山茶花_86', '山茶花_86'],
  // A platform's own number of an account.
  ['6011', '6011'],
  ['7005011223344', '7005011223344'],
])('[CRM-16] an account or login %j is shown as %j', (value, shown) => {
  expect(maskIdentity('platform_account', value)).toBe(shown)
  expect(maskIdentity('site_login', value)).toBe(shown)
})
