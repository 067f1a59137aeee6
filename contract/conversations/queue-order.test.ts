import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextReorderAt, orderQueue, ranksFirst, type QueueRow } from './queue-order.ts'

const start = Date.parse('2026-11-17T06:00:00.000Z')
const age = 20

interface Row extends QueueRow {
  name: string
}

/** A buyer who began to wait `second` seconds after the start. */
function waiting(name: string, second: number, isFirst = false): Row {
  return { name, clock: { turnId: name, startedAt: new Date(start + second * 1000).toISOString(), isFirst } }
}
const names = (rows: Row[]) => rows.map((row) => row.name)
const at = (second: number) => start + second * 1000

describe('orderQueue', () => {
  test('[RSP-09] a first message goes before follow-ups that wait longer', () => {
    const rows = [waiting('follow-up', 0), waiting('first', 5, true)]
    expect(names(orderQueue(rows, at(6), age))).toEqual(['first', 'follow-up'])
  })

  test('[RSP-09] a follow-up of age counts like a first message: the longest wait is on top', () => {
    const rows = [
      waiting('newer first', 12, true),
      waiting('older first', -3, true),
      waiting('follow-up', 0),
      waiting('young', 15),
    ]
    expect(names(orderQueue(rows, at(19.999), age))).toEqual([
      'older first',
      'newer first',
      'follow-up',
      'young',
    ])
    expect(names(orderQueue(rows, at(20), age))).toEqual(['older first', 'follow-up', 'newer first', 'young'])
  })

  test('turns that started together keep the order of their ids; rows without a clock go last, as they came', () => {
    const quiet = (name: string): Row => ({ name, clock: null })
    const rows = [quiet('z'), waiting('b', 0), quiet('y'), waiting('a', 0)]
    expect(names(orderQueue(rows, at(1), age))).toEqual(['a', 'b', 'z', 'y'])
  })

  test('a clock that starts later, at the opening hour, is behind those that run', () => {
    const rows = [waiting('at opening', 3600, true), waiting('runs', -1, true)]
    expect(names(orderQueue(rows, at(0), age))).toEqual(['runs', 'at opening'])
  })

  test('leaves the given list alone', () => {
    const rows = Object.freeze([waiting('b', 1), waiting('a', 0)])
    expect(names(orderQueue(rows, at(2), age))).toEqual(['a', 'b'])
    expect(rows[0]?.name).toBe('b')
  })
})

const someRow = fc
  .record({ second: fc.integer({ min: -600, max: 600 }), isFirst: fc.boolean(), id: fc.uuid() })
  .map(({ second, isFirst, id }) => waiting(id, second, isFirst))
const someRows = fc.uniqueArray(someRow, { maxLength: 40, selector: (row) => row.name })

test('[RSP-09] nobody starves: only buyers who came within the age of a follow-up are ever ahead of an earlier one', () => {
  fc.assert(
    fc.property(
      someRows,
      fc.integer({ min: 0, max: 1200 }),
      fc.integer({ min: 1, max: 600 }),
      (rows, second, aged) => {
        const now = at(second)
        const ordered = orderQueue(rows, now, aged)
        expect(new Set(names(ordered))).toEqual(new Set(names(rows)))
        ordered.forEach((row, place) => {
          const since = Date.parse(row.clock?.startedAt ?? '')
          for (const ahead of ordered.slice(0, place)) {
            const aheadSince = Date.parse(ahead.clock?.startedAt ?? '')
            if (aheadSince <= since) continue
            // Somebody who came later stands in front: a first message, and this one a follow-up still young.
            expect(ahead.clock?.isFirst).toBe(true)
            expect(row.clock?.isFirst).toBe(false)
            expect(now - since).toBeLessThan(aged * 1000)
          }
        })
      },
    ),
  )
})

test('[RSP-09] served one by one under a flood of first messages, every follow-up gets its turn', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 30 }), (aged, followUps) => {
      // One buyer is answered every two seconds while a new buyer arrives in every one of those seconds.
      let queue: Row[] = Array.from({ length: followUps }, (_, i) => waiting(`follow-up ${i}`, 0))
      let second = 0
      while (queue.some((row) => !row.clock?.isFirst)) {
        expect(second).toBeLessThanOrEqual(2 * (aged + followUps) + 2 * aged + 2)
        queue.push(waiting(`new ${second}`, second, true), waiting(`new ${second + 1}`, second + 1, true))
        second += 2
        queue = orderQueue(queue, at(second), aged).slice(1)
      }
    }),
  )
})

test('[RSP-09] between two ages the order does not change by itself', () => {
  fc.assert(
    fc.property(
      someRows,
      fc.integer({ min: 0, max: 1200 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (rows, second, share) => {
        const now = at(second)
        const next = nextReorderAt(rows, now, age)
        const later = next === null ? now + 3_600_000 : Math.floor(now + (next - now) * share)
        expect(names(orderQueue(rows, later, age))).toEqual(names(orderQueue(rows, now, age)))
        if (next !== null) {
          expect(next).toBeGreaterThan(now)
          const comesOfAge = rows.some(
            (row) => row.clock && !ranksFirst(row.clock, now, age) && ranksFirst(row.clock, next, age),
          )
          expect(comesOfAge).toBe(true)
        }
      },
    ),
  )
})
