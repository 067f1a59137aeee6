import type { ImportedLine, ImportedOrder, ImportedParcel } from '#contract/orders/import-record.ts'
import type { ImportedStatus } from '#contract/orders/imported-status.ts'
import type { ReadLine, ReadRow } from './read-row.ts'
import { readStatus, statusByTimes, statusOfAll } from './status-words.ts'

/** What the rows of one order said, put together. */
export interface OrderRows {
  id: string
  rows: ReadRow[]
  /** Rows of it that were refused. */
  missing: number
}

export interface MannerOfOrders {
  statuses: Readonly<Record<string, ImportedStatus>>
  /** The status that the mapping says for all, where no column tells it. */
  constantStatus: string | null
  hasTotal: boolean
  /** Amounts that each row tells a part of. */
  summed: ReadonlySet<string>
}

type Money = 'goods' | 'freight' | 'tax' | 'discount' | 'total' | 'paid' | 'refunded'

/** The order of these rows; its lines stand apart, because a second file may know them better. */
export function assembleOrder(
  from: OrderRows,
  manner: MannerOfOrders,
): { order: ImportedOrder; lines: ReadLine[] } {
  const { rows, id } = from
  const [only] = rows.length === 1 ? rows : []
  const first = (field: string) =>
    only
      ? only.texts.get(field)
      : rows.map(({ texts }) => texts.get(field)).find((text) => text !== undefined)
  const last = (field: string) =>
    rows.reduce<string | null>((latest, { times }) => later(latest, times.get(field) ?? null), null)
  const money = (field: Money): number | null => moneyOf(rows, field, manner.summed.has(field))
  const times = {
    paidAt: last('paidAt'),
    shippedAt: last('shippedAt'),
    completedAt: last('completedAt'),
    cancelledAt: last('cancelledAt'),
  }
  const words = [...new Set(rows.flatMap(({ texts }) => texts.get('order.status') ?? []))]
  const status = statusOf(words, times, manner)
  const lines = rows.flatMap(({ item }) => item ?? [])
  const totals = {
    goods: money('goods'),
    freight: money('freight'),
    tax: money('tax'),
    discount: money('discount'),
    total: money('total') ?? 0,
    paid: money('paid'),
    refunded: money('refunded'),
  }
  const order: ImportedOrder = {
    externalId: id,
    externalIdFrom: 'id',
    name: first('order.name') ?? id,
    status,
    sourceStatus: words.join(' / '),
    closeReason: first('order.closeReason') ?? null,
    cashOnDelivery: /货到付款|cash on delivery|\bcod\b|nachnahme|contre[- ]remboursement/i.test(
      `${words.join(' ')} ${first('order.payment') ?? ''}`,
    ),
    placedAt: rows.map((row) => row.times.get('placedAt')).find((at) => at !== undefined) ?? '',
    ...times,
    dispatchDueAt: rows.map((row) => row.times.get('dispatchDueAt')).find((at) => at !== undefined) ?? null,
    currency: rows[0]?.currency ?? '',
    totals,
    buyer: present({
      platformAccount: first('buyer.account'),
      email: first('buyer.email'),
      phone: first('buyer.phone'),
      name: first('buyer.name'),
    }),
    recipient: present({
      name: first('recipient.name'),
      phone: first('recipient.phone'),
      country: first('recipient.country'),
      province: first('recipient.province'),
      city: first('recipient.city'),
      district: first('recipient.district'),
      line: first('recipient.line'),
      zip: first('recipient.zip'),
    }),
    note: first('order.note') ?? null,
    sellerNote: first('order.sellerNote') ?? null,
    tags: (first('order.tags') ?? '').split(/[,，;；|]/).flatMap((tag) => tag.trim() || []),
    lines: [],
    missingLines: from.missing,
    parcels: parcelsOf(rows),
    sourceLines: rows.map(({ line }) => line),
  }
  return { order, lines }
}

/** Adds the lines, and the sums that the file leaves to be made of them. */
export function withLines(
  order: ImportedOrder,
  lines: readonly ReadLine[],
  hasTotal: boolean,
): ImportedOrder {
  const { totals } = order
  const isPriced = lines.length > 0 && lines.every(({ net }) => net !== null)
  const net = isPriced ? netOf(lines) : null
  const list = isPriced ? lines.reduce((sum, line) => sum + (line.list ?? line.net ?? 0), 0) : null
  const goods = totals.goods ?? net
  const off = net !== null && list !== null && list > net ? list - net : null
  return {
    ...order,
    lines: lines.map(({ line }): ImportedLine => line),
    totals: {
      ...totals,
      goods,
      discount: totals.discount ?? off,
      total: hasTotal ? totals.total : (goods ?? 0) + (totals.freight ?? 0) + (totals.tax ?? 0),
    },
  }
}

const million = 1_000_000n

/**
 * What all lines cost after shares were taken off: added up exactly and rounded once, half a cent to the even one, so that
 * the sums of many orders drift neither way.
 */
function netOf(lines: readonly ReadLine[]): number {
  const exact = lines.reduce((sum, { line, list, net }) => {
    const ppm = BigInt(line.discountPpm ?? 0)
    return sum + (ppm > 0n ? BigInt(list ?? 0) * (million - ppm) : BigInt(net ?? 0) * million)
  }, 0n)
  const whole = exact / million
  const rest = (exact % million) * 2n
  const isUp = rest > million || (rest === million && whole % 2n === 1n)
  return Number(isUp ? whole + 1n : whole)
}

/** What the goods of an order cost together, as it says itself or by what is left of its total; null where neither is said. */
export const saidGoods = (amounts: {
  goods: number | null
  total: number | null
  freight: number | null
  tax: number | null
}): number | null =>
  amounts.goods ??
  (amounts.total === null ? null : amounts.total - (amounts.freight ?? 0) - (amounts.tax ?? 0))

/**
 * Equal lines may be the same product twice or one row doubled. Where the goods' sum is known it decides; else they count
 * as doubled. Lines with an id of their own are told apart by it. Answers the kept rows and which were left out.
 */
export function splitRepeats<T extends { raw: string; item: ReadLine | null; line: number }>(
  rows: readonly T[],
  goods: number | null,
): { kept: T[]; repeated: { row: T; firstLine: number }[] } {
  const first = new Map<string, T>()
  const repeated: { row: T; firstLine: number }[] = []
  const once = rows.filter((row) => {
    const known = first.get(row.raw)
    if (known === undefined) first.set(row.raw, row)
    else repeated.push({ row, firstLine: known.line })
    return known === undefined
  })
  const mayBeMeant = repeated.length > 0 && repeated.every(({ row }) => !row.item?.id)
  if (mayBeMeant && goods !== null && sumOf(once) !== goods && sumOf(rows) === goods)
    return { kept: [...rows], repeated: [] }
  return { kept: once, repeated }
}

const sumOf = (rows: readonly { item: ReadLine | null }[]): number =>
  rows.reduce((sum, { item }) => sum + (item?.net ?? 0), 0)

/** An amount of the whole order: what the rows agree on (a zero beside it says nothing), or their sum. */
export function moneyOf(rows: readonly ReadRow[], field: string, isSummed: boolean): number | null {
  const amounts = rows.flatMap((row) => row.amounts.get(field) ?? [])
  if (amounts.length === 0) return null
  return isSummed ? amounts.reduce((sum, amount) => sum + amount, 0) : Math.max(...amounts)
}

function statusOf(
  words: readonly string[],
  times: Parameters<typeof statusByTimes>[0],
  manner: MannerOfOrders,
): ImportedStatus {
  if (words.length > 0 && manner.constantStatus === null)
    return statusOfAll(words.map((word) => readStatus(word, manner.statuses)))
  return statusByTimes(times, readStatus(manner.constantStatus ?? '', manner.statuses))
}

/** Several numbers in one cell are several parcels; a carrier goes with the numbers of its row. */
function parcelsOf(rows: readonly ReadRow[]): ImportedParcel[] {
  const parcels = new Map<string, ImportedParcel>()
  for (const { texts } of rows) {
    const carrier = texts.get('parcel.carrier')
    const numbers = (texts.get('parcel.trackingNumber') ?? '')
      .split(/[,，;；、|\s]+/)
      .filter((number) => number !== '')
    for (const trackingNumber of numbers)
      parcels.set(trackingNumber, { trackingNumber, ...(carrier && { carrier }) })
    if (numbers.length === 0 && carrier) parcels.set(`:${carrier}`, { carrier })
  }
  return [...parcels.values()]
}

const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && Date.parse(other) > Date.parse(one)) ? (other ?? one) : one

/** The entries that are there. */
const present = <T extends Record<string, string | undefined>>(entries: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string
  }
