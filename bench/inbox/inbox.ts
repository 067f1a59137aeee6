import { startCluster, type Cluster } from '../cluster.ts'
import { prepareShop, startDesk, type Prepared } from '../desk/prepare.ts'
import { figure, type Group, type Run } from '../measure.ts'
import { percentile } from '../samples.ts'

const page = figure({ name: 'inbox.page_p95_ms_at_10k', unit: 'ms', atMost: 30 })
const growth = figure({ name: 'inbox.page_10k_vs_1k', unit: 'x', atMost: 1.5 })
const chat = figure({ name: 'conversation.open_p95_ms', unit: 'ms', atMost: 30 })
const nick = figure({ name: 'search.nick_p95_ms', unit: 'ms', atMost: 50 })

const big = { conversations: 10_000, waiting: 60, owed: 80, quiet: 300, days: 60, agents: 8 }
const small = { ...big, conversations: 1_000 }

/** The pages an agent waits for, at 1,000 and 10,000 conversations with the same people waiting; one request at a time. */
export const inbox: Group = {
  name: 'inbox',
  figures: [page, growth, chat, nick],
  run: async (run) => {
    const cluster = await startCluster()
    try {
      run.say('inbox: 1,000 conversations')
      const few = await timesOf(run, cluster, await prepareShop(cluster, 'inbox_small', small))
      run.say('inbox: 10,000 conversations')
      const many = await timesOf(run, cluster, await prepareShop(cluster, 'inbox_big', big))
      const p95 = (samples: number[]) => percentile(samples, 0.95)
      return [
        page.take(
          p95(many.inbox),
          `p50 ${percentile(many.inbox, 0.5).toFixed(1)}; the own view p95 ${p95(many.mine).toFixed(1)}`,
        ),
        growth.take(percentile(many.inbox, 0.5) / percentile(few.inbox, 0.5), 'of the medians'),
        chat.take(p95(many.chat), 'the conversation with its newest messages'),
        nick.take(p95(many.nick)),
      ]
    } finally {
      await cluster.stop()
    }
  },
}

const timesOf = async (run: Run, cluster: Cluster, { databaseUrl, shop, made }: Prepared) => {
  const desk = await startDesk(run, cluster, databaseUrl)
  const time = async (path: string) => {
    const began = performance.now()
    const response = await fetch(`http://127.0.0.1:${desk.port}${path}`, { headers: shop.owner.headers })
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    return performance.now() - began
  }
  const series = async (paths: (i: number) => string) => {
    const samples: number[] = []
    for (let i = 0; i < 20; i++) await time(paths(i))
    for (let i = 0; i < (run.isQuick ? 100 : 400); i++) samples.push(await time(paths(i)))
    return samples
  }
  try {
    const nicks = made.flatMap((one) => (one.nick === null ? [] : [one.nick]))
    return {
      inbox: await series(() => '/api/inbox?view=all'),
      mine: await series(() => '/api/inbox'),
      chat: await series((i) => `/api/conversations/${made[(i * 7919) % made.length]?.id}`),
      nick: await series(
        (i) => `/api/search?q=${encodeURIComponent(nicks[(i * 104_729) % nicks.length] ?? '')}`,
      ),
    }
  } finally {
    await desk.child.stop()
  }
}
