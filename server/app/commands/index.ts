import type { Command } from 'commander'
import { addBackup } from './backup.ts'
import { addDemo } from './demo.ts'
import { addDoctor } from './doctor.ts'
import { addExport } from './export.ts'
import { addImport } from './import.ts'
import { addPeople } from './people.ts'
import { addRestore } from './restore.ts'
import { addServe } from './serve.ts'

/** Every command of the command line. */
export const addCommands = (program: Command): void => {
  addServe(program)
  addPeople(program)
  addImport(program)
  addDemo(program)
  addExport(program)
  addBackup(program)
  addRestore(program)
  addDoctor(program)
}
