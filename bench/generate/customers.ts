import { readingsOf } from '#nouns/customers/index.ts'
import { digitsFromEnd, gramsOf, searchKey } from '#platform/search/search-key.rules.ts'
import type { RowBatch } from './copy-rows.ts'
import { idAt, type Random } from './random.ts'
import { cities, nickOf, personName } from './texts.ts'

export interface MadeCustomer {
  id: string
  name: string
  nick: string
  phone: string | null
  email: string | null
}

/** One customer, known by a platform nick and often by a phone and an e-mail, as an import leaves them. */
export const addCustomer = (
  batch: RowBatch,
  random: Random,
  shop: { shopId: string; storeId: string },
  number: number,
  activeAt: number,
): MadeCustomer => {
  const at = new Date(activeAt)
  const id = idAt(random, activeAt)
  const nick = nickOf(random, number)
  const name = random.chance(0.7) ? personName(random) : nick
  batch.add('customers.customers', {
    id,
    shop_id: shop.shopId,
    name,
    city: random.chance(0.8) ? random.skewed(cities) : null,
    order_count: Math.round(random.longTailed(1.4, 0.8)),
    first_order_at: at,
    last_order_at: at,
    active_at: at,
    created_at: at,
  })
  const identity = (kind: string, value: string, tail: string | null) =>
    batch.add('customers.identities', {
      id: idAt(random, activeAt),
      shop_id: shop.shopId,
      customer_id: id,
      store_id: kind === 'platform_account' ? shop.storeId : null,
      kind,
      value,
      tail,
      source: 'import',
      created_at: at,
    })
  identity('platform_account', nick, null)
  // 1390 is followed by seven digits; the number keeps them apart up to ten million customers.
  const phone = `+861390${String(number % 10_000_000).padStart(7, '0')}`
  const hasPhone = random.chance(0.6)
  if (hasPhone) identity('phone', phone, digitsFromEnd(phone, 4))
  const email = random.chance(0.2) ? `buyer${number}@mail.example` : null
  if (email !== null) identity('email', email, null)
  for (const key of new Set([searchKey(nick), searchKey(name)])) {
    batch.add('customers.names', {
      shop_id: shop.shopId,
      customer_id: id,
      key,
      shown: key === searchKey(nick) ? nick : name,
      grams: gramsOf(shop.shopId, key),
    })
  }
  const readings = new Map(
    [nick, name].flatMap((shown) =>
      readingsOf(shown).map((one) => [`${one.plain} ${one.initials}`, { ...one, shown }] as const),
    ),
  )
  for (const { plain, initials, part, shown } of readings.values())
    batch.add('customers.readings', {
      shop_id: shop.shopId,
      plain,
      initials,
      customer_id: id,
      part,
      shown,
    })
  return { id, name, nick, phone: hasPhone ? phone : null, email }
}
