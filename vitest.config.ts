import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import type { Reporter } from 'vitest/node'

// Starts or finds the PostgreSQL that the server's tests clone their databases from.
const databaseSetup = process.env.TEST_GLOBAL_SETUP ?? 'test/database/global-setup.ts'

/** These start a PostgreSQL of their own, or need none: with another one there is nothing in them to try on it. */
const onTheirOwn = [
  'server/platform/tabular/**',
  'server/connectors/stores/mapped/bad-input.test.ts',
  'server/platform/database/embedded/**',
  'server/app/backup/place.test.ts',
  'server/app/commands/commands.test.ts',
]

/** Ends the output with one countable line, so that a run with silently missing tests is seen. */
const counts: Reporter = {
  onTestRunEnd(modules, errors) {
    const tally = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    const perProject = new Map<string, number>()
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        tally[test.result().state] += 1
        perProject.set(module.project.name, (perProject.get(module.project.name) ?? 0) + 1)
      }
    }
    const broken = modules.filter((module) => module.state() === 'failed').length
    const projects = [...perProject].map(([name, count]) => `${name} ${count}`).join(', ')
    const line =
      `${tally.passed} tests passed, ${tally.failed} failed, ${tally.skipped + tally.pending} skipped` +
      ` in ${modules.length} files (${projects || 'no tests'})` +
      (broken + errors.length > 0 ? `; ${broken} files failed, ${errors.length} errors outside tests` : '')
    // The default reporter writes its summary in the same event; ours has to come after it.
    process.once('exit', () => process.stdout.write(`${line}\n`))
  },
}

export default defineConfig({
  test: {
    reporters: ['default', counts],
    // Two projects never run at the same time: a browser beside busy databases would measure the machine.
    projects: [
      {
        test: {
          name: 'rules',
          // Modules are read once a worker and not once a file, which took most of the time (40 to 21 s of the processor for
          // 19 files). The product keeps no state in modules that one file's tests could leave to another's.
          isolate: false,
          include: [
            'contract/**/*.test.ts',
            'server/**/*.rules.test.ts',
            '{console,buyer,scripts,bench,bin}/**/*.test.{ts,tsx}',
          ],
          sequence: { groupOrder: 0 },
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'server',
          isolate: false,
          include: ['server/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [
            'server/**/*.rules.test.ts',
            'test/browser/**',
            ...(process.env.TEST_DATABASE_URL ? onTheirOwn : []),
          ],
          globalSetup: existsSync(databaseSetup) ? [databaseSetup] : [],
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // What another process or the disk does is waited for as long as a busy machine needs.
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          // It takes pictures for the README and proves nothing.
          exclude: process.env.PICTURES === '1' ? [] : ['test/browser/pictures.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A page waits 30 s for what it looks for; a figure that is asked for again should not give up after one.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
})
