import { composeDesk } from '#app/desk.ts'
import { openGround } from '#app/ground.ts'
import { createImportProcesses } from '#app/import-processes.ts'
import { servePages } from '#app/pages.ts'
import { readConfig } from '#platform/config/config.ts'
import { createLog } from '#platform/log/log.ts'
import { answer } from '../child.ts'

// The product as `fivehearts serve` runs it, in a process of its own, with a way to ask for its memory.

let stop: () => Promise<void> = () => Promise.resolve()

const start = async ({
  databaseUrl,
  dataFolder,
  withPages,
}: {
  databaseUrl: string
  dataFolder: string
  /** Serves the console and the widget as well. */
  withPages: boolean
}): Promise<number> => {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    FIVEHEARTS_DATA: dataFolder,
    PORT: '0',
    HOST: '127.0.0.1',
  })
  const ground = await openGround(config, createLog('warn'), 'server')
  const desk = await composeDesk(ground, {
    publicUrl: () => 'http://127.0.0.1',
    importProcesses: createImportProcesses(ground),
  })
  const http = await desk.serve()
  if (withPages) await servePages(http.app, { dist: desk.dist, tryOutIdentity: desk.tryOutIdentity })
  await http.app.listen({ port: config.port, host: config.host })
  await desk.start()
  stop = async () => {
    await http.app.close()
    await desk.stop()
    await ground.close()
  }
  return (http.app.server.address() as { port: number }).port
}

/** Resident bytes once everything that is garbage is gone; needs --expose-gc. */
const memory = async (): Promise<number> => {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return process.memoryUsage.rss()
}

export type DeskCommands = { start: typeof start; memory: typeof memory }
answer<DeskCommands>({ start, memory }, () => stop())
