import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkify } from './linkify.rules.ts'

const links = (text: string) => linkify(text).flatMap(({ href }) => href ?? [])

test.each([
  ['看 https://a.example/b，对吗', ['https://a.example/b']],
  ['看https://a.example/b。', ['https://a.example/b']],
  ['“https://a.example/b”', ['https://a.example/b']],
  ['(see https://a.example/b).', ['https://a.example/b']],
  ['https://a.example/wiki/Lamp_(light)', ['https://a.example/wiki/Lamp_(light)']],
  ['http://a.example and https://b.example/?q=1&r=2!', ['http://a.example/', 'https://b.example/?q=1&r=2']],
  ['javascript:alert(1) data:text/html,x //a.example www.a.example', []],
  ['https://pay.example@evil.example/', []],
  ['<a href="https://a.example/x">x</a>', ['https://a.example/x']],
  ['https://', []],
])('%s', (text, expected) => {
  expect(links(text)).toEqual(expected)
})

test('nothing is lost or added, and every link is http or https', () => {
  const part = fc.constantFrom(
    'https://',
    'http://a.example',
    '(',
    ')',
    '。',
    ' ',
    '<b>',
    '@',
    '/x',
    '"',
    '\n',
    '看',
  )
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(part).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, (given) => {
      const pieces = linkify(given)
      expect(pieces.map((piece) => piece.text).join('')).toBe(given)
      for (const { href } of pieces) if (href) expect(href).toMatch(/^https?:\/\//)
    }),
  )
})
