/**
 * Who is who 身份识别 (CHN-02): what may say that two contacts are the same person. A platform account in one store, a signed
 * site login, an e-mail or a full phone number that the buyer gave. Masked (`138****0000`), encrypted (`##…`) and
 * virtual (`18877771111-123`, lent by a platform for one order) values never identify and never merge, whatever a
 * phone library thinks of them. The recipient of a parcel is another role: nothing of a recipient comes here.
 * A wrong "same person" shows one buyer's orders to another, a missed one costs a click: in doubt, no.
 */
import type { identityKinds } from '#contract/customers/customers.ts'

export type IdentityKind = (typeof identityKinds)[number]

/** What a phone library read, as plain data. */
export interface PhoneReading {
  /** `+8613812345678`. */
  e164: string
  /** Digits without country code and trunk prefix. */
  national: string
  /** ISO 3166 or null. */
  country: string | null
  kind: 'mobile' | 'landline' | 'mobile_or_landline' | 'other'
  isValid: boolean
  extension: string | null
}

/** Why a value does not identify. Closed. */
export const nonIdentityReasons = [
  'empty',
  /** Digits or letters are hidden. */
  'masked',
  /** Ciphertext of a platform. */
  'encrypted',
  /** A number lent by a platform, with an extension or from a range that only platforms use. */
  'virtual',
  /** Many people answer a landline. */
  'landline',
  /** A service, toll-free, machine or other number that belongs to no one person. */
  'not_personal',
  /** Typed to get past a form. */
  'fake',
  /** No such e-mail address, number or account. */
  'invalid',
  /** A site login without a valid signature is a claim. */
  'unsigned',
] as const
export type NonIdentityReason = (typeof nonIdentityReasons)[number]

export type Verdict = { identifies: true; value: string } | { identifies: false; reason: NonIdentityReason }

export interface Identity {
  kind: IdentityKind
  /** Normalized: e-mails in lower case, phones as E.164, accounts and logins trimmed. Equal values, same person. */
  value: string
  /** True: equal only within one store. */
  storeScoped: boolean
}

export interface IdentityFinding {
  identities: Identity[]
  /** What was given and does not identify, for the record and the screen; the values themselves are not repeated. */
  rejected: { kind: IdentityKind; reason: NonIdentityReason }[]
}

/** What a buyer is known by, from an order or from a chat. A recipient's phone or name must not be put here. */
export interface BuyerClaims {
  platformAccount?: string | undefined
  siteLogin?: { id: string; isSigned: boolean } | undefined
  email?: string | undefined
  phone?: { text: string; reading: PhoneReading | null } | undefined
}

const MAX_ACCOUNT = 200
/** Asterisks of all widths, bullets and blocks that hide characters. */
const maskMark = /[*＊∗⁎✱✲⋆★☆•●○·・⚫◦■□█▇#＃]/u
const ciphertext = /^(?:#{2}|\${2}|~)|^[A-Za-z0-9+/_-]{40,}={0,2}[~$#]*$/
/** `6.28E+12`: a number that a spreadsheet shortened, the same for thousands of accounts. */
const rounded = /^[+-]?\d+(?:[.,]\d+)?e\+\d+$/i
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
/** Stand for "no value" in exports. */
const absent = new Set([
  'null',
  'none',
  'undefined',
  'nan',
  'n/a',
  'na',
  '-',
  '--',
  '/',
  '无',
  '匿名',
  '匿名买家',
  'anonymous',
])

/** All identities of a buyer, the surest first, and why the rest is none. */
export function identitiesOf(claims: BuyerClaims): IdentityFinding {
  const finding: IdentityFinding = { identities: [], rejected: [] }
  const judge = (kind: IdentityKind, storeScoped: boolean, verdict: Verdict): void => {
    if (verdict.identifies) finding.identities.push({ kind, value: verdict.value, storeScoped })
    else if (verdict.reason !== 'empty') finding.rejected.push({ kind, reason: verdict.reason })
  }
  if (claims.siteLogin) judge('site_login', true, identifiesByLogin(claims.siteLogin))
  judge('platform_account', true, identifiesByAccount(claims.platformAccount ?? ''))
  judge('email', false, identifiesByEmail(claims.email ?? ''))
  if (claims.phone) judge('phone', false, identifiesByPhone(claims.phone.text, claims.phone.reading))
  return finding
}

/** A nick or open id. Kept as written: platforms tell letters apart that look alike, and so do we. */
export function identifiesByAccount(text: string): Verdict {
  const value = text.trim().normalize('NFC')
  if (value === '' || absent.has(value.toLowerCase())) return no('empty')
  if (/^(?:#{2}|\${2}|~)[A-Za-z0-9+/=_-]{16,}/.test(value)) return no('encrypted')
  if (/[*＊∗•●█]/u.test(value)) return no('masked')
  if (value.length > MAX_ACCOUNT || invisible.test(value) || rounded.test(value)) return no('invalid')
  return { identifies: true, value }
}

/** A login of the shop's own site, told by the site itself under its signature. */
export function identifiesByLogin(login: { id: string; isSigned: boolean }): Verdict {
  const verdict = identifiesByAccount(login.id)
  return verdict.identifies && !login.isSigned ? no('unsigned') : verdict
}

/**
 * Lower case throughout: the standard lets mail servers tell `Ann@` from `ann@`, none that shops meet does. Dots and
 * plus signs stay: they are different people at some servers.
 */
export function identifiesByEmail(text: string): Verdict {
  const value = text.trim().normalize('NFC').toLowerCase()
  if (value === '' || absent.has(value)) return no('empty')
  if (ciphertext.test(value)) return no('encrypted')
  if (maskMark.test(value)) return no('masked')
  const parts = value.split('@')
  const [local = '', domain = ''] = parts
  if (parts.length !== 2 || !isLocalPart(local) || !isDomain(domain)) return no('invalid')
  return isPlaceholder(local, domain) ? no('fake') : { identifies: true, value }
}

/**
 * A phone number: first what the text itself shows (a mask, a cipher, an extension), then what the library read. Every
 * digit of the text must be part of that number.
 */
export function identifiesByPhone(text: string, reading: PhoneReading | null): Verdict {
  const value = plainDigits(text.trim())
  if (value === '' || absent.has(value.toLowerCase())) return no('empty')
  if (/^(?:#{2}|\${2}|~)/.test(value) || /^(?=.*[A-Za-z])[A-Za-z0-9+/=_~$#-]{24,}$/.test(value))
    return no('encrypted')
  if (maskMark.test(value) || /[xX]{2,}|[-._]{2,}|\?/.test(value)) return no('masked')
  if (hasExtension(value) || reading?.extension) return no('virtual')
  if (!/^\(?\+?[\d\s().-]+$/.test(value)) return no('invalid')
  if (isFakeNumber(value.replace(/\D/g, '').slice(-11))) return no('fake')
  if (!reading) return no('invalid')
  return judgeReading(value, reading)
}

function judgeReading(value: string, reading: PhoneReading): Verdict {
  const digits = value.replace(/\D/g, '')
  if (isFakeNumber(reading.national)) return no('fake')
  if (reading.country === 'CN' && isLentRange(reading.national)) return no('virtual')
  if (!reading.isValid || !digits.endsWith(reading.national)) return no('invalid')
  if (reading.kind === 'landline') return no('landline')
  return reading.kind === 'other' ? no('not_personal') : { identifies: true, value: reading.e164 }
}

/** `18877771111-123`, `18877771111转123`, `…,123`, `…(123)`, `… ext 123`: a whole number, and a few digits more. */
function hasExtension(value: string): boolean {
  if (!/\d{7}/.test(value)) return false
  const separated = /(?:转|轉|分机|分機|ext\.?|extension|x|[;,，；/_([【])\s*\d{1,6}\s*[)\]】]?$/i
  return separated.test(value) || /(?:^|\D|86)1\d{10}[-\s]+\d{1,6}$/.test(value)
}

/** In China 95… belongs to platforms and call centres, which lend its numbers out call by call. */
function isLentRange(national: string): boolean {
  return /^95\d{3,}$/.test(national)
}

/**
 * One digit over and over, or counting up or down, in the last eight. 13888888888 may be somebody's pride; more often
 * it is nobody's, and then it would join strangers.
 */
function isFakeNumber(digits: string): boolean {
  if (digits === '13800138000') return true // The carrier's own number, known from every advertisement.
  const tail = digits.slice(-8)
  if (tail.length < 7) return false
  const steps = [...tail].slice(1).map((digit, index) => (Number(digit) - Number(tail[index]) + 10) % 10)
  return steps.every((step) => step === steps[0]) && [0, 1, 9].includes(steps[0] as number)
}

function isLocalPart(local: string): boolean {
  return (
    local.length <= 64 && /^[\p{L}\p{M}\p{N}!$%&'+/=?^_`{|}~.-]+$/u.test(local) && !/^\.|\.\.|\.$/.test(local)
  )
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  const isLabel = (label: string): boolean =>
    /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u.test(label)
  return (
    domain.length <= 253 &&
    labels.length >= 2 &&
    labels.every(isLabel) &&
    !/^\d+$/.test(labels.at(-1) as string)
  )
}

/** Addresses that staff type where a form demands one: they would join all such buyers to one. */
function isPlaceholder(local: string, domain: string): boolean {
  const name = local.replace(/[._-]/g, '')
  const isNobody = ['noreply', 'donotreply', 'noemail', 'nomail', 'none', 'null', 'unknown'].includes(name)
  return isNobody || domain.endsWith('.invalid') || /^no-?(?:e?mail|ne)\./.test(domain)
}

/** Full-width digits, plus, hyphen, brackets and spaces of Chinese keyboards as plain ones. */
function plainDigits(text: string): string {
  return text
    .replace(/[０-９＋－（）．　]/g, (mark) =>
      mark === '　' ? ' ' : String.fromCharCode(mark.charCodeAt(0) - 0xfee0),
    )
    .replace(/[‐‑‒–—―]/g, '-')
    .replace(/\u00a0/g, ' ')
}

function no(reason: NonIdentityReason): Verdict {
  return { identifies: false, reason }
}
