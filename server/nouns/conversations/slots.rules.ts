/**
 * Phrases never hard-code how a buyer is addressed (PHR-07): `{hail}` opens a message, `{address}` stands within one.
 * What a slot is, and that an open one cannot be sent (PHR-02), stands in `contract/conversations/slots.ts`.
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
export const addressWords = (style: AddressStyle, language: 'zh' | 'en') => ({
  hail: hails[language][style],
  address: addresses[language][style],
})
