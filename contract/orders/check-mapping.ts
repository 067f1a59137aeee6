/**
 * Says what is wrong with a mapping that somebody wrote by hand, and where. The same rules as the schema in mapping.ts,
 * told so that a person can mend them.
 */
import { importedStatuses } from './imported-status.ts'
import type { OrderMapping } from './mapping.ts'
import {
  dateOrders,
  discountKinds,
  mappingFields,
  type FieldKind,
  type MappingSection,
} from './mapping-fields.ts'

/** Closed: clients have a sentence for each. */
export const mappingRules = [
  'not_json',
  'not_an_object',
  'unknown_key',
  'missing',
  'wrong_value',
  'not_a_column',
  'one_source',
  'unknown_zone',
  'no_amount',
  'column_missing',
  'column_twice',
] as const
export type MappingRule = (typeof mappingRules)[number]
export interface MappingProblem {
  /** `/order/placedAt/order` */
  path: string
  rule: MappingRule
  /** What may stand there, or the offending name. */
  detail: string
}

type Report = (path: string, rule: MappingRule, detail: string) => void
type Json = Readonly<Record<string, unknown>>

const marks = ['.', ',']
const amountKeys: Readonly<Record<string, readonly string[]>> = {
  mark: marks,
  unit: ['major', 'minor'],
  beyond: ['noise', 'round'],
}
const delimiters = [',', ';', '\t', '|', 'spaces']
const sourceKeys = ['column', 'first', 'constant', 'join', 'nth', 'optional']
/** What may be said of a column beyond its name, by the kind of its field. */
const moreKeys: Readonly<Record<FieldKind, readonly string[]>> = {
  id: ['row'],
  text: [],
  time: ['zone', 'order'],
  money: ['mark', 'unit', 'beyond', 'sum', 'each'],
  discount: ['mark', 'unit', 'beyond', 'as'],
}
const choices: Readonly<Record<string, readonly string[]>> = {
  ...amountKeys,
  each: ['order', 'row'],
  as: discountKinds,
}
const topKeys = [
  'version',
  'name',
  'rows',
  'file',
  'blank',
  'times',
  'money',
  'statuses',
  'lines',
  ...Object.keys(mappingFields),
]

export type CheckedMapping = { ok: true; mapping: OrderMapping } | { ok: false; problems: MappingProblem[] }

/** The mapping in a JSON text. */
export function parseMapping(text: string): CheckedMapping {
  try {
    return checkMapping(JSON.parse(text.replace(/^\ufeff/, '')))
  } catch (error) {
    return {
      ok: false,
      problems: [{ path: '', rule: 'not_json', detail: error instanceof Error ? error.message : '' }],
    }
  }
}

export function checkMapping(value: unknown): CheckedMapping {
  const problems: MappingProblem[] = []
  const report: Report = (path, rule, detail) => problems.push({ path, rule, detail })
  if (isObject(value)) checkTop(value, report)
  else report('', 'not_an_object', '')
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, mapping: value as unknown as OrderMapping }
}

function checkTop(value: Json, report: Report): void {
  onlyKeys(value, topKeys, '', report)
  if (value['version'] !== 1)
    report('/version', value['version'] === undefined ? 'missing' : 'wrong_value', '1')
  if (value['rows'] === undefined) report('/rows', 'missing', 'order, line')
  else oneOf(value['rows'], ['order', 'line'], '/rows', report)
  text(value['name'], '/name', report)
  blanks(value['blank'], '/blank', report)
  layout(value['file'], '/file', report)
  const times = section(value, 'times', ['zone', 'order'], report)
  if (times) timeKeys(times, '/times', report)
  const money = section(value, 'money', ['currency', ...Object.keys(amountKeys)], report)
  if (money) {
    choose(money, '/money', report)
    const currency = money['currency']
    if (currency !== undefined && !(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)))
      report('/money/currency', 'wrong_value', 'three capital letters, such as CNY')
  }
  statuses(value['statuses'], report)
  for (const name of Object.keys(mappingFields) as MappingSection[]) fields(value, name, '', report)
  lines(value['lines'], report)
  needed(value, report)
}

function needed(value: Json, report: Report): void {
  const order = isObject(value['order']) ? value['order'] : {}
  if (order['id'] === undefined) report('/order/id', 'missing', '')
  if (order['placedAt'] === undefined) report('/order/placedAt', 'missing', '')
  const line = isObject(value['line']) ? value['line'] : {}
  const isPriced = [order['total'], order['goods'], line['unitPrice'], line['total'], value['lines']].some(
    (field) => field !== undefined,
  )
  if (!isPriced) report('/order/total', 'no_amount', 'order.total, order.goods, line.unitPrice, line.total')
}

function lines(value: unknown, report: Report): void {
  if (value === undefined) return
  if (!isObject(value)) return report('/lines', 'not_an_object', '')
  onlyKeys(value, ['file', 'order', 'line'], '/lines', report)
  layout(value['file'], '/lines/file', report)
  if (value['order'] === undefined) report('/lines/order', 'missing', '')
  else source(value['order'], 'text', '/lines/order', report)
  if (value['line'] === undefined) report('/lines/line', 'missing', '')
  fields(value, 'line', '/lines', report)
}

function fields(value: Json, name: MappingSection, under: string, report: Report): void {
  const given = value[name]
  const path = `${under}/${name}`
  if (given === undefined) {
    if (name === 'order') report(path, 'missing', '')
    return
  }
  if (!isObject(given)) return report(path, 'not_an_object', '')
  const known: Readonly<Record<string, FieldKind>> = mappingFields[name]
  onlyKeys(given, Object.keys(known), path, report)
  for (const [field, kind] of Object.entries(known))
    if (given[field] !== undefined) source(given[field], kind, `${path}/${field}`, report)
}

function source(value: unknown, kind: FieldKind, path: string, report: Report): void {
  if (isColumn(value)) return
  if (Array.isArray(value)) return columns(value, path, report)
  if (!isObject(value)) return report(path, 'not_a_column', '')
  onlyKeys(value, [...sourceKeys, ...moreKeys[kind]], path, report)
  const from = ['column', 'first', 'constant', 'sum', 'row'].filter((key) => value[key] !== undefined)
  if (from.length !== 1)
    report(
      path,
      'one_source',
      ['column', 'first', 'constant', ...moreKeys[kind].filter((key) => key === 'sum' || key === 'row')].join(
        ', ',
      ),
    )
  const column = value['column']
  if (Array.isArray(column)) columns(column, `${path}/column`, report)
  else if (column !== undefined && !isColumn(column)) report(`${path}/column`, 'not_a_column', '')
  for (const key of ['first', 'sum'])
    if (value[key] !== undefined) columns(value[key], `${path}/${key}`, report)
  text(value['constant'], `${path}/constant`, report)
  text(value['join'], `${path}/join`, report, 20)
  const nth = value['nth']
  if (nth !== undefined && !(Number.isInteger(nth) && Number(nth) >= 1 && Number(nth) <= 2000))
    report(`${path}/nth`, 'wrong_value', '1, 2, 3 …')
  for (const key of ['optional', 'row'])
    if (value[key] !== undefined && typeof value[key] !== 'boolean')
      report(`${path}/${key}`, 'wrong_value', 'true, false')
  choose(value, path, report)
  if (kind === 'time') timeKeys(value, path, report)
}

function columns(value: unknown, path: string, report: Report): void {
  if (!Array.isArray(value) || value.length === 0 || value.length > 20)
    return report(path, 'not_a_column', '')
  value.forEach((one, index) => {
    if (!isColumn(one)) report(`${path}/${index}`, 'not_a_column', '')
  })
}

function choose(value: Json, path: string, report: Report): void {
  for (const [key, allowed] of Object.entries(choices))
    if (value[key] !== undefined) oneOf(value[key], allowed, `${path}/${key}`, report)
}

function timeKeys(value: Json, path: string, report: Report): void {
  if (value['order'] !== undefined) oneOf(value['order'], dateOrders, `${path}/order`, report)
  const zone = value['zone']
  if (zone !== undefined && !isZone(zone))
    report(`${path}/zone`, 'unknown_zone', typeof zone === 'string' ? zone.slice(0, 64) : '')
}

function isZone(zone: unknown): boolean {
  if (typeof zone !== 'string' || zone.length > 64) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    // The only way to ask: an unknown zone throws.
    return false
  }
}

function statuses(value: unknown, report: Report): void {
  if (value === undefined) return
  if (!isObject(value)) return report('/statuses', 'not_an_object', '')
  for (const [word, status] of Object.entries(value))
    oneOf(status, importedStatuses, `/statuses/${word}`, report)
}

function layout(value: unknown, path: string, report: Report): void {
  if (value === undefined) return
  if (!isObject(value)) return report(path, 'not_an_object', '')
  onlyKeys(value, ['headers', 'delimiter'], path, report)
  const { headers } = value
  const isList =
    Array.isArray(headers) && headers.length > 0 && headers.length <= 2000 && headers.every(isColumn)
  if (headers !== undefined && !isList) report(`${path}/headers`, 'not_a_column', '')
  if (value['delimiter'] !== undefined) oneOf(value['delimiter'], delimiters, `${path}/delimiter`, report)
}

function blanks(value: unknown, path: string, report: Report): void {
  if (value === undefined) return
  const isList =
    Array.isArray(value) &&
    value.length <= 40 &&
    value.every((one) => typeof one === 'string' && one.length <= 40)
  if (!isList) report(path, 'wrong_value', 'a list of texts')
}

function section(value: Json, name: string, keys: readonly string[], report: Report): Json | null {
  const given = value[name]
  if (given === undefined) return null
  if (!isObject(given)) {
    report(`/${name}`, 'not_an_object', '')
    return null
  }
  onlyKeys(given, keys, `/${name}`, report)
  return given
}

function onlyKeys(value: Json, keys: readonly string[], path: string, report: Report): void {
  for (const key of Object.keys(value))
    if (!keys.includes(key)) report(`${path}/${key}`, 'unknown_key', keys.join(', '))
}

function oneOf(value: unknown, allowed: readonly string[], path: string, report: Report): void {
  if (!allowed.includes(value as string)) report(path, 'wrong_value', allowed.join(', '))
}

function text(value: unknown, path: string, report: Report, most = 200): void {
  if (value !== undefined && (typeof value !== 'string' || value.length > most))
    report(path, 'wrong_value', `a text of at most ${most} characters`)
}

const isColumn = (value: unknown): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= 200
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
