/**
 * A mapping 对照: which column of a shop's own table means what. Written by hand as JSON, guessed from a file's header,
 * or shipped for a platform's export. Columns are named as the header names them; letter case and spaces around do not
 * matter.
 */
import { Type, type Static } from 'typebox'
import { OneOf, Strict, Text } from '../shapes.ts'
import { importedStatuses } from './imported-status.ts'
import {
  dateOrders,
  discountKinds,
  mappingFields,
  type FieldKind,
  type MappingSection,
} from './mapping-fields.ts'

const Column = Text(200)
const fromColumns = {
  /** Several are joined, blank ones left out. */
  column: Type.Optional(Type.Union([Column, Type.Array(Column, { minItems: 1, maxItems: 20 })])),
  /** The first of these that is not blank. */
  first: Type.Optional(Type.Array(Column, { minItems: 1, maxItems: 20 })),
  /** The same for every row. */
  constant: Type.Optional(Text(200)),
  /** Between joined columns; a space. */
  join: Type.Optional(Type.String({ maxLength: 20 })),
  /** Which of several columns of that name, from 1. */
  nth: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000 })),
  /** A file may lack it. */
  optional: Type.Optional(Type.Boolean()),
}
const source = <P extends Parameters<typeof Strict>[0]>(more: P) =>
  Type.Union([Column, Type.Array(Column, { minItems: 1, maxItems: 20 }), Strict({ ...fromColumns, ...more })])

const TextSource = source({})
/** `row`: the number of the row, for tables that have no number of their own. */
const IdSource = source({ row: Type.Optional(Type.Boolean()) })
const times = {
  /** IANA zone of times without an offset; else the store's. */
  zone: Type.Optional(Text(64)),
  order: Type.Optional(OneOf(dateOrders)),
}
const TimeSource = source(times)
const amounts = {
  /** What stands before the decimals. Found out value by value where left out. */
  mark: Type.Optional(OneOf(['.', ','])),
  /** `minor`: the column counts cents. */
  unit: Type.Optional(OneOf(['major', 'minor'])),
  /** More decimals than the currency has are refused, but for what computers add (9.80000019); `round` takes them all. */
  beyond: Type.Optional(OneOf(['noise', 'round'])),
}
const MoneySource = source({
  ...amounts,
  /** Added up, blank ones left out. */
  sum: Type.Optional(Type.Array(Column, { minItems: 1, maxItems: 20 })),
  /** One row a line: whether each row tells its own part, to be added up, or the order's whole. */
  each: Type.Optional(OneOf(['order', 'row'])),
})
const DiscountSource = source({
  ...amounts,
  /** An amount off the whole line, a share of one (0.15) or a percentage (15). */
  as: Type.Optional(OneOf(discountKinds)),
})

const sources = {
  id: IdSource,
  text: TextSource,
  time: TimeSource,
  money: MoneySource,
  discount: DiscountSource,
}
type SourceOf<K extends FieldKind> = (typeof sources)[K]
type FieldsOf<S extends MappingSection> = {
  [F in keyof (typeof mappingFields)[S]]: (typeof mappingFields)[S][F] extends FieldKind
    ? ReturnType<typeof Type.Optional<SourceOf<(typeof mappingFields)[S][F]>>>
    : never
}
const sectionOf = <S extends MappingSection>(section: S) =>
  Strict(
    Object.fromEntries(
      Object.entries(mappingFields[section]).map(([field, kind]) => [
        field,
        Type.Optional(sources[kind as FieldKind]),
      ]),
    ) as FieldsOf<S>,
  )

const FileLayout = Strict({
  /** Names for the columns of a file that has no header. */
  headers: Type.Optional(Type.Array(Column, { minItems: 1, maxItems: 2000 })),
  /** `spaces`: any run of them. */
  delimiter: Type.Optional(OneOf([',', ';', '\t', '|', 'spaces'])),
})
const Blanks = Type.Array(Type.String({ maxLength: 40 }), { maxItems: 40 })
const LineSection = sectionOf('line')

/** The second file: one row a line, joined to the orders by their number. */
export const LinesMapping = Strict({
  file: Type.Optional(FileLayout),
  order: TextSource,
  line: LineSection,
})
export type LinesMapping = Static<typeof LinesMapping>

export const OrderMapping = Strict({
  version: Type.Literal(1),
  name: Type.Optional(Type.String({ maxLength: 80 })),
  /** Whether a row of the file is an order or a line of one. */
  rows: OneOf(['order', 'line']),
  file: Type.Optional(FileLayout),
  /** What stands for nothing, besides a blank cell, NULL and a dash. */
  blank: Type.Optional(Blanks),
  times: Type.Optional(Strict(times)),
  money: Type.Optional(
    Strict({ currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })), ...amounts }),
  ),
  /** The file's words → ours. Words not named here are told by the usual ones in Chinese and English, else kept as unknown. */
  statuses: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), OneOf(importedStatuses))),
  order: sectionOf('order'),
  line: Type.Optional(LineSection),
  buyer: Type.Optional(sectionOf('buyer')),
  recipient: Type.Optional(sectionOf('recipient')),
  parcel: Type.Optional(sectionOf('parcel')),
  lines: Type.Optional(LinesMapping),
})
export type OrderMapping = Static<typeof OrderMapping>
/** A field's value in a mapping: a column, several to be joined, or more said about them. */
export type MappedSource = Static<typeof TextSource>
