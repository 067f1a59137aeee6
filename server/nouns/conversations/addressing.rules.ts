/**
 * 称呼 [PHR-08]: how a buyer wants to be called goes before everything; then the first group that fits; then the shop's way.
 * The language is the group's where it names one, else the one they write in.
 */
import type { AddressGroup } from '#contract/conversations/addressing.ts'
import type { AddressStyle } from '#contract/conversations/phrases.ts'

export interface Addressed {
  style: AddressStyle
  by: 'customer' | 'group' | 'shop'
  /** The group's name. */
  group: string | null
  /** Null: the one they write in. */
  language: 'zh' | 'en' | null
}

export function chooseAddress(
  buyer: { style: AddressStyle | null; orderCount: number },
  groups: readonly AddressGroup[],
  ofShop: AddressStyle,
): Addressed {
  const group = groups.find(({ when, atLeast }) =>
    when === 'new'
      ? buyer.orderCount === 0
      : when === 'returning'
        ? buyer.orderCount > 0
        : buyer.orderCount >= atLeast,
  )
  const language = group?.language ?? null
  if (buyer.style) return { style: buyer.style, by: 'customer', group: group?.name ?? null, language }
  if (group) return { style: group.style, by: 'group', group: group.name, language }
  return { style: ofShop, by: 'shop', group: null, language: null }
}
