import { expect, test } from 'vitest'
import type { Confirmation } from '#contract/purchase/confirmation.ts'
import type { PricePanel } from '#contract/purchase/price.ts'
import type { Selling } from '#contract/purchase/selling.ts'
import { whatIsDue, type Known } from './due.rules.ts'

const sale = (more: object = {}) =>
  ({
    isClosed: false,
    doubts: [],
    proposedDoubts: [],
    disclosure: { items: [], draft: null },
    ...more,
  }) as unknown as Selling
const price = (more: object = {}) =>
  ({
    untold: 0,
    offers: [],
    open: [],
    verdict: null,
    bargain: null,
    sentences: [],
    ...more,
  }) as unknown as PricePanel
const confirmation = (state: string, hold: string | null = null) =>
  ({ row: { state, hold } }) as unknown as Confirmation
const kinds = (known: Partial<Known>) =>
  whatIsDue({ sale: sale(), price: price(), confirmations: [], ...known }).map(({ kind }) => kind)

const missing = (item: string) => ({ item, state: 'missing' })
const untold = {
  untold: 2,
  offers: [
    { offerId: 'told', isTold: true, text: '' },
    { offerId: 'cups', isTold: false, text: '满 300 送杯垫。' },
  ],
  open: [{ offerId: 'cups', name: '满 300 送杯垫', endsAt: null }],
}

test('the most pressing comes first', () => {
  expect(
    kinds({
      confirmations: [confirmation('to_send')],
      sale: sale({
        doubts: [{ text: '怕碎', state: 'open' }],
        proposedDoubts: [{ text: '会不会褪色', messageId: 'm' }],
        disclosure: { items: [missing('fee')], draft: '运费……' },
      }),
      price: price({ bargain: { asks: 2, ended: null, given: null }, ...untold }),
    }),
  ).toEqual(['confirmation', 'bargain', 'doubt', 'proposed', 'disclosure', 'offer'])
})
test.each([
  ['nothing is known yet', { sale: undefined, price: undefined }, []],
  ['nothing is owed', {}, []],
  ['the inquiry is over', { sale: sale({ isClosed: true }), price: price(untold) }, []],
  ['it was sent and the buyer has not answered', { confirmations: [confirmation('sent')] }, []],
  ['the lead is asked', { confirmations: [confirmation('sent', 'lead')] }, ['confirmation']],
  ['the buyer wants a change', { confirmations: [confirmation('corrected')] }, ['confirmation']],
  ['what was given is noted', { price: price({ bargain: { asks: 1, ended: null, given: 'held' } }) }, []],
  [
    'the offer is among what is to be said before payment',
    {
      sale: sale({ disclosure: { items: [missing('offer')], draft: '优惠……' } }),
      price: price(untold),
    },
    ['disclosure'],
  ],
] as [string, Partial<Known>, string[]][])('%s', (_, known, expected) => {
  expect(kinds(known)).toEqual(expected)
})
test('an offer is named, with how many more there are', () => {
  expect(whatIsDue({ sale: sale(), price: price(untold), confirmations: [] })).toEqual([
    { kind: 'offer', name: '满 300 送杯垫', text: '满 300 送杯垫。', more: 1 },
  ])
})
