import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The checkout's own folder. */
export const checkout = join(import.meta.dirname, '../..')

/** How a program ended: its status (null when a signal ended it) and what it wrote, both streams as text. */
export interface ToolResult {
  status: number | null
  stdout: string
  stderr: string
}

/**
 * Runs the program of an npm package on the Node that runs us, and waits for its end. `folder` is where it
 * works, the checkout by default. Rejects only when it cannot be started.
 */
export function runTool(name: string, args: string[], folder = checkout): Promise<ToolResult> {
  const child = spawn(process.execPath, [toolPath(name), ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.on('error', reject)
    child.on('close', (status) =>
      resolve({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    )
  })
}

/** The program's file, by the package's name or by PACKAGE:PROGRAM where a package brings several. */
function toolPath(name: string): string {
  const [packageName = '', program = packageName] = name.split(':')
  const folder = join(checkout, 'node_modules', packageName)
  if (!existsSync(folder)) throw new Error(`The npm package ${packageName} is not installed: run npm ci.`)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>
  }
  const path = typeof bin === 'string' ? bin : bin[program]
  if (!path) throw new Error(`The npm package ${packageName} brings no program ${program}.`)
  return join(folder, path)
}
