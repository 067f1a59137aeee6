import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { figure, type Group, type Run } from '../measure.ts'
import { median } from '../samples.ts'

const fresh = figure({ name: 'start.fresh_s', unit: 's', atMost: 20 })
const existing = figure({ name: 'start.existing_s', unit: 's', atMost: 5 })
const launcher = join(import.meta.dirname, '../../bin/fivehearts.mjs')

/** From the command to the line that says the desk is up, with its database. */
export const start: Group = {
  name: 'start',
  figures: [fresh, existing],
  run: async (run: Run) => {
    const folder = await mkdtemp(join(tmpdir(), 'fh-bench-start-'))
    try {
      run.say('start: a fresh folder')
      const first = await once(folder)
      run.say('start: the same folder again')
      const again: number[] = []
      for (let i = 0; i < (run.isQuick ? 2 : 5); i++) again.push(await once(folder))
      return [fresh.take(first), existing.take(median(again))]
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
}

const once = async (folder: string): Promise<number> => {
  const began = performance.now()
  const child = spawn(process.execPath, [launcher, 'serve', '--json'], {
    env: { ...process.env, FIVEHEARTS_DATA: folder, PORT: '0', HOST: '127.0.0.1', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
    })
  })
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', () => {
      resolve()
    })
    child.once('exit', (code) => {
      reject(new Error(`the desk ended with ${code}`))
    })
  })
  const seconds = (performance.now() - began) / 1000
  child.kill('SIGTERM')
  await gone
  return seconds
}
