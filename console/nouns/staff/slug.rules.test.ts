import { expect, test } from 'vitest'
import { isSlug, slugFor } from './slug.rules.ts'

test.each([
  ['Oak & Wool', '', 'oak-wool'],
  ['Café Zoë’s', '', 'cafe-zoes'],
  ['半亩居', 'ji@banmu.example', 'banmu'],
  ['半亩居', 'banmu_86@qq.com', 'banmu-86'],
  ['A 店', '季@季.example', 'shop'],
  ['半亩居', '', 'shop'],
  [`${'long-'.repeat(12)}`, '', 'long-long-long-long-long-long-long-long'],
])('%s, %s', (name, email, slug) => {
  expect(slugFor(name, email)).toBe(slug)
  expect(isSlug(slugFor(name, email))).toBe(true)
})

test.each(['', '-a', 'a-', 'A', 'a b', 'a'.repeat(41)])('%j is no name for an address', (text) =>
  expect(isSlug(text)).toBe(false),
)
