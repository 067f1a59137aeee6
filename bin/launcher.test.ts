import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder = ''
let script = ''

// Says what it was given, then lives until it is told to end: by a signal, or by the end of its launcher.
const SCRIPT = `
const major: number = Number(process.versions.node.split('.')[0])
process.stdin.setEncoding('utf8').on('data', (text: string) => process.stdout.write(text.toUpperCase()))
if (process.argv[2] === 'status') process.exit(7)
process.on('SIGTERM', () => {
  process.stdout.write('asked to stop\\n')
  process.exit(5)
})
process.on('SIGINT', () => process.stdout.write('interrupted\\n'))
// When the launcher is gone its input ends as well; that alone must not be what ends it.
setInterval(() => undefined, 60_000)
process.stdout.write(JSON.stringify({ major, args: process.argv.slice(2), path: process.env.PATH, pid: process.pid }) + '\\n')
`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fh-launcher-'))
  script = join(folder, 'script.ts')
  writeFileSync(script, SCRIPT)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function launch(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run.mjs'), ...args])
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = new Promise<number | string | null>((resolve) => {
    // "close" comes when nobody holds the streams any more: the launched process has ended too.
    child.on('close', (status, signal) => resolve(status ?? signal))
  })
  const says = async (part: string) => {
    await expect.poll(() => said, { timeout: 10_000 }).toContain(part)
  }
  return { child, ended, says, said: () => said }
}

test('runs TypeScript on Node 24 with its arguments, its input and that Node first in the path', async () => {
  const run = launch(script, 'one', '--two')
  await run.says('\n')
  const given = JSON.parse(run.said()) as { major: number; args: string[]; path: string }
  expect(given.major).toBeGreaterThanOrEqual(24)
  expect(given.args).toEqual(['one', '--two'])
  expect(existsSync(join(given.path.split(':')[0]!, 'node'))).toBe(true)
  run.child.stdin.write('hello')
  await run.says('HELLO')
  run.child.kill('SIGTERM')
  await run.ended
})

test('ends with the status of what it ran', async () => {
  expect(await launch(script, 'status').ended).toBe(7)
})

test('passes signals on', async () => {
  const run = launch(script)
  await run.says('{')
  run.child.kill('SIGINT')
  await run.says('interrupted')
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(5)
  expect(run.said()).toContain('asked to stop')
})

test('killed outright, it leaves no process behind', async () => {
  const run = launch(script)
  await run.says('{')
  run.child.kill('SIGKILL')
  expect(await run.ended).toBe('SIGKILL')
  expect(run.said()).toContain('asked to stop')
})

test('runs the program of an installed package', async () => {
  const run = launch('npm:typescript', '--version')
  expect(await run.ended).toBe(0)
  expect(run.said()).toMatch(/^Version \d/)
})

test.each([
  [['npm:no-such-package'], 'The npm package no-such-package is not installed, so run "npm ci" first.\n'],
  [[], 'Say what to run: node bin/run.mjs FILE.ts … or node bin/run.mjs npm:PACKAGE …\n'],
])('says in one sentence what is missing: %j', async (args, sentence) => {
  const run = launch(...args)
  expect(await run.ended).toBe(1)
  expect(run.said()).toBe(sentence)
})
