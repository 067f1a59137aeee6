/**
 * Changes of a mapping by hand, one column at a time. What a mapping says besides (several columns joined, a constant) is
 * kept as it is until somebody chooses another column for that field.
 */
import type { OrderMapping } from '#contract/orders/mapping.ts'
import { mappingFields, type MappingSection } from '#contract/orders/mapping-fields.ts'

export type FieldPath = `${MappingSection}.${string}`
/** A field's place: a column by its index, nothing, or something that one choice cannot say. */
export type Place = number | null | 'said'

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>
const sections = Object.keys(mappingFields) as MappingSection[]

/** Without these no order can be read; the last is one of several that say what it cost. */
export const neededFields: readonly FieldPath[] = ['order.id', 'order.placedAt', 'order.total']
const amountFields: readonly FieldPath[] = ['order.total', 'order.goods', 'line.unitPrice', 'line.total']

/** Every field, section by section. */
export const allFields: readonly FieldPath[] = sections.flatMap((section) =>
  Object.keys(mappingFields[section]).map((field): FieldPath => `${section}.${field}`),
)

export const sourceOf = (mapping: OrderMapping, field: FieldPath): unknown => {
  const [section = '', name = ''] = field.split('.')
  return (mapping as unknown as Sections)[section]?.[name]
}

const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/** Where the field stands in this header. */
export const placeOf = (mapping: OrderMapping, field: FieldPath, headers: readonly string[]): Place => {
  const source = sourceOf(mapping, field)
  if (source === undefined) return null
  const { column, nth = 1 } = (typeof source === 'string' ? { column: source } : source) as {
    column?: unknown
    nth?: number
  }
  if (typeof column !== 'string') return 'said'
  const places = headers.flatMap((header, index) => (fold(header) === fold(column) ? [index] : []))
  return places[nth - 1] ?? 'said'
}

/** The mapping with another column for a field, or with none. */
export const withColumn = (
  mapping: OrderMapping,
  field: FieldPath,
  column: number | null,
  headers: readonly string[],
): OrderMapping => {
  const [section = '', name = ''] = field.split('.')
  const given = (mapping as unknown as Sections)[section] ?? {}
  const before = given[name]
  const others = Object.fromEntries(Object.entries(given).filter(([other]) => other !== name))
  const next = column === null ? others : { ...others, [name]: columnSource(before, column, headers) }
  const isEmpty = Object.keys(next).length === 0 && section !== 'order'
  const parts = Object.entries(mapping).filter(([part]) => part !== section)
  return { ...Object.fromEntries(parts), ...(isEmpty ? {} : { [section]: next }) } as unknown as OrderMapping
}

/**
 * The same for a person's choice: a column that was only guessed to be something else is let go there. What they chose
 * before stays.
 */
export const withChoice = (
  mapping: OrderMapping,
  field: FieldPath,
  column: number | null,
  headers: readonly string[],
  chosen: ReadonlySet<FieldPath>,
): OrderMapping => {
  const rivals = allFields.filter(
    (other) =>
      other !== field && !chosen.has(other) && column !== null && placeOf(mapping, other, headers) === column,
  )
  const freed = rivals.reduce((next, other) => withColumn(next, other, null, headers), mapping)
  return withColumn(freed, field, column, headers)
}

/** What was said of the way a column is written (cents, shares) was said of that column. */
const columnSource = (before: unknown, column: number, headers: readonly string[]): unknown => {
  const name = headers[column] ?? ''
  const same = headers.flatMap((header, index) => (fold(header) === fold(name) ? [index] : []))
  const each = typeof before === 'object' && before !== null && 'each' in before ? { each: before.each } : {}
  if (same.length === 1 && Object.keys(each).length === 0) return name
  return { column: name, ...(same.length > 1 && { nth: same.indexOf(column) + 1 }), ...each }
}

/** Fields that must still be given a column. */
export const missingFields = (mapping: OrderMapping): FieldPath[] => {
  const has = (field: FieldPath) => sourceOf(mapping, field) !== undefined
  return neededFields.filter((field) => (field === 'order.total' ? !amountFields.some(has) : !has(field)))
}

/** A column's first values that say something, each once. */
export const valuesOf = (rows: readonly (readonly string[])[], column: number, most: number): string[] =>
  [
    ...new Set(
      rows.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '' && value !== '-'),
    ),
  ].slice(0, most)

/** How dates are written, said for the whole file. */
export const withDateOrder = (mapping: OrderMapping, order: 'ymd' | 'mdy' | 'dmy'): OrderMapping => ({
  ...mapping,
  times: { ...mapping.times, order },
})

/** A word of the file and ours for it; null leaves it to what is usual. */
export const withStatus = (mapping: OrderMapping, word: string, status: string | null): OrderMapping => {
  const others = Object.entries(mapping.statuses ?? {}).filter(([known]) => known !== word)
  const statuses = Object.fromEntries(status === null ? others : [...others, [word, status]])
  const rest = Object.fromEntries(Object.entries(mapping).filter(([part]) => part !== 'statuses'))
  return { ...rest, ...(Object.keys(statuses).length > 0 && { statuses }) } as OrderMapping
}
