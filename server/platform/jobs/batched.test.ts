import { expect, test } from 'vitest'
import { batched } from './batched.ts'

const recorded = (everyMs: number, most = 10) => {
  const batches: [key: string, things: readonly number[]][] = []
  const give = batched<number>({
    everyMs,
    most,
    handle: async (key, things) => {
      batches.push([key, things])
      if (things.includes(13)) throw new Error('thirteen')
    },
  })
  return { batches, give }
}

test('the first goes at once, what comes soon after goes together, other keys by themselves', async () => {
  const { batches, give } = recorded(20)
  const first = give('a', 1)
  expect(batches).toEqual([['a', [1]]])
  await Promise.all([first, give('a', 2), give('b', 3), give('a', 4)])
  expect(batches).toEqual([
    ['a', [1]],
    ['b', [3]],
    ['a', [2, 4]],
  ])
})

test('a batch has its bound, and the rest follows', async () => {
  const { batches, give } = recorded(1, 2)
  await Promise.all([1, 2, 3, 4].map((n) => give('a', n)))
  expect(batches.map(([, things]) => things)).toEqual([[1], [2, 3], [4]])
})

test('a failure is told to those of its batch alone, and later ones are handled', async () => {
  const { batches, give } = recorded(1)
  const done = await Promise.allSettled([1, 13, 2].map((n) => give('a', n)))
  expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  await give('a', 3)
  expect(batches.at(-1)).toEqual(['a', [3]])
})
