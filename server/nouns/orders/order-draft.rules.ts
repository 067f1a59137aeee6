/**
 * An order as it is kept, from whatever a connector read: no field longer than a screen or an index can bear, times in UTC,
 * the recipient apart from the buyer.
 */
import type {
  ImportedBuyer,
  ImportedOrder,
  ImportedRecipient,
  ImportedStatus,
} from '#contract/orders/import-record.ts'
import { firstCharacters } from '#platform/search/search-key.rules.ts'
import { announcedDispatch, laterOf } from './presale.rules.ts'

export interface DraftLine {
  title: string
  sku: string | null
  variant: string | null
  quantity: number
  unitPrice: number | null
  /** How many products this line stands for, where the source does not tell them apart. */
  products: number | null
  /** Taken off the line, in millionths of it. */
  discountPpm: number | null
}
export interface DraftParcel {
  carrier: string | null
  trackingNumber: string | null
}

/** Money in minor units, times ISO 8601 in UTC; null is "the source does not say". */
export interface OrderDraft {
  externalId: string
  idFrom: 'id' | 'name'
  name: string
  status: ImportedStatus
  sourceStatus: string
  closeReason: string | null
  cashOnDelivery: boolean
  /** Empty where the source tells nothing but lines: it adds to an order and never makes one. */
  placedAt: string
  paidAt: string | null
  shippedAt: string | null
  dispatchDueAt: string | null
  completedAt: string | null
  cancelledAt: string | null
  currency: string
  total: number
  goods: number | null
  freight: number | null
  tax: number | null
  discount: number | null
  paid: number | null
  refunded: number | null
  buyerName: string
  buyerNote: string | null
  sellerNote: string | null
  tags: string[]
  recipientName: string | null
  recipientPhone: string | null
  recipientAddress: string | null
  recipientCity: string | null
  recipientCountry: string | null
  title: string
  quantity: number
  missingLines: number
  lines: DraftLine[]
  parcels: DraftParcel[]
}

/** Characters. A cell of a file may hold 65,536; a key in an index must stay far below PostgreSQL's 2,700 bytes. */
export const draftLimits = {
  id: 200,
  name: 200,
  person: 100,
  text: 4000,
  title: 500,
  address: 500,
  word: 200,
  lines: 1000,
  parcels: 100,
  tags: 50,
} as const
/** What an `int` column holds. */
const mostQuantity = 2_147_483_647

/** Minor units; what the columns are checked for. A hundred milliards: beyond it an id slipped into an amount. */
const mostMinor = 1e13

/** The amount of an order that no order has (a sum of its rows, a price times its pieces), or null. */
export const absurdAmount = ({ totals, lines }: ImportedOrder): number | null =>
  [...Object.values(totals), ...lines.map(({ unitPrice, quantity }) => (unitPrice ?? 0) * quantity)].find(
    (amount): amount is number =>
      amount !== null && (!Number.isSafeInteger(amount) || Math.abs(amount) > mostMinor),
  ) ?? null

export const draftOf = (order: ImportedOrder): OrderDraft => {
  const lines = order.lines.slice(0, draftLimits.lines).map((line) => ({
    title: plain(line.title, draftLimits.title),
    sku: plainOrNull(line.sku, draftLimits.word),
    variant: plainOrNull(line.variant, draftLimits.word),
    quantity: Math.min(line.quantity, mostQuantity),
    unitPrice: line.unitPrice,
    products: line.products ?? null,
    discountPpm: line.discountPpm ?? null,
  }))
  const { totals, recipient } = order
  return {
    externalId: plain(order.externalId, draftLimits.id),
    idFrom: order.externalIdFrom,
    name: plain(order.name, draftLimits.name),
    status: order.status,
    sourceStatus: plain(order.sourceStatus, draftLimits.word),
    closeReason: plainOrNull(order.closeReason, draftLimits.word),
    cashOnDelivery: order.cashOnDelivery,
    placedAt: order.linesOnly ? '' : utc(order.placedAt),
    paidAt: utcOrNull(order.paidAt),
    shippedAt: utcOrNull(order.shippedAt),
    // What was announced as presale is due when it was announced for.
    dispatchDueAt: laterOf(utcOrNull(order.dispatchDueAt ?? null), announcedDispatch(order)),
    completedAt: utcOrNull(order.completedAt),
    cancelledAt: utcOrNull(order.cancelledAt),
    currency: order.currency,
    total: totals.total,
    goods: totals.goods,
    freight: totals.freight,
    tax: totals.tax,
    discount: totals.discount,
    paid: totals.paid,
    refunded: totals.refunded,
    buyerName: nameOfBuyer(order.buyer),
    buyerNote: plainOrNull(order.note, draftLimits.text),
    sellerNote: plainOrNull(order.sellerNote, draftLimits.text),
    tags: order.tags.slice(0, draftLimits.tags).map((tag) => plain(tag, draftLimits.word)),
    recipientName: plainOrNull(recipient.name, draftLimits.person),
    recipientPhone: plainOrNull(recipient.phone, draftLimits.word),
    recipientAddress: plainOrNull(addressOf(recipient), draftLimits.address),
    recipientCity: plainOrNull(recipient.city, draftLimits.word),
    recipientCountry: plainOrNull(recipient.country, draftLimits.word),
    title: lines[0]?.title ?? '',
    quantity: Math.min(
      lines.reduce((sum, line) => sum + line.quantity, 0),
      mostQuantity,
    ),
    // What is beyond the limit is told as missing.
    missingLines: order.missingLines + Math.max(0, order.lines.length - draftLimits.lines),
    lines,
    parcels: order.parcels.slice(0, draftLimits.parcels).map((parcel) => ({
      carrier: plainOrNull(parcel.carrier, draftLimits.word),
      trackingNumber: plainOrNull(parcel.trackingNumber, draftLimits.word),
    })),
  }
}

/** What a list calls the buyer: a name, a nick, or what stands before the @ of an e-mail. Never the recipient's name. */
export const nameOfBuyer = (buyer: ImportedBuyer): string => {
  const account = buyer.platformAccount ?? ''
  // Names are shown unmasked: an address that serves as an account is not one.
  const [nick = ''] = /^\d*$/.test(account) ? [] : account.split('@')
  return plain(buyer.name || nick || buyer.email?.split('@')[0] || '', draftLimits.person)
}

/** One line, in the order in which it is written there: from the large to the small in China, the other way round elsewhere. */
const addressOf = (recipient: ImportedRecipient): string => {
  const { country, province, city, district, line, zip } = recipient
  const isChinese = country === undefined || /^(?:CN|China|中国)$/i.test(country)
  const parts = isChinese
    ? [province, city === province ? undefined : city, district, line]
    : [line, district, city, province, zip, country]
  return parts.filter((part) => part !== undefined && part !== '').join(isChinese ? ' ' : ', ')
}

/** PostgreSQL refuses NUL, and half a surrogate pair is no character. */
const plain = (text: string, most: number): string =>
  firstCharacters(text.toWellFormed().replaceAll('\u0000', '').trim(), most)
const plainOrNull = (text: string | null | undefined, most: number): string | null =>
  plain(text ?? '', most) || null
const utc = (time: string): string => new Date(time).toISOString()
const utcOrNull = (time: string | null): string | null => (time === null ? null : utc(time))

/**
 * What is known of an order after a source said something about it again: what it says holds, what it does not say stays.
 * So an export with fewer columns takes nothing away.
 */
export const mergeDrafts = (stored: OrderDraft, said: OrderDraft): OrderDraft => {
  const isSamePerson =
    said.recipientName === null ||
    stored.recipientName === null ||
    said.recipientName === stored.recipientName
  const before = isSamePerson
    ? stored
    : { recipientPhone: null, recipientAddress: null, recipientCity: null, recipientCountry: null }
  const isSameMoney = said.currency === stored.currency
  const keep = <K extends 'goods' | 'freight' | 'tax' | 'discount' | 'paid' | 'refunded'>(key: K) =>
    said[key] ?? (isSameMoney ? stored[key] : null)
  const hasLines =
    said.lines.length > 0 &&
    !(said.missingLines > 0 && stored.missingLines === 0 && stored.lines.length > 0) &&
    !saysLess(said, stored)
  const { title, quantity, missingLines, lines } = hasLines ? said : stored
  if (said.placedAt === '') return { ...stored, title, quantity, missingLines, lines }
  const named = said.idFrom === 'id' || stored.idFrom === 'name' ? said : stored
  return {
    externalId: named.externalId,
    idFrom: named.idFrom,
    name: said.name,
    status: said.status,
    sourceStatus: said.sourceStatus,
    closeReason: said.closeReason ?? stored.closeReason,
    cashOnDelivery: said.cashOnDelivery || stored.cashOnDelivery,
    placedAt: said.placedAt,
    paidAt: said.paidAt ?? stored.paidAt,
    shippedAt: said.shippedAt ?? stored.shippedAt,
    dispatchDueAt: said.dispatchDueAt ?? stored.dispatchDueAt,
    completedAt: said.completedAt ?? stored.completedAt,
    cancelledAt: said.cancelledAt ?? stored.cancelledAt,
    currency: said.currency,
    total: said.total,
    goods: keep('goods'),
    freight: keep('freight'),
    tax: keep('tax'),
    discount: keep('discount'),
    paid: keep('paid'),
    refunded: keep('refunded'),
    buyerName: said.buyerName || stored.buyerName,
    buyerNote: said.buyerNote ?? stored.buyerNote,
    sellerNote: said.sellerNote ?? stored.sellerNote,
    tags: said.tags.length > 0 ? said.tags : stored.tags,
    recipientName: said.recipientName ?? stored.recipientName,
    recipientPhone: said.recipientPhone ?? before.recipientPhone,
    recipientAddress: fuller(before.recipientAddress, said.recipientAddress),
    recipientCity: said.recipientCity ?? before.recipientCity,
    recipientCountry: said.recipientCountry ?? before.recipientCountry,
    title,
    quantity,
    missingLines,
    lines,
    parcels: said.parcels.length > 0 ? said.parcels : stored.parcels,
  }
}

/**
 * The same pieces in less detail: an order report joins what a report of its lines told apart, and knows no prices. It
 * takes nothing away.
 */
const saysLess = (said: OrderDraft, stored: OrderDraft): boolean =>
  said.quantity === stored.quantity && detailOf(said) < detailOf(stored)
const detailOf = ({ lines }: OrderDraft): number =>
  lines.filter((line) => line.products === null && line.unitPrice !== null).length

/** A file with fewer columns says a part of the same address. */
const fuller = (stored: string | null, said: string | null): string | null =>
  said !== null && !stored?.includes(said) ? said : stored

/** Both are made by the functions above, so equal content is equal text. */
export const isSameDraft = (one: OrderDraft, other: OrderDraft): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** When the last thing happened to it that is known. */
export const lastStepAt = (draft: OrderDraft): string =>
  [draft.paidAt, draft.shippedAt, draft.completedAt, draft.cancelledAt].reduce<string>(
    (last, at) => (at !== null && at > last ? at : last),
    draft.placedAt,
  )
