import { hash } from 'node:crypto'
import { firstCharacters } from '#platform/search/search-key.rules.ts'
import { shortened, unmarkedCell } from '#platform/tabular/cell.ts'
import type { TableRow } from '#platform/tabular/row-reader.ts'
import type { RowProblem } from '#platform/tabular/table-failure.ts'
import { identifiesByAccount, identitiesOf, type Identity } from '../identity.rules.ts'
import { isContact, maskIdentity } from '../masks.rules.ts'
import { readPhone } from '../phone.ts'
import { keyOfIdentity } from '../who-is-who.rules.ts'
import {
  consentOf,
  hasLostDigits,
  isBlank,
  type CustomerColumns,
  type CustomerField,
} from './columns.rules.ts'

/** One person of a file, in the words of no platform. */
export interface CustomerRecordIn {
  line: number
  /** What identifies the row in its store: the surest identity. */
  key: string
  identities: Identity[]
  name: string
  /** A nick beside an id: a further name to be found by. */
  nick: string
  city: string | null
  note: string | null
  traits: { key: string; value: string }[]
  consents: { channel: 'email' | 'sms'; isGiven: boolean | null; said: string }[]
  /** 128 bits of everything above, in the shape of a uuid. */
  contentHash: string
}

export interface RefusedCustomer {
  line: number
  /** The file's own column name, or null where the row as a whole is meant. */
  field: string | null
  reason: RowProblem | 'missing_value' | 'bad_id' | 'lost_digits' | 'conflict'
  detail: string
}

const traitFields = ['company', 'job', 'birthday', 'language', 'tags'] as const

/** The person in a row, or why there is none. `country`: in which a phone without +code is dialled, ISO 3166 or ''. */
export const readCustomerRow = (
  row: TableRow,
  columns: CustomerColumns,
  headers: readonly string[],
  country: string,
): CustomerRecordIn | RefusedCustomer => {
  const { line } = row
  const refuse = (field: CustomerField | null, reason: RefusedCustomer['reason'], detail = '') => ({
    line,
    field: field === null ? null : (headers[columns[field] ?? -1] ?? null),
    reason,
    detail: shortened(detail),
  })
  if (row.problem === 'wrong_cell_count')
    return refuse(null, row.problem, `${row.cells.length}/${headers.length}`)
  if (row.problem) return refuse(null, row.problem)
  const text = (field: CustomerField): string => {
    const at = columns[field]
    const value = at === undefined ? '' : unmarkedCell(row.cells[at] ?? '')
    return isBlank(value) ? '' : value.replaceAll('\u0000', '')
  }
  const [id, account] = [text('id'), text('account')]
  if (hasLostDigits(id)) return refuse('id', 'lost_digits', id)
  const verdict = identifiesByAccount(id)
  if (id !== '' && !verdict.identifies && verdict.reason === 'invalid') return refuse('id', 'bad_id', id)
  const phone = text('phone')
  const { identities } = identitiesOf({
    platformAccount: id || account,
    email: text('email'),
    ...(phone === '' ? {} : { phone: { text: phone, reading: readPhone(phone, country) } }),
  })
  const [surest] = identities
  if (!surest) {
    const given = (['id', 'account', 'email', 'phone'] as const).find((field) => text(field) !== '')
    const first = (['id', 'account', 'email', 'phone'] as const).find((field) => columns[field] !== undefined)
    return given
      ? refuse(given, 'bad_id', given === 'phone' ? '' : text(given))
      : refuse(first ?? null, 'missing_value')
  }
  const said = {
    identities,
    name: firstCharacters(nameIn(text), 100),
    nick: id === '' ? '' : firstCharacters(account, 100),
    city: firstCharacters(text('city'), 100) || null,
    note: firstCharacters(text('note'), 1000) || null,
    traits: traitFields.flatMap((key) => {
      const value = firstCharacters(text(key), 200)
      return value === '' ? [] : [{ key, value }]
    }),
    consents: (['email', 'sms'] as const).flatMap((channel) => {
      const word = firstCharacters(text(channel === 'email' ? 'emailConsent' : 'smsConsent'), 40)
      return word === '' ? [] : [{ channel, isGiven: consentOf(word), said: word }]
    }),
  }
  return { line, key: keyOfIdentity(surest), ...said, contentHash: uuidOf(JSON.stringify(said)) }
}

/** Account, e-mail and phone of a person as a screen shows them. */
export const shownIdentities = (identities: readonly Identity[]): [string, string, string] => {
  const shown = (...kinds: Identity['kind'][]) =>
    identities
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, value }) => maskIdentity(kind, value))
      .join(' ')
  return [shown('platform_account', 'site_login'), shown('email'), shown('phone')]
}

/** Chinese names stand without a space, the family's name first. An e-mail in the column of names is none. */
const nameIn = (text: (field: CustomerField) => string): string => {
  const whole = text('name')
  if (whole !== '') return isContact(whole) ? '' : whole
  const [first, last] = [text('firstName'), text('lastName')]
  return /\p{Script=Han}/u.test(first + last) ? last + first : `${first} ${last}`.trim()
}

const uuidOf = (text: string): string => {
  const digits = hash('md5', text, 'hex')
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
}
