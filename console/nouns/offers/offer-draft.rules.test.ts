import { expect, test } from 'vitest'
import { emptyDraft, readDraft, type OfferDraft } from './offer-draft.rules.ts'

const read = (more: Partial<OfferDraft>) => readDraft({ ...emptyDraft, name: '满减', ...more }, 2)
const pot = { id: 'pot', name: '茶壶', price: '168' }

test('terms are read from the fields of their kind', () => {
  expect(read({ from: '199', off: '20' })).toEqual({
    given: {
      kind: 'money_off',
      terms: { tiers: [{ from: 19900, off: 2000 }], isPerEach: false, stacks: false },
    },
    productIds: [],
  })
  expect(read({ kind: 'special', products: [pot] })).toMatchObject({
    given: { terms: { prices: [{ productId: 'pot', minor: 16800 }] } },
    productIds: [],
  })
  expect(read({ kind: 'percent_off', percent: '10', products: [pot] })).toMatchObject({
    given: { terms: { from: 0, percent: 10 } },
    productIds: ['pot'],
  })
})
test.each([
  [{ from: '', off: '20' }, ['from']],
  [{ from: 'x', off: '0' }, ['from', 'off']],
  [{ kind: 'percent_off', percent: '96' }, ['percent']],
  [{ kind: 'bundle', products: [pot], price: '', text: ' ' }, ['price', 'text', 'products']],
  [{ kind: 'special', products: [{ ...pot, price: '' }] }, ['products']],
  [{ name: ' ', kind: 'free_shipping' }, ['name']],
] as const)('what cannot be read is named: %j', (more, problems) => {
  expect(read(more as unknown as Partial<OfferDraft>)).toEqual({ problems })
})
