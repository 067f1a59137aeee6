// Finds the Node that runs the product. Plain JavaScript: the machine's own Node may be 20, which cannot read .ts.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const LEAST_MAJOR = 24
export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '..')

const require = createRequire(import.meta.url)

/** The folder of an installed npm package, or undefined. Walks up, so it also works when we are installed ourselves. */
export function packageFolder(name) {
  for (const folder of require.resolve.paths(name) ?? []) {
    if (existsSync(join(folder, name, 'package.json'))) return join(folder, name)
  }
  return undefined
}

/** Path of a Node of LEAST_MAJOR or newer: this process' own, else the one npm installed. Throws one sentence. */
export function pickNode() {
  if (Number(process.versions.node.split('.')[0]) >= LEAST_MAJOR) return process.execPath
  const name = `node-${process.platform}-${process.arch}`
  const folder = packageFolder(name)
  const binary = folder && join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (binary && existsSync(binary)) return binary
  throw new Error(
    `Five Hearts needs Node ${LEAST_MAJOR} or newer: this is ${process.versions.node} and the npm package ` +
      `${name} is not installed, so run "npm ci" with optional dependencies or install a newer Node.`,
  )
}

/** Path of the program of an installed npm package, read from its own package.json. Throws one sentence. */
export function packageProgram(name) {
  const folder = packageFolder(name)
  if (!folder) throw new Error(`The npm package ${name} is not installed, so run "npm ci" first.`)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const path = typeof bin === 'string' ? bin : (bin?.[name.split('/').at(-1)] ?? Object.values(bin ?? {})[0])
  if (!path) throw new Error(`The npm package ${name} brings no program to run.`)
  return join(folder, path)
}

// A terminal sends these to every process in its foreground, our child among them: passing them on would make
// one Ctrl-C look like two, which many programs read as "stop at once".
const FROM_TERMINAL = ['SIGINT', 'SIGQUIT', 'SIGHUP']

/**
 * Runs `node args…` on the picked Node with our own standard streams and ends this process as the child ended:
 * with its exit status, or by the signal that ended it. Signals sent to this process are passed to the child,
 * and should this process be killed outright, the leash (leash.mjs) ends the child.
 */
export function runOnNode(args) {
  const node = pickNode()
  const pathKey = Object.keys(process.env).find((key) => key.toLowerCase() === 'path') ?? 'PATH'
  const path = [dirname(node), process.env[pathKey]].filter(Boolean).join(delimiter)
  const child = spawn(node, ['--import', new URL('leash.mjs', import.meta.url).href, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, [pathKey]: path, FIVEHEARTS_LEASH: '3' },
  })
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  const passOn = (signal) => {
    if (!(atTerminal && FROM_TERMINAL.includes(signal))) child.kill(signal)
  }
  const signals = ['SIGTERM', ...FROM_TERMINAL]
  for (const signal of signals) process.on(signal, passOn)
  child.on('error', (error) => fail(`Node could not be started from ${node}: ${error.message}`))
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status ?? 1)
    for (const name of signals) process.off(name, passOn)
    process.kill(process.pid, signal)
    // A signal that our own parent has told us to ignore does not end us, yet must not look like success.
    setTimeout(() => process.exit(128 + constants.signals[signal]), 1000)
  })
}

/** Says one sentence on standard error and ends with status 1. */
export function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
