import type { Command } from 'commander'
import { addDemo } from './demo.ts'
import { addDoctor } from './doctor.ts'
import { addImport } from './import.ts'
import { addPeople } from './people.ts'
import { addServe } from './serve.ts'

/** Every command of the command line. */
export const addCommands = (program: Command): void => {
  addServe(program)
  addPeople(program)
  addImport(program)
  addDemo(program)
  addDoctor(program)
}
