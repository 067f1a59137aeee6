import { describe, expect, test } from 'vitest'
import { defaultTouchRules } from '#contract/touches/touches.ts'
import { platformPolicy } from './contact-policy.rules.ts'
import { afterQuiet, judgeTouch, type GateAsk, type GateFacts } from './gate.rules.ts'

const zone = 'Asia/Shanghai'
const at = (local: string) => new Date(`${local}:00+08:00`)
const now = at('2026-11-20T15:00')
const nothing: GateFacts = { caredAt: [], isNoMore: false, isWaiting: false, troubles: [], refused: [] }
const ask: GateAsk = {
  kind: 'care',
  channel: 'chat',
  policies: [platformPolicy('own_site').policy],
  now,
  timeZone: zone,
}
const judge = (facts: Partial<GateFacts>, more: Partial<GateAsk> = {}, rules = defaultTouchRules) =>
  judgeTouch({ ...nothing, ...facts }, rules, { ...ask, ...more })
const refused = (by: string, from: Date | null = null) => ({ is: 'refused', by, from })

describe('[CARE-06] one budget over all channels', () => {
  test('nothing stands against it', () => {
    expect(judge({})).toEqual({ is: 'allowed' })
  })
  test('every day is too often: so many days lie between two', () => {
    expect(judge({ caredAt: [at('2026-11-19T10:00')] })).toEqual(refused('apart', at('2026-11-26T10:00')))
    expect(judge({ caredAt: [at('2026-11-13T15:00')] })).toEqual({ is: 'allowed' })
    expect(judge({ caredAt: [at('2026-11-13T15:01')] })).toEqual(refused('apart', at('2026-11-20T15:01')))
  })
  test('so many in a window that slides; from when the oldest of them leaves it', () => {
    const two = [at('2026-10-25T12:00'), at('2026-11-05T12:00')]
    expect(judge({ caredAt: two })).toEqual(refused('cap', at('2026-11-24T12:00')))
    expect(judge({ caredAt: two, isNoMore: false }, { now: at('2026-11-24T12:00') })).toEqual({
      is: 'allowed',
    })
    // More than the cap, as after a merge: it counts from those that are too many.
    expect(judge({ caredAt: [at('2026-10-22T12:00'), ...two] })).toEqual(
      refused('cap', at('2026-11-24T12:00')),
    )
  })
  test('the rule that holds longest is named, and the way free falls into no quiet hour', () => {
    const facts = { caredAt: [at('2026-11-13T22:30'), at('2026-11-16T08:00')] }
    expect(judge(facts)).toEqual(refused('cap', at('2026-12-14T09:00')))
    expect(judge({ caredAt: [at('2026-11-14T22:30')] })).toEqual(refused('apart', at('2026-11-22T09:00')))
  })
  test('a shop that allows none touches nobody of its own accord', () => {
    expect(judge({}, {}, { ...defaultTouchRules, most: 0 })).toEqual(refused('cap'))
  })
  test.each([
    ['2026-11-20T20:59', null],
    ['2026-11-20T21:00', '2026-11-21T09:00'],
    ['2026-11-21T08:59', '2026-11-21T09:00'],
    ['2026-11-21T09:00', null],
  ])('quiet hours over midnight by the shop’s wall clock: %s', (when, free) => {
    expect(judge({}, { now: at(when) })).toEqual(free ? refused('quiet', at(free)) : { is: 'allowed' })
  })
  test('quiet hours by day, none at all, and over a change of the clocks', () => {
    const noon = { quietFrom: '12:00', quietTo: '14:00' }
    expect(afterQuiet(noon, zone, at('2026-11-20T13:00'))).toEqual(at('2026-11-20T14:00'))
    expect(afterQuiet(noon, zone, at('2026-11-20T14:00'))).toEqual(at('2026-11-20T14:00'))
    const none = { quietFrom: '00:00', quietTo: '00:00' }
    expect(afterQuiet(none, zone, at('2026-11-20T00:00'))).toEqual(at('2026-11-20T00:00'))
    // London goes back an hour in the night to 25 October 2026: nine o'clock there is nine in UTC.
    const late = new Date('2026-10-24T21:30:00Z')
    expect(afterQuiet(defaultTouchRules, 'Europe/London', late)).toEqual(new Date('2026-10-25T09:00:00Z'))
  })
})

describe('[CARE-20] no more is no more', () => {
  test('by every channel, and waiting does not help', () => {
    for (const channel of ['chat', 'email', 'sms', 'phone'] as const)
      expect(judge({ isNoMore: true }, { channel })).toEqual(refused('no_more'))
  })
  test('a channel that was refused when asked is closed, the others are not', () => {
    expect(judge({ refused: ['sms'] }, { channel: 'sms' })).toEqual(refused('consent'))
    expect(judge({ refused: ['sms'] }, { channel: 'email' })).toEqual({ is: 'allowed' })
  })
})

describe('[REC-08] nothing is offered while something is wrong', () => {
  test('whoever waits for an answer has that first', () => {
    expect(judge({ isWaiting: true })).toEqual(refused('waiting'))
  })
  test('an open trouble refuses without a date, an ended one for as long as it cools', () => {
    expect(judge({ troubles: [{ endedAt: null }, { endedAt: at('2026-01-01T00:00') }] })).toEqual(
      refused('trouble'),
    )
    expect(judge({ troubles: [{ endedAt: at('2026-11-10T12:00') }] })).toEqual(
      refused('cooling', at('2026-11-24T12:00')),
    )
    expect(judge({ troubles: [{ endedAt: at('2026-11-06T15:00') }] })).toEqual({ is: 'allowed' })
  })
})

describe('what the platform allows, and what is owed', () => {
  const closed = platformPolicy('taobao').policy
  test('the desk never writes into a marketplace’s chat; a person by hand may, without links', () => {
    expect(judge({}, { policies: [closed] })).toEqual(refused('contact_policy'))
    const byHand = { policies: [closed], channel: 'platform_chat' as const }
    expect(judge({}, byHand)).toEqual({ is: 'allowed' })
    expect(judge({}, { ...byHand, with: ['links'] })).toEqual(refused('contact_policy'))
  })
  test('[CARE-06] a service message is held back by no budget, no trouble and no quiet hour of a chat', () => {
    const facts = {
      caredAt: [at('2026-11-20T14:00'), at('2026-11-20T14:30')],
      isNoMore: true,
      isWaiting: true,
      troubles: [{ endedAt: null }],
      refused: ['sms' as const],
    }
    const night = at('2026-11-20T23:00')
    expect(judge(facts, { kind: 'service', now: night })).toEqual({ is: 'allowed' })
    expect(judge(facts, { kind: 'service', channel: 'sms', now: night })).toEqual(
      refused('quiet', at('2026-11-21T09:00')),
    )
    expect(judge(facts, { kind: 'service', policies: [closed] })).toEqual(refused('contact_policy'))
  })
})
