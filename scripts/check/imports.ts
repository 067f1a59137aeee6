import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, runTool } from './run-tool.ts'
import { sourceFiles, sourceFolders } from './source-files.ts'
import type { Verdict } from './verdict.ts'

/** One broken import rule. Paths are from the cruised root, outside ones may begin with `../`. */
export interface Violation {
  rule: string
  from: string
  to: string
  /** For a cycle, the files on the way back to `from`. */
  way: string[]
}

interface CruiseOutput {
  modules: { source: string; dependencies: { resolved: string }[] }[]
  summary: { violations: { from: string; to: string; rule: { name: string }; cycle?: { name: string }[] }[] }
}

/**
 * Cruises the source folders below `root` by the rules in its `.dependency-cruiser.mjs`. Throws when the
 * cruiser did not really read the files: with a TypeScript that it does not know it reads none and is content.
 */
export async function cruise(root: string): Promise<{ files: number; violations: Violation[] }> {
  const folders = sourceFolders.filter((folder) => existsSync(join(root, folder)))
  const { status, stdout, stderr } = await runTool(
    'dependency-cruiser:depcruise',
    ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders],
    root,
  )
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser ended with ${status}: ${stderr || stdout}`)
  const output = JSON.parse(stdout) as CruiseOutput
  const files = sourceFiles(root)
  const unread = unreadFiles(root, files, output)
  if (files.length === 0) throw new Error('There are no source files to read.')
  if (unread.length > 0) {
    throw new Error(`dependency-cruiser did not read ${unread.length} files, such as ${unread[0]}.`)
  }
  const violations = output.summary.violations.map(({ rule, from, to, cycle = [] }) => ({
    rule: rule.name,
    from,
    to,
    way: cycle.map(({ name }) => name),
  }))
  return { files: files.length, violations }
}

/** Files that the cruiser does not list, or lists without imports though their text has some. */
function unreadFiles(root: string, files: string[], output: CruiseOutput): string[] {
  const dependencies = new Map(output.modules.map((module) => [module.source, module.dependencies.length]))
  return files.filter((file) => {
    const count = dependencies.get(file)
    return (
      count === undefined || (count === 0 && /^import .*['"]/m.test(readFileSync(join(root, file), 'utf8')))
    )
  })
}

/** The step: no file of the checkout breaks an import rule. */
export async function checkImports(): Promise<Verdict> {
  const { files, violations } = await cruise(checkout)
  const lines = violations.map(
    ({ rule, from, to, way }) => `${from} imports ${[to, ...way.slice(1)].join(', which imports ')}: ${rule}`,
  )
  return { faults: lines, note: `${files} files read` }
}
