// Starts hold.ts in processes of their own, so that tests can kill them, and tidies up after each test.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { clusterNameOf, forgetAddress } from '../address.ts'
import { backendsOf, isPostmaster, isPostmasterOf, signal, until } from '../processes.ts'

export type Answer = { url: string; ms: number; error: string; message: string }
export type Holder = {
  child: ChildProcess
  pid: number
  ended: Promise<number | string | null>
  said: () => string
}
export type Where = { node?: string; script?: string; uid?: number; gid?: number; shellPrefix?: string }

const HOLD = join(import.meta.dirname, 'hold.ts')
const folders: string[] = []
const used = new Set<string>()
const holders: Holder[] = []

/** A new data folder that `tidyUp` removes. */
export function newFolder(under = tmpdir()): string {
  const folder = realpathSync(mkdtempSync(join(under, 'fh-')))
  folders.push(folder)
  return folder
}

let madeOnce: Promise<string> | undefined

/** A new data folder with a database in it that nobody runs: a copy, since making one takes most of a second. */
export async function madeFolder(): Promise<string> {
  const made = await (madeOnce ??= makeFolder())
  const folder = newFolder()
  spawnSync('cp', ['-a', join(made, 'postgres'), folder])
  return folder
}

async function makeFolder(): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fh-made-')))
  await tell(await hold(folder, 'server'), 'stop')
  return folder
}

/** Removes what `madeFolder` copies from; for the end of a test file. */
export async function removeMade(): Promise<void> {
  const made = madeOnce
  // Another file in the same worker makes its own.
  madeOnce = undefined
  if (made) rmSync(await made, { recursive: true, force: true })
}

/** Starts a process that uses the folder's database, without waiting for it. */
export function launch(folder: string, role: 'server' | 'attach', where: Where = {}): Holder {
  const { node = process.execPath, script = HOLD, shellPrefix, ...as } = where
  const words = [node, script, folder, role]
  const [command = '', ...args] = shellPrefix
    ? ['bash', '-c', `${shellPrefix}; exec "$@"`, '_', ...words]
    : words
  used.add(folder)
  const child = spawn(command, args, { ...as, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stdin!.on('error', () => undefined)
  const ended = new Promise<number | string | null>((resolve) => {
    child.on('exit', (status, name) => resolve(status ?? name))
  })
  const holder = { child, pid: child.pid!, ended, said: () => said }
  holders.push(holder)
  return holder
}

/** The line a holder prints once it has the database, or why it has not. */
export async function answerOf(holder: Holder): Promise<Answer> {
  for await (const line of createInterface({ input: holder.child.stdout! })) return JSON.parse(line) as Answer
  throw new Error(`The process ended with ${await holder.ended} and without an answer: ${holder.said()}`)
}

/** Starts a holder and waits until it has the database. */
export async function hold(
  folder: string,
  role: 'server' | 'attach',
  where: Where = {},
): Promise<Holder & { url: string; ms: number }> {
  const holder = launch(folder, role, where)
  const answer = await answerOf(holder)
  if (answer.error) throw new Error(answer.message)
  return { ...holder, url: answer.url, ms: answer.ms }
}

/** Tells a holder to leave ("stop") or to end without leaving ("exit"); returns its exit status. */
export function tell(holder: Holder, what: 'stop' | 'exit'): Promise<number | string | null> {
  holder.child.stdin!.write(`${what}\n`)
  return holder.ended
}

export function killHard(holder: Holder): Promise<number | string | null> {
  holder.child.kill('SIGKILL')
  return holder.ended
}

/** The process id of the folder's living postmaster. */
export function postmasterOf(folder: string): number | undefined {
  const cluster = join(folder, 'postgres')
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
    return isPostmasterOf(clusterNameOf(cluster), pid) ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** kill -9 for every process of the folder's database at once. */
export function killDatabase(folder: string): void {
  const postmaster = postmasterOf(folder)
  const backends = backendsOf(clusterNameOf(join(folder, 'postgres')))
  for (const pid of [postmaster, ...backends]) if (pid) signal(pid, 'SIGKILL')
}

/** kill -9 for the holder and every process of the folder's database at once. */
export async function killEverything(holder: Holder, folder: string): Promise<void> {
  const ended = killHard(holder)
  killDatabase(folder)
  await ended
}

/** True once nothing of the folder's database runs any more. */
export function isGone(folder: string, waitMs = 10_000): Promise<boolean> {
  const name = clusterNameOf(join(folder, 'postgres'))
  return until(waitMs, () => postmasterOf(folder) === undefined && backendsOf(name).length === 0)
}

/** Runs one statement as a client of its own and returns the rows. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  // Some tests kill the database under a running statement, which then rejects; that is all they want to hear.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Ends what the test started and removes its folders. */
export async function tidyUp(): Promise<void> {
  for (const holder of holders.splice(0)) {
    if (holder.child.exitCode === null && holder.child.signalCode === null) await killHard(holder)
  }
  for (const folder of used) {
    const postmaster = postmasterOf(folder)
    killDatabase(folder)
    await until(5_000, () => !postmaster || !isPostmaster(postmaster))
    await isGone(folder, 5_000)
    forgetAddress(join(folder, 'postgres'))
  }
  used.clear()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
