import type { ImportedLine, RefusalReason } from '#contract/orders/import-record.ts'
import { parseAmount, parseShare, type AmountNotation } from '#platform/tabular/amount-cell.ts'
import { namesOtherCurrency } from '#platform/tabular/amount-currency.rules.ts'
import { shortened } from '#platform/tabular/cell.ts'
import { parseMoment, type DateOrder } from '#platform/tabular/moment-cell.ts'
import { decimalsOf, parseCount } from '#platform/tabular/number-cell.ts'
import { unmarkedFields, type FoundField, type FoundFields } from './resolve.ts'

export interface Bad {
  field: string
  reason: RefusalReason
  detail: string
}

/** What holds for a whole file. */
export interface Manner {
  timeZone: string
  dateOrder: DateOrder | undefined
  /** ISO 4217, where no column says it. */
  currency: string
  amounts: Omit<AmountNotation, 'decimals'>
}

export interface ReadLine {
  line: ImportedLine
  /** The source's own id of the line, where it has one. */
  id: string
  /** What the line cost after its discount, in minor units, rounded; null where the file does not say. */
  net: number | null
  /** And before it. */
  list: number | null
}

/** The values of one row. A field that is not mapped or blank is absent. */
export interface ReadRow {
  line: number
  raw: string
  id: string
  texts: Map<string, string>
  /** ISO with offset, to the second. */
  times: Map<string, string>
  /** Minor units. */
  amounts: Map<string, number>
  currency: string
  item: ReadLine | null
  bad: Bad | null
}

/** A hundred milliards of yuan: beyond it somebody's id slipped into the column. */
const mostMinor = 1e13
const lostDigits = /^[+-]?\d+(?:[.,]\d+)?e\+?\d+$/i
/** The same as a spreadsheet shows it (`6.28E+12`), in fields where `12E4` may be somebody's own code. */
const shownRounded = /^[+-]?\d+(?:[.,]\d+)?e\+\d+$/i
const longestId = 200
const textFields = [
  'order.name',
  'order.status',
  'order.closeReason',
  'order.payment',
  'order.note',
  'order.sellerNote',
  'order.tags',
  'buyer.account',
  'buyer.email',
  'buyer.phone',
  'buyer.name',
  'recipient.name',
  'recipient.phone',
  'recipient.country',
  'recipient.province',
  'recipient.city',
  'recipient.district',
  'recipient.line',
  'recipient.zip',
  'parcel.carrier',
  'parcel.trackingNumber',
]
const timeFields = ['placedAt', 'paidAt', 'shippedAt', 'completedAt', 'cancelledAt', 'dispatchDueAt']
const moneyFields = ['goods', 'freight', 'tax', 'discount', 'total', 'paid', 'refunded']
/** Written as what was taken away or given back, with a minus or without. */
const takenAway = new Set(['order.discount', 'order.refunded', 'line.discount'])

interface Row {
  line: number
  cells: readonly string[]
  raw: string
}

/** Reads the values of rows by a mapping that was found in their header. The first bad value of a row is kept in `bad`. */
export class RowReading {
  private readonly fields: FoundFields
  private readonly manner: Manner
  private bad: Bad | null = null
  private decimals = 2
  private code = ''
  private cells: readonly string[] = []
  /** Those of the fields that this file has. */
  private readonly texts: readonly string[]
  private readonly times: readonly string[]
  private readonly moneys: readonly string[]
  private readonly hasItem: boolean

  constructor(fields: FoundFields, manner: Manner) {
    this.fields = fields
    this.manner = manner
    this.texts = textFields.filter((field) => fields.has(field))
    this.times = timeFields.filter((field) => fields.has(`order.${field}`))
    this.moneys = moneyFields.filter((field) => fields.has(`order.${field}`))
    this.hasItem = ['line.title', 'line.sku', 'line.id'].some((field) => fields.has(field))
  }

  /** `before`: the order of the row before, to which a row without a number and a moment of its own belongs. */
  read(row: Row, before = ''): ReadRow {
    this.bad = null
    this.cells = row.cells
    const id = this.id(row.line, before)
    const currency = this.currency()
    const texts = new Map<string, string>()
    for (const field of this.texts) {
      const text = this.text(field)
      if (text !== '') texts.set(field, text)
    }
    const times = new Map<string, string>()
    for (const field of this.times) {
      const time = this.time(field)
      if (time !== null) times.set(field, time)
    }
    const amounts = new Map<string, number>()
    for (const field of this.moneys) {
      const amount = this.money(`order.${field}`)
      if (amount !== null) amounts.set(field, amount)
    }
    const item = this.item()
    return { line: row.line, raw: row.raw, id, texts, times, amounts, currency, item, bad: this.bad }
  }

  /** Whether the mapping reads this field of the file. */
  has(field: string): boolean {
    return this.fields.has(field)
  }
  label(field: string): string {
    return this.fields.get(field)?.label ?? field
  }
  more(field: string, key: string): unknown {
    return this.fields.get(field)?.more[key]
  }

  private refuse(field: string, reason: RefusalReason, detail: string): null {
    this.bad ??= { field: this.label(field), reason, detail: shortened(detail) }
    return null
  }

  private text(field: string): string {
    const found = this.fields.get(field)
    if (found === undefined) return ''
    const text = joined(found, this.cells)
    if (field === 'order.id' || !unmarkedFields.has(field) || !shownRounded.test(text)) return text
    // Rounded, many buyers have one account: that would make them one customer. The other fields merely go without.
    if (field === 'buyer.account') this.refuse(field, 'lost_digits', text)
    return ''
  }

  private id(line: number, before: string): string {
    const found = this.fields.get('order.id')
    if (found?.more['row'] === true) return String(line)
    const id = this.text('order.id')
    if (id === '' && before !== '' && this.text('order.placedAt') === '') return before
    if (id === '') this.refuse('order.id', 'missing_value', '')
    else if (lostDigits.test(id)) this.refuse('order.id', 'lost_digits', id)
    else if (id.length > longestId) this.refuse('order.id', 'bad_id', id)
    return id
  }

  private currency(): string {
    const said = this.text('order.currency').toUpperCase()
    const currency = said === '' ? this.manner.currency : (bySign[said] ?? said)
    const decimals = decimalsOf(currency)
    if (decimals === null) this.refuse('order.currency', 'bad_currency', said || currency)
    this.decimals = decimals ?? 2
    this.code = currency
    return currency
  }

  private time(field: string): string | null {
    const path = `order.${field}`
    const found = this.fields.get(path)
    if (!found) return null
    const text = joined(found, this.cells)
    if (text === '') return null
    const moment = parseMoment(text, {
      zone: (found.more['zone'] as string | undefined) ?? this.manner.timeZone,
      order: (found.more['order'] as DateOrder | undefined) ?? this.manner.dateOrder,
    })
    if (moment === null) return this.refuse(path, 'bad_time', text)
    // A day that something is due counts to its last second, so that only what comes after the day is late.
    return field === 'dispatchDueAt' && moment.isDay ? moment.at.replace('T00:00:00', 'T23:59:59') : moment.at
  }

  private money(path: string): number | null {
    const found = this.fields.get(path)
    if (!found) return null
    const texts = found.read(this.cells).filter((text) => text !== '')
    if (texts.length === 0) return null
    if (found.more['sum'] === undefined) return this.amount(path, found, texts.join(found.join))
    const amounts = texts.map((text) => this.amount(path, found, text))
    return amounts.includes(null) ? null : amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0)
  }

  private amount(path: string, found: FoundField, text: string): number | null {
    const { amounts } = this.manner
    if (namesOtherCurrency(text, this.code)) return this.refuse(path, 'bad_currency', text)
    const minor = parseAmount(text, {
      decimals: this.decimals,
      mark: (found.more['mark'] as '.' | ',' | undefined) ?? amounts.mark,
      unit: (found.more['unit'] as 'major' | 'minor' | undefined) ?? amounts.unit,
      beyond: (found.more['beyond'] as 'noise' | 'round' | undefined) ?? amounts.beyond,
    })
    if (minor === null || Math.abs(minor) > mostMinor) return this.refuse(path, 'bad_money', text)
    if (minor < 0 && !takenAway.has(path)) return this.refuse(path, 'bad_money', text)
    return Math.abs(minor)
  }

  /** The product of this row; null where the mapping knows none or the row tells none. */
  private item(): ReadLine | null {
    if (!this.hasItem) return null
    const title = this.text('line.title') || this.text('line.sku') || this.text('line.id')
    const quantityText = this.text('line.quantity')
    if (title === '' && quantityText === '') return null
    if (title === '') this.refuse('line.title', 'missing_value', '')
    const quantity = this.quantity(quantityText)
    const { unitPrice, list, net, ppm } = this.prices(quantity)
    const [sku, variant] = [this.text('line.sku'), this.text('line.variant')]
    return {
      line: {
        title,
        ...(sku !== '' && { sku }),
        ...(variant !== '' && { variant }),
        quantity,
        unitPrice,
        ...(ppm > 0 && { discountPpm: ppm }),
      },
      id: this.text('line.id'),
      list,
      net,
    }
  }

  private quantity(text: string): number {
    if (!this.has('line.quantity')) return 1
    if (text === '') this.refuse('line.quantity', 'missing_value', '')
    const count = parseCount(text.replace(/[件个台套只双]$/, ''))
    if (count === null && text !== '') this.refuse('line.quantity', 'bad_quantity', text)
    return count ?? 1
  }

  private prices(quantity: number): Prices {
    const price = this.money('line.unitPrice')
    const total = this.money('line.total')
    const unitPrice = price ?? (total !== null && total % quantity === 0 ? total / quantity : null)
    const list = price === null ? total : price * quantity
    if (total !== null || list === null) return { unitPrice, list, net: total, ppm: 0 }
    return { unitPrice, list, ...this.discounted(list) }
  }

  private discounted(list: number): Pick<Prices, 'net' | 'ppm'> {
    const kind = (this.more('line.discount', 'as') as string | undefined) ?? 'amount'
    const text = this.text('line.discount')
    if (text === '') return { net: list, ppm: 0 }
    if (kind === 'amount') {
      const off = this.money('line.discount')
      return { net: off === null ? null : Math.max(0, list - off), ppm: 0 }
    }
    const share = parseShare(text, kind === 'percent' ? 'percent' : 'share')
    if (share === null) return { net: this.refuse('line.discount', 'bad_money', text), ppm: 0 }
    return { net: list - Math.round(list * share), ppm: Math.round(share * 1_000_000) }
  }
}

interface Prices {
  unitPrice: number | null
  list: number | null
  net: number | null
  /** Taken off, in millionths. */
  ppm: number
}

const joined = (found: FoundField, cells: readonly string[]): string => {
  const values = found.read(cells)
  if (values.length === 1) return values[0] ?? ''
  return values.filter((text) => text !== '').join(found.join)
}

/** What a column of currencies holds instead of codes. */
const bySign: Readonly<Record<string, string>> = {
  '¥': 'CNY',
  '￥': 'CNY',
  RMB: 'CNY',
  人民币: 'CNY',
  元: 'CNY',
  '€': 'EUR',
  '£': 'GBP',
  US$: 'USD',
}
