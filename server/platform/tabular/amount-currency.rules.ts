/** Which currency an amount names itself: by a sign, a code or a word beside its digits. */

const dollars = 'USD CAD AUD NZD HKD SGD TWD MXN ARS CLP COP BND BBD BMD BSD BZD FJD JMD KYD LRD NAD TTD XCD'
/** The likeliest first: a sign alone is taken for it where nothing else tells. */
const named: Readonly<Record<string, string>> = {
  '¥': 'CNY JPY',
  'cn¥': 'CNY',
  'jp¥': 'JPY',
  元: 'CNY TWD HKD MOP',
  rmb: 'CNY',
  cny: 'CNY',
  人民币: 'CNY',
  円: 'JPY',
  日元: 'JPY',
  jpy: 'JPY',
  $: dollars,
  us$: 'USD',
  usd: 'USD',
  美元: 'USD',
  美金: 'USD',
  hk$: 'HKD',
  港元: 'HKD',
  港币: 'HKD',
  nt$: 'TWD',
  台币: 'TWD',
  新台币: 'TWD',
  a$: 'AUD',
  au$: 'AUD',
  澳元: 'AUD',
  c$: 'CAD',
  ca$: 'CAD',
  加元: 'CAD',
  s$: 'SGD',
  r$: 'BRL',
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  欧元: 'EUR',
  '£': 'GBP EGP FKP GIP SHP LBP SYP SDG SSP',
  gbp: 'GBP',
  英镑: 'GBP',
  '₩': 'KRW',
  韩元: 'KRW',
  '₹': 'INR',
  '₽': 'RUB',
  '฿': 'THB',
  泰铢: 'THB',
  '₫': 'VND',
  '₺': 'TRY',
  '₱': 'PHP',
  '₴': 'UAH',
  '₪': 'ILS',
  '₦': 'NGN',
  kr: 'SEK NOK DKK ISK',
  zł: 'PLN',
}
const codes = new Set(Intl.supportedValuesOf('currency'))
const bare = /^[\d.,+()\s'’-]*$/

/** For each sign, code or known word of the amount the currencies it may mean. Words that mean none are passed over. */
function saidIn(text: string): string[][] {
  if (bare.test(text)) return []
  const tokens =
    text
      .slice(0, 64)
      .normalize('NFKC')
      .match(/[A-Za-z]{0,2}\p{Sc}|\p{L}+/gu) ?? []
  return tokens.flatMap((token) => {
    const known = named[token.toLowerCase()]
    if (known !== undefined) return [known.split(' ')]
    return codes.has(token) ? [[token]] : []
  })
}

/** Whether an amount names a currency that this one is not: `€12` among yuan. */
export const namesOtherCurrency = (text: string, currency: string): boolean =>
  saidIn(text).some((currencies) => !currencies.includes(currency))

/**
 * The currency that most of these amounts name, null where none names one. What a sign leaves open (`¥`, `$`) is `home`
 * where that fits.
 */
export function currencyNamedBy(texts: readonly string[], home: string | null): string | null {
  const votes = new Map<string, number>()
  for (const text of texts)
    for (const [first = '', ...others] of saidIn(text)) {
      const currency = home !== null && others.includes(home) ? home : first
      votes.set(currency, (votes.get(currency) ?? 0) + 1)
    }
  const [best] = [...votes].sort(([, one], [, other]) => other - one)
  return best?.[0] ?? null
}
