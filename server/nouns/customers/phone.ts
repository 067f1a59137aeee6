import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'
import type { ImportedBuyer } from '#contract/orders/import-record.ts'
import type { BuyerClaims, PhoneReading } from './identity.rules.ts'

/** What an imported order says of its buyer, ready for `identitiesOf`. `country`: ISO 3166, of the store. */
export function claimsOf(buyer: ImportedBuyer, country: string): BuyerClaims {
  const { platformAccount, email, phone } = buyer
  return {
    platformAccount,
    email,
    ...(phone && { phone: { text: phone, reading: readPhone(phone, country) } }),
  }
}

/**
 * What the phone library makes of a text: `country` (ISO 3166, of the store) applies where there is no +code.
 * Null where it sees no number at all. A reading is no verdict: the library calls `18877771111 ext 123` valid, and
 * knows nothing of numbers that a platform lends for a week. `identifiesByPhone` decides.
 */
export function readPhone(text: string, country: string): PhoneReading | null {
  const known = country.toUpperCase()
  const defaultCountry: CountryCode | undefined = isSupportedCountry(known) ? known : undefined
  const plain = text.trim().replace(/^\((\+\d{1,3})\)/, '$1 ')
  const number = parsePhoneNumberFromString(plain, {
    extract: false,
    ...(defaultCountry && { defaultCountry }),
  })
  if (!number) return null
  return {
    e164: number.number,
    national: number.nationalNumber,
    country: number.country ?? null,
    kind: kindOf(number.getType()),
    isValid: number.isValid(),
    extension: number.ext ?? null,
  }
}

function kindOf(type: string | undefined): PhoneReading['kind'] {
  if (type === 'MOBILE') return 'mobile'
  if (type === 'FIXED_LINE') return 'landline'
  // North America gives mobiles and landlines the same numbers.
  return type === 'FIXED_LINE_OR_MOBILE' ? 'mobile_or_landline' : 'other'
}
