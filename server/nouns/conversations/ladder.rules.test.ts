import { describe, expect, test } from 'vitest'
import { dueStepsOf, nextStepAt, stepsOf, type LadderTurn } from './ladder.rules.ts'

const settings = {
  answerDueSeconds: 10,
  nudgeSeconds: 10,
  secondAgentSeconds: 20,
  callLeadSeconds: 40,
  tellWaitSeconds: 120,
}
const start = Date.parse('2026-11-10T16:05:00Z')
const at = (second: number) => new Date(start + second * 1000)
const turn = (over: Partial<LadderTurn> = {}): LadderTurn => ({
  clockAt: at(0),
  dueAt: at(10),
  heldSince: at(0),
  isCoached: false,
  ...over,
})
const seconds = (t: LadderTurn, s = settings) =>
  stepsOf(t, s).map((one) => `${one.step} ${(one.at.getTime() - start) / 1000}`)

describe('the ladder while nobody answers', () => {
  test.each([
    ['held from the start', turn(), ['nudge 10', 'second 20', 'lead 40', 'holding 120']],
    [
      'given to somebody after a minute',
      turn({ heldSince: at(60) }),
      ['nudge 70', 'second 80', 'lead 100', 'holding 120'],
    ],
    [
      'in nobody’s hands: the queue’s matter, but the buyer is told',
      turn({ heldSince: null }),
      ['holding 120'],
    ],
    [
      'held by a newcomer: the coach at the limit, before anybody else takes it',
      turn({ isCoached: true }),
      ['nudge 10', 'coach 10', 'second 20', 'lead 40', 'holding 120'],
    ],
    ['never before the limit', turn({ dueAt: at(30) }), ['nudge 30', 'second 30', 'lead 40', 'holding 120']],
  ])('%s', (_name, one, steps) => {
    expect(seconds(one)).toEqual(steps)
  })
  test('what is due comes once each, in its order, however late one looks', () => {
    expect(dueStepsOf(turn(), settings, new Set(), at(10))).toEqual([])
    expect(dueStepsOf(turn(), settings, new Set(), new Date(start + 10_001)).map((s) => s.step)).toEqual([
      'nudge',
    ])
    expect(dueStepsOf(turn(), settings, new Set(['nudge']), at(3600)).map((s) => s.step)).toEqual([
      'second',
      'lead',
      'holding',
    ])
    const coached = turn({ isCoached: true })
    expect(
      seconds(coached, { ...settings, answerDueSeconds: 90, nudgeSeconds: 60, callLeadSeconds: 40 }),
    ).toContain('coach 40')
    // The lead knows already: a coach who comes now is not called as well.
    expect(dueStepsOf(coached, settings, new Set(['nudge', 'second', 'lead']), at(60))).toEqual([])
    expect(nextStepAt(coached, settings, new Set(['nudge', 'second', 'lead']))).toEqual(at(120))
    const all = new Set(['nudge', 'second', 'lead', 'holding'] as const)
    expect(dueStepsOf(turn(), settings, all, at(3600))).toEqual([])
    expect(nextStepAt(turn(), settings, all)).toBeNull()
    expect(nextStepAt(turn(), settings, new Set(['nudge']))).toEqual(at(20))
  })
})
