/**
 * What of an order leaves the desk 给买家看的 [ORD-07, ORD-10]: enough to recognise one's own, not enough to use somebody else's. The
 * address stands in full only while it can still be corrected: a flat number behind stars cannot be checked.
 */
export const maskName = (name: string | null): string | null => {
  if (name === null || name.includes('*')) return name
  const letters = [...name.trim()]
  if (letters.length < 2) return letters.join('')
  const isChinese = /^\p{Script=Han}/u.test(name.trim())
  if (isChinese) return `${letters[0]}${'*'.repeat(Math.min(letters.length - 1, 2))}`
  const [first = '', ...rest] = name.trim().split(/\s+/)
  return rest.length === 0 ? `${letters[0]}***` : `${first} ${[...(rest.at(-1) ?? '')][0] ?? ''}.`
}

/** Which of one's addresses it was, and not where: the large parts, which stand first in Chinese and last elsewhere. */
export const maskAddress = (address: string | null): string | null => {
  if (address === null || address.includes('*')) return address
  const letters = [...address]
  const parts = address.split(',')
  const large = parts.length > 1 ? parts.at(-1) : undefined
  if (!/\p{Script=Han}/u.test(address) && large !== undefined) return `***,${large}`
  return `${letters.slice(0, Math.min(12, Math.ceil(letters.length / 3))).join('')}***`
}

/** The last four characters of an order's number. */
export const tailOf = (name: string): string => [...name].slice(-4).join('')
