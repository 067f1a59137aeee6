import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { restoreBackup, writeBackup } from '#platform/backup/index.ts'
import { migrationsFolder } from '#test/database/scratch.ts'
import type { Cluster } from '../cluster.ts'
import { startCluster } from '../cluster.ts'
import { prepareShop, startDesk } from '../desk/prepare.ts'
import { figure, type Group } from '../measure.ts'
import { percentile } from '../samples.ts'

const writing = figure({ name: 'backup.write_mb_per_s', unit: 'MB/s', atLeast: 10 })
const restoring = figure({ name: 'backup.restore_mb_per_s', unit: 'MB/s', atLeast: 4 })
const size = figure({ name: 'backup.size_share', unit: 'x', atMost: 0.5 })
const beside = figure({ name: 'backup.page_p95_vs_quiet', unit: 'x', atMost: 3 })

const shop = { waiting: 60, owed: 80, quiet: 300, days: 60, agents: 8 }

/** A backup of a shop with about a million messages and its restore, and a page of the desk meanwhile. MB are of rows as text. */
export const backup: Group = {
  name: 'backup',
  figures: [writing, restoring, size, beside],
  run: async (run) => {
    const cluster = await startCluster()
    try {
      const conversations = run.isQuick ? 10_000 : 100_000
      run.say(`backup: ${conversations} conversations`)
      const { databaseUrl, shop: made } = await prepareShop(cluster, 'backup', { ...shop, conversations })
      const desk = await startDesk(run, cluster, databaseUrl)
      const look = pageTimer(`http://127.0.0.1:${desk.port}/api/inbox?view=all`, made.owner.headers)
      try {
        const quiet = await look.while(new Promise((resolve) => setTimeout(resolve, 5_000)))
        const path = join(cluster.folder, 'bench.fhb')
        const began = performance.now()
        const work = back(databaseUrl, path)
        const busy = await look.while(work)
        const facts = await work
        const seconds = (performance.now() - began) / 1000
        run.say(`backup: ${facts.rows} rows in ${seconds.toFixed(1)} s; restoring`)
        const again = await restore(cluster, path)
        const megabytes = facts.contentBytes / 1e6
        const note = `${facts.rows} rows, ${megabytes.toFixed(0)} MB`
        return [
          writing.take(megabytes / seconds, `${note} in ${seconds.toFixed(1)} s while the desk answered`),
          restoring.take(megabytes / again, `${note} in ${again.toFixed(1)} s, read back and indexed`),
          size.take((await stat(path)).size / facts.contentBytes, 'of the file to the rows as text'),
          beside.take(
            percentile(busy, 0.95) / percentile(quiet, 0.95),
            `${busy.length} pages during the backup, p95 ${percentile(busy, 0.95).toFixed(0)} ms`,
          ),
        ]
      } finally {
        await desk.child.stop()
      }
    } finally {
      await cluster.stop()
    }
  },
}

const back = (databaseUrl: string, path: string) =>
  writeBackup(
    {
      databaseUrl,
      blobs: { keys: () => Promise.resolve([]), read: () => Promise.resolve(null) },
      product: 'bench',
      now: new Date(),
      monotonic: () => performance.now(),
    },
    { path, mayReplace: true, passphrase: null, secretKeys: [] },
  )

/** Seconds. */
const restore = async (cluster: Cluster, path: string): Promise<number> => {
  const url = await cluster.database('restored')
  const began = performance.now()
  await restoreBackup(path, null, {
    databaseUrl: url,
    migrationsFolder,
    takeBlob: () => Promise.resolve(),
    now: new Date(),
    monotonic: () => performance.now(),
  })
  return (performance.now() - began) / 1000
}

/** Milliseconds of one page after the other, as long as some work goes on. */
const pageTimer = (address: string, headers: Record<string, string>) => ({
  while: async (work: Promise<unknown>): Promise<number[]> => {
    let isOver = false
    const over = work.finally(() => (isOver = true))
    const samples: number[] = []
    while (!isOver) {
      const began = performance.now()
      const response = await fetch(address, { headers })
      await response.arrayBuffer()
      if (response.status !== 200) throw new Error(`${address} answered ${response.status}`)
      samples.push(performance.now() - began)
    }
    await over
    return samples
  },
})
