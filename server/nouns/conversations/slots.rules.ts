/**
 * Phrases never hard-code how a buyer is addressed (PHR-07): `{hail}` opens a message, `{address}` stands within one.
 * Slots are `{name}`; a slot nobody filled cannot be sent (PHR-02).
 */
import type { AddressStyle } from '#contract/conversations/phrases.ts'

const hails: Record<'zh' | 'en', Record<AddressStyle, string>> = {
  zh: { qin: '亲，您好', dear_buyer: '尊敬的买家，您好', dear_customer: '尊敬的客户，您好', hello: '您好' },
  en: { qin: 'Hi there', dear_buyer: 'Dear buyer', dear_customer: 'Dear customer', hello: 'Hello' },
}
const addresses: Record<'zh' | 'en', Record<AddressStyle, string>> = {
  zh: { qin: '亲', dear_buyer: '尊敬的买家', dear_customer: '尊敬的客户', hello: '您好' },
  en: { qin: 'Hi', dear_buyer: 'Dear buyer', dear_customer: 'Dear customer', hello: 'Hello' },
}

/** The words for a style in a language. */
export const addressWords = (style: AddressStyle, language: 'zh' | 'en') => ({ hail: hails[language][style], address: addresses[language][style] })

const slot = /\{([a-z][a-z0-9_]*)\}/g

/** Puts values into slots; unknown or empty ones stay as they are, visible. */
export const fillSlots = (text: string, values: Readonly<Record<string, string | null | undefined>>): string =>
  text.replace(slot, (whole, name: string) => values[name] || whole)

/** Slots still open in a text, and blanks of three or more underscores, which mean the same. */
export const openSlots = (text: string): string[] => [
  ...[...text.matchAll(slot)].map((match) => match[1] ?? ''),
  ...(/_{3,}|＿{2,}/.test(text) ? ['____'] : []),
]
