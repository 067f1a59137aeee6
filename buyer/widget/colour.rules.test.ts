import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, fillOf } from './colour.rules.ts'

const colours = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`)

test('text on any colour a shop may choose is readable', () => {
  fc.assert(
    fc.property(colours, (colour) => {
      const chosen = fillOf(colour)!
      expect(contrast(chosen.fill, chosen.onFill)).toBeGreaterThanOrEqual(4)
    }),
  )
})

test('black on white is 21 : 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
})

test.each([null, undefined, '', 'red', '#fff', '#12345g', 'url(x)'])(
  '%s is no colour to paint with',
  (colour) => {
    expect(fillOf(colour)).toBeNull()
  },
)
