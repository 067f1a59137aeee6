/** How an offer is said in a few words, by the server in sentences and by screens in lists. */
import { formatMoney } from '../money.ts'
import type { Given } from './terms.ts'

export type Language = 'zh' | 'en'

/** Without the digits behind the point where they are none. */
export const moneyIn = (language: Language, currency: string) => (minor: number) =>
  formatMoney({ minor, currency }, language === 'zh' ? 'zh-CN' : 'en-GB').replace(/[.]00$/, '')

/** What it gives, in a few words: 满 ¥199 减 ¥20. */
export const offerTerms = (
  { currency, given }: { currency: string; given: Given },
  language: Language,
): string => {
  const money = moneyIn(language, currency)
  const zh = language === 'zh'
  const from = (minor: number) => (minor === 0 ? '' : zh ? `满 ${money(minor)} ` : `from ${money(minor)}: `)
  switch (given.kind) {
    case 'money_off':
      return given.terms.tiers
        .map((tier) =>
          zh
            ? `${given.terms.isPerEach ? '每' : ''}满 ${money(tier.from)} 减 ${money(tier.off)}`
            : `${money(tier.off)} off ${given.terms.isPerEach ? 'every' : 'from'} ${money(tier.from)}`,
        )
        .join(zh ? '，' : ', ')
    case 'percent_off':
      return `${from(given.terms.from)}${zh ? `打 ${(100 - given.terms.percent) / 10} 折` : `${given.terms.percent}% off`}`
    case 'coupon': {
      const { off, percent } = given.terms
      const value =
        off === null
          ? zh
            ? `打 ${(100 - (percent ?? 0)) / 10} 折`
            : `${percent}% off`
          : zh
            ? `减 ${money(off)}`
            : `${money(off)} off`
      return `${from(given.terms.from)}${value}`
    }
    case 'gift':
      return `${from(given.terms.from)}${zh ? '送' : ''}${given.terms.gifts.map(({ name }) => name).join(zh ? '、' : ', ')}${zh ? '' : ' as a gift'}`
    case 'half_year_gift':
      return zh
        ? `半年内满 ${money(given.terms.from)} 送${given.terms.gift.name}`
        : `${given.terms.gift.name} as a gift once half a year’s orders reach ${money(given.terms.from)}`
    case 'free_shipping':
      return `${from(given.terms.from)}${zh ? '包邮' : 'free shipping'}`
    case 'special':
      return zh
        ? `特价 ${money(Math.min(...given.terms.prices.map(({ minor }) => minor)))} 起`
        : `special price from ${money(Math.min(...given.terms.prices.map(({ minor }) => minor)))}`
    case 'bundle':
      return zh
        ? `搭配价 ${money(given.terms.price)}，${given.terms.reason}`
        : `together ${money(given.terms.price)}: ${given.terms.reason}`
  }
}
