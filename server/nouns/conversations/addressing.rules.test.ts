import { expect, test } from 'vitest'
import type { AddressGroup } from '#contract/conversations/addressing.ts'
import { chooseAddress } from './addressing.rules.ts'

const group = (name: string, when: AddressGroup['when'], more: Partial<AddressGroup> = {}): AddressGroup => ({
  name,
  when,
  atLeast: 0,
  style: 'qin',
  language: null,
  ...more,
})
const groups = [
  group('VIP', 'orders', { atLeast: 5, style: 'dear_customer' }),
  group('老客', 'returning', { style: 'qin' }),
  group('海外', 'new', { style: 'dear_buyer', language: 'en' }),
]

test.each([
  [null, 0, groups, { style: 'dear_buyer', by: 'group', group: '海外', language: 'en' }],
  [null, 1, groups, { style: 'qin', by: 'group', group: '老客', language: null }],
  [null, 5, groups, { style: 'dear_customer', by: 'group', group: 'VIP', language: null }],
  ['hello', 5, groups, { style: 'hello', by: 'customer', group: 'VIP', language: null }],
  [null, 9, [], { style: 'hello', by: 'shop', group: null, language: null }],
  [null, 0, groups.slice(0, 2), { style: 'hello', by: 'shop', group: null, language: null }],
] as const)('[PHR-08] own style %s, %i orders', (style, orderCount, of, expected) => {
  expect(chooseAddress({ style, orderCount }, of, 'hello')).toEqual(expected)
})
