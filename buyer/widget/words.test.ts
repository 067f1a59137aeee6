import { expect, test } from 'vitest'
import { closedWords } from './words-closed.ts'
import { words } from './words.ts'

/** Every text of a catalogue, called with something readable where it wants an argument. */
function texts(part: unknown, path = ''): [string, string][] {
  if (typeof part === 'string') return [[path, part]]
  if (typeof part === 'function') return [[path, String((part as (...some: unknown[]) => unknown)('3', '4'))]]
  return Object.entries(part as object).flatMap(([name, inner]) => texts(inner, `${path}.${name}`))
}

const all = [...texts(words.zh), ...texts(closedWords.zh), ...texts(words.en), ...texts(closedWords.en)]

test.each(all)('%s speaks to a buyer quietly: %s', (_, text) => {
  expect(text.trim()).not.toBe('')
  expect(text).not.toMatch(/[!！]|亲|undefined/)
})

test('Chinese addresses the buyer as 您', () => {
  expect(texts(words.zh).filter(([, text]) => text.includes('你'))).toEqual([])
})

test('English has no Chinese in it, and the other way round only units', () => {
  expect(
    [...texts(words.en), ...texts(closedWords.en)].filter(([, text]) => /[\u4e00-\u9fff]/.test(text)),
  ).toEqual([])
})
