import { setTimeout } from 'node:timers/promises'
import { composeDesk } from '#app/desk.ts'
import { openGround } from '#app/ground.ts'
import { readConfig } from '#platform/config/config.ts'
import { createLog } from '#platform/log/log.ts'
import { answer } from '../child.ts'

// `fivehearts import orders` in a process of its own, with its memory along the way.

interface Place {
  databaseUrl: string
  dataFolder: string
}
interface Wanted extends Place {
  shopId: string
  path: string
  storeName: string
}
interface Took {
  ms: number
  /** Processor time of this process, in ms. */
  processorMs: number
  read: number
  orders: number
  created: number
  unchanged: number
  refusedCount: number
  /** Resident bytes when that share of the file was read. */
  memory: { share: number; bytes: number }[]
}

const open = async ({ databaseUrl, dataFolder }: Place) => {
  const config = readConfig({ DATABASE_URL: databaseUrl, FIVEHEARTS_DATA: dataFolder })
  const ground = await openGround(config, createLog('warn'), 'attach')
  const desk = await composeDesk(ground, { publicUrl: () => '' })
  return {
    imports: desk.imports,
    close: async () => {
      await desk.stop()
      await ground.close()
    },
  }
}

const take = async ({ shopId, path, storeName, ...place }: Wanted): Promise<Took> => {
  const { imports, close } = await open(place)
  const memory: Took['memory'] = []
  try {
    const processor = process.cpuUsage()
    const began = performance.now()
    const result = await imports.importFile({
      shopId,
      path,
      storeName,
      isDryRun: false,
      isStrict: false,
      by: null,
      onProgress: ({ doneBytes, bytes }) => {
        // Where the process was started for it: what is held, not what is yet to be swept up.
        globalThis.gc?.()
        memory.push({ share: doneBytes / bytes, bytes: process.memoryUsage.rss() })
      },
    })
    const ms = performance.now() - began
    const { user, system } = process.cpuUsage(processor)
    if (result.state !== 'finished')
      throw new Error(`the import ended ${result.state}: ${result.error ?? ''}`)
    const { read, orders, created, unchanged, refusedCount } = result
    return { ms, processorMs: (user + system) / 1000, read, orders, created, unchanged, refusedCount, memory }
  } finally {
    await close()
  }
}

/** Goes on with whatever was cut off, as the server does when it starts; returns when all of it has ended. */
const resume = async (place: Place): Promise<void> => {
  const { imports, close } = await open(place)
  try {
    while ((await imports.resumeInterrupted()) > 0) {
      await imports.settle()
      await setTimeout(20)
    }
  } finally {
    await close()
  }
}

export type ImporterCommands = { take: typeof take; resume: typeof resume }
answer<ImporterCommands>({ take, resume })
