import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '#platform/clock/clock.ts'
import { openDatabase } from '#platform/database/database.ts'
import { migrate } from '#platform/database/migrate.ts'
import type { Settings } from '#contract/staff/shop.ts'
import { ensurePartitions } from '#app/ground.ts'
import { migrationsFolder } from '#test/database/scratch.ts'
import type { TestShop } from '#test/builders/staff.ts'
import { startChild, type Child } from '../child.ts'
import type { Cluster } from '../cluster.ts'
import { generateConversations, type MadeConversation, type Wanted } from '../generate/conversations.ts'
import { generateShop } from '../generate/shop.ts'
import type { Run } from '../measure.ts'
import type { DeskCommands } from './server.ts'

export interface Prepared {
  databaseUrl: string
  shop: TestShop
  made: MadeConversation[]
}

interface People {
  agents: number
  settings?: Partial<Settings>
}

/** A migrated database with one shop that has worked for a while. */
export const prepareShop = async (
  cluster: Cluster,
  name: string,
  wanted: Omit<Wanted, 'now'> & People,
): Promise<Prepared> => {
  const { databaseUrl, shop, now } = await prepareEmptyShop(cluster, name, wanted)
  const owners = {
    shopId: shop.shopId,
    storeId: shop.storeId,
    agents: shop.agents.map(({ memberId }) => memberId),
  }
  const made = await generateConversations(databaseUrl, owners, { ...wanted, now: now.getTime() })
  return { databaseUrl, shop, made }
}

/** A migrated database with one shop that opened just now. */
export const prepareEmptyShop = async (cluster: Cluster, name: string, wanted: People) => {
  const databaseUrl = await cluster.database(name)
  const now = systemClock().now()
  await migrate(databaseUrl, migrationsFolder, now)
  const db = openDatabase(databaseUrl, { connections: 2 })
  try {
    await ensurePartitions(db, now)
  } finally {
    await db.close()
  }
  return { databaseUrl, shop: await generateShop(databaseUrl, { ...wanted, now: now.getTime() }), now }
}

/** Node's options for a process under measurement. */
export const profiling = ({ profileFolder }: Run): string[] =>
  profileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`]

export interface RunningDesk {
  port: number
  child: Child<DeskCommands>
}

/** The product over that database, in a process of its own. */
export const startDesk = async (
  run: Run,
  cluster: Cluster,
  databaseUrl: string,
  options: string[] = [],
  { withPages = false } = {},
): Promise<RunningDesk> => {
  const child = startChild<DeskCommands>(new URL('server.ts', import.meta.url), [
    ...options,
    ...profiling(run),
  ])
  const port = await child.ask('start', {
    databaseUrl,
    dataFolder: await mkdtemp(join(cluster.folder, 'desk-')),
    withPages,
  })
  return { port, child }
}
