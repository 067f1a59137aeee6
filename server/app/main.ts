import { Command, CommanderError } from 'commander'
import { BadConfig } from '#platform/config/config.ts'
import { DatabaseUnavailable, FolderInUse } from '#platform/database/embedded/index.ts'
import { MigrationRefused } from '#platform/database/migrate.ts'
import { addCommands } from './commands/index.ts'
import { Refused } from './commands/command.ts'

/** The command line. Exit status 0 only on success; with --json the last line of standard output is one object. */
const program = new Command('fivehearts')
  .description('Five Hearts 五心: the desk from which an online shop keeps its word to every buyer.')
  .showHelpAfterError()
  .exitOverride()
addCommands(program)

const isExpected = (error: unknown): error is Error =>
  error instanceof BadConfig ||
  error instanceof FolderInUse ||
  error instanceof DatabaseUnavailable ||
  error instanceof MigrationRefused ||
  error instanceof Refused

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode
  else {
    if (process.argv.includes('--json'))
      console.log(
        JSON.stringify({
          ok: false,
          error: isExpected(error) ? error.message : 'internal',
          ...(error instanceof Refused ? error.facts : {}),
        }),
      )
    console.error(isExpected(error) ? error.message : error)
    process.exitCode = error instanceof Refused ? error.exitCode : 1
  }
}
