import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueFires, judgeAnswer, nextFire, openTurn } from './turn-clock.rules.ts'

const settings = { answerTargetSeconds: 7, answerDueSeconds: 10, awayReplySeconds: 60 }
const start = new Date('2026-11-22T02:00:00Z')
const after = (ms: number) => new Date(start.getTime() + ms)

describe('openTurn', () => {
  test('[RSP-01] [RSP-02] runs from the buyer’s message: target 7 s, limit 10 s', () => {
    const turn = openTurn(start, start, settings)
    expect(turn.targetAt).toEqual(after(7000))
    expect(turn.dueAt).toEqual(after(10_000))
    expect(turn.awayAt).toEqual(after(60_000))
  })
  test('outside hours it starts at opening', () => {
    const opens = after(3_600_000)
    const turn = openTurn(start, opens, settings)
    expect(turn.startedAt).toEqual(start)
    expect(turn.clockAt).toEqual(opens)
    expect(turn.dueAt.getTime() - opens.getTime()).toBe(10_000)
  })
  test('a shop that never opens still has a running clock', () => {
    expect(openTurn(start, null, settings).clockAt).toEqual(start)
  })
})

describe('judgeAnswer', () => {
  const turn = openTurn(start, start, settings)
  test.each([
    [0, 'target'],
    [7000, 'target'],
    [7001, 'due'],
    [10_000, 'due'],
    [10_001, 'late'],
    [600_000, 'late'],
  ] as const)('[RSP-02] an answer after %d ms is %s: late is strictly after the promise', (ms, outcome) => {
    expect(judgeAnswer(turn, after(ms), 10)).toBe(outcome)
  })
  test.each([
    [7000, 'target'],
    [10_000, 'due'],
    [10_001, 'announced'],
    [180_000, 'announced'],
    [180_001, 'late'],
  ] as const)(
    '[RSP-02] with a wait of three minutes announced, after %d ms it is %s: our own 10 s stay what they are',
    (ms, outcome) => {
      expect(judgeAnswer({ ...turn, dueAt: after(180_000) }, after(ms), 10)).toBe(outcome)
    },
  )
  test('an answer before opening is in time', () => {
    expect(judgeAnswer(openTurn(start, after(3_600_000), settings), after(5000), 10)).toBe('target')
  })
})

describe('what the engine does', () => {
  const dueAt = after(10_000)
  const awayAt = after(60_000)
  test('exactly at the limit nothing is missed yet', () => {
    expect(dueFires({ dueAt, awayAt, missedAt: null }, dueAt)).toEqual({ markMissed: false, sendAway: false })
    expect(dueFires({ dueAt, awayAt, missedAt: null }, after(10_001))).toEqual({
      markMissed: true,
      sendAway: false,
    })
  })
  test('[RSP-04] the away reply comes when a minute has passed', () => {
    expect(dueFires({ dueAt, awayAt, missedAt: dueAt }, after(59_999)).sendAway).toBe(false)
    expect(dueFires({ dueAt, awayAt, missedAt: dueAt }, awayAt)).toEqual({
      markMissed: false,
      sendAway: true,
    })
  })
  test('after a long pause both come at once, and each only once', () => {
    expect(dueFires({ dueAt, awayAt, missedAt: null }, after(3_600_000))).toEqual({
      markMissed: true,
      sendAway: true,
    })
    expect(nextFire({ dueAt, awayAt: null, missedAt: after(3_600_000) })).toBeNull()
  })
  test('the next moment is always one that still does something', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200_000 }),
        fc.boolean(),
        fc.boolean(),
        (ms, isMissed, isAwaySent) => {
          const turn = { dueAt, awayAt: isAwaySent ? null : awayAt, missedAt: isMissed ? dueAt : null }
          const next = nextFire(turn)
          if (next === null) {
            expect(dueFires(turn, after(ms))).toEqual({ markMissed: false, sendAway: false })
            return
          }
          const fire = dueFires(turn, new Date(next.getTime() + 1))
          expect(fire.markMissed || fire.sendAway).toBe(true)
        },
      ),
    )
  })
})
