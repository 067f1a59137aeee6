/**
 * Guesses the mapping 对照 of a table that nobody has described: from its header, the look of its values, and what the
 * values tell of the way it is written (one row an order or a line, days before months, shares or amounts). A guess is a
 * proposal: a person sees it on their own rows before anything goes in.
 */
import type { OrderMapping } from '#contract/orders/mapping.ts'
import { mappingFields } from '#contract/orders/mapping-fields.ts'
import { currencyNamedBy } from '#platform/tabular/amount-currency.rules.ts'
import { markOf } from '#platform/tabular/amount-mark.rules.ts'
import {
  guessColumns,
  isBlankValue,
  shareOf,
  type ColumnGuess,
} from '#platform/tabular/column-guess.rules.ts'
import { dateOrderOf, type DateOrder } from '#platform/tabular/date-order.rules.ts'
import { orderColumnHints } from './order-columns.rules.ts'

export interface GuessedMapping {
  mapping: OrderMapping
  guesses: ColumnGuess<string>[]
  /** `section.field` without which no order can be read. */
  missing: string[]
}

type Rows = readonly (readonly string[])[]
type Fields = Record<string, Record<string, unknown>>

const timeFields = ['placedAt', 'paidAt', 'shippedAt', 'completedAt', 'cancelledAt', 'dispatchDueAt']
const amounts = ['order.total', 'order.goods', 'line.unitPrice', 'line.total']
/** Told by each line of an order for itself where the same order has different ones. */
const partAmounts = ['total', 'goods', 'freight', 'discount', 'tax', 'paid', 'refunded']

/** `rows`: a few dozen of the table's rows, as they stand. `home`: the currency that a sign such as ¥ is most likely to mean. */
export function guessMapping(
  headers: readonly string[],
  rows: Rows,
  home: string | null = null,
): GuessedMapping {
  const guesses = dropRivals(guessColumns(headers, rows, orderColumnHints), headers)
  const columnOf = new Map(guesses.map(({ field, column }) => [field, column]))
  const valuesOf = (field: string): string[] => {
    const column = columnOf.get(field)
    return column === undefined ? [] : rows.map((row) => (row[column] ?? '').trim())
  }
  const isByLine = hasRepeats(valuesOf('order.id')) || columnOf.has('line.id')
  const fields: Fields = {}
  for (const { field, column } of guesses) {
    const [section = '', name = ''] = field.split('.')
    const source = sourceOf(headers, column)
    ;(fields[section] ??= {})[name] = source
  }
  if (isByLine) sumParts(fields, valuesOf)
  writeDiscount(fields, valuesOf('line.discount'))
  const times = timeFields.flatMap((field) => valuesOf(`order.${field}`))
  const order = orderIn(times)
  const currency = columnOf.has('order.currency') ? null : currencyNamedBy(amounts.flatMap(valuesOf), home)
  const money = { ...(currency !== null && { currency }), ...writeMarks(fields, valuesOf) }
  const mapping = {
    version: 1,
    rows: isByLine ? 'line' : 'order',
    ...(order === null ? {} : { times: { order } }),
    ...(Object.keys(money).length > 0 && { money }),
    order: {},
    ...fields,
  } as OrderMapping
  return { mapping, guesses, missing: missingOf(new Set(columnOf.keys())) }
}

/** Fields without which no order can be read: its number, its day, and something that says what it cost. */
export function missingOf(fields: ReadonlySet<string>): string[] {
  const needed = ['order.id', 'order.placedAt'].filter((field) => !fields.has(field))
  return amounts.some((field) => fields.has(field)) ? needed : [...needed, 'order.total']
}

/** A second column of the same name is told by its place among them. */
function sourceOf(headers: readonly string[], column: number): unknown {
  const name = headers[column] ?? ''
  const same = headers.flatMap((header, index) => (fold(header) === fold(name) ? [index] : []))
  return same.length === 1 ? name : { column: name, nth: same.indexOf(column) + 1 }
}
const detailed = (source: unknown): object =>
  typeof source === 'string' ? { column: source } : (source as object)
const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/**
 * A column named `Shipping` is freight and `Shipping Name` the recipient's; where only vague names were found for a field
 * that nobody needs, none is better than a wrong one.
 */
function dropRivals(guesses: ColumnGuess<string>[], headers: readonly string[]): ColumnGuess<string>[] {
  return guesses.filter(({ field, column, confidence }) => {
    if ((headers[column] ?? '').trim() === '') return false
    const isNeeded = field === 'order.id' || field === 'order.placedAt' || amounts.includes(field)
    return confidence >= (isNeeded ? 0.3 : 0.5)
  })
}

/** The same number on two rows, or rows that leave it out between rows that have it. */
function hasRepeats(ids: readonly string[]): boolean {
  const filled = ids.filter((id) => !isBlankValue(id))
  return new Set(filled).size < filled.length || (filled.length > 0 && filled.length < ids.length)
}

/** Of amounts that differ between the rows of one order, each row tells its part. */
function sumParts(fields: Fields, valuesOf: (field: string) => string[]): void {
  const ids = valuesOf('order.id')
  for (const field of partAmounts) {
    const values = valuesOf(`order.${field}`)
    if (values.length === 0) continue
    const seen = new Map<string, string>()
    const differs = ids.some((id, index) => {
      const value = values[index] ?? ''
      if (isBlankValue(value) || isBlankValue(id)) return false
      const known = seen.get(id)
      seen.set(id, value)
      return known !== undefined && known !== value
    })
    const given = fields['order']?.[field]
    if (differs && fields['order'])
      fields['order'][field] = {
        ...detailed(given),
        each: 'row',
      }
  }
}

/** A line's discount below one is a share of it; with a percent sign, or a name that says so, a percentage. */
function writeDiscount(fields: Fields, values: readonly string[]): void {
  const given = fields['line']?.['discount']
  if (given === undefined || !fields['line']) return
  const telling = values.filter((value) => !isBlankValue(value) && Number(value) !== 0)
  const isPercent =
    telling.some((value) => value.includes('%')) || /percent|%|率/i.test(JSON.stringify(given))
  const isShare = telling.length > 0 && shareOf(telling, 'share') === 1 && !isPercent
  const kind = isPercent ? 'percent' : isShare ? 'share' : 'amount'
  if (kind !== 'amount')
    fields['line']['discount'] = {
      ...detailed(given),
      as: kind,
    }
}

/**
 * Which of day and month comes first; null where years do. Where no day above 12 tells, dots are written with the day
 * first nearly everywhere, and with slashes the United States are the likeliest guess.
 */
function orderIn(values: readonly string[]): DateOrder | null {
  const written = values.filter((value) => /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}/.test(value))
  if (written.length === 0) return null
  return dateOrderOf(written) ?? (written.some((value) => /^\d{1,2}\.\d/.test(value)) ? 'dmy' : 'mdy')
}

/**
 * What stands before the decimals, where amounts tell: once for all columns, or for each where they differ. Columns that do not
 * tell are left alone; their doubtful amounts are refused rather than read a thousand times too small.
 */
function writeMarks(fields: Fields, valuesOf: (field: string) => string[]): { mark?: '.' | ',' } {
  const found = moneyFields.flatMap((path) => {
    const mark = markOf(valuesOf(path))
    return mark === null ? [] : [{ path, mark }]
  })
  const marks = new Set(found.map(({ mark }) => mark))
  const [only] = marks
  if (only === undefined) return {}
  if (marks.size === 1) return { mark: only }
  for (const { path, mark } of found) {
    const [section = '', name = ''] = path.split('.')
    const given = fields[section]?.[name]
    if (fields[section]) fields[section][name] = { ...detailed(given), mark }
  }
  return {}
}
const moneyFields = (['order', 'line'] as const).flatMap((section) =>
  Object.entries(mappingFields[section]).flatMap(([field, kind]) =>
    kind === 'money' ? [`${section}.${field}`] : [],
  ),
)
