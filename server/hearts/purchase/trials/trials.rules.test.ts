import { expect, test } from 'vitest'
import { trialStates } from '#contract/purchase/kinds.ts'
import { afterFeedback, askAt, mayMoveTrial } from './trials.rules.ts'

test('[BUY-13] feedback with something to change goes on to the product, praise is noted; the buyer is asked a week after', () => {
  expect([afterFeedback('壶嘴改短'), afterFeedback(' '), afterFeedback(null)]).toEqual([
    'improving',
    'answered',
    'answered',
  ])
  expect(askAt(new Date('2026-03-04T03:00:00Z')).toISOString()).toBe('2026-03-11T03:00:00.000Z')
})
test('every state but the first is reached from another; nothing goes back to given', () => {
  for (const to of trialStates.filter((state) => state !== 'given'))
    expect(trialStates.some((from) => mayMoveTrial(from, to))).toBe(true)
  expect(trialStates.filter((from) => mayMoveTrial(from, 'given'))).toEqual([])
})
