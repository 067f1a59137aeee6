import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface CouponRecord {
  id: string
  offer_id: string
  code: string
  customer_id: string | null
  expires_at: Date | null
  most_uses: number | null
  uses: number
  withdrawn_at: Date | null
  created_at: Date
  version: number
}
const columns = sql`c.id, c.offer_id, c.code, c.customer_id, c.expires_at, c.most_uses, c.uses, c.withdrawn_at, c.created_at, c.version`

export const selectCoupons = async (
  tx: Tx,
  shopId: string,
  offerId: string,
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<(CouponRecord & { customer_name: string | null })[]> =>
  (
    await sql<CouponRecord & { customer_name: string | null }>`select ${columns}, p.name as customer_name
      from offers.coupons c left join customers.v_customers p on p.id = c.customer_id
      where c.shop_id = ${shopId} and c.offer_id = ${offerId} ${cursor ? sql`and (c.created_at, c.id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``}
      order by c.created_at desc, c.id desc limit ${limit}`.execute(tx)
  ).rows

/** Codes that this buyer may use: their own, and those for everybody; the ones that end first. */
export const selectUsable = async (
  tx: Tx,
  shopId: string,
  offerIds: readonly string[],
  customerId: string | null,
): Promise<CouponRecord[]> =>
  offerIds.length === 0
    ? []
    : (
        await sql<CouponRecord>`select ${columns} from offers.coupons c
          where c.shop_id = ${shopId} and c.offer_id = any (${[...offerIds]}::uuid[]) and c.withdrawn_at is null
            and (c.customer_id is null or c.customer_id = any (customers.ids_of(${customerId}::uuid) || ${customerId}::uuid))
          order by c.expires_at nulls last, c.id limit 200`.execute(tx)
      ).rows

/** Whether two customers are one person, as far as merges say. */
export const isSamePerson = async (tx: Tx, one: string | null, other: string | null): Promise<boolean> =>
  one !== null &&
  other !== null &&
  ((
    await sql<{
      is_same: boolean
    }>`select ${one}::uuid = any (customers.ids_of(${other}::uuid) || ${other}::uuid) as is_same`.execute(tx)
  ).rows[0]?.is_same ??
    false)

export const lockCoupon = async (tx: Tx, shopId: string, key: string): Promise<CouponRecord | null> =>
  (
    await sql<CouponRecord>`select ${columns} from offers.coupons c where c.shop_id = ${shopId} and c.code_key = ${key} for update`.execute(
      tx,
    )
  ).rows[0] ?? null

export const insertCoupon = async (
  tx: Tx,
  now: Date,
  shopId: string,
  coupon: {
    id: string
    offerId: string
    code: string
    customerId: string | null
    expiresAt: Date | null
    mostUses: number | null
    by: string | null
  },
): Promise<void> => {
  await tx
    .insertInto('offers.coupons')
    .values({
      id: coupon.id,
      shop_id: shopId,
      offer_id: coupon.offerId,
      code: coupon.code,
      code_key: coupon.code.toUpperCase(),
      customer_id: coupon.customerId,
      expires_at: coupon.expiresAt,
      most_uses: coupon.mostUses,
      created_at: now,
      created_by: coupon.by,
    })
    .execute()
}
/** One code of an offer, held for a change. */
export const lockCouponOf = async (tx: Tx, offerId: string, id: string): Promise<CouponRecord | null> =>
  (
    await sql<CouponRecord>`select ${columns} from offers.coupons c where c.id = ${id} and c.offer_id = ${offerId} for update`.execute(
      tx,
    )
  ).rows[0] ?? null
/** With the name of the customer whose alone it is; null: there is none. */
export const updateCoupon = async (
  tx: Tx,
  id: string,
  change: { expires_at: Date | null; most_uses: number | null },
): Promise<(CouponRecord & { customer_name: string | null }) | null> =>
  (
    await sql<CouponRecord & { customer_name: string | null }>`
      update offers.coupons c set expires_at = ${change.expires_at}, most_uses = ${change.most_uses}, version = version + 1
      where c.id = ${id} returning ${columns}, (select p.name from customers.v_customers p where p.id = c.customer_id) as customer_name`.execute(
      tx,
    )
  ).rows[0] ?? null
export const withdrawCouponRow = async (tx: Tx, now: Date, offerId: string, id: string): Promise<boolean> => {
  const done = await tx
    .updateTable('offers.coupons')
    .set({ withdrawn_at: now, version: sql`version + 1` })
    .where('id', '=', id)
    .where('offer_id', '=', offerId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** How often each offer was used by one person, under whatever name they were merged from. */
export const selectUses = async (
  tx: Tx,
  shopId: string,
  customerId: string,
): Promise<Record<string, number>> => {
  const { rows } = await sql<{ offer_id: string; count: number }>`
    select offer_id, count(*)::int as count from offers.uses where shop_id = ${shopId} and customer_id = any (customers.ids_of(${customerId}::uuid) || ${customerId}::uuid) group by offer_id`.execute(
    tx,
  )
  return Object.fromEntries(rows.map(({ offer_id: id, count }) => [id, count]))
}

/** False when this very use is known already. */
export const insertUse = async (
  tx: Tx,
  now: Date,
  shopId: string,
  use: {
    id: string
    offerId: string
    couponId: string | null
    customerId: string | null
    orderId: string | null
    conversationId: string | null
    key: string
    by: string | null
  },
): Promise<boolean> => {
  const { rows } = await sql`
    insert into offers.uses (id, shop_id, offer_id, coupon_id, customer_id, order_id, conversation_id, key, used_at, by)
    values (${use.id}, ${shopId}, ${use.offerId}, ${use.couponId}, ${use.customerId}, ${use.orderId}, ${use.conversationId}, ${use.key}, ${now}, ${use.by})
    on conflict (shop_id, offer_id, key) do nothing returning id`.execute(tx)
  if (rows.length === 0) return false
  if (use.couponId)
    await tx
      .updateTable('offers.coupons')
      .set({ uses: sql`uses + 1` })
      .where('id', '=', use.couponId)
      .execute()
  return true
}
export const countUses = async (tx: Tx, shopId: string, offerId: string): Promise<number> =>
  (
    await sql<{
      count: number
    }>`select count(*)::int as count from offers.uses where shop_id = ${shopId} and offer_id = ${offerId}`.execute(
      tx,
    )
  ).rows[0]?.count ?? 0
