import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise } from './imports.ts'
import { lint } from './lint.ts'
import {
  cycle,
  ground,
  innocents,
  offences,
  type PlantedFiles,
  type PlantedImport,
} from './planted-imports.ts'
import { allowed, faults } from './planted-lint.ts'
import { checkout } from './run-tool.ts'
import type { Verdict } from './verdict.ts'

const settings = [
  'package.json',
  'tsconfig.json',
  'buyer/tsconfig.json',
  '.dependency-cruiser.mjs',
  '.oxlintrc.json',
]

/** Runs `use` on a made-up checkout with our settings and these files, outside of ours, and removes it. */
async function withTree<T>(files: PlantedFiles, use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'fivehearts-planted-'))
  const remove = () => rmSync(root, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    for (const name of settings) cpSync(join(checkout, name), join(root, name))
    symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return await use(root)
  } finally {
    remove()
    process.off('exit', remove)
  }
}

function importing({ to, typeOnly }: Omit<PlantedImport, 'rule'>): string {
  if (typeOnly) return `import type * as planted from '${to}'\nexport type Planted = keyof typeof planted\n`
  return `import * as planted from '${to}'\nexport const used = planted\n`
}

/** The step: every import rule catches what was planted for it, and leaves alone what is allowed. */
export async function checkPlantedImports(): Promise<Verdict> {
  const planted = [...offences, ...innocents].map((one) => [one.from, importing(one)] as const)
  const files = { ...ground, ...cycle.files, ...Object.fromEntries(planted) }
  const { violations } = await withTree(files, cruise)
  const caught = (rule: string, from: string) =>
    violations.some((one) => one.rule === rule && one.from === from)
  const missed = offences
    .filter(({ rule, from }) => !caught(rule, from))
    .map(({ rule, from, to }) => `${rule} did not catch ${from} importing ${to}`)
  // Reported once, from either end.
  if (!Object.keys(cycle.files).some((from) => caught(cycle.rule, from)))
    missed.push(`${cycle.rule} did not catch a cycle`)
  const guilty = new Set([...offences.map(({ from }) => from), ...Object.keys(cycle.files)])
  const accused = violations
    .filter(({ from }) => !guilty.has(from))
    .map(({ rule, from, to }) => `${rule} objects to ${from} importing ${to}, which is allowed`)
  const unproven = (await ruleNames())
    .filter((name) => name !== cycle.rule && !offences.some(({ rule }) => rule === name))
    .map((name) => `nothing is planted for the rule ${name}`)
  return {
    faults: [...missed, ...accused, ...unproven],
    note: `${offences.length + 1} planted, ${innocents.length} allowed`,
  }
}

async function ruleNames(): Promise<string[]> {
  const settingsFile = join(checkout, '.dependency-cruiser.mjs')
  const module = (await import(settingsFile)) as { default: { forbidden: { name: string }[] } }
  return module.default.forbidden.map(({ name }) => name)
}

/** The step: the linter reports what was planted for it, types included, and nothing that is allowed. */
export async function checkPlantedLint(): Promise<Verdict> {
  const files = { ...Object.fromEntries(faults.map(({ file, text }) => [file, text])), ...allowed }
  const { findings } = await withTree(files, lint)
  const missed = faults
    .filter(({ rule, file }) => !findings.some((one) => one.file === file && one.rule === rule))
    .map(({ rule, file }) => `${rule} did not report ${file}`)
  const accused = findings
    .filter(({ file }) => file in allowed)
    .map(({ rule, file }) => `${rule} objects to ${file}, which is allowed`)
  return {
    faults: [...missed, ...accused],
    note: `${faults.length} planted, ${Object.keys(allowed).length} allowed`,
  }
}
