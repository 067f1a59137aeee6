import { describe, expect, test } from 'vitest'
import { chooseNext, dueOf, standingOf, type FollowOn, type NextFacts } from './next-item.rules.ts'

const day = 86_400_000
const now = new Date('2026-11-20T04:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * day)
const follow = (nextId: string, more: Partial<FollowOn> = {}): FollowOn => ({
  productId: 'shampoo',
  nextId,
  reason: 'followed',
  people: 5,
  of: 10,
  days: 20,
  lift: null,
  note: null,
  ...more,
})
const facts = (more: Partial<NextFacts> = {}): NextFacts => ({
  goods: new Map(
    ['shampoo', 'conditioner', 'comb', 'towel'].map((id) => [id, { status: 'on_sale', price: 1000 }]),
  ),
  owned: new Map([['shampoo', ago(20)]]),
  barred: new Set(),
  now,
  ...more,
})
const chosen = (candidates: FollowOn[], more: Partial<NextFacts> = {}) =>
  chooseNext(candidates, facts(more))?.nextId ?? null

describe('[REC-08] the next item', () => {
  test('what others bought later goes before what belongs to it, that before what is bought with it', () => {
    const [later, belongs, together] = [
      follow('conditioner', { people: 3, of: 100 }),
      follow('comb', { reason: 'accessory', people: null, of: null, days: null }),
      follow('towel', { reason: 'together', people: null, of: null, days: null, lift: 400 }),
    ]
    expect(chosen([together, belongs, later])).toBe('conditioner')
    expect(chosen([together, belongs])).toBe('comb')
    expect(chosen([together])).toBe('towel')
    expect(chosen([])).toBeNull()
  })
  test('of two the one that more of the buyers took', () => {
    expect(chosen([follow('comb', { people: 4 }), follow('conditioner', { people: 6 })])).toBe('conditioner')
  })
  test.each(['draft', 'off_sale', 'archived'])(
    'never what is not on sale (%s), nor what nobody knows',
    (status) => {
      const goods = new Map([['conditioner', { status, price: 1000 }]])
      expect(chosen([follow('conditioner')], { goods })).toBeNull()
      expect(chosen([follow('conditioner')], { goods: new Map() })).toBeNull()
    },
  )
  test('never what was marked unsuitable, rests, was offered or declined', () => {
    expect(
      chosen([follow('conditioner'), follow('comb', { people: 1 })], { barred: new Set(['conditioner']) }),
    ).toBe('comb')
  })
  test('never what they own, unless it is used up and bought again, and theirs nearly is', () => {
    const owned = new Map([
      ['shampoo', ago(20)],
      ['conditioner', ago(400)],
    ])
    expect(chosen([follow('conditioner')], { owned })).toBeNull()
    const again = follow('shampoo', { reason: 'again', days: 28 })
    expect(chosen([again], { owned })).toBe('shampoo')
    expect(chosen([{ ...again, days: 60 }], { owned })).toBeNull()
    // What they never had is not bought again.
    expect(chosen([{ ...again, nextId: 'comb' }], { owned })).toBeNull()
  })
})

describe('[REC-08] whose turn it is', () => {
  const buyer = { hasNewerOrder: false, hasOpenProposal: false, isResting: false, gateBy: null }
  test.each([
    [{}, 'fit'],
    [{ gateBy: 'trouble' }, 'trouble'],
    [{ gateBy: 'cooling', hasNewerOrder: true }, 'trouble'],
    [{ gateBy: 'no_more' }, 'no_more'],
    [{ hasNewerOrder: true }, 'bought_since'],
    [{ hasOpenProposal: true }, 'proposed'],
    [{ isResting: true }, 'resting'],
    // A cap or the night passes: that is no reason not to propose.
    [{ gateBy: 'cap' }, 'fit'],
    [{ gateBy: 'quiet' }, 'fit'],
    [{ gateBy: 'waiting' }, 'fit'],
  ])('%j is %s', (more, standing) => {
    expect(standingOf({ ...buyer, ...more })).toBe(standing)
  })
})

describe('[REC-08] when', () => {
  const rules = { afterArrivalDays: 7, afterDispatchDays: 14 }
  const order = { completedAt: null, shippedAt: null, placedAt: ago(30), status: 'paid' }
  test('days after it arrived; after it was sent off where no arrival is known', () => {
    expect(dueOf({ ...order, status: 'completed', completedAt: ago(10), shippedAt: ago(20) }, rules)).toEqual(
      {
        arrivedAt: ago(10),
        isArrivalKnown: true,
        dueAt: ago(3),
      },
    )
    expect(dueOf({ ...order, status: 'shipped', shippedAt: ago(20) }, rules)).toEqual({
      arrivedAt: ago(20),
      isArrivalKnown: false,
      dueAt: ago(6),
    })
  })
  test('an export that says done and not when counts from the order; one that is not sent has no day', () => {
    expect(dueOf({ ...order, status: 'completed' }, rules)?.dueAt).toEqual(ago(16))
    expect(dueOf(order, rules)).toBeNull()
  })
})
