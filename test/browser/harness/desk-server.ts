import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const launcher = join(import.meta.dirname, '../../../bin/fivehearts.mjs')

export interface DeskServer {
  address: string
  /** The one-time set-up link while nobody has an account. */
  setup: string | null
  folder: string
  /** kill -9 of the server process: nothing is closed, nothing is flushed. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export const newFolder = () => mkdtemp(join(tmpdir(), 'fh-browser-'))
export const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5 })

/** Starts the real server as a newcomer does, on a folder; `port` 0 takes any. */
export const startDesk = async (folder: string, port = 0): Promise<DeskServer> => {
  const child = spawn(process.execPath, [launcher, 'serve', '--json'], {
    env: {
      ...process.env,
      FIVEHEARTS_DATA: folder,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: '',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const errors: string[] = []
  child.stderr.on('data', (chunk: Buffer) => {
    errors.push(chunk.toString())
  })
  const started = await new Promise<{ address: string; setup: string | null }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return
      const said = JSON.parse(line) as { ok: boolean; address: string; setup: string | null }
      if (said.ok) resolve(said)
    })
    child.once('exit', (code) =>
      reject(new Error(`the desk ended with ${code}: ${errors.join('').slice(-2000)}`)),
    )
  })
  const end = (signal: NodeJS.Signals) => async () => {
    const gone = ended(child)
    child.kill(signal)
    await gone
  }
  const local = (link: string) => link.replace('//localhost:', '//127.0.0.1:')
  return {
    address: local(started.address),
    setup: started.setup ? local(started.setup) : null,
    folder,
    kill: end('SIGKILL'),
    stop: end('SIGTERM'),
  }
}

const ended = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise<void>((resolve) => {
        child.once('exit', () => {
          resolve()
        })
      })
