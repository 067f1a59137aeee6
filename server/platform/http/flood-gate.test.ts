import { expect, test } from 'vitest'
import { testClock } from '../clock/clock.ts'
import { createFloodGate } from './flood-gate.ts'

test('lets each caller in so often a minute and tells the others how long to wait', async () => {
  const clock = testClock('2026-03-04T03:00:00Z')
  const gate = createFloodGate(clock, 2)
  expect([gate('a'), gate('a'), gate('b')]).toEqual([0, 0, 0])
  await clock.advance(20_000)
  expect([gate('a'), gate('a'), gate('b')]).toEqual([40, 40, 0])
  await clock.advance(40_000)
  expect([gate('a'), gate('b')]).toEqual([0, 0])
})

test('a wall clock that is set back keeps nobody out', async () => {
  const clock = testClock('2026-03-04T03:00:00Z')
  const gate = createFloodGate(clock, 1)
  expect([gate('a'), gate('a')]).toEqual([0, 60])
  await clock.jump(-86_400_000)
  await clock.advance(60_000)
  expect(gate('a')).toBe(0)
})

test('counts no more callers than fit the memory', () => {
  const gate = createFloodGate(testClock('2026-03-04T03:00:00Z'), 1)
  expect(gate('first')).toBe(0)
  for (let i = 0; i < 100_000; i++) gate(`caller ${i}`)
  expect(gate('first')).toBe(0)
  expect(gate('caller 99999')).toBe(60)
})
