/**
 * In which country a number without +code is dialled: told by the store's platform, else by its currency where only one
 * country pays with it. Empty where that says nothing; then only numbers with a +code count.
 */
const byCurrency: Readonly<Record<string, string>> = {
  CNY: 'CN',
  HKD: 'HK',
  TWD: 'TW',
  MOP: 'MO',
  JPY: 'JP',
  KRW: 'KR',
  SGD: 'SG',
  MYR: 'MY',
  THB: 'TH',
  VND: 'VN',
  PHP: 'PH',
  IDR: 'ID',
  INR: 'IN',
  GBP: 'GB',
  CHF: 'CH',
  SEK: 'SE',
  NOK: 'NO',
  DKK: 'DK',
  PLN: 'PL',
  CZK: 'CZ',
  USD: 'US',
  CAD: 'CA',
  AUD: 'AU',
  NZD: 'NZ',
  BRL: 'BR',
  MXN: 'MX',
}

export const countryOfStore = (store: { platform: string; currency: string }): string =>
  store.platform === 'taobao' || store.platform === 'tmall' ? 'CN' : (byCurrency[store.currency] ?? '')
