import { expect, test } from 'vitest'
import { timelineEventNames } from '#contract/events.ts'
import type { TimelineRow } from '#contract/customers/customers.ts'
import { byDay } from './timeline.rules.ts'
import { eventSaid, timelineWords } from './timeline.words.ts'

const row = (id: string, at: string): TimelineRow => ({
  id,
  at,
  recordedAt: at,
  name: 'conversation.opened',
  subject: 's',
  actor: null,
  facts: {},
  text: null,
  isHistory: false,
})

test('rows of one day stand together, in the order they came, each once', () => {
  const rows = [
    row('c', '2026-11-17T06:00:00Z'),
    row('b', '2026-11-17T05:00:00Z'),
    row('b', '2026-11-17T05:00:00Z'),
    row('a', '2026-11-16T05:00:00Z'),
  ]
  expect(byDay(rows, (at) => at.slice(0, 10)).map((day) => [day.key, day.rows.map((one) => one.id)])).toEqual(
    [
      ['2026-11-17', ['c', 'b']],
      ['2026-11-16', ['a']],
    ],
  )
  expect(byDay([], String)).toEqual([])
})

test('facts are told where they are known, and an unknown event has a sentence too', () => {
  const due = (at: string) => at.slice(5, 10)
  const say = (name: string, facts: Record<string, unknown>) => eventSaid(timelineWords.zh, name, facts, due)
  expect(say('word.given', { what: '桌旗周五到', dueAt: '2026-11-20T10:00:00Z' })).toBe(
    '答应了：桌旗周五到，11-20 前',
  )
  expect(say('word.given', {})).toBe('答应了一件事')
  expect(say('order.imported', { name: 5521 })).toBe('下单')
  expect(say('message.posted', { author: 'automatic' })).toBe('自动发了一句')
  expect(say('something.new', {})).toBe('有一件事')
})

test('every event of a person’s timeline has its words in both languages', () => {
  const wanted = [...timelineEventNames].sort()
  for (const language of ['zh', 'en'] as const) {
    const { names, other } = timelineWords[language]
    expect(Object.keys(names).sort()).toEqual(wanted)
    for (const name of wanted) {
      const said = eventSaid(timelineWords[language], name, {}, String)
      expect(said.trim(), name).not.toBe('')
      expect(said, name).not.toBe(other)
    }
  }
})
