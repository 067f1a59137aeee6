import { checkout, runTool } from './run-tool.ts'
import type { Verdict } from './verdict.ts'

/** The step: the compiler finds nothing in the files of one tsconfig, and that names files at all. */
export async function checkTypes(tsconfig: string): Promise<Verdict> {
  const { status, stdout, stderr } = await runTool('typescript:tsc', [
    '--noEmit',
    '--pretty',
    'false',
    '--listFiles',
    '--project',
    tsconfig,
  ])
  const lines = `${stdout}${stderr}`.split('\n').filter(Boolean)
  const files = lines.filter((line) => line.startsWith(checkout) && !line.includes('/node_modules/'))
  const faults = lines.flatMap((line, index) => {
    if (!/error TS\d+/.test(line)) return []
    // What is wrong in particular stands indented below.
    const details = lines.slice(index + 1, index + 3).filter((one) => one.startsWith('  '))
    return [[line, ...details].join('\n    ')]
  })
  if (status !== 0 && faults.length === 0) throw new Error(`tsc ended with ${status}: ${lines.at(-1) ?? ''}`)
  if (files.length === 0) throw new Error(`tsc read no files for ${tsconfig}.`)
  return { faults, note: `${files.length} files read` }
}
