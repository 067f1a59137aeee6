import type { Command } from 'commander'
import { addServe } from './serve.ts'

/** Every command of the command line. */
export const addCommands = (program: Command): void => {
  addServe(program)
}
