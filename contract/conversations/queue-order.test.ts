import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextReorderAt, orderQueue, ranksFirst, vipGoesFirst, type QueueRow } from './queue-order.ts'

const start = Date.parse('2026-11-17T06:00:00.000Z')
const age = 20
/** No ordinary buyer of these tests waits so long, unless it is said. */
const settings = { followUpAgeSeconds: age, ordinaryCeilingSeconds: 7200 }

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
    expect(names(orderQueue(rows, at(6), settings))).toEqual(['first', 'follow-up'])
  })

  test('[RSP-09] a follow-up of age counts like a first message: the longest wait is on top', () => {
    const rows = [
      waiting('newer first', 12, true),
      waiting('older first', -3, true),
      waiting('follow-up', 0),
      waiting('young', 15),
    ]
    expect(names(orderQueue(rows, at(19.999), settings))).toEqual([
      'older first',
      'newer first',
      'follow-up',
      'young',
    ])
    expect(names(orderQueue(rows, at(20), settings))).toEqual([
      'older first',
      'follow-up',
      'newer first',
      'young',
    ])
  })

  test('turns that started together keep the order of their ids; rows without a clock go last, as they came', () => {
    const quiet = (name: string): Row => ({ name, clock: null })
    const rows = [quiet('z'), waiting('b', 0), quiet('y'), waiting('a', 0)]
    expect(names(orderQueue(rows, at(1), settings))).toEqual(['a', 'b', 'z', 'y'])
  })

  test('a clock that starts later, at the opening hour, is behind those that run', () => {
    const rows = [waiting('at opening', 3600, true), waiting('runs', -1, true)]
    expect(names(orderQueue(rows, at(0), settings))).toEqual(['runs', 'at opening'])
  })

  test('leaves the given list alone', () => {
    const rows = Object.freeze([waiting('b', 1), waiting('a', 0)])
    expect(names(orderQueue(rows, at(2), settings))).toEqual(['a', 'b'])
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
        const ordered = orderQueue(rows, now, { ...settings, followUpAgeSeconds: aged })
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
        queue = orderQueue(queue, at(second), { ...settings, followUpAgeSeconds: aged }).slice(1)
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
        const next = nextReorderAt(rows, now, settings)
        const later = next === null ? now + 3_600_000 : Math.floor(now + (next - now) * share)
        expect(names(orderQueue(rows, later, settings))).toEqual(names(orderQueue(rows, now, settings)))
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

describe('the VIP lane', () => {
  const laned = (row: Row, lane: 'ordinary' | 'vip'): Row => ({ ...row, lane })
  const guard = { followUpAgeSeconds: age, ordinaryCeilingSeconds: 60 }

  test('[MEM-11] a VIP goes before ordinary buyers only until one of these has waited for the ceiling', () => {
    const rows = [
      laned(waiting('ordinary', 0, true), 'ordinary'),
      laned(waiting('late ordinary', 30, true), 'ordinary'),
      laned(waiting('vip', 40, true), 'vip'),
    ]
    expect(names(orderQueue(rows, at(59.999), guard))).toEqual(['vip', 'ordinary', 'late ordinary'])
    expect(vipGoesFirst(rows, at(59.999), guard)).toBe(true)
    expect(names(orderQueue(rows, at(60), guard))).toEqual(['ordinary', 'late ordinary', 'vip'])
    expect(vipGoesFirst(rows, at(60), guard)).toBe(false)
    expect(nextReorderAt(rows, at(50), guard)).toBe(at(60))
  })

  test('[MEM-11] under a flood of VIPs no ordinary buyer is overtaken by one who came after it, once over the ceiling', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ second: fc.integer({ min: 0, max: 300 }), isVip: fc.boolean(), id: fc.uuid() }),
          {
            maxLength: 40,
          },
        ),
        fc.integer({ min: 300, max: 600 }),
        (buyers, second) => {
          const rows = buyers.map((one) =>
            laned(waiting(one.id, one.second, true), one.isVip ? 'vip' : 'ordinary'),
          )
          const ordered = orderQueue(rows, at(second), guard)
          const over = (row: Row) => at(second) - Date.parse(row.clock?.startedAt ?? '') >= 60_000
          ordered.forEach((row, place) => {
            if (row.lane === 'vip' || !over(row)) return
            for (const ahead of ordered.slice(0, place))
              expect(Date.parse(ahead.clock?.startedAt ?? '')).toBeLessThanOrEqual(
                Date.parse(row.clock?.startedAt ?? ''),
              )
          })
        },
      ),
    )
  })

  test('[MEM-11] served one by one among endless VIPs, an ordinary buyer’s wait is bounded by the ceiling and those before', () => {
    let queue: Row[] = Array.from({ length: 20 }, (_, i) =>
      laned(waiting(`ordinary ${i}`, 0, true), 'ordinary'),
    )
    let second = 0
    while (queue.some((row) => row.lane === 'ordinary')) {
      queue.push(laned(waiting(`vip ${second}`, second, true), 'vip'))
      second += 1
      queue = orderQueue(queue, at(second), guard).slice(1)
      expect(second).toBeLessThan(60 + 20 + 2)
    }
  })
})
