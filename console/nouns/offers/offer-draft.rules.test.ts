import { expect, test } from 'vitest'
import type { Offer } from '#contract/offers/offers.ts'
import { draftOf, emptyDraft, readDraft, type OfferDraft } from './offer-draft.rules.ts'

const read = (more: Partial<OfferDraft>) => readDraft({ ...emptyDraft, name: '满减', ...more }, 2)
const pot = { id: 'pot', name: '茶壶', price: '168', quantity: '1' }

test('terms are read from the fields of their kind', () => {
  expect(
    read({
      tiers: [
        { from: '199', off: '20' },
        { from: '399', off: '50' },
      ],
      isPerEach: true,
    }),
  ).toEqual({
    given: {
      kind: 'money_off',
      // Again for each whole amount: only of one step.
      terms: {
        tiers: [
          { from: 19900, off: 2000 },
          { from: 39900, off: 5000 },
        ],
        isPerEach: false,
        stacks: false,
      },
    },
    productIds: [],
  })
  expect(read({ kind: 'special', products: [pot] })).toMatchObject({
    given: { terms: { prices: [{ productId: 'pot', minor: 16800 }] } },
    productIds: [],
  })
  expect(read({ kind: 'percent_off', percent: '10', most: '30', products: [pot] })).toMatchObject({
    given: { terms: { from: 0, percent: 10, most: 3000 } },
    productIds: ['pot'],
  })
  expect(read({ kind: 'coupon', by: 'percent', percent: '15', off: '20' })).toMatchObject({
    given: { terms: { off: null, percent: 15, most: null, perCustomer: 1 } },
  })
  expect(
    read({ kind: 'gift', from: '300', gifts: [{ productId: 'pot', name: '茶壶', quantity: '2' }] }),
  ).toMatchObject({ given: { terms: { from: 30000, gifts: [{ productId: 'pot', quantity: 2 }] } } })
})
test.each([
  [{ tiers: [{ from: '', off: '20' }] }, ['tiers']],
  [{ tiers: [{ from: '20', off: '20' }] }, ['tiers']],
  [
    {
      tiers: [
        { from: '399', off: '50' },
        { from: '199', off: '60' },
      ],
    },
    ['tiers'],
  ],
  [{ kind: 'coupon', from: 'x', off: '0', perCustomer: '0' }, ['from', 'off', 'perCustomer']],
  [{ kind: 'percent_off', percent: '96', most: '0' }, ['percent', 'most']],
  [{ kind: 'bundle', products: [pot], price: '', reason: ' ' }, ['price', 'reason', 'products']],
  [{ kind: 'special', products: [{ ...pot, price: '' }] }, ['products']],
  [{ kind: 'gift', gifts: [{ productId: null, name: ' ', quantity: '1' }] }, ['gifts']],
  [{ name: ' ', kind: 'free_shipping' }, ['name']],
] as const)('what cannot be read is named: %j', (more, problems) => {
  expect(read(more as unknown as Partial<OfferDraft>)).toEqual({ problems })
})
const offer = (kind: Offer['kind'], terms: object, productIds: string[] = []) =>
  ({
    kind,
    terms,
    productIds,
    name: '满减',
    currency: 'CNY',
    audience: 'new',
    campaignId: 'spring',
    products: { pot: '茶壶' },
  }) as unknown as Offer

test.each([
  [
    'money_off',
    {
      tiers: [
        { from: 19950, off: 2000 },
        { from: 39900, off: 5000 },
      ],
      isPerEach: false,
      stacks: true,
    },
  ],
  ['special', { prices: [{ productId: 'pot', minor: 16800 }] }],
  ['bundle', { items: [{ productId: 'pot', quantity: 2 }], price: 30000, reason: '一壶一杯' }],
  ['percent_off', { from: 0, percent: 10, most: null, stacks: false }],
  ['coupon', { from: 9900, off: null, percent: 15, most: 3000, perCustomer: 2, stacks: false }],
  ['gift', { from: 30000, gifts: [{ productId: 'pot', name: '茶壶', quantity: 2 }] }],
  ['half_year_gift', { from: 30000, gift: { productId: null, name: '杯垫', quantity: 1 } }],
  ['free_shipping', { from: 9900 }],
] as const)('an offer put back into its fields is read as it was: %s', (kind, terms) => {
  const draft = draftOf(offer(kind, terms))
  expect(draft).toMatchObject({ audience: 'new', campaignId: 'spring' })
  expect(readDraft(draft, 2)).toMatchObject({ given: { kind, terms } })
})
