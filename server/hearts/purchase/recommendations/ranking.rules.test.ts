import fc from 'fast-check'
import { expect, test } from 'vitest'
import { marginOf, rankCandidates, type Candidate, type Goods } from './ranking.rules.ts'

const candidate = (
  productId: string,
  reason: Candidate['reason'],
  more: Partial<Candidate> = {},
): Candidate => ({
  productId,
  reason,
  withId: 'core',
  lift: null,
  support: null,
  share: null,
  note: null,
  ...more,
})
const goods = (more: Partial<Goods> = {}): Goods => ({
  status: 'on_sale',
  soldOrders: 10,
  price: 10000,
  cost: null,
  ...more,
})
const rank = (
  candidates: Candidate[],
  known: Record<string, Partial<Goods>> = {},
  more: { unsuitable?: string[]; most?: number } = {},
) =>
  rankCandidates(
    candidates,
    {
      goods: new Map(
        [...new Set([...candidates.map(({ productId }) => productId), 'core'])].map((id) => [
          id,
          goods(known[id]),
        ]),
      ),
      basket: ['core'],
      unsuitable: new Set(more.unsuitable),
    },
    more.most ?? 10,
  ).map(({ productId }) => productId)

test('[REC-01] [REC-02] an accessory goes before what was bought with it, that before what sells well; stronger pairs first', () => {
  expect(
    rank([
      candidate('seller', 'popular'),
      candidate('weak', 'together', { lift: 1.3, support: 3 }),
      candidate('strong', 'together', { lift: 6, support: 40 }),
      candidate('lid', 'accessory'),
      candidate('set', 'bundle'),
    ]),
  ).toEqual(['set', 'lid', 'strong', 'weak', 'seller'])
})
test('[REC-07] when the core goods earn little, of two alike the one that earns more comes first', () => {
  const pair = { lift: 2, support: 10 }
  const both = [candidate('a', 'together', pair), candidate('b', 'together', pair)]
  expect(rank(both)).toEqual(['a', 'b'])
  expect(rank(both, { core: { cost: 9500 }, a: { cost: 9000 }, b: { cost: 4000 } })).toEqual(['b', 'a'])
})
test('[REC-07] the margin never lifts something unrelated over what belongs to the goods', () => {
  const margins = { core: { cost: 9900 }, lid: { cost: 10000 }, seller: { cost: 0, soldOrders: 1e6 } }
  expect(rank([candidate('lid', 'accessory'), candidate('seller', 'popular')], margins)).toEqual([
    'lid',
    'seller',
  ])
})
test('[REC-01] nothing that is off sale, in the basket, unknown, or marked unsuitable for this buyer', () => {
  expect(
    rank(
      [
        candidate('gone', 'accessory'),
        candidate('core', 'accessory'),
        candidate('itchy', 'accessory'),
        candidate('fine', 'popular'),
      ],
      { gone: { status: 'off_sale' } },
      { unsuitable: ['itchy'] },
    ),
  ).toEqual(['fine'])
})
test('a product comes once, by its best reason', () => {
  expect(
    rankCandidates(
      [candidate('lid', 'popular'), candidate('lid', 'accessory')],
      { goods: new Map([['lid', goods()]]), basket: [], unsuitable: new Set() },
      5,
    ),
  ).toMatchObject([{ reason: 'accessory' }])
})
test('a margin is known only with price and cost', () => {
  expect(marginOf({ price: 10000, cost: 7500 })).toBe(0.25)
  expect(marginOf({ price: null, cost: 1 })).toBeNull()
  expect(marginOf({ price: 0, cost: 1 })).toBeNull()
})
test('an unsuitable product is never there, whatever the candidates', () => {
  const ids = ['a', 'b', 'c', 'd']
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(...ids),
          fc.constantFrom('bundle', 'accessory', 'together', 'promotion', 'popular', 'gift' as const),
          fc.double({ min: 0, max: 1e6, noNaN: true }),
        ),
      ),
      fc.subarray(ids),
      (all, unsuitable) => {
        const found = rank(
          all.map(([id, reason, lift]) => candidate(id, reason as Candidate['reason'], { lift, support: 3 })),
          {},
          { unsuitable },
        )
        expect(found.filter((id) => unsuitable.includes(id))).toEqual([])
        expect(new Set(found).size).toBe(found.length)
      },
    ),
  )
})
