/**
 * 主动告知优惠 [ORD-02]: how an offer is said to a buyer, and whether it was said. It counts as told when its name, its code, or
 * what it gives stands in what an agent wrote; nobody ticks anything.
 */
import { decimalOf } from '#contract/money.ts'
import { moneyIn, offerTerms, type Language } from '#contract/offers/said.ts'
import type { Given } from '#contract/offers/terms.ts'

export interface SaidOffer {
  name: string
  currency: string
  given: Given
  /** Codes that this buyer may use. */
  codes: readonly string[]
}

export type OfferPlace = { is: 'applies'; saved: number } | { is: 'near'; missing: number } | { is: 'open' }

/** The sentence for the draft. */
export const offerSentence = (offer: SaidOffer, place: OfferPlace, language: Language): string => {
  const money = moneyIn(language, offer.currency)
  const terms = offerTerms(offer, language)
  const code = offer.codes[0]
  const zh = language === 'zh'
  const withCode =
    offer.given.kind === 'coupon' && code ? (zh ? `，券码 ${code}` : `, with the code ${code}`) : ''
  if (place.is === 'near')
    return zh
      ? `再买 ${money(place.missing)} 就够「${offer.name}」了：${terms}${withCode}。`
      : `${money(place.missing)} more and “${offer.name}” is yours: ${terms}${withCode}.`
  if (place.is === 'open')
    return zh
      ? `现在有「${offer.name}」：${terms}${withCode}。`
      : `There is “${offer.name}” now: ${terms}${withCode}.`
  const saved =
    place.saved > 0 ? (zh ? `，这单省 ${money(place.saved)}` : `, which saves you ${money(place.saved)}`) : ''
  return zh
    ? `您这单用得上「${offer.name}」：${terms}${withCode}${saved}。`
    : `“${offer.name}” applies to your order: ${terms}${withCode}${saved}.`
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s,。、「」“”"':;!?~()-]+/g, '')

const hasNumber = (text: string, minor: number, currency: string): boolean => {
  const [whole = '', fraction = ''] = decimalOf({ minor, currency }).split('.')
  const number = /[1-9]/.test(fraction) ? `${whole}[.]${fraction.replace(/0+$/, '')}0*` : `${whole}(?:[.]0+)?`
  return new RegExp(`(?<![\\d.])${number}(?![\\d])`).test(text.replaceAll(/(?<=\d),(?=\d{3})/g, ''))
}

/** Whether one text of an agent tells of this offer. */
export const tellsOf = (offer: SaidOffer, text: string): boolean => {
  const plain = text.normalize('NFKC').toLowerCase()
  const name = folded(offer.name)
  if (name.length >= 2 && folded(text).includes(name)) return true
  if (offer.codes.some((code) => code.length >= 4 && plain.includes(code.toLowerCase()))) return true
  const has = (minor: number) => hasNumber(plain, minor, offer.currency)
  const { given } = offer
  switch (given.kind) {
    case 'money_off':
      return (
        /减|优惠|off|save/.test(plain) && given.terms.tiers.some((tier) => has(tier.from) && has(tier.off))
      )
    case 'percent_off':
      return tellsPercent(plain, given.terms.percent) && (given.terms.from === 0 || has(given.terms.from))
    case 'coupon':
      return (
        /券|coupon|voucher|code/.test(plain) &&
        (given.terms.off === null ? tellsPercent(plain, given.terms.percent ?? 0) : has(given.terms.off))
      )
    case 'gift':
      return (
        /送|赠|gift|free/.test(plain) &&
        given.terms.gifts.some(({ name: gift }) => plain.includes(gift.toLowerCase()))
      )
    case 'half_year_gift':
      return /半年|half a year|six months/.test(plain) && /送|赠|礼|gift/.test(plain)
    case 'free_shipping':
      return (
        /包邮|免邮|免运费|邮费全免|free (?:shipping|delivery)/.test(plain) &&
        (given.terms.from === 0 || has(given.terms.from))
      )
    case 'special':
      return /特价|special/.test(plain) && given.terms.prices.some(({ minor }) => has(minor))
    case 'bundle':
      return /搭配|套装|一起买|bundle|together/.test(plain) && has(given.terms.price)
  }
}

const tellsPercent = (text: string, percent: number): boolean => {
  const zhe = String((100 - percent) / 10)
  const chinese = '零一二三四五六七八九'
  const words = zhe
    .split('.')
    .join('')
    .replaceAll(/\d/g, (digit) => chinese[Number(digit)] ?? '')
  return (
    new RegExp(`(?<![\\d.])${percent}\\s*%|(?<![\\d.])${zhe.replace('.', '[.]?')}\\s*折`).test(text) ||
    text.includes(`${words}折`)
  )
}
