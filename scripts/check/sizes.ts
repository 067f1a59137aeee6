import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, runTool } from './run-tool.ts'
import { sourceFiles } from './source-files.ts'
import type { Verdict } from './verdict.ts'

/** A guide of 250 lines is broken with a reason; beyond this a file is worth a second look. */
const worthALook = 400

/** The report: files that have grown long. Warnings only. */
export function reportSizes(): Promise<Verdict> {
  const sizes = sourceFiles(checkout)
    .filter((path) => !path.includes('.generated.'))
    .map((path) => ({ path, lines: readFileSync(join(checkout, path), 'utf8').split('\n').length - 1 }))
  const long = sizes.filter(({ lines }) => lines > worthALook).sort((one, other) => other.lines - one.lines)
  const total = sizes.reduce((sum, { lines }) => sum + lines, 0)
  return Promise.resolve({
    faults: [],
    warnings: long.map(({ path, lines }) => `${path} has ${lines} lines`),
    note: `${sizes.length} files, ${total} lines, ${long.length} above ${worthALook}`,
  })
}

/** The report: files that `npm run format` would change. Warnings only. */
export async function reportFormat(): Promise<Verdict> {
  const { stdout, stderr, status } = await runTool('oxfmt', ['--list-different'])
  if (status !== 0 && stdout.trim() === '') throw new Error(`oxfmt ended with ${status}: ${stderr}`)
  const files = stdout.split('\n').filter(Boolean)
  const some = `${files.slice(0, 3).join(', ')}${files.length > 3 ? ', …' : ''}`
  return {
    faults: [],
    warnings: files.length > 0 ? [`npm run format would change ${files.length} files: ${some}`] : [],
    note: `${files.length} files to format`,
  }
}
