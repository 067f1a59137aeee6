import type { LinesMapping, MappedSource, OrderMapping } from '#contract/orders/mapping.ts'
import { mappingFields, type FieldKind, type MappingSection } from '#contract/orders/mapping-fields.ts'
import type { FileFailure } from '#contract/orders/import-record.ts'
import { cleanCell, unmarkedCell } from '#platform/tabular/cell.ts'

/** A field of the mapping, found in a file. */
export interface FoundField {
  /** What the file calls it. */
  label: string
  /** The values of its columns, cleaned; blank ones are empty. One for a constant. */
  read(cells: readonly string[]): string[]
  /** How several values become one text. */
  join: string
  /** What the mapping says of it besides where it stands. */
  more: Readonly<Record<string, unknown>>
}
/** `order.placedAt` → the field. */
export type FoundFields = ReadonlyMap<string, FoundField>

export type Found =
  | { ok: true; fields: FoundFields }
  | {
      ok: false
      failure: Extract<FileFailure, 'missing_column' | 'duplicate_column'>
      detail: string
      path: string
    }

/** What stands for nothing in most tables. A lower-case dash is too common a value for nothing to be spelled out each time. */
const usualBlanks = ['NULL', 'null', '\\N', '-', '--', '—', 'N/A', '#N/A']
/** Values that are text whatever a spreadsheet made of them carry no mark for it. */
export const unmarkedFields: ReadonlySet<string> = new Set([
  'order.id',
  'buyer.phone',
  'buyer.account',
  'recipient.phone',
  'recipient.zip',
  'line.id',
  'line.sku',
  'parcel.trackingNumber',
  'order.name',
])

interface Detailed {
  column?: string | string[]
  first?: string[]
  sum?: string[]
  constant?: string
  join?: string
  nth?: number
  optional?: boolean
  row?: boolean
}

/** Where the mapping's columns stand in this header, or which of them is not there or there twice. */
export function resolveMapping(
  headers: readonly string[],
  parts: Pick<OrderMapping, 'order' | 'line' | 'buyer' | 'recipient' | 'parcel' | 'blank'>,
): Found {
  const sources: [string, MappedSource][] = []
  for (const section of Object.keys(mappingFields) as MappingSection[]) {
    const given = (parts[section] ?? {}) as Readonly<Record<string, MappedSource | undefined>>
    for (const field of Object.keys(mappingFields[section])) {
      const source = given[field]
      if (source !== undefined) sources.push([`${section}.${field}`, source])
    }
  }
  return resolve(headers, sources, parts.blank ?? [])
}

/** The same for the file of lines: `order` is the number of the order that a line belongs to. */
export function resolveLines(
  headers: readonly string[],
  mapping: LinesMapping,
  blank: readonly string[],
): Found {
  const line = mapping.line as Readonly<Record<string, MappedSource | undefined>>
  const sources: [string, MappedSource][] = [['order.id', mapping.order]]
  for (const [field, source] of Object.entries(line))
    if (source !== undefined) sources.push([`line.${field}`, source])
  return resolve(headers, sources, blank)
}

function resolve(
  headers: readonly string[],
  sources: readonly [string, MappedSource][],
  blank: readonly string[],
): Found {
  const folded = headers.map(fold)
  const blanks = new Set([...usualBlanks, ...blank])
  const fields = new Map<string, FoundField>()
  for (const [path, source] of sources) {
    const detailed: Detailed =
      typeof source === 'string' || Array.isArray(source) ? { column: source } : (source as Detailed)
    const names = namesOf(detailed)
    const at: number[] = []
    for (const name of names) {
      const places = folded.flatMap((header, index) => (header === fold(name) ? [index] : []))
      if (places.length > 1 && detailed.nth === undefined)
        return { ok: false, failure: 'duplicate_column', detail: name, path }
      const place = places[(detailed.nth ?? 1) - 1]
      if (place === undefined && detailed.optional !== true && detailed.first === undefined)
        return { ok: false, failure: 'missing_column', detail: name, path }
      if (place !== undefined) at.push(place)
    }
    if (names.length > 0 && at.length === 0 && detailed.optional !== true)
      return { ok: false, failure: 'missing_column', detail: names.join(' / '), path }
    if (names.length > 0 && at.length === 0) continue
    fields.set(path, fieldOf(path, detailed, at, headers, blanks))
  }
  return { ok: true, fields }
}

const namesOf = ({ column, first, sum }: Detailed): string[] =>
  first ?? sum ?? (column === undefined ? [] : Array.isArray(column) ? column : [column])

function fieldOf(
  path: string,
  detailed: Detailed,
  at: readonly number[],
  headers: readonly string[],
  blanks: ReadonlySet<string>,
): FoundField {
  const clean = unmarkedFields.has(path) ? unmarkedCell : cleanCell
  const read = (cells: readonly string[]) =>
    at.map((index) => {
      const text = clean(cells[index] ?? '')
      // A spreadsheet's mark for text stands before these as well.
      return blanks.has(text) || (text.startsWith("'") && blanks.has(text.slice(1))) ? '' : text
    })
  const { constant, join = ' ', ...more } = detailed
  const label = at.map((index) => headers[index]).join(' + ') || path
  if (constant !== undefined)
    return { label: path, join, more: { ...more, constant }, read: () => [constant] }
  if (detailed.first)
    return {
      label,
      join,
      more: { ...more },
      read: (cells) =>
        read(cells)
          .filter((text) => text !== '')
          .slice(0, 1),
    }
  return { label, join, more: { ...more }, read }
}

/** Names are compared without case, width and spaces around. */
export const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/** The fields of a kind that a mapping reads, for whoever walks them. */
export const fieldsOfKind = (section: MappingSection, kind: FieldKind): string[] =>
  Object.entries(mappingFields[section]).flatMap(([field, one]) => (one === kind ? [field] : []))
