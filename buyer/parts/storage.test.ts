import { expect, test } from 'vitest'
import { openMemory } from './storage.ts'

/** A browser's storage that holds so many characters. */
function storageOf(room: number): Storage {
  const held = new Map<string, string>()
  return {
    get length() {
      return held.size
    },
    clear: () => held.clear(),
    key: (index) => [...held.keys()][index] ?? null,
    getItem: (name) => held.get(name) ?? null,
    removeItem: (name) => void held.delete(name),
    setItem: (name, value) => {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError')
      held.set(name, value)
    },
  }
}

test('what is written is there on the next page', () => {
  const storage = storageOf(100)
  openMemory(() => storage).write('a', { token: 't' })
  expect(openMemory(() => storage).read('a')).toEqual({ token: 't' })
})

test('null forgets', () => {
  const storage = storageOf(100)
  const memory = openMemory(() => storage)
  memory.write('a', 1)
  memory.write('a', null)
  expect([memory.read('a'), storage.length]).toEqual([null, 0])
})

test('where storage is blocked it remembers until the page is left', () => {
  const memory = openMemory(() => {
    throw new DOMException('blocked', 'SecurityError')
  })
  memory.write('a', [1])
  expect(memory.read('a')).toEqual([1])
  memory.write('a', null)
  expect(memory.read('a')).toBeNull()
})

test('what does not fit is remembered here, and what fits again is stored', () => {
  const storage = storageOf(10)
  const memory = openMemory(() => storage)
  memory.write('a', 'x'.repeat(20))
  expect([memory.read('a'), storage.getItem('a')]).toEqual(['x'.repeat(20), null])
  memory.write('a', 'y')
  expect([memory.read('a'), storage.getItem('a')]).toEqual(['y', '"y"'])
})

test('what somebody else left under our name is nothing', () => {
  const storage = storageOf(100)
  storage.setItem('a', '{broken')
  expect(openMemory(() => storage).read('a')).toBeNull()
})
