/**
 * Which column of a table holds what, told from its name first and from its values second. Knows no field itself:
 * whoever asks says which names a field goes by, in any language, and how its values look.
 */

/** How a value looks. `price`: an amount with its decimals or currency. `id`: letters and digits without a space; `words`: anything that is no bare number. */
export const looks = [
  'time',
  'money',
  'count',
  'email',
  'phone',
  'id',
  'share',
  'url',
  'words',
  'price',
] as const
export type Look = (typeof looks)[number]

export interface FieldHints<F extends string> {
  field: F
  /** The best first. `order id` finds `Order-ID`, `order_id` and `orderId` as well; `订单编号` finds `订单编号(元)`. */
  names: readonly string[]
  /** A name that holds one of these is another thing: `buyer name` for a title. */
  not?: readonly string[]
  /** Values must look like one of these. */
  looks?: readonly Look[]
  /** By its values alone, where no name tells: how they must look, and how sure that is. */
  byValues?: { look: Look; sure: number }
}

export interface ColumnGuess<F extends string> {
  field: F
  /** Index of the column. */
  column: number
  /** 0 to 1: above 0.8 the name says it, below 0.5 it is a suggestion. */
  confidence: number
}

const shapes: Readonly<Record<Look, RegExp>> = {
  time: /^(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)|(?:19|20)\d{6}(?:[ T]?\d{4,6})?$|\d{1,2}[ -][a-z]{3}|[a-z]{3,9} \d{1,2},? \d{4}|1\d{9}(?:\d{3})?$)/i,
  money: /^[-(+]?\s*(?:\p{Sc}|[A-Z]{2,3}\p{Sc}?\s?)?\s*-?\d[\d.,' ]*\)?\s*(?:元|\p{Sc}|[A-Z]{3})?$/u,
  count: /^\d{1,6}(?:\.0+)?$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  phone: /^['+(]?[\d*][\d\s()*-]{6,20}$/,
  id: /^[#\p{L}\d][\p{L}\d#_./:-]*$/u,
  share: /^(?:0(?:[.,]\d+)?|1|\d{1,3}\s*%)$/,
  url: /^https?:\/\//i,
  words: /\p{L}/u,
  price: /^(?:(?:\p{Sc}|[A-Z]{3})\s?-?\d[\d.,]*|-?\d[\d.,]*(?:[.,]\d{2}|\s?(?:\p{Sc}|元)))$/u,
}

/** Name without case, spaces, marks and what stands in brackets behind it. */
export const foldedName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\((?:元|件|¥|rmb|cny|usd|eur|gbp|\$|£|€|kg|g|包含[^)]*|-[^)]*)\)$/u, '')
    .replace(/[^\p{L}\p{N}#%]+/gu, '')

/** A value that says nothing: blank, a dash, `null`. */
export const isBlankValue = (value: string): boolean =>
  /^(?:|-+|\/|null|none|n\/a|nan|无)$/i.test(value.trim())

/** How many of the values that say something look so, 0 to 1; null where none says anything. */
export const shareOf = (values: readonly string[], look: Look): number | null => {
  const telling = values.map(plainValue).filter((value) => !isBlankValue(value))
  if (telling.length === 0) return null
  return telling.filter((value) => shapes[look].test(value)).length / telling.length
}

/** Characters by which a value is judged: what is longer looks like none of these, and matching it would take its square. */
const judged = 64
const plainValue = (value: string): string =>
  value
    .slice(0, judged)
    .trim()
    .replace(/^="(.*)"$/s, '$1')
    .replace(/^'(?=[\d*])/, '')

const nameConfidence = (header: string, hints: FieldHints<string>): number => {
  if (header === '' || hints.not?.some((word) => header.includes(foldedName(word)))) return 0
  let best = 0
  hints.names.forEach((name, rank) => {
    const folded = foldedName(name)
    if (header === folded) best = Math.max(best, 1 - Math.min(rank, 30) * 0.005)
    else if (header.includes(folded) && isTelling(folded))
      best = Math.max(best, 0.5 + 0.3 * (folded.length / header.length) - Math.min(rank, 30) * 0.002)
  })
  return best
}

/** Short words stand inside too many others. */
const isTelling = (folded: string): boolean =>
  /[^a-z0-9]/.test(folded) ? folded.length >= 2 : folded.length >= 5

/**
 * The likeliest column of each field, each column once. `rows` are a handful of the table's rows. Fields for which nothing
 * speaks are left out.
 */
export function guessColumns<F extends string>(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  fields: readonly FieldHints<F>[],
): ColumnGuess<F>[] {
  const folded = headers.map(foldedName)
  const candidates: ColumnGuess<F>[] = []
  folded.forEach((header, column) => {
    const values = rows.map((row) => row[column] ?? '')
    for (const hints of fields) {
      const confidence = confidenceOf(header, values, hints)
      if (confidence >= 0.25) candidates.push({ field: hints.field, column, confidence })
    }
  })
  candidates.sort((one, other) => other.confidence - one.confidence || one.column - other.column)
  const fieldsDone = new Set<F>()
  const columnsDone = new Set<number>()
  return candidates.filter(({ field, column }) => {
    if (fieldsDone.has(field) || columnsDone.has(column)) return false
    fieldsDone.add(field)
    columnsDone.add(column)
    return true
  })
}

const confidenceOf = (header: string, values: readonly string[], hints: FieldHints<string>): number => {
  const byName = nameConfidence(header, hints)
  const shares = (hints.looks ?? []).map((look) => shareOf(values, look) ?? -1)
  const share = shares.length === 0 ? -1 : Math.max(...shares)
  // Without a value nothing speaks against the name.
  if (byName > 0) return share < 0 ? byName : byName * (0.3 + 0.7 * share)
  if (hints.byValues === undefined) return 0
  return (shareOf(values, hints.byValues.look) ?? 0) >= 0.9 ? hints.byValues.sure : 0
}
