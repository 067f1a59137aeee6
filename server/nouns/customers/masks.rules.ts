/**
 * What a screen shows of a phone or an e-mail (CRM-16): enough to recognise it when the buyer says it, not enough to use it.
 */
import type { identityKinds } from '#contract/customers/customers.ts'

/** `+8613812340000` → `138****0000`; other countries keep their code and the last four digits; a lent extension goes. */
export const maskPhone = (text: string): string => {
  // Platforms mask some numbers themselves.
  if (text.includes('*')) return text
  const digits = text.replace(/\D/g, '')
  const mainland = /^(?:86)?(1\d{10})$/.exec(digits)?.[1] ?? /^(1\d{10})\D+\d{1,6}$/.exec(text)?.[1]
  if (mainland) return `${mainland.slice(0, 3)}****${mainland.slice(-4)}`
  // Too short to hide anything of it and still show four.
  if (digits.length < 7) return text
  return `${text.startsWith('+') ? `+${digits.slice(0, 2)} ` : ''}****${digits.slice(-4)}`
}

/** `jane.whitfield@example.com` → `ja***@example.com`. */
export const maskEmail = (text: string): string => {
  const at = text.lastIndexOf('@')
  return at < 1 ? text : `${text.slice(0, Math.min(2, at - 1 || 1))}***${text.slice(at)}`
}

/** Many sites and platforms use the e-mail or the phone as the login; then it is masked like one. */
export const maskIdentity = (kind: (typeof identityKinds)[number], value: string): string =>
  kind === 'phone' ? maskPhone(value) : kind === 'email' ? maskEmail(value) : maskByShape(value)

/** Whatever reads as an e-mail or a phone is masked like one; the rest stays. */
export const maskByShape = (text: string): string =>
  isEmailLike(text) ? maskEmail(text) : isPhoneLike(text) ? maskPhone(text) : text

/** True for what somebody can be written to or called by: no name to call them. */
export const isContact = (text: string): boolean => isEmailLike(text) || isPhoneLike(text)

const isEmailLike = (text: string): boolean => /[^\s@]@[^\s@]/.test(text)

/** With a +code, or a mobile number of the mainland; any other row of digits is a platform's number of an account. */
const isPhoneLike = (text: string): boolean =>
  /^(?:\+\d{7,15}|(?:86)?1[3-9]\d{9})$/.test(text.replace(/[\s().-]/g, ''))
