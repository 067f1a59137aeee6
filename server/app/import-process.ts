// The process of one import, started by import-processes.ts: told which one, it works on it and ends.
import { stayBehind } from '#platform/database/behind.ts'
import { createLog } from '#platform/log/log.ts'
import { composeDesk } from './desk.ts'
import { openGround } from './ground.ts'
import type { ImportOrder } from './import-processes.ts'

const work = async ({ config, importId }: ImportOrder): Promise<void> => {
  const ground = await openGround(config, createLog(config.logLevel), 'beside')
  const desk = await composeDesk(ground, { publicUrl: () => config.publicUrl ?? '' })
  stayBehind()
  // The desk has gone, or wants to: what is stored stays, and the next one goes on with it.
  const gone = () => void Promise.all([desk.imports.stop(), desk.tables.stop()])
  process.once('disconnect', gone)
  if (!process.connected) gone()
  try {
    // An id is one's own: whoever does not know it does nothing.
    await desk.imports.workOn(importId)
    await desk.tables.workOn(importId)
  } finally {
    process.off('disconnect', gone)
    await desk.stop()
    await ground.close()
  }
}

// A terminal's Ctrl-C reaches this process as well; the desk decides when it ends.
process.on('SIGINT', () => undefined)
process.once('message', (order) => {
  work(order as ImportOrder).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
