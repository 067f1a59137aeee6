import type { ImportedRecipient } from '#contract/orders/import-record.ts'

type Address = Pick<ImportedRecipient, 'province' | 'city' | 'district' | 'line' | 'zip'>

const province = /(?:省|市|自治区|特别行政区|海外)$|^(?:北京|上海|天津|重庆)$/

/**
 * `省 市 区 街道(邮编)` in its parts. What does not look like it stays whole in `line`; `000000` is no postcode.
 */
export function parseTaobaoAddress(text: string): Address {
  const [, body = text, zip = ''] = /^(.*?)\s*[(（](\d{6})?[)）]$/s.exec(text) ?? []
  const address: Address = zip === '' || zip === '000000' ? {} : { zip }
  const parts = body.trim().split(/\s+/)
  if (parts.length < 3 || !province.test(parts[0] as string)) return { ...address, line: body.trim() }
  const [first, city, ...others] = parts
  const district = others.length > 1 ? others.shift() : undefined
  return { province: first, city, ...(district && { district }), line: others.join(' '), ...address }
}
