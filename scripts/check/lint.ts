import { checkout, runTool } from './run-tool.ts'
import type { Verdict } from './verdict.ts'

/** One finding of the linter: the rule's bare name, the file from the linted root, its line and the reason. */
export interface Finding {
  rule: string
  file: string
  line: number
  reason: string
}

interface LintOutput {
  diagnostics: {
    code?: string
    message: string
    filename: string
    labels: { span: { line: number } }[]
  }[]
  number_of_files: number
}

/** Lints what stands below `root` by its `.oxlintrc.json`, with types. Throws when nothing was read. */
export async function lint(root: string): Promise<{ files: number; findings: Finding[] }> {
  // Named, because the made-up tree has node_modules as a link, and links are followed: 80 s instead of 1.
  const args = ['--type-aware', '--format', 'json', '--ignore-pattern', 'node_modules', '.']
  const { status, stdout, stderr } = await runTool('oxlint', args, root)
  if (!stdout.startsWith('{')) throw new Error(`oxlint ended with ${status}: ${stderr || stdout}`)
  const { diagnostics, number_of_files: files } = JSON.parse(stdout) as LintOutput
  if (files === 0) throw new Error('oxlint read no files.')
  const findings = diagnostics.map(({ code, message, filename, labels }) => ({
    // Reported as plugin(rule).
    rule: /\((.+)\)/.exec(code ?? '')?.[1] ?? code ?? 'unreadable',
    file: filename,
    line: labels[0]?.span.line ?? 1,
    reason: message,
  }))
  return { files, findings }
}

/** The step: the linter finds nothing in the checkout. */
export async function checkLint(): Promise<Verdict> {
  const { files, findings } = await lint(checkout)
  return {
    faults: findings.map(({ rule, file, line, reason }) => `${file}:${line} ${rule}: ${reason}`),
    note: `${files} files read`,
  }
}
