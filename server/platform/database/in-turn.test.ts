import { expect, test } from 'vitest'
import { inTurn } from './in-turn.ts'

const recorded = () => {
  const log: string[] = []
  const step =
    (name: string, isFailing: 'prepare' | 'ask' | null = null) =>
    () => {
      log.push(`make ${name}`)
      if (isFailing === 'prepare') throw new Error(`${name} cannot be made`)
      return async () => {
        log.push(`ask ${name}`)
        await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
        if (isFailing === 'ask') throw new Error(`${name} failed`)
        log.push(`end ${name}`)
      }
    }
  return { log, step }
}

test('a step is made while the one before is running, and asked only when that has ended', async () => {
  const { log, step } = recorded()
  await inTurn([step('one'), step('two'), step('three')])
  expect(log).toEqual([
    'make one',
    'ask one',
    'make two',
    'end one',
    'ask two',
    'make three',
    'end two',
    'ask three',
    'end three',
  ])
})

test('after a step that failed nothing is asked any more', async () => {
  const { log, step } = recorded()
  await expect(inTurn([step('one', 'ask'), step('two'), step('three')])).rejects.toThrow('one failed')
  expect(log).toEqual(['make one', 'ask one', 'make two'])
})

test('a step that cannot be made lets the one that is running end first', async () => {
  const { log, step } = recorded()
  await expect(inTurn([step('one'), step('two', 'prepare')])).rejects.toThrow('two cannot be made')
  expect(log).toEqual(['make one', 'ask one', 'make two', 'end one'])
})

test('nothing to do is done at once', async () => {
  await expect(inTurn([])).resolves.toBeUndefined()
})
