import { expect, test } from 'vitest'
import { addressOf, fileAddress } from './api.ts'
import { newId } from './new-id.ts'
import { pickLanguage } from './language.ts'

test('an endpoint lies below wherever the desk is, with its parameters escaped', () => {
  const call = { params: { key: 'a/b' }, query: { after: 3, before: undefined } }
  expect(addressOf('https://desk.example/chat/', 'GET /api/widget/:key/shop', call)).toEqual({
    method: 'GET',
    address: 'https://desk.example/chat/api/widget/a%2Fb/shop?after=3',
  })
})

test('a file’s address is the desk’s, never the shop page’s', () => {
  expect(fileAddress('https://desk.example/', '/api/files/1/lamp.jpg?s=x')).toBe(
    'https://desk.example/api/files/1/lamp.jpg?s=x',
  )
})

test('ids are UUIDs', () => {
  expect(newId()).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
})

test.each([
  [['en', 'zh'], 'en'],
  [[undefined, '', 'zh-Hant-TW'], 'zh'],
  [[null, 'de', 'zh'], 'en'],
  [[], 'zh'],
] as const)('of the wishes %j the buyer reads %s', (wishes, language) => {
  expect(pickLanguage(...wishes)).toBe(language)
})
