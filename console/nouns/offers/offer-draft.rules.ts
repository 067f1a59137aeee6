/** An offer as it is being written: texts of fields, and what is wrong with them. */
import type { Audience, OfferKind } from '#contract/offers/kinds.ts'
import type { Given } from '#contract/offers/terms.ts'
import { readMinor } from '../products/money-input.rules.ts'

export interface OfferDraft {
  kind: OfferKind
  name: string
  from: string
  off: string
  percent: string
  price: string
  text: string
  isPerEach: boolean
  stacks: boolean
  audience: Audience
  products: { id: string; name: string; price: string }[]
  startsAt: string
  endsAt: string
}
export const emptyDraft: OfferDraft = {
  kind: 'money_off',
  name: '',
  from: '',
  off: '',
  percent: '',
  price: '',
  text: '',
  isPerEach: false,
  stacks: false,
  audience: 'all',
  products: [],
  startsAt: '',
  endsAt: '',
}
export type DraftProblem = 'name' | 'from' | 'off' | 'percent' | 'price' | 'text' | 'products'

/** Which fields a kind has. */
export const fieldsOf: Readonly<Record<OfferKind, readonly (DraftProblem | 'stacks' | 'perEach')[]>> = {
  special: ['products'],
  bundle: ['products', 'price', 'text'],
  money_off: ['from', 'off', 'perEach', 'stacks'],
  percent_off: ['from', 'percent', 'stacks'],
  coupon: ['from', 'off', 'stacks'],
  gift: ['from', 'text'],
  half_year_gift: ['from', 'text'],
  free_shipping: ['from'],
}

/** Its terms, or the fields that cannot be read. `decimals`: of the shop's currency. */
export const readDraft = (
  draft: OfferDraft,
  decimals: number,
): { given: Given; productIds: string[] } | { problems: DraftProblem[] } => {
  const { kind } = draft
  const has = (field: DraftProblem) => fieldsOf[kind].includes(field)
  const amount = (text: string) => readMinor(text, decimals)
  const from = draft.from.trim() === '' ? 0 : amount(draft.from)
  const needsFrom = kind === 'money_off' || kind === 'half_year_gift'
  const off = amount(draft.off)
  const price = amount(draft.price)
  const percent = /^\d{1,2}$/.test(draft.percent.trim()) ? Number(draft.percent) : null
  const prices = draft.products.map((product) => ({ productId: product.id, minor: amount(product.price) }))
  const text = draft.text.trim()
  const problems: DraftProblem[] = [
    ...(draft.name.trim() === '' ? (['name'] as const) : []),
    ...(has('from') && (from === null || (needsFrom && from === 0)) ? (['from'] as const) : []),
    ...(has('off') && (off === null || off === 0) ? (['off'] as const) : []),
    ...(has('percent') && (percent === null || percent < 1 || percent > 95) ? (['percent'] as const) : []),
    ...(has('price') && price === null ? (['price'] as const) : []),
    ...(has('text') && text === '' ? (['text'] as const) : []),
    ...((kind === 'special' && (prices.length === 0 || prices.some(({ minor }) => minor === null))) ||
    (kind === 'bundle' && draft.products.length < 2)
      ? (['products'] as const)
      : []),
  ]
  if (problems.length > 0) return { problems }
  const gift = { productId: null, name: text, quantity: 1 }
  const minimum = from ?? 0
  const given = ((): Given => {
    switch (kind) {
      case 'special':
        return {
          kind,
          terms: { prices: prices.map(({ productId, minor }) => ({ productId, minor: minor ?? 0 })) },
        }
      case 'bundle':
        return {
          kind,
          terms: {
            items: draft.products.map(({ id }) => ({ productId: id, quantity: 1 })),
            price: price ?? 0,
            reason: text,
          },
        }
      case 'money_off':
        return {
          kind,
          terms: {
            tiers: [{ from: minimum, off: off ?? 0 }],
            isPerEach: draft.isPerEach,
            stacks: draft.stacks,
          },
        }
      case 'percent_off':
        return { kind, terms: { from: minimum, percent: percent ?? 0, most: null, stacks: draft.stacks } }
      case 'coupon':
        return {
          kind,
          terms: {
            from: minimum,
            off: off ?? 0,
            percent: null,
            most: null,
            perCustomer: 1,
            stacks: draft.stacks,
          },
        }
      case 'gift':
        return { kind, terms: { from: minimum, gifts: [gift] } }
      case 'half_year_gift':
        return { kind, terms: { from: minimum, gift } }
      case 'free_shipping':
        return { kind, terms: { from: minimum } }
    }
  })()
  const isOwnList = kind === 'special' || kind === 'bundle'
  return { given, productIds: isOwnList ? [] : draft.products.map(({ id }) => id) }
}
