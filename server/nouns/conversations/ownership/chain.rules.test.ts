import { describe, expect, test } from 'vitest'
import { chainOf, type Hand } from './chain.rules.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 2, minute))
const hand = (memberId: string, minute: number, over: Partial<Hand> = {}): Hand => ({
  memberId,
  team: 'agent',
  what: 'assigned',
  at: at(minute),
  note: null,
  ...over,
})

describe('[RTE-07] the chain of hands', () => {
  test('who stays is no hop; the time runs until now', () => {
    const chain = chainOf([hand('a', 0), hand('a', 5)], [], at(10))
    expect(chain).toMatchObject({ hops: 0, isFlagged: false, teams: [{ team: 'agent', heldMs: 600_000 }] })
    expect(chain.links).toHaveLength(1)
  })
  test('one change is help, two are flagged; each team’s time is its own', () => {
    const chain = chainOf([hand('a', 0), hand('b', 4, { team: 'aftersales' })], [], at(10))
    expect(chain).toMatchObject({ hops: 1, isFlagged: false })
    expect(chain.teams).toEqual([
      { team: 'aftersales', heldMs: 360_000 },
      { team: 'agent', heldMs: 240_000 },
    ])
    expect(chainOf([hand('a', 0), hand('b', 4), hand('a', 6)], [], at(10))).toMatchObject({
      hops: 2,
      isFlagged: true,
    })
  })
  test('a filed problem is a stretch with its team until it is solved', () => {
    const chain = chainOf(
      [hand('a', 0), hand('a', 0, { what: 'owner' })],
      [{ team: 'dispatch', filedAt: at(2), solvedAt: at(5), what: '少一颗螺丝' }],
      at(10),
    )
    expect(chain.hops).toBe(1)
    expect(chain.teams).toContainEqual({ team: 'dispatch', heldMs: 180_000 })
    expect(chain.links.map(({ what }) => what)).toContain('owner')
  })
})
