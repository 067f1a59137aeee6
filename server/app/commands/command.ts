import type { Command } from 'commander'
import { readConfig, type Config } from '#platform/config/config.ts'
import { createLog, type Logger } from '#platform/log/log.ts'
import { openGround, type Ground } from '../ground.ts'

/** A command that could not do what it was asked, said in one sentence; `exitCode` is its exit status. */
export class Refused extends Error {
  readonly exitCode: number
  readonly facts: Record<string, unknown>
  constructor(message: string, options: { exitCode?: number; facts?: Record<string, unknown> } = {}) {
    super(message)
    this.exitCode = options.exitCode ?? 1
    this.facts = options.facts ?? {}
  }
}

export interface Context {
  config: Config
  log: Logger
}

/** Adds `--json` and gives the command its configuration; a quiet log, since its output is for people or machines. */
export const command = (parent: Command, name: string, summary: string): Command =>
  parent
    .command(name)
    .description(summary)
    .option('--json', 'last line of standard output is one JSON object')

export const readContext = (): Context => {
  const config = readConfig()
  return { config, log: createLog(config.logLevel) }
}

/** Runs `work` on an attached database and closes it again. */
export const onGround = async <T>(work: (ground: Ground) => Promise<T>): Promise<T> => {
  const { config, log } = readContext()
  const ground = await openGround(config, log, 'attach')
  try {
    return await work(ground)
  } finally {
    await ground.close()
  }
}

/** Prints for a person, or one object for a machine. */
export const say = (json: boolean | undefined, facts: Record<string, unknown>, lines: string[]): void => {
  if (json) console.log(JSON.stringify({ ok: true, ...facts }))
  else for (const line of lines) console.log(line)
}
