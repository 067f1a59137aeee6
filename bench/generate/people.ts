import pg from 'pg'
import { digitsFromEnd, searchKey } from '#platform/search/search-key.rules.ts'
import { RowBatch } from './copy-rows.ts'
import { addCustomer, type MadeCustomer } from './customers.ts'
import { createRandom, idAt, type Random } from './random.ts'
import { cities, personName } from './texts.ts'

export interface MadePerson extends MadeCustomer {
  order: string
  tracking: string
}

const piece = 5_000
/** The shop has a few people before, by the first numbers. */
const firstNumber = 1_000
const dayMs = 24 * 60 * 60_000

/**
 * So many customers with an order and a parcel each, spread over three years; the same every time. Hands back one in
 * `every`, to ask for.
 */
export const generatePeople = async (
  databaseUrl: string,
  shop: { shopId: string; storeId: string },
  wanted: { count: number; every: number; now: number },
): Promise<MadePerson[]> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('set session_replication_role = replica')
    const random = createRandom(11)
    const batch = new RowBatch()
    const kept: MadePerson[] = []
    for (let number = 0; number < wanted.count; number += 1) {
      const at = wanted.now - random.whole(1095 * dayMs)
      const customer = addCustomer(batch, random, shop, number + firstNumber, at)
      const bought = addOrder(batch, random, shop, customer, number, at)
      if (number % wanted.every === 0) kept.push({ ...customer, ...bought })
      if (number % piece === piece - 1) await batch.write(client)
    }
    await batch.write(client)
    await client.query('vacuum analyze')
    return kept
  } finally {
    await client.end()
  }
}

const addOrder = (
  batch: RowBatch,
  random: Random,
  { shopId, storeId }: { shopId: string; storeId: string },
  customer: MadeCustomer,
  number: number,
  at: number,
): { order: string; tracking: string } => {
  const id = idAt(random, at)
  const order = String(3_515_313_000_000_000_000n + BigInt(number) * 7919n)
  const tracking = `SF${String(100_000_000_000 + number * 104_729)}`
  const recipient = random.chance(0.8) ? customer.name : personName(random)
  const phone = `1380${String((number * 7919) % 10_000_000).padStart(7, '0')}`
  const placed = new Date(at)
  batch.add('orders.orders', {
    id,
    shop_id: shopId,
    store_id: storeId,
    external_id: order,
    id_from: 'id',
    name: order,
    name_key: order,
    status: 'completed',
    source_status: '交易成功',
    cash_on_delivery: false,
    placed_at: placed,
    paid_at: placed,
    currency: 'CNY',
    total: 1000 + random.whole(50_000),
    customer_id: customer.id,
    buyer_name: customer.name,
    buyer_key: searchKey(customer.name),
    recipient_name: recipient,
    recipient_key: searchKey(recipient),
    recipient_phone: phone,
    recipient_tail: digitsFromEnd(phone, 4),
    recipient_city: random.skewed(cities),
    title: '台灯',
    line_count: 1,
    quantity: 1,
    missing_lines: 0,
    tracking_numbers: [tracking],
    is_history: true,
    content_hash: id,
    recorded_at: placed,
    updated_at: placed,
  })
  batch.add('orders.parcels', {
    order_id: id,
    shop_id: shopId,
    number: 1,
    carrier: '顺丰速运',
    tracking_number: tracking,
    tracking_key: searchKey(tracking),
  })
  return { order, tracking }
}
