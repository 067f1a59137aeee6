import { shortened } from '#platform/tabular/cell.ts'
import { findColumns, type Columns } from '#platform/tabular/row-values.ts'
import type { FileFailure } from '#contract/orders/import-record.ts'

/** Columns of the orders export by name; which of the 79 a file has, and in what order, does not matter. */
const names = {
  name: ['Name'],
  id: ['Id'],
  email: ['Email'],
  phone: ['Phone'],
  customerId: ['Customer ID'],
  financial: ['Financial Status'],
  fulfillment: ['Fulfillment Status'],
  createdAt: ['Created at'],
  paidAt: ['Paid at'],
  fulfilledAt: ['Fulfilled at'],
  cancelledAt: ['Cancelled at'],
  currency: ['Currency'],
  subtotal: ['Subtotal'],
  shipping: ['Shipping'],
  taxes: ['Taxes'],
  total: ['Total'],
  discount: ['Discount Amount'],
  refunded: ['Refunded Amount'],
  paymentMethod: ['Payment Method'],
  quantity: ['Lineitem quantity'],
  title: ['Lineitem name'],
  price: ['Lineitem price'],
  sku: ['Lineitem sku'],
  billingName: ['Billing Name'],
  shippingName: ['Shipping Name'],
  shippingPhone: ['Shipping Phone'],
  shippingStreet: ['Shipping Street'],
  shippingAddress1: ['Shipping Address1'],
  shippingAddress2: ['Shipping Address2'],
  shippingCompany: ['Shipping Company'],
  shippingCity: ['Shipping City'],
  shippingZip: ['Shipping Zip'],
  shippingProvince: ['Shipping Province Name', 'Shipping Province'],
  shippingCountry: ['Shipping Country'],
  notes: ['Notes', 'Note'],
  tags: ['Tags'],
} as const

export type ShopifyColumn = keyof typeof names
export type ShopifyColumns = Columns<ShopifyColumn>
const needed: ShopifyColumn[] = ['name', 'createdAt', 'financial', 'title', 'quantity']
/** Only the first row of an order has any of these; e-mail is repeated on every row. */
export const orderColumns: ShopifyColumn[] = [
  'createdAt',
  'financial',
  'currency',
  'subtotal',
  'total',
  'paidAt',
]

export type FoundColumns =
  | { ok: true; columns: ShopifyColumns }
  | { ok: false; failure: FileFailure; detail: string }

/** Where the columns stand, or why this is not the orders export. */
export function findShopifyColumns(headers: readonly string[]): FoundColumns {
  const { columns, twice } = findColumns(headers, names)
  const missing = needed.filter((key) => columns.at[key] < 0).map((key) => names[key][0])
  if (missing.length > 2) {
    const failure = isCustomersExport(headers) ? 'wrong_report' : 'header_not_recognised'
    return { ok: false, failure, detail: shortened(headers.slice(0, 3).join(' '), 40) }
  }
  if (missing.length > 0) return { ok: false, failure: 'missing_column', detail: missing.join(' ') }
  if (twice !== null) return { ok: false, failure: 'duplicate_column', detail: twice }
  return { ok: true, columns }
}

/** How surely a header is Shopify's: 1 the orders export, 0.5 perhaps another of its exports. */
export function sniffShopify(headers: readonly string[]): number {
  const { columns } = findColumns(headers, names)
  const missing = needed.filter((key) => columns.at[key] < 0).length
  if (missing === 0) return 1
  return missing <= 2 || isCustomersExport(headers) ? 0.5 : 0
}

function isCustomersExport(headers: readonly string[]): boolean {
  return ['First Name', 'Last Name', 'Total Spent', 'Total Orders'].every((name) => headers.includes(name))
}
