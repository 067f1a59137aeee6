import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkify } from './linkify.rules.ts'

const links = (text: string) => linkify(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []))

test.each([
  ['看 https://shop.example/teapot 这把', ['https://shop.example/teapot']],
  ['看https://shop.example/teapot，对吗', ['https://shop.example/teapot']],
  ['「http://a.example/x?y=1&z=2」', ['http://a.example/x?y=1&z=2']],
  ['See https://a.example/b. Then (https://a.example/c).', ['https://a.example/b', 'https://a.example/c']],
  ['https://a.example/Tea_(drink)', ['https://a.example/Tea_(drink)']],
  ['https://a.example/b!!!', ['https://a.example/b']],
  ['HTTPS://A.example', ['HTTPS://A.example']],
  ['两个 https://a.example https://b.example', ['https://a.example', 'https://b.example']],
])('%s', (text, found) => {
  expect(links(text)).toEqual(found)
})

test.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'ftp://a.example/x',
  'https://',
  'http://.',
  'https://taobao.com@evil.example/login',
  'www.a.example',
  '<img src=x onerror=alert(1)>',
])('%s stays text', (text) => {
  expect(linkify(text)).toEqual([{ kind: 'text', text }])
})

test('quotes and brackets of HTML never become part of a link', () => {
  expect(links('"><a href="https://a.example/x"onclick=alert(1)>')).toEqual(['https://a.example/x'])
})

test('joined again the pieces are the text, and every link is http or https', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('https://', 'http://a.example/', '(', ')', '。', ' ', '<', '"'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (parts) => {
      const text = parts.join('')
      const pieces = linkify(text)
      expect(pieces.map((one) => one.text).join('')).toBe(text)
      for (const one of pieces) if (one.kind === 'link') expect(one.href).toMatch(/^https?:\/\/[^/]/)
    }),
  )
})
