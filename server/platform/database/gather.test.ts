import { describe, expect, test } from 'vitest'
import { gather } from './gather.ts'

interface Call {
  about: string
  is: string
}
interface Ran {
  calls: string
  /** Replies to all but `leftOut`. */
  end(leftOut?: string): void
  fail(): void
}

/** A gathering whose statements end when the test says so. */
const open = ({ most = 10, worthASecond = Infinity, patienceMs = 60_000 } = {}) => {
  const ran: Ran[] = []
  const alone = ({ is }: Call) =>
    new Promise<string>((resolve, reject) => {
      ran.push({ calls: is, end: () => resolve(`${is}!`), fail: () => reject(new Error(is)) })
    })
  const together = (calls: Call[]) =>
    new Promise<(string | undefined)[]>((resolve, reject) => {
      const said = calls.map(({ is }) => is)
      ran.push({
        calls: said.join('+'),
        end: (leftOut) => resolve(said.map((is) => (is === leftOut ? undefined : `${is}!`))),
        fail: () => reject(new Error('together')),
      })
    })
  const call = gather({ most, worthASecond, patienceMs, about: (one: Call) => one.about, alone, together })
  /** `a1` is call `a1` about `a`. */
  const ask = async (...all: string[]) =>
    (await Promise.allSettled(all.map((is) => call({ about: is.charAt(0), is })))).map((one) =>
      one.status === 'fulfilled' ? one.value : `${(one.reason as Error).message}?`,
    )
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const end = async (number: number, leftOut?: string) => {
    ran[number]?.end(leftOut)
    await turn()
  }
  const fail = async (number: number) => {
    ran[number]?.fail()
    await turn()
  }
  return { ask, turn, end, fail, taken: () => ran.map(({ calls }) => calls) }
}

describe('calls', () => {
  test('that find nothing under way go at once; those that come meanwhile go together', async () => {
    const { ask, end, taken } = open()
    const replies = ask('a1', 'b1', 'c1', 'd1')
    expect(taken()).toEqual(['a1'])
    await end(0)
    expect(taken()).toEqual(['a1', 'b1+c1+d1'])
    await end(1)
    expect(await replies).toEqual(['a1!', 'b1!', 'c1!', 'd1!'])
  })
  test('about the same go one after the other, in their order', async () => {
    const { ask, end, taken } = open()
    const replies = ask('x', 'a1', 'a2', 'b1', 'a3')
    for (let i = 0; i < 4; i++) await end(i)
    expect(taken()).toEqual(['x', 'a1+b1', 'a2', 'a3'])
    expect(await replies).toEqual(['x!', 'a1!', 'a2!', 'b1!', 'a3!'])
  })
  test('are no more in one statement than allowed', async () => {
    const { ask, end, taken } = open({ most: 2 })
    const replies = ask('x', 'a1', 'b1', 'c1')
    for (let i = 0; i < 3; i++) await end(i)
    expect(taken()).toEqual(['x', 'a1+b1', 'c1'])
    expect(await replies).toEqual(['x!', 'a1!', 'b1!', 'c1!'])
  })
  test('that are many go beside the first as well, in a second statement and no third', async () => {
    const { ask, end, taken } = open({ most: 4, worthASecond: 3 })
    const replies = ask('x', 'a1', 'b1')
    expect(taken()).toEqual(['x'])
    const more = ask('c1', 'd1', 'e1', 'f1', 'g1', 'h1')
    expect(taken()).toEqual(['x', 'a1+b1+c1'])
    // Five wait. Where one of the two ends a statementful goes; the one that is left is not worth a second statement.
    await end(1)
    expect(taken()).toEqual(['x', 'a1+b1+c1', 'd1+e1+f1+g1'])
    await end(0)
    expect(taken()).toHaveLength(3)
    await end(2)
    await end(3)
    expect([...(await replies), ...(await more)]).toEqual(
      ['x', 'a1', 'b1', 'c1', 'd1', 'e1', 'f1', 'g1', 'h1'].map((is) => `${is}!`),
    )
  })
})

describe('none suffers for another', () => {
  test('when a common statement fails, each is tried alone, and only the one at fault fails', async () => {
    const { ask, end, fail, taken } = open()
    const replies = ask('x', 'a1', 'b1')
    await end(0)
    await fail(1)
    expect(taken().slice(2)).toEqual(['a1', 'b1'])
    await fail(2)
    await end(3)
    expect(await replies).toEqual(['x!', 'a1?', 'b1!'])
  })
  test('a call that was left out is tried alone and keeps nobody waiting but those about the same', async () => {
    const { ask, end, taken } = open()
    const replies = ask('x', 'a1', 'b1')
    await end(0)
    await end(1, 'a1')
    const later = ask('a2', 'c1')
    expect(taken().slice(2)).toEqual(['a1', 'c1'])
    await end(3)
    await end(2)
    expect(taken()[4]).toBe('a2')
    await end(4)
    expect([...(await replies), ...(await later)]).toEqual(['x!', 'a1!', 'b1!', 'a2!', 'c1!'])
  })
  test('a statement that lasts too long is overtaken, except by calls about the same', async () => {
    const { ask, turn, end, taken } = open({ patienceMs: 1 })
    const first = ask('a1')
    const later = ask('a2', 'b1', 'c1')
    while (taken().length < 2) await turn()
    expect(taken()).toEqual(['a1', 'b1+c1'])
    await end(1)
    await end(0)
    await end(2)
    expect(taken()[2]).toBe('a2')
    expect([...(await first), ...(await later)]).toEqual(['a1!', 'a2!', 'b1!', 'c1!'])
  })
  test('one that fails by itself says so to its caller alone, and the next goes on', async () => {
    const { ask, end, fail, taken } = open()
    const replies = ask('a1', 'a2')
    await fail(0)
    expect(taken()).toEqual(['a1', 'a2'])
    await end(1)
    expect(await replies).toEqual(['a1?', 'a2!'])
  })
})
