import pg from 'pg'
import { startCluster, type Cluster } from '../cluster.ts'
import { prepareEmptyShop, startDesk } from '../desk/prepare.ts'
import { inBulk } from '../generate/bulk.ts'
import { generateConversations } from '../generate/conversations.ts'
import { generateOrders } from '../generate/orders.ts'
import { figure, type Figure, type Group, type Run } from '../measure.ts'
import { median, percentile } from '../samples.ts'

const kinds = ['inbox', 'orders', 'order', 'timeline', 'conversation'] as const
type Kind = (typeof kinds)[number]
const perKind = <T>(of: (kind: Kind) => T) =>
  Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Record<Kind, T>
const times: Record<Kind, Figure> = perKind((kind) =>
  figure({ name: `pages.${kind}_p95_ms`, unit: 'ms', atMost: 30 }),
)
const growth: Record<Kind, Figure> = perKind((kind) =>
  figure({ name: `pages.${kind}_vs_10k`, unit: 'x', atMost: 1.5 }),
)

/** The same people wait whatever the size; the rest is history. */
const desk = { waiting: 60, owed: 80, quiet: 300, agents: 8, threadMiddle: 3.2 }
const tables = [
  'platform.events',
  'conversations.conversations',
  'conversations.messages',
  'conversations.inquiries',
  'conversations.hands',
  'promises.turns',
  'customers.customers',
  'customers.identities',
  'customers.names',
  'customers.readings',
  'orders.orders',
  'orders.lines',
  'orders.parcels',
]

/** What agents and owners open all day, at 10,000 and at 1,000,000 conversations (5,000,000 messages, as many orders as conversations). */
export const pages: Group = {
  name: 'pages',
  figures: [...Object.values(times), ...Object.values(growth)],
  run: async (run) => {
    const cluster = await startCluster()
    try {
      const many = run.isQuick ? 100_000 : 1_000_000
      const small = await takeTimes(run, cluster, 'pages_few', 10_000)
      const big = await takeTimes(run, cluster, 'pages_many', many)
      return kinds.flatMap((kind) => [
        times[kind].take(
          percentile(big.samples[kind], 0.95),
          `p50 ${median(big.samples[kind]).toFixed(1)}; ${big.messages.toLocaleString('en')} messages in ${many.toLocaleString('en')} conversations`,
        ),
        growth[kind].take(median(big.samples[kind]) / median(small.samples[kind]), 'of the medians'),
      ])
    } finally {
      await cluster.stop()
    }
  },
}

const takeTimes = async (run: Run, cluster: Cluster, name: string, conversations: number) => {
  run.say(`pages: making ${conversations.toLocaleString('en')} conversations and orders`)
  const { databaseUrl, shop, made, messages, orders } = await makeShop(cluster, name, conversations)
  const running = await startDesk(run, cluster, databaseUrl)
  run.say(`pages: opening them`)
  const time = async (path: string) => {
    const began = performance.now()
    const response = await fetch(`http://127.0.0.1:${running.port}${path}`, { headers: shop.owner.headers })
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    return performance.now() - began
  }
  const customers = made.flatMap(({ customer }) => (customer === null ? [] : [customer.id]))
  const at = <T>(list: readonly T[], i: number) => list[(i * 7919) % list.length]
  const paths: Record<Kind, (i: number) => string> = {
    inbox: () => '/api/inbox?view=all',
    orders: (i) => (i % 2 === 0 ? '/api/orders' : '/api/orders?view=to_ship'),
    order: (i) => `/api/orders/${at(orders, i)}`,
    // Every other one a regular, with hundreds of lines behind the first page.
    timeline: (i) => `/api/customers/${i % 2 === 0 ? at(customers, i) : customers[i % 20]}/timeline`,
    conversation: (i) => `/api/conversations/${at(made, i)?.id}`,
  }
  const samples = perKind((): number[] => [])
  try {
    for (const kind of kinds) for (let i = 0; i < 20; i++) await time(paths[kind](i))
    // Kinds take turns, so that what else happens on the machine falls on all of them.
    for (let i = 0; i < (run.isQuick ? 100 : 400); i++)
      for (const kind of kinds) samples[kind].push(await time(paths[kind](i)))
    return { samples, messages }
  } finally {
    await running.child.stop()
  }
}

const makeShop = async (cluster: Cluster, name: string, conversations: number) => {
  const { databaseUrl, shop, now } = await prepareEmptyShop(cluster, name, desk)
  const { shopId, storeId } = shop
  const owners = { shopId, storeId, agents: shop.agents.map(({ memberId }) => memberId) }
  const wanted = {
    ...desk,
    conversations,
    days: 365,
    now: now.getTime(),
    keepEvery: Math.max(1, conversations / 20_000),
  }
  const { made, orders } = await inBulk(databaseUrl, tables, async () => {
    const kept = await generateConversations(databaseUrl, owners, wanted)
    const buyers = kept.flatMap(({ customer }) => (customer === null ? [] : [customer]))
    const ids = await generateOrders(databaseUrl, owners, buyers, {
      ...wanted,
      count: conversations,
      keepEvery: Math.max(1, conversations / 2_000),
    })
    return { made: kept, orders: ids }
  })
  return { databaseUrl, shop, made, orders, messages: await countMessages(databaseUrl) }
}

const countMessages = async (databaseUrl: string): Promise<number> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: string }>('select count(*) from conversations.messages')
    return Number(rows[0]?.count)
  } finally {
    await client.end()
  }
}
