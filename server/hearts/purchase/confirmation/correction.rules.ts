/**
 * What a buyer wants otherwise 更正 [ORD-07, ORD-10]: only what really differs from the order counts, blanks are no wish, and nothing
 * that was typed is cut off or lost.
 */
import type { Correction } from '#contract/purchase/confirmation.ts'

export interface OrderSaid {
  address: string | null
  recipient: string | null
  phone: string | null
  wish: string | null
}
export type CorrectionVerdict =
  | { is: 'corrected'; correction: Correction }
  | { is: 'nothing' }
  | { is: 'wrong'; field: keyof Correction; rule: 'too_short' | 'no_number' }

const fields = ['address', 'recipient', 'phone', 'wish', 'items'] as const

export const judgeCorrection = (given: Correction, order: OrderSaid): CorrectionVerdict => {
  const entries = fields.flatMap((field) => {
    const text = tidy(given[field])
    const before = field === 'items' ? '' : tidy(order[field] ?? undefined)
    return text !== '' && text !== before ? [[field, text] as const] : []
  })
  if (entries.length === 0) return { is: 'nothing' }
  const correction = Object.fromEntries(entries) as Correction
  if (correction.address !== undefined && [...correction.address].length < 4)
    return { is: 'wrong', field: 'address', rule: 'too_short' }
  if (correction.phone !== undefined && correction.phone.replace(/\D/g, '').length < 6)
    return { is: 'wrong', field: 'phone', rule: 'no_number' }
  return { is: 'corrected', correction }
}

/** True when both want the same, in whatever order it is written. */
export const isSameCorrection = (one: Correction, other: Correction): boolean =>
  fields.every((field) => tidy(one[field]) === tidy(other[field]))

const tidy = (text: string | undefined): string => (text ?? '').replaceAll(/[^\S\n]+/g, ' ').trim()
