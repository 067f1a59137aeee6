// npm run check [-- --only NAME]: everything that can be said about the code without running it.
import { checkDeadCode } from './check/dead-code.ts'
import { checkImports } from './check/imports.ts'
import { checkLint } from './check/lint.ts'
import { checkPlantedImports, checkPlantedLint } from './check/planted.ts'
import { reportFormat, reportSizes } from './check/sizes.ts'
import { checkSqlOwnership } from './check/sql-ownership.ts'
import { checkTypes } from './check/types.ts'
import type { Verdict } from './check/verdict.ts'

interface Step {
  name: string
  says: string
  run: () => Promise<Verdict>
}

/** Cheap ones first, so that a slip is seen at once. */
const steps: Step[] = [
  { name: 'sizes', says: 'files have a size that can be read', run: reportSizes },
  { name: 'format', says: 'files are formatted', run: reportFormat },
  { name: 'sql', says: 'stores write their own schema only', run: checkSqlOwnership },
  { name: 'imports', says: 'folders import what they may', run: checkImports },
  { name: 'planted-imports', says: 'every import rule catches a planted offence', run: checkPlantedImports },
  { name: 'planted-lint', says: 'the linter catches planted faults', run: checkPlantedLint },
  { name: 'lint', says: 'the linter finds nothing', run: checkLint },
  { name: 'types', says: 'types of server, console and tests', run: () => checkTypes('tsconfig.json') },
  { name: 'types-buyer', says: 'types of what buyers load', run: () => checkTypes('buyer/tsconfig.json') },
  { name: 'dead-code', says: 'nothing is unused', run: checkDeadCode },
]

const shownAtMost = 40

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function printSome(mark: string, lines: string[]): void {
  for (const line of lines.slice(0, shownAtMost)) print(`  ${mark} ${line}`)
  if (lines.length > shownAtMost) print(`  ${mark} … and ${lines.length - shownAtMost} more`)
}

/** Runs and prints one step; returns its line for the summary. A step that cannot run has failed. */
async function runStep({ name, says, run }: Step): Promise<{ ok: boolean; line: string }> {
  print(`\n== ${name}: ${says}`)
  const start = performance.now()
  let verdict: Verdict
  try {
    verdict = await run()
  } catch (error) {
    verdict = { faults: [error instanceof Error ? error.message : String(error)], note: 'could not run' }
  }
  const { faults, warnings = [], note } = verdict
  printSome('✗', faults)
  printSome('!', warnings)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const ok = faults.length === 0
  const outcome = ok ? 'ok' : `${faults.length} FAULTS`
  print(`  ${outcome}, ${note}, ${seconds} s`)
  return {
    ok,
    line: `${ok ? '  ok ' : 'FAIL '} ${name.padEnd(16)} ${seconds.padStart(5)} s  ${ok ? note : outcome}`,
  }
}

async function main(args: string[]): Promise<number> {
  const only = args[0] === '--only' ? args[1] : undefined
  const chosen = only ? steps.filter(({ name }) => name === only) : steps
  if (args.length > 0 && (!only || chosen.length === 0)) {
    print(`npm run check [-- --only ${steps.map(({ name }) => name).join('|')}]`)
    return 1
  }
  const start = performance.now()
  const results = []
  for (const step of chosen) results.push(await runStep(step))
  const failed = results.filter(({ ok }) => !ok).length
  print('\n== summary')
  for (const { line } of results) print(line)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  print(`${results.length - failed} of ${results.length} checks passed, ${failed} failed, ${seconds} s`)
  return failed === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
