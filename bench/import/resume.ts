import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freshDatabase, makeExport, startImporter, type Ring } from './ring.ts'
import { stateOf } from './yardstick.ts'

/**
 * An import is killed half-way and begun again by a new process: the seconds until it stores the first order that was not
 * there before, and a check that in the end nothing is missing or doubled.
 */
export const resumeAfterKill = async (ring: Ring): Promise<[seconds: number, note: string]> => {
  const rows = ring.run.isQuick ? 20_000 : 100_000
  const { path, orders } = await makeExport(ring, 'shopify', rows)
  const databaseUrl = await freshDatabase(ring)
  const dataFolder = await mkdtemp(join(ring.cluster.folder, 'data-'))
  const first = startImporter(ring)
  const cut = first
    .ask('take', { databaseUrl, dataFolder, shopId: ring.shopId, path, storeName: 'Lamps' })
    .catch(() => undefined)
  const until = async (isThere: (state: Awaited<ReturnType<typeof stateOf>>) => boolean) => {
    for (;;) {
      const state = await stateOf(databaseUrl)
      if (isThere(state)) return state
      await setTimeout(10)
    }
  }
  await until(({ share }) => share > 0.5)
  await first.kill()
  await cut
  await setTimeout(500)
  const before = await stateOf(databaseUrl)
  ring.run.say(`import: killed at ${before.orders} of ${orders} orders`)
  const second = startImporter(ring)
  const began = performance.now()
  const resumed = second.ask('resume', { databaseUrl, dataFolder })
  await until((state) => state.orders > before.orders)
  const seconds = (performance.now() - began) / 1000
  await resumed
  await second.stop()
  const after = await stateOf(databaseUrl)
  if (after.orders !== orders || after.state !== 'finished')
    throw new Error(`after the kill ${after.orders} of ${orders} orders, ${after.state}`)
  return [seconds, `killed at ${before.orders} of ${orders} orders; start of the process included`]
}
