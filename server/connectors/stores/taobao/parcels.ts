import type { ImportedParcel } from '#contract/orders/import-record.ts'

/**
 * `No:21026`, or several numbers in one cell; the carriers beside them are matched one to one, or one carrier to
 * all. With other counts the carriers stay out: a wrong carrier is worse than none.
 */
export function parseParcels(numbers: string, carriers: string): ImportedParcel[] {
  const found = numbers
    .split(/[,，;；、|\s]+/)
    .map((number) => number.replace(/^no[:：.]\s*/i, ''))
    .filter((number) => number !== '' && number !== 'null')
  const trackingNumbers = [...new Set(found)]
  const names = carriers
    .split(/[,，;；、|]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const isOneToOne = names.length === found.length && found.length === trackingNumbers.length
  return trackingNumbers.map((trackingNumber, index) => {
    const carrier = isOneToOne ? names[index] : new Set(names).size === 1 ? names[0] : undefined
    return { trackingNumber, ...(carrier && { carrier }) }
  })
}
