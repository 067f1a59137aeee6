import { createHash } from 'node:crypto'
import pg from 'pg'
import { digitsFromEnd, searchKey } from '#platform/search/search-key.rules.ts'
import { RowBatch } from './copy-rows.ts'
import { dayMs, momentAgo } from './hours.ts'
import { createRandom, idAt, type Random } from './random.ts'
import { cities, personName } from './texts.ts'

interface Buyer {
  id: string
  name: string
}
interface Store {
  shopId: string
  storeId: string
}

const piece = 10_000
const titles = Array.from({ length: 400 }, (_, i) => `第 ${i + 1} 款台灯 E27 暖光`)
const titleId = (title: string) => {
  const hex = createHash('sha256').update(title).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * So many orders with lines, parcels and events, as an import leaves them; the same every time. A tenth are bought by a few
 * thousand regulars (the first of `buyers`), whose timelines so become long. Hands back the ids of one in `keepEvery`.
 */
export const generateOrders = async (
  databaseUrl: string,
  store: Store,
  buyers: readonly Buyer[],
  wanted: { count: number; keepEvery: number; days: number; now: number },
): Promise<string[]> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('set session_replication_role = replica')
    const random = createRandom(17)
    const batch = new RowBatch()
    for (const title of titles)
      batch.add('orders.titles', { shop_id: store.shopId, id: titleId(title), title, key: searchKey(title) })
    const regulars = buyers.slice(0, 5_000)
    const kept: string[] = []
    for (let number = 0; number < wanted.count; number++) {
      const buyer = random.chance(0.1) ? random.skewed(regulars) : random.pick(buyers)
      const id = addOrder(batch, random, store, buyer, number, momentAgo(random, wanted.now, 0, wanted.days))
      if (number % Math.floor(wanted.keepEvery) === 0) kept.push(id)
      if (number % piece === piece - 1) await batch.write(client)
    }
    await batch.write(client)
    return kept
  } finally {
    await client.end()
  }
}

const addOrder = (
  batch: RowBatch,
  random: Random,
  { shopId, storeId }: Store,
  buyer: Buyer,
  number: number,
  at: number,
): string => {
  const id = idAt(random, at)
  const placed = new Date(at)
  const name = String(4_515_313_000_000_000_000n + BigInt(number) * 7919n)
  const tracking = `YT${String(8_800_000_000_000 + number * 104_729)}`
  const recipient = random.chance(0.8) ? buyer.name : personName(random)
  const phone = `1370${String((number * 7919) % 10_000_000).padStart(7, '0')}`
  const bought = Array.from({ length: 1 + Math.min(8, Math.floor(random.longTailed(0.6, 0.9))) }, () =>
    random.skewed(titles),
  )
  const total = 1000 + random.whole(50_000)
  const isSent = at < Date.now() - dayMs
  batch.add('orders.orders', {
    id,
    shop_id: shopId,
    store_id: storeId,
    external_id: name,
    id_from: 'id',
    name,
    name_key: name,
    status: isSent ? 'completed' : 'paid',
    source_status: isSent ? '交易成功' : '买家已付款，等待卖家发货',
    cash_on_delivery: false,
    placed_at: placed,
    paid_at: placed,
    shipped_at: isSent ? new Date(at + dayMs / 3) : null,
    completed_at: isSent ? new Date(at + dayMs / 2) : null,
    currency: 'CNY',
    total,
    customer_id: buyer.id,
    buyer_name: buyer.name,
    buyer_key: searchKey(buyer.name),
    recipient_name: recipient,
    recipient_key: searchKey(recipient),
    recipient_phone: phone,
    recipient_tail: digitsFromEnd(phone, 4),
    recipient_city: random.skewed(cities),
    title: bought[0] ?? '',
    line_count: bought.length,
    quantity: bought.length,
    missing_lines: 0,
    tracking_numbers: isSent ? [tracking] : [],
    is_history: true,
    content_hash: id,
    recorded_at: placed,
    updated_at: placed,
  })
  bought.forEach((title, i) => {
    batch.add('orders.lines', {
      order_id: id,
      shop_id: shopId,
      number: i + 1,
      title_id: titleId(title),
      quantity: 1,
      unit_price: Math.floor(total / bought.length),
    })
  })
  if (isSent)
    batch.add('orders.parcels', {
      order_id: id,
      shop_id: shopId,
      number: 1,
      carrier: '圆通速递',
      tracking_number: tracking,
      tracking_key: searchKey(tracking),
    })
  batch.add('platform.events', {
    id: idAt(random, at),
    shop_id: shopId,
    name: 'order.imported',
    subject: id,
    version: 1,
    audience: [],
    timeline: buyer.id,
    facts: JSON.stringify({
      order: name,
      status: isSent ? 'completed' : 'paid',
      title: bought[0] ?? '',
      total,
      currency: 'CNY',
      how: 'created',
    }),
    occurred_at: placed,
    recorded_at: placed,
  })
  return id
}
