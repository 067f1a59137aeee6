import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

/** What an export writes of an order beyond its line in the list. */
export interface OrderExtras {
  id: string
  currency: string
  goods: number | null
  freight: number | null
  tax: number | null
  discount: number | null
  paid: number | null
  refunded: number | null
  completed_at: Date | null
  cancelled_at: Date | null
  buyer_note: string | null
  seller_note: string | null
  tags: string[]
  recipient_name: string | null
  recipient_phone: string | null
  recipient_address: string | null
  recipient_city: string | null
  recipient_country: string | null
}

export const selectExtras = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
): Promise<Map<string, OrderExtras>> => {
  const { rows } = await sql<OrderExtras>`
    select id, currency, goods, freight, tax, discount, paid, refunded, completed_at, cancelled_at, buyer_note, seller_note, tags,
      recipient_name, recipient_phone, recipient_address, recipient_city, recipient_country
    from orders.orders where shop_id = ${shopId} and id = any (${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

export interface ExportedLine {
  order_id: string
  number: number
  title: string
  variant: string | null
  sku: string | null
  quantity: number
  unit_price: number | null
}

/** Lines of these orders, in the order of the lines. */
export const selectLinesOf = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
): Promise<Map<string, ExportedLine[]>> => {
  const { rows } = await sql<ExportedLine>`
    select l.order_id, l.number, t.title, l.variant, l.sku, l.quantity, l.unit_price from orders.lines l
      join orders.titles t on t.shop_id = l.shop_id and t.id = l.title_id
    where l.shop_id = ${shopId} and l.order_id = any (${[...ids]}::uuid[]) order by l.order_id, l.number`.execute(
    tx,
  )
  return Map.groupBy(rows, (row) => row.order_id)
}
