/** An offer as it is being written: texts of fields, and what is wrong with them (PRC-03…06). */
import { decimalOf } from '#contract/money.ts'
import type { Audience, OfferKind } from '#contract/offers/kinds.ts'
import type { Offer } from '#contract/offers/offers.ts'
import type { Given } from '#contract/offers/terms.ts'
import { readMinor } from '../products/money-input.rules.ts'

export interface DraftTier {
  from: string
  off: string
}
export interface DraftGift {
  productId: string | null
  name: string
  quantity: string
}
export interface OfferDraft {
  kind: OfferKind
  name: string
  from: string
  tiers: DraftTier[]
  /** Of a coupon: an amount off, or a share. */
  by: 'off' | 'percent'
  off: string
  percent: string
  /** At most so much off; empty: without limit. */
  most: string
  perCustomer: string
  price: string
  reason: string
  gifts: DraftGift[]
  isPerEach: boolean
  stacks: boolean
  audience: Audience
  products: { id: string; name: string; price: string; quantity: string }[]
  campaignId: string
  /** Empty: in all of them. */
  storeIds: string[]
}
export const emptyGift: DraftGift = { productId: null, name: '', quantity: '1' }
export const emptyDraft: OfferDraft = {
  kind: 'money_off',
  name: '',
  from: '',
  tiers: [{ from: '', off: '' }],
  by: 'off',
  off: '',
  percent: '',
  most: '',
  perCustomer: '1',
  price: '',
  reason: '',
  gifts: [emptyGift],
  isPerEach: false,
  stacks: false,
  audience: 'all',
  products: [],
  campaignId: '',
  storeIds: [],
}
export type DraftProblem =
  | 'name'
  | 'from'
  | 'tiers'
  | 'off'
  | 'percent'
  | 'most'
  | 'perCustomer'
  | 'price'
  | 'reason'
  | 'gifts'
  | 'products'
type Field = DraftProblem | 'by' | 'stacks' | 'perEach'

/** As many as the server takes. */
export const draftLimits = { tiers: 6, gifts: 5 } as const

const common: Readonly<Record<OfferKind, readonly Field[]>> = {
  special: ['products'],
  bundle: ['products', 'price', 'reason'],
  money_off: ['tiers', 'perEach', 'stacks'],
  percent_off: ['from', 'percent', 'most', 'stacks'],
  coupon: ['from', 'by', 'perCustomer', 'stacks'],
  gift: ['from', 'gifts'],
  half_year_gift: ['from', 'gifts'],
  free_shipping: ['from'],
}

/** Which fields it has as it stands. */
export const fieldsOf = ({ kind, by }: Pick<OfferDraft, 'kind' | 'by'>): readonly Field[] =>
  kind === 'coupon'
    ? [...common.coupon, ...(by === 'off' ? ['off' as const] : ['percent' as const, 'most' as const])]
    : common[kind]

/** Its terms, or the fields that cannot be read. `decimals`: of the shop's currency. */
export const readDraft = (
  draft: OfferDraft,
  decimals: number,
): { given: Given; productIds: string[] } | { problems: DraftProblem[] } => {
  const amount = (text: string) => readMinor(text, decimals)
  const orNone = (text: string) => (text.trim() === '' ? null : amount(text))
  const from = draft.from.trim() === '' ? 0 : amount(draft.from)
  const read: Read = {
    from,
    tiers: draft.tiers.map((tier) => ({ from: amount(tier.from), off: amount(tier.off) })),
    off: amount(draft.off),
    percent: whole(draft.percent, 1, 95),
    most: orNone(draft.most),
    perCustomer: whole(draft.perCustomer, 1, 100),
    price: amount(draft.price),
    gifts: draft.gifts.map((gift) => ({
      ...gift,
      name: gift.name.trim(),
      quantity: whole(gift.quantity, 1, 99),
    })),
    products: draft.products.map(({ id, price, quantity }) => ({
      productId: id,
      minor: amount(price),
      quantity: whole(quantity, 1, 99),
    })),
  }
  const fields = fieldsOf(draft)
  const problems = (Object.keys(checks) as DraftProblem[]).filter(
    (field) => (field === 'name' || fields.includes(field)) && checks[field](draft, read),
  )
  if (problems.length > 0) return { problems }
  const isOwnList = draft.kind === 'special' || draft.kind === 'bundle'
  return { given: givenOf(draft, read), productIds: isOwnList ? [] : draft.products.map(({ id }) => id) }
}

interface Read {
  from: number | null
  tiers: { from: number | null; off: number | null }[]
  off: number | null
  percent: number | null
  most: number | null
  perCustomer: number | null
  price: number | null
  gifts: { productId: string | null; name: string; quantity: number | null }[]
  products: { productId: string; minor: number | null; quantity: number | null }[]
}

/** True where the field cannot be taken so. */
const checks: Readonly<Record<DraftProblem, (draft: OfferDraft, read: Read) => boolean>> = {
  name: ({ name }) => name.trim() === '',
  from: ({ kind }, { from }) => from === null || (kind === 'half_year_gift' && from === 0),
  tiers: (_, { tiers }) =>
    tiers.some(({ from, off }, i) => {
      const before = tiers[i - 1]
      return (
        from === null ||
        off === null ||
        off === 0 ||
        off >= from ||
        (before !== undefined && (from <= (before.from ?? 0) || off <= (before.off ?? 0)))
      )
    }),
  off: (_, { off }) => off === null || off === 0,
  percent: (_, { percent }) => percent === null,
  most: ({ most }, read) => most.trim() !== '' && (read.most === null || read.most === 0),
  perCustomer: (_, { perCustomer }) => perCustomer === null,
  price: (_, { price }) => price === null,
  reason: ({ reason }) => reason.trim() === '',
  gifts: (_, { gifts }) => gifts.some(({ name, quantity }) => name === '' || quantity === null),
  products: ({ kind }, { products }) =>
    kind === 'special'
      ? products.length === 0 || products.some(({ minor }) => minor === null)
      : kind === 'bundle' &&
        (products.some(({ quantity }) => quantity === null) ||
          products.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0) < 2),
}

const givenOf = (draft: OfferDraft, read: Read): Given => {
  const { kind, stacks } = draft
  const from = read.from ?? 0
  const gifts = read.gifts.map((gift) => ({ ...gift, quantity: gift.quantity ?? 1 }))
  switch (kind) {
    case 'special':
      return {
        kind,
        terms: { prices: read.products.map(({ productId, minor }) => ({ productId, minor: minor ?? 0 })) },
      }
    case 'bundle':
      return {
        kind,
        terms: {
          items: read.products.map(({ productId, quantity }) => ({ productId, quantity: quantity ?? 1 })),
          price: read.price ?? 0,
          reason: draft.reason.trim(),
        },
      }
    case 'money_off':
      return {
        kind,
        terms: {
          tiers: read.tiers.map((tier) => ({ from: tier.from ?? 0, off: tier.off ?? 0 })),
          isPerEach: draft.isPerEach && read.tiers.length === 1,
          stacks,
        },
      }
    case 'percent_off':
      return { kind, terms: { from, percent: read.percent ?? 0, most: read.most, stacks } }
    case 'coupon': {
      const isOff = draft.by === 'off'
      return {
        kind,
        terms: {
          from,
          off: isOff ? read.off : null,
          percent: isOff ? null : read.percent,
          most: isOff ? null : read.most,
          perCustomer: read.perCustomer ?? 1,
          stacks,
        },
      }
    }
    case 'gift':
      return { kind, terms: { from, gifts } }
    case 'half_year_gift':
      return { kind, terms: { from, gift: gifts[0] ?? { productId: null, name: '', quantity: 1 } } }
    case 'free_shipping':
      return { kind, terms: { from } }
  }
}

const whole = (text: string, least: number, most: number): number | null => {
  const number = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : null
}

/** An offer that exists, back in its fields. */
export const draftOf = (offer: Offer): OfferDraft => {
  const text = (minor: number | null) =>
    minor === null ? '' : decimalOf({ minor, currency: offer.currency }).replace(/[.]0+$/, '')
  const given = { kind: offer.kind, terms: offer.terms } as unknown as Given
  const named = (id: string, more: { price?: string; quantity?: string } = {}) => ({
    id,
    name: offer.products[id] ?? '',
    price: '',
    quantity: '1',
    ...more,
  })
  const draft: OfferDraft = {
    ...emptyDraft,
    kind: offer.kind,
    name: offer.name,
    audience: offer.audience,
    products: offer.productIds.map((id) => named(id)),
    campaignId: offer.campaignId ?? '',
    storeIds: offer.storeIds,
  }
  const gift = (one: { productId: string | null; name: string; quantity: number }): DraftGift => ({
    ...one,
    quantity: String(one.quantity),
  })
  switch (given.kind) {
    case 'special':
      return {
        ...draft,
        products: given.terms.prices.map(({ productId, minor }) => named(productId, { price: text(minor) })),
      }
    case 'bundle':
      return {
        ...draft,
        products: given.terms.items.map(({ productId, quantity }) =>
          named(productId, { quantity: String(quantity) }),
        ),
        price: text(given.terms.price),
        reason: given.terms.reason,
      }
    case 'money_off':
      return {
        ...draft,
        tiers: given.terms.tiers.map(({ from, off }) => ({ from: text(from), off: text(off) })),
        isPerEach: given.terms.isPerEach,
        stacks: given.terms.stacks,
      }
    case 'percent_off':
      return {
        ...draft,
        from: text(given.terms.from),
        percent: String(given.terms.percent),
        most: text(given.terms.most),
        stacks: given.terms.stacks,
      }
    case 'coupon':
      return {
        ...draft,
        from: text(given.terms.from),
        by: given.terms.off === null ? 'percent' : 'off',
        off: text(given.terms.off),
        percent: given.terms.percent === null ? '' : String(given.terms.percent),
        most: text(given.terms.most),
        perCustomer: String(given.terms.perCustomer),
        stacks: given.terms.stacks,
      }
    case 'gift':
      return { ...draft, from: text(given.terms.from), gifts: given.terms.gifts.map(gift) }
    case 'half_year_gift':
      return { ...draft, from: text(given.terms.from), gifts: [gift(given.terms.gift)] }
    case 'free_shipping':
      return { ...draft, from: text(given.terms.from) }
  }
}
