import { runTool } from './run-tool.ts'
import type { Verdict } from './verdict.ts'

interface Item {
  name: string
  line?: number
}

interface KnipOutput {
  issues: ({ file: string } & Record<string, Item[] | string | boolean | undefined>)[]
}

const words: Record<string, string> = {
  files: 'nobody imports this file',
  exports: 'nobody imports',
  types: 'nobody imports the type',
  dependencies: 'no code uses the dependency',
  devDependencies: 'no code uses the devDependency',
  optionalPeerDependencies: 'no code uses the optional peer',
  unlisted: 'package.json does not name',
  unresolved: 'cannot be resolved:',
  binaries: 'no package brings the program',
  duplicates: 'exported twice:',
}

/** The step: no file, export or dependency that nothing uses. Unused types are warnings. */
export async function checkDeadCode(): Promise<Verdict> {
  const { status, stdout, stderr } = await runTool('knip', ['--reporter', 'json', '--no-progress'])
  const start = stdout.indexOf('{')
  if (start < 0) throw new Error(`knip ended with ${status}: ${stderr || stdout}`)
  const { issues } = JSON.parse(stdout.slice(start)) as KnipOutput
  const findings = issues.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, items]) =>
      (Array.isArray(items) ? items.flat() : []).map((item) => ({ kind, text: sentence(file, kind, item) })),
    ),
  )
  const isType = ({ kind }: { kind: string }) => kind === 'types'
  return {
    faults: findings.filter((one) => !isType(one)).map(({ text }) => text),
    warnings: findings.filter(isType).map(({ text }) => text),
    note: `${findings.filter(isType).length} unused types`,
  }
}

function sentence(file: string, kind: string, { name, line }: Item): string {
  const what = words[kind] ?? kind
  return kind === 'files' ? `${name}: ${what}` : `${file}${line ? `:${line}` : ''}: ${what} ${name}`
}
