import { describe, expect, test } from 'vitest'
import type { Panel } from '#contract/conversations/conversations.ts'
import { chooseLine, type BadReview } from './panel-line.rules.ts'

const now = new Date('2026-11-20T10:00:00Z')
const customer: NonNullable<Panel['customer']> = {
  id: 'c1',
  name: '山茶花_86',
  addressStyle: null,
  note: '要开发票',
  orderCount: 2,
  spent: [],
  firstOrderAt: '2026-03-01T00:00:00Z',
  city: null,
  identities: [],
}
const order = (change: Partial<Panel['orders'][number]> = {}): Panel['orders'][number] => ({
  id: 'o1',
  name: '1001',
  status: 'completed',
  placedAt: '2026-10-01T00:00:00Z',
  total: { minor: 9900, currency: 'CNY' },
  title: '灰色盖毯',
  lineCount: 1,
  petals: ['done', 'done', 'done', 'done', 'done'],
  parcels: [],
  ...change,
})
const late = order({ petals: ['done', 'broken', 'done', 'done', 'done'] })
const review: BadReview = { orderId: 'o1', title: '灰色盖毯', text: '起球', at: '2026-11-01T00:00:00Z' }
const line = (change: Partial<Parameters<typeof chooseLine>[0]>) =>
  chooseLine(
    { customer, orders: [], words: [], badReview: null, isReturning: true, earlierCount: 0, ...change },
    now,
  )

describe('the line that opens the panel', () => {
  test('a word we broke stands before everything', () => {
    const word = {
      id: 'w1',
      what: '补寄螺丝',
      dueAt: '2026-11-18T00:00:00Z',
      soonAt: '2026-11-17T00:00:00Z',
      state: 'broken',
      byName: '小林',
    }
    expect(line({ words: [word], orders: [late], badReview: review })?.kind).toBe('broken_word')
  })
  test('trouble stands before what was noted: a parcel sent late', () => {
    expect(line({ orders: [late] })).toEqual({
      kind: 'last_trouble',
      facts: { trouble: 'late', what: '', title: '灰色盖毯' },
      subject: { kind: 'order', id: 'o1' },
    })
  })
  test('an order paid back unsent', () => {
    const unsent = order({ status: 'closed', petals: ['done', 'broken', 'ahead', 'done', 'ahead'] })
    expect(line({ orders: [unsent] })?.facts['trouble']).toBe('unsent')
  })
  test('a bad review after the late parcel is the last trouble, in the buyer’s words', () => {
    expect(line({ orders: [late], badReview: review })).toEqual({
      kind: 'last_trouble',
      facts: { trouble: 'review', what: '起球', title: '灰色盖毯' },
      subject: { kind: 'order', id: 'o1' },
    })
  })
  test('a bad review before the late parcel is not the last', () => {
    const before = { ...review, at: '2026-09-01T00:00:00Z' }
    expect(line({ orders: [late], badReview: before })?.facts['trouble']).toBe('late')
  })
  test('half a year later it is history', () => {
    const long = order({ ...late, placedAt: '2026-05-01T00:00:00Z' })
    const ago = { ...review, at: '2026-05-02T00:00:00Z' }
    expect(line({ orders: [long], badReview: ago })?.kind).toBe('note')
  })
  test('nothing went wrong: what the shop noted', () => {
    expect(line({ orders: [order()] })?.kind).toBe('note')
  })
})
