// The cluster is the folder PostgreSQL keeps its data in.
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DATABASE, SUPERUSER } from './address.ts'
import { DatabaseUnavailable } from './errors.ts'
import { PROGRAM_ENVIRONMENT, type Program } from './program.ts'
import type { RunAs } from './run-as.ts'

/** What belongs together: the data folder, the cluster in it, the program that serves it and the user it runs as. */
export type Home = {
  folder: string
  cluster: string
  program: Program
  runAs: RunAs
  log: (line: string) => void
}

const UNFINISHED = 'postgres.unfinished-'
const PASSWORD_FILE = 'fivehearts.password'

/**
 * The name by which PostgreSQL's programs, started inside the cluster's folder, call it. Root's data may lie below a
 * folder that PostgreSQL's user cannot enter (/root itself, mode 0700): the link to the working directory leads into
 * it all the same, an absolute path does not.
 */
export function clusterArgument(home: Pick<Home, 'cluster' | 'runAs'>): string {
  return home.runAs && process.platform === 'linux' ? '/proc/self/cwd' : home.cluster
}

/** The superuser's password, made with the cluster. */
export function readPassword(home: Home): string {
  try {
    return readFileSync(join(home.cluster, PASSWORD_FILE), 'utf8').trim()
  } catch (error) {
    throw new DatabaseUnavailable(home.folder, 'The database password cannot be read', String(error))
  }
}

/** Makes the cluster when there is none. It is made beside and renamed, so that a cluster that is there is whole. */
export async function ensureCluster(home: Home): Promise<void> {
  removeUnfinished(home)
  if (!existsSync(join(home.cluster, 'PG_VERSION'))) {
    if (!existsSync(home.cluster) || readdirSync(home.cluster).length === 0) return makeCluster(home)
    throw new DatabaseUnavailable(home.folder, `${home.cluster} is there but holds no database: move it away`)
  }
  // A copy or a restore may have opened it to others; PostgreSQL refuses that.
  if ((statSync(home.cluster).mode & 0o077) !== 0) chmodSync(home.cluster, 0o700)
  const major = readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8').trim()
  if (Number(major) === home.program.major) return
  const message = `The database was made by PostgreSQL ${major} and this version brings ${home.program.major}`
  throw new DatabaseUnavailable(home.folder, message)
}

async function makeCluster(home: Home): Promise<void> {
  const place = join(home.folder, UNFINISHED + randomUUID().slice(0, 8))
  const unfinished = { ...home, cluster: join(place, 'cluster') }
  try {
    mkdirSync(unfinished.cluster, { recursive: true, mode: 0o700 })
    const password = join(place, PASSWORD_FILE)
    writeFileSync(password, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 })
    for (const path of [place, unfinished.cluster, password]) giveTo(home.runAs, path)
    await initialise(unfinished)
    renameSync(password, join(unfinished.cluster, PASSWORD_FILE))
    syncFolder(unfinished.cluster)
    renameSync(unfinished.cluster, home.cluster)
    syncFolder(home.folder)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

async function initialise(home: Home): Promise<void> {
  // C.UTF-8, never C: with C there are no Chinese trigrams, and no other locale is on every machine.
  const options = [
    '--locale=C.UTF-8',
    '--encoding=UTF8',
    '--text-search-config=simple',
    `--username=${SUPERUSER}`,
  ]
  const access = ['--auth=scram-sha-256', `--pwfile=../${PASSWORD_FILE}`]
  const made = await run(home, 'initdb', ['-D', clusterArgument(home), ...options, ...access])
  if (made.status !== 0)
    throw new DatabaseUnavailable(home.folder, 'The database could not be made', made.said)
  const single = ['--single', '-j', '-D', clusterArgument(home), 'template1']
  const named = await run(home, 'postgres', single, `CREATE DATABASE ${DATABASE}`)
  // The single-user backend goes on after an error and ends well, so its words count.
  if (named.status === 0 && !/ERROR|FATAL|PANIC/.test(named.said)) return
  throw new DatabaseUnavailable(home.folder, 'The database could not be made', named.said)
}

function run(
  home: Home,
  name: string,
  args: string[],
  input = '',
): Promise<{ status: number | string | null; said: string }> {
  return new Promise((resolve, reject) => {
    const options = { ...home.runAs, cwd: home.cluster, env: PROGRAM_ENVIRONMENT }
    const child = spawn(join(home.program.folder, 'bin', name), args, options)
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    // It may end before it has read its input; its status tells.
    child.stdin.on('error', () => child.stdin.destroy())
    child.stdin.end(input)
    child.on('error', reject)
    child.on('close', (status, signal) => resolve({ status: status ?? signal, said: lastLines(said) }))
  })
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-12).join('\n')
}

/** What an interrupted start left. Its initdb may still be writing there: then the next start removes it. */
function removeUnfinished(home: Home): void {
  for (const name of readdirSync(home.folder)) {
    if (!name.startsWith(UNFINISHED)) continue
    try {
      rmSync(join(home.folder, name), { recursive: true, force: true })
    } catch (error) {
      home.log(`The leftover ${name} could not be removed yet: ${(error as Error).message}`)
    }
  }
}

function giveTo(runAs: RunAs, path: string): void {
  if (runAs) chownSync(path, runAs.uid, runAs.gid)
  chmodSync(path, path.endsWith(PASSWORD_FILE) ? 0o600 : 0o700)
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
