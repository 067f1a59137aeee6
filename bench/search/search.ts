import { readingsOf } from '#nouns/customers/index.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import { prepareShop, startDesk } from '../desk/prepare.ts'
import { generatePeople, type MadePerson } from '../generate/people.ts'
import { figure, type Group, type Run } from '../measure.ts'
import { median, percentile } from '../samples.ts'

const few = figure({ name: 'search.customers_p95_ms_at_10k', unit: 'ms', atMost: 50 })
const many = figure({ name: 'search.customers_p95_ms', unit: 'ms', atMost: 50 })
const worst = figure({ name: 'search.customers_slowest_way_p95_ms', unit: 'ms', atMost: 50 })

const counts = { few: 10_000, many: 1_000_000 }

/** What people type to find somebody. Each gives a text for a person, or none where the person has no such thing. */
const ways: Record<string, (person: MadePerson, i: number) => string | undefined> = {
  nick: ({ nick }) => nick,
  name: ({ name }) => name,
  'inside of a nick': ({ nick }) => [...nick].slice(1, 5).join(''),
  'one character': ({ name }) => [...name][0],
  'two characters': ({ name }) => [...name].slice(-2).join(''),
  'e-mail': ({ email }) => email ?? undefined,
  'whole phone': ({ phone }) => phone?.slice(3),
  'last four digits': (_, i) => String((i * 7919) % 10_000).padStart(4, '0'),
  'last six digits': ({ phone }) => phone?.slice(-6),
  'order number': ({ order }) => order,
  'tracking number': ({ tracking }) => tracking,
  pinyin: ({ name }) => spelling(name)?.plain,
  initials: ({ name }) => spelling(name)?.initials,
  'mixed pinyin': ({ name }) => {
    const whole = spelling(name)
    const first = whole && readingsOf([...name][0] ?? '')[0]?.plain
    return whole && first ? first + whole.initials.slice(1) : undefined
  },
  'initial and given name': ({ name }) => {
    const whole = spelling(name)
    const rest = whole && readingsOf([...name].slice(1).join(''))[0]?.plain
    return whole && rest ? whole.initials.charAt(0) + rest : undefined
  },
  'nobody, in Chinese': (_, i) => `查无此人${i}`,
  'nobody, in letters': (_, i) => `qxzv${i}`,
}
const spelling = (name: string) => readingsOf(name).find((one) => one.plain.length > one.initials.length)

/** One search of the list of customers, all ways in turn, at 10,000 and 1,000,000 customers; one request at a time. */
export const search: Group = {
  name: 'search',
  figures: [few, many, worst],
  run: async (run) => {
    const cluster = await startCluster()
    try {
      const small = await timesOf(run, cluster, 'search_few', counts.few)
      const big = await timesOf(run, cluster, 'search_many', run.isQuick ? 100_000 : counts.many)
      const all = (times: Map<string, number[]>) => [...times.values()].flat()
      const slowest = [...big]
        .map(([way, times]) => ({ way, p95: percentile(times, 0.95) }))
        .toSorted((one, other) => other.p95 - one.p95)
      return [
        few.take(percentile(all(small), 0.95), `median ${median(all(small)).toFixed(1)}`),
        many.take(
          percentile(all(big), 0.95),
          `median ${median(all(big)).toFixed(1)}${run.isQuick ? '; at 100,000' : ''}; medians: ${[...big]
            .map(([way, times]) => `${way} ${median(times).toFixed(0)}`)
            .join(', ')}`,
        ),
        worst.take(
          slowest[0]?.p95 ?? null,
          slowest
            .slice(0, 4)
            .map(({ way, p95 }) => `${way} ${p95.toFixed(0)}`)
            .join(', '),
        ),
      ]
    } finally {
      await cluster.stop()
    }
  },
}

const timesOf = async (
  run: Run,
  cluster: Cluster,
  name: string,
  count: number,
): Promise<Map<string, number[]>> => {
  run.say(`search: ${count.toLocaleString('en')} customers`)
  const { databaseUrl, shop } = await prepareShop(cluster, name, {
    conversations: 10,
    waiting: 1,
    owed: 1,
    quiet: 1,
    days: 2,
    agents: 1,
  })
  const now = systemClock().now().getTime()
  const people = await generatePeople(databaseUrl, shop, { count, every: count / 500, now })
  run.say('search: asking')
  const desk = await startDesk(run, cluster, databaseUrl)
  const time = async (text: string) => {
    const began = performance.now()
    const response = await fetch(
      `http://127.0.0.1:${desk.port}/api/customers?q=${encodeURIComponent(text)}`,
      { headers: shop.owner.headers },
    )
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`searching ${text} answered ${response.status}`)
    return performance.now() - began
  }
  try {
    const times = new Map<string, number[]>()
    const rounds = run.isQuick ? 60 : 200
    for (let i = 0; i < rounds + 5; i += 1)
      for (const [way, textOf] of Object.entries(ways)) {
        const person = people[(i * 7919) % people.length]
        const text = person && textOf(person, i)
        if (!text) continue
        const took = await time(text)
        // The first rounds are for warming up.
        if (i >= 5) times.set(way, [...(times.get(way) ?? []), took])
      }
    return times
  } finally {
    await desk.child.stop()
  }
}
