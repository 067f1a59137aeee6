/**
 * What a store connector yields: one shop's order in the words of no platform. The importer and the connectors
 * meet here and nowhere else. Codes only; the words for them are the clients', in both languages.
 */
import type { ImportedStatus } from './imported-status.ts'
import type { orderFormats } from './orders.ts'

export { importedStatuses, type ImportedStatus } from './imported-status.ts'

export type OrderFormat = (typeof orderFormats)[number]

/** Integer minor units of the order's currency. `null` is "the file does not say", which is not zero. */
export interface ImportedTotals {
  /** What the goods cost after discounts. */
  goods: number | null
  freight: number | null
  tax: number | null
  /** What was taken off, as a positive number. */
  discount: number | null
  /** What the buyer owes or paid in all. Where the file has no such column: goods + freight + tax as far as given. */
  total: number
  paid: number | null
  refunded: number | null
}

/** Whoever bought. A recipient's name, phone or address is never put here. */
export interface ImportedBuyer {
  /** The account on the store's platform: a Taobao nick, a Shopify customer id. Unique within the store only. */
  platformAccount?: string
  email?: string
  phone?: string
  name?: string
}

/** Whoever receives the parcel, as the text gave it; often another person than the buyer. */
export interface ImportedRecipient {
  name?: string
  phone?: string
  country?: string
  province?: string
  city?: string
  district?: string
  line?: string
  zip?: string
}

export interface ImportedLine {
  title: string
  sku?: string
  variant?: string
  quantity: number
  /** Minor units; `null` where the file gives the order's sum alone. */
  unitPrice: number | null
  /** Taken off the line, in millionths of it: 150,000 is 15 %. */
  discountPpm?: number
  /** Set when one line stands for several products that the file does not tell apart: how many. */
  products?: number
}

export interface ImportedParcel {
  carrier?: string
  trackingNumber?: string
}

export interface ImportedOrder {
  /**
   * Unique within the store, always text. Taobao: 订单编号. Shopify: the `Id` column, else `Name`. `Id` comes
   * first because it alone tells orders apart in a file that joins several stores (496 ids under 390 names were
   * seen), and because webhooks and APIs carry it.
   */
  externalId: string
  /**
   * `name` where the file had no id: the importer then looks for an order of that name in the same store before it
   * makes a new one, so that a full export and a cut-down one of the same orders do not double them.
   */
  externalIdFrom: 'id' | 'name'
  /** What people call it: `#AA10412`, the Taobao number. Unique within one store. */
  name: string
  status: ImportedStatus
  /** The source's own word or words for it. */
  sourceStatus: string
  /** The source's own reason for a closed order. */
  closeReason: string | null
  /** Paid on delivery: unpaid, yet to be sent. */
  cashOnDelivery: boolean
  /** ISO 8601 with offset. */
  placedAt: string
  paidAt: string | null
  shippedAt: string | null
  /** Until when it is to be sent, where the file says so. A day counts to its last second: late is strictly after it. */
  dispatchDueAt?: string | null
  completedAt: string | null
  cancelledAt: string | null
  /** ISO 4217. */
  currency: string
  totals: ImportedTotals
  buyer: ImportedBuyer
  recipient: ImportedRecipient
  /** What the buyer wrote. */
  note: string | null
  /** What the shop wrote. */
  sellerNote: string | null
  tags: string[]
  lines: ImportedLine[]
  /** Rows of this order that were refused: its lines are incomplete, its totals are not. */
  missingLines: number
  parcels: ImportedParcel[]
  /** Physical lines of the file where its rows begin, 1-based, the header being line 1. */
  sourceLines: number[]
  /**
   * Set where the file tells the lines of an order and nothing else of it (a list of order lines without its orders):
   * such an order is added to when it is there already, and refused when it is not.
   */
  linesOnly?: true
}

/** Why a row stays out. Closed: clients have a sentence for each. */
export const refusalReasons = [
  // the text of the row
  'bad_encoding',
  'nul_byte',
  'unclosed_quote',
  'cell_too_long',
  'row_too_long',
  'too_many_cells',
  'wrong_cell_count',
  // a value in it
  'missing_value',
  'bad_id',
  /** A spreadsheet program made a number of an id and dropped its last digits. */
  'lost_digits',
  'bad_money',
  'bad_currency',
  'bad_quantity',
  'bad_time',
  // its place among the others
  /** The same order again with other content; the first one stands. */
  'conflict',
  /** A further row of an order that was itself refused. */
  'order_refused',
  /** A further row, and no row in reach that opens its order. */
  'continuation_without_order',
  /** A further row of an order that was handed on long before: only seen in files sorted anew by hand. */
  'order_already_read',
  /** A line of a second file, and no such order in the first. */
  'line_without_order',
  /** The file tells lines alone, and the store has no such order yet. */
  'order_unknown',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

export interface RefusedLine {
  /** Set where the line stands in the second file, the one of order lines. */
  file?: 'lines'
  /** Physical line where the row begins. */
  line: number
  /** The source's own column name, or null where the row as a whole is meant. */
  field: string | null
  reason: RefusalReason
  /** The offending value, shortened, or a count such as `45/46`; never a whole row. */
  detail: string
  /** The order that is refused with it, where it is one. */
  order?: string
}

/** Why a file as a whole cannot be read. Closed: clients have a sentence for each. */
export const fileFailures = [
  'empty_file',
  /** A spreadsheet in a form that is not read: .xls, .ods, .numbers. */
  'spreadsheet_file',
  'encrypted_file',
  'broken_file',
  'zip_bomb',
  /** A workbook with another visible sheet of the same columns. `detail`: that sheet's name. */
  'several_sheets',
  'archive_file',
  'pdf_file',
  'image_file',
  'html_file',
  'not_text',
  /** Neither this platform's header nor a known one. `detail`: the first column names. */
  'header_not_recognised',
  /** The right platform, another of its reports (products, refunds, customers). */
  'wrong_report',
  /** `detail`: the columns that are needed and absent. */
  'missing_column',
  /** `detail`: the column that stands there twice. */
  'duplicate_column',
  'too_many_columns',
  'too_large',
  /** The disk or the upload failed in mid-read. */
  'unreadable',
] as const
export type FileFailure = (typeof fileFailures)[number]

export type ImportItem =
  | { kind: 'order'; order: ImportedOrder }
  | { kind: 'refused'; refused: RefusedLine }
  /** The same row again, ignored. */
  | { kind: 'duplicate'; line: number; firstLine: number }
  /** Nothing follows; what came before stands. */
  | { kind: 'failed'; failure: FileFailure; detail: string }
  /** The last item of a file read to its end. `rows`: all rows but the header and blank ones. */
  | { kind: 'end'; rows: number }

/** A path, or the bytes as they arrive. */
export type ImportSource = string | AsyncIterable<Uint8Array>

export interface ImportOptions {
  /** Zone of times without an offset. */
  timeZone: string
  /** ISO 4217, for files that do not name one. */
  currency: string
  maxBytes: number
  /** As if the file ended after so many rows, for a look at it. */
  maxRows?: number | undefined
  /** What may come out of a packed file, in bytes, where that is to be less than usual. */
  maxInflated?: number | undefined
  /** Which sheet of a workbook; else its first. */
  sheet?: string | undefined
  /** A second file with the lines of these orders. */
  lines?: ImportSource | undefined
  /** Told from time to time how many bytes are read, for a progress bar. */
  onBytes?: (bytes: number) => void
}

export interface StoreConnector {
  format: OrderFormat
  /** 0 (certainly not mine) to 1 (certainly mine), from the first bytes and the decoded header cells. */
  sniff(head: Uint8Array, headers: readonly string[]): number
  /**
   * Streams a file in flat memory. Refusals and orders come in no promised order of lines. Ends with `end` or
   * `failed`; never throws for anything the file contains.
   */
  read(source: ImportSource, options: ImportOptions): AsyncIterable<ImportItem>
}
