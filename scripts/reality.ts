import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkCdnow, checkExports, checkNorthwind, type Reality } from './reality/known-answers.ts'

/**
 * Takes real tables in as a shop would, by the command line, and lays what is known of them beside what the desk then
 * answers. `npm run reality -- FOLDER`: a folder with `orders/` and `exports/`. Exit status 1 when an answer differs.
 */
const folder = resolve(process.argv[2] ?? '../shared/data')
if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}.`)
  process.exit(1)
}
const launcher = join(import.meta.dirname, '../bin/fivehearts.mjs')
const dataFolder = await mkdtemp(join(tmpdir(), 'fh-reality-'))

/** What a command printed as its last line, parsed; of a refused one as well. */
const run = (...args: string[]): Promise<Record<string, unknown>> =>
  new Promise((done, fail) => {
    const env = { ...process.env, FIVEHEARTS_DATA: dataFolder, DATABASE_URL: '', LOG_LEVEL: 'error' }
    execFile(
      process.execPath,
      [launcher, ...args, '--json'],
      { env, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        const last = stdout.trim().split('\n').at(-1) ?? ''
        if (last.startsWith('{')) done(JSON.parse(last) as Record<string, unknown>)
        else fail(new Error(`fivehearts ${args.join(' ')}: ${stderr || (error?.message ?? 'no answer')}`))
      },
    )
  })

interface Answer {
  what: string
  known: unknown
  ours: unknown
}
const answers: Answer[] = []
const reality: Reality = {
  folder,
  dataFolder,
  run,
  compare: (what, known, ours) => answers.push({ what, known, ours }),
}

const isRight = ({ known, ours }: Answer) => JSON.stringify(known) === JSON.stringify(ours)
const print = (answer: Answer): void => {
  const cell = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  console.log(
    `${isRight(answer) ? ' ok ' : 'DIFF'}  ${answer.what.padEnd(62)}  ${cell(answer.known).padEnd(28)}  ${cell(answer.ours)}`,
  )
}

try {
  await run('user', 'add', 'owner@example.com', '--name', 'Owner', '--password', 'a password for an hour')
  for (const check of [checkNorthwind, checkCdnow, checkExports]) await check(reality)
  console.log(`${'      what'.padEnd(68)}  ${'known'.padEnd(28)}  ours`)
  for (const answer of answers) print(answer)
  const wrong = answers.filter((answer) => !isRight(answer)).length
  console.log(
    wrong === 0
      ? `All ${answers.length} answers are as known.`
      : `${wrong} of ${answers.length} answers differ.`,
  )
  process.exitCode = wrong === 0 ? 0 : 1
} finally {
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 })
}
