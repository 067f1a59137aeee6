import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { startCluster } from '../cluster.ts'
import { prepareEmptyShop } from '../desk/prepare.ts'
import { figure, type Group, type Measure } from '../measure.ts'
import { median } from '../samples.ts'
import { chatWhileImporting } from './chat-meanwhile.ts'
import { resumeAfterKill } from './resume.ts'
import { freshDatabase, makeExport, startImporter, type Ring } from './ring.ts'
import { copyRows, dumpRows } from './yardstick.ts'

const vsCopy = figure({ name: 'import.vs_copy', unit: 'x', atLeast: 0.5 })
const speed = figure({ name: 'import.rows_per_s', unit: '/s' })
const again = figure({ name: 'import.again_rows_per_s', unit: '/s' })
const memory = figure({ name: 'import.memory_growth_mb', unit: 'MB', atMost: 100 })
const chat = figure({ name: 'import.chat_p95_ratio', unit: 'x', atMost: 2 })
const resume = figure({ name: 'import.resume_s', unit: 's' })

/** Order exports taken in as the command line does, against the bare writing of the same rows; and what they do to the desk. */
export const imports: Group = {
  name: 'import',
  figures: [vsCopy, speed, again, memory, chat, resume],
  run: async (run) => {
    const cluster = await startCluster()
    try {
      const { databaseUrl, shop } = await prepareEmptyShop(cluster, 'import_base', { agents: 2 })
      const ring: Ring = { run, cluster, base: databaseUrl, shopId: shop.shopId }
      return [
        ...(await againstCopy(ring)),
        ...(await inFlatMemory(ring)),
        resume.take(...(await resumeAfterKill(ring))),
        chat.take(...(await chatWhileImporting(ring))),
      ]
    } finally {
      await cluster.stop()
    }
  },
}

const takeIn = async (ring: Ring, databaseUrl: string, path: string, options: string[] = []) => {
  const importer = startImporter(ring, options)
  try {
    const dataFolder = await mkdtemp(join(ring.cluster.folder, 'data-'))
    return await importer.ask('take', {
      databaseUrl,
      dataFolder,
      shopId: ring.shopId,
      path,
      storeName: 'Lamps',
    })
  } finally {
    await importer.stop()
  }
}

/** Both kinds of files, each in turn with the copy of exactly what it left behind; the median of the rounds' ratios. */
const againstCopy = async (ring: Ring): Promise<Measure[]> => {
  const { run, cluster } = ring
  const rows = run.isQuick ? 20_000 : 250_000
  const notes: string[] = []
  const ratios: number[] = []
  const speeds: number[] = []
  const repeats: number[] = []
  for (const shape of ['taobao', 'shopify'] as const) {
    const { path } = await makeExport(ring, shape, rows)
    const folder = join(cluster.folder, `rows-${shape}`)
    await mkdir(folder)
    const of: number[] = []
    for (let round = 0; round < 2; round++) {
      const databaseUrl = await freshDatabase(ring)
      const took = await takeIn(ring, databaseUrl, path)
      speeds.push((took.read / took.ms) * 1000)
      if (round === 0) {
        await dumpRows(databaseUrl, folder)
        const second = await takeIn(ring, databaseUrl, path)
        if (second.unchanged !== second.orders) throw new Error('a second run changed something')
        repeats.push((second.read / second.ms) * 1000)
      }
      const copied = await copyRows(await freshDatabase(ring), folder)
      run.say(`import: ${shape} ${(took.ms / 1000).toFixed(1)} s, copied in ${(copied / 1000).toFixed(1)} s`)
      of.push(copied / took.ms)
    }
    ratios.push(...of)
    notes.push(`${shape} ${of.map((ratio) => ratio.toFixed(2)).join(' ')}`)
  }
  return [
    vsCopy.take(median(ratios), `${rows} rows a file; ${notes.join(', ')}`),
    speed.take(median(speeds), 'both kinds of files'),
    again.take(median(repeats), 'the same file once more: nothing changes'),
  ]
}

/** The resident memory of the importing process at the largest after a tenth of the file, against what it was at that tenth. */
const inFlatMemory = async (ring: Ring): Promise<Measure[]> => {
  const rows = ring.run.isQuick ? 100_000 : 1_000_000
  const { path } = await makeExport(ring, 'taobao', rows)
  const took = await takeIn(ring, await freshDatabase(ring), path, ['--expose-gc'])
  const early = took.memory.filter(({ share }) => share <= 0.1).map(({ bytes }) => bytes)
  const late = took.memory.filter(({ share }) => share > 0.1).map(({ bytes }) => bytes)
  const [before, most] = [Math.max(...early), Math.max(...late)]
  return [
    memory.take(
      (most - before) / 1e6,
      `${rows} rows in ${(took.ms / 1000).toFixed(0)} s, ${Math.round((took.read / took.ms) * 1000)} a second; ${Math.round(before / 1e6)} MB at a tenth, at most ${Math.round(most / 1e6)}`,
    ),
  ]
}
