import type { Command } from 'commander'
import { readConfig } from '#platform/config/config.ts'
import { createLog } from '#platform/log/log.ts'
import { openDemo } from '../demo/open-demo.ts'
import { composeDesk } from '../desk.ts'
import { openGround } from '../ground.ts'
import { createImportProcesses } from '../import-processes.ts'
import { servePages } from '../pages.ts'
import { command, Refused } from './command.ts'

export const addServe = (program: Command): void => {
  command(program, 'serve', 'Runs the desk.').action(async (options: { json?: boolean }) => {
    await runServer(options)
  })
}

/** Starts everything, prints one line with the address (and the one-time set-up link), and runs until it is told to stop. */
const runServer = async (options: { json?: boolean }): Promise<void> => {
  const config = readConfig()
  const log = createLog(config.logLevel)
  const ground = await openGround(config, log, 'server')
  let address = ''
  const publicUrl = () => config.publicUrl ?? address
  let demo: Promise<void> = Promise.resolve()
  const desk = await composeDesk(ground, {
    publicUrl,
    importProcesses: createImportProcesses(ground),
    fillDemo: (shop) => {
      const { ready, done } = openDemo(ground, shop)
      demo = done.catch((error: unknown) => {
        log.error(
          { err: error instanceof Error ? error.message : String(error) },
          'the demo shop could not be filled',
        )
      })
      return ready
    },
  })
  const http = await desk.serve()
  await servePages(http.app, { dist: desk.dist, tryOutIdentity: desk.tryOutIdentity })
  try {
    await http.app.listen({ port: config.port, host: config.host })
  } catch (error) {
    await ground.close()
    if ((error as { code?: string }).code === 'EADDRINUSE')
      throw new Refused(
        `Port ${config.port} is in use. Stop the other program, or choose another with PORT=4556 npm start.`,
      )
    throw error
  }
  const bound = http.app.server.address()
  address = `http://localhost:${typeof bound === 'object' && bound ? bound.port : config.port}`
  await desk.start()
  const token = await desk.staff.setup.ensureSetupToken()
  const setup = token === null ? null : `${publicUrl()}/setup#token=${token}`
  if (options.json) console.log(JSON.stringify({ ok: true, address: publicUrl(), setup }))
  else console.log(`Five Hearts is running at ${publicUrl()}${setup ? ` · first set-up: ${setup}` : ''}`)
  await untilTold()
  await http.app.close()
  await demo
  await desk.stop()
  await ground.close()
}

/** Resolves at the first SIGTERM or SIGINT; npm passes Ctrl-C on a second time, which changes nothing. */
const untilTold = () =>
  new Promise<void>((resolve) => {
    const told = () => resolve()
    process.on('SIGTERM', told)
    process.on('SIGINT', told)
  })
