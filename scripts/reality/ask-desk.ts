import { sql } from 'kysely'
import type { OrderPage } from '#contract/orders/orders.ts'
import type { Static } from 'typebox'
import { readConfig } from '#platform/config/config.ts'
import type { Tx } from '#platform/database/database.ts'
import { createLog } from '#platform/log/log.ts'
import { composeDesk } from '../../server/app/desk.ts'
import { openGround } from '../../server/app/ground.ts'

export interface Asking {
  /** The reply of `GET /api/orders` with these filters. */
  orders(query: Record<string, string>): Promise<Static<typeof OrderPage>>
  orderCount(): Promise<number>
  customers(): Promise<number>
  /** Of all lines, net of what was taken off each; two decimals. */
  money(): Promise<string>
  topByOrders(): Promise<string>
  topByMoney(): Promise<string>
  withoutOrders(): Promise<string>
  /** Customers with a second day of orders before this day. */
  repeatsUntil(day: string): Promise<number>
}

/** Opens the desk on a data folder and asks it what it knows of a shop: over its own HTTP, and in its own tables. */
export async function askDesk(
  dataFolder: string,
  slug: string,
  ask: (desk: Asking) => Promise<void>,
): Promise<void> {
  const config = readConfig({
    ...process.env,
    FIVEHEARTS_DATA: dataFolder,
    DATABASE_URL: '',
    LOG_LEVEL: 'error',
  })
  const ground = await openGround(config, createLog(config.logLevel), 'attach')
  try {
    const desk = await composeDesk(ground, { publicUrl: () => '' })
    const http = await desk.serve()
    try {
      const shop = await desk.staff.operator.shop(slug)
      const { secret } = await desk.staff.keys.make(shop.id, null, {
        name: 'reality',
        scopes: ['orders:read'],
        expiresAt: null,
      })
      const first = <T>(work: (tx: Tx) => Promise<{ rows: T[] }>) =>
        ground.db.inShop(shop.id, async (tx) => (await work(tx)).rows[0])
      await ask({
        orders: async (query) => {
          const url = `/api/orders?${new URLSearchParams({ ...query, limit: '1' })}`
          const reply = await http.app.inject({
            method: 'GET',
            url,
            headers: { authorization: `Bearer ${secret}` },
          })
          return reply.json()
        },
        ...facts(first),
      })
    } finally {
      await http.app.close()
      await desk.stop()
    }
  } finally {
    await ground.close()
  }
}

type First = <T>(work: (tx: Tx) => Promise<{ rows: T[] }>) => Promise<T | undefined>

const net = sql`l.quantity * l.unit_price * (1000000 - coalesce(l.discount_ppm, 0))::numeric`
const account = sql`(select i.value from customers.identities i where i.customer_id = o.customer_id and i.kind = 'platform_account' limit 1)`

const facts = (first: First): Omit<Asking, 'orders'> => ({
  orderCount: async () =>
    (await first((tx) => sql<{ n: number }>`select count(*)::int as n from orders.orders`.execute(tx)))?.n ??
    0,
  customers: async () =>
    (await first((tx) => sql<{ n: number }>`select count(*)::int as n from customers.customers`.execute(tx)))
      ?.n ?? 0,
  money: async () =>
    (
      await first((tx) =>
        sql<{
          sum: string
        }>`select round(sum(${net}) / 100000000, 2)::text as sum from orders.lines l`.execute(tx),
      )
    )?.sum ?? '',
  topByOrders: async () => {
    const top = await first((tx) =>
      sql<{
        who: string
        n: number
      }>`select ${account} as who, count(*)::int as n from orders.orders o group by 1 order by 2 desc limit 1`.execute(
        tx,
      ),
    )
    return `${top?.who} ${top?.n}`
  },
  topByMoney: async () => {
    const top = await first((tx) =>
      sql<{
        who: string
        sum: string
      }>`select ${account} as who, round(sum(${net}) / 100000000, 2)::text as sum
        from orders.orders o join orders.lines l on l.order_id = o.id group by 1 order by sum(${net}) desc limit 1`.execute(
        tx,
      ),
    )
    return `${top?.who} ${top?.sum}`
  },
  withoutOrders: async () =>
    (
      await first((tx) =>
        sql<{
          who: string
        }>`select string_agg(i.value, ' ' order by i.value) as who from customers.identities i
          where i.kind = 'platform_account' and not exists (select 1 from orders.orders o where o.customer_id = i.customer_id)`.execute(
          tx,
        ),
      )
    )?.who ?? '',
  repeatsUntil: async (day) =>
    (
      await first((tx) =>
        sql<{
          n: number
        }>`select count(*)::int as n from (select customer_id from orders.orders where placed_at < ${day}::date
          group by 1 having count(distinct (placed_at at time zone 'America/New_York')::date) > 1) r`.execute(
          tx,
        ),
      )
    )?.n ?? 0,
})
