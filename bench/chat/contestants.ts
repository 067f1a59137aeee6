import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onServer } from '#test/database/scratch.ts'
import type { BareCommands } from '../bare/server.ts'
import { startChild } from '../child.ts'
import type { Cluster } from '../cluster.ts'
import { prepareShop, profiling, startDesk } from '../desk/prepare.ts'
import { tokenOf } from '../generate/conversations.ts'
import type { Run } from '../measure.ts'
import type { Contestant } from './load.ts'

export type Name = 'desk' | 'bare' | 'full bare'
export interface Running {
  name: Name
  contestant: Contestant
  stop(): Promise<void>
}

// So many that no row's lock is what is measured, and that no buyer writes more than the 60 times a minute that are allowed.
const conversations = 4_000
const agents = 20
/** Clocks that do not run out while we measure; what happens when they do is another measure. */
const settings = { answerTargetSeconds: 3600, answerDueSeconds: 7200, awayReplySeconds: 3600 }
const open = { conversations, agents, settings, waiting: 0, owed: 0, quiet: conversations, days: 2 }

/** The product and the two yardsticks, each with a database of its own on one PostgreSQL and a process of its own. */
export const startContestants = async (run: Run, cluster: Cluster): Promise<Running[]> => {
  const desk = await prepareShop(cluster, 'desk', open)
  const full = await prepareShop(cluster, 'full_bare', open)
  const bareUrl = await cluster.database('bare')
  const ids = desk.made.map(({ id }) => id)
  await onServer(
    bareUrl,
    await readFile(join(import.meta.dirname, '../bare/bare.sql'), 'utf8'),
    `insert into bare.conversations (id) select unnest('{${ids.join(',')}}'::uuid[])`,
    'vacuum analyze',
  )
  const { port, child } = await startDesk(run, cluster, desk.databaseUrl)
  return [
    {
      name: 'desk',
      stop: child.stop,
      contestant: {
        port,
        stream: { path: '/api/stream', headers: desk.shop.owner.headers },
        buyers: ids.map((_, number) => ({
          path: '/api/widget/messages',
          headers: { authorization: `Bearer ${tokenOf(desk.shop.shopId, number)}` },
        })),
      },
    },
    await startBare(
      run,
      'full bare',
      full.databaseUrl,
      full.shop.shopId,
      full.made.map(({ id }) => id),
    ),
    await startBare(run, 'bare', bareUrl, '', ids),
  ]
}

const startBare = async (
  run: Run,
  name: 'bare' | 'full bare',
  databaseUrl: string,
  shop: string,
  ids: string[],
): Promise<Running> => {
  const child = startChild<BareCommands>(new URL('../bare/server.ts', import.meta.url), profiling(run))
  const port = await child.ask('start', { databaseUrl, kind: name === 'bare' ? 'bare' : 'full', shop })
  return {
    name,
    stop: child.stop,
    contestant: {
      port,
      stream: { path: '/stream', headers: {} },
      buyers: ids.map((id) => ({ path: `/conversations/${id}/messages`, headers: {} })),
    },
  }
}
