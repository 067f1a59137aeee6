/**
 * Prices 价格 with their history. A price is never overwritten: the next one of its kind ends it, and an old order can be
 * judged by what was asked then.
 */
import type { Money } from '#contract/money.ts'
import type { PriceKind } from '#contract/products/kinds.ts'

export interface OpenPrice {
  id: string
  amount: number
  validFrom: Date
}
export type PriceVerdict =
  /** The very price that holds: nothing to write. */
  | { is: 'same' }
  /** Write it, and end `closes` at its beginning. */
  | { is: 'new'; closes: string | null }
  /** Another one is planned to begin later: that has to be ended first. */
  | { is: 'planned' }

/** `open`: the price of the same product, SKU, kind and currency without an end. */
export const judgePrice = (open: OpenPrice | null, amount: number, validFrom: Date): PriceVerdict => {
  if (!open) return { is: 'new', closes: null }
  if (open.validFrom > validFrom) return { is: 'planned' }
  if (open.amount === amount) return { is: 'same' }
  return { is: 'new', closes: open.id }
}

export interface DatedPrice {
  skuId: string | null
  kind: PriceKind
  amount: Money
  validFrom: Date
  validTo: Date | null
}

export const isInForce = (price: Pick<DatedPrice, 'validFrom' | 'validTo'>, now: Date): boolean =>
  price.validFrom <= now && (price.validTo === null || price.validTo > now)

/** Cost prices are nothing that whoever answers buyers needs, or should read out by mistake. */
const seesCost: readonly string[] = ['owner', 'lead', 'finance']

/** Whether somebody of these roles may see what the shop itself pays. API keys have no roles; theirs goes by scope. */
export const maySeeCost = (caller: { roles: readonly string[]; scopes: readonly string[] }): boolean =>
  caller.roles.some((role) => seesCost.includes(role)) || caller.scopes.includes('products:write')
