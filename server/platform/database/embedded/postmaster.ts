// The postmaster is PostgreSQL's first process: it listens, and everything else of the cluster is its child.
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, readFileSync, rmSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import {
  answers,
  chooseAddress,
  clusterNameOf,
  socketAddress,
  SOCKET_PORT,
  urlOf,
  type Address,
} from './address.ts'
import { clusterArgument, readPassword, type Home } from './cluster.ts'
import { DatabaseUnavailable } from './errors.ts'
import { logTail, openLog } from './log-file.ts'
import { PROGRAM_ENVIRONMENT } from './program.ts'
import { backendsOf, isPostmaster, isPostmasterOf, signal, until } from './processes.ts'

const READY_WAIT_MS = 120_000
const DEAF_WAIT_MS = 5_000
const ORPHAN_WAIT_MS = 5_000
const TRIES = 5
// Another postmaster, or what is left of one, was still there: worth another look, not an error yet.
const STILL_THERE = /lock file "[^"]+" already exists|pre-existing shared memory block/
// SIGINT ends sessions and writes everything out, SIGQUIT leaves that to the recovery at the next start.
const WAYS_TO_STOP: [NodeJS.Signals, number][] = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
]

/** A postmaster that answers queries at `address`. */
export type Running = { pid: number | undefined; address: Address; url: string }

/** Adopts the cluster's running postmaster or starts one at the chosen address; returns when it answers queries. */
export async function bringUp(home: Home, choose = chooseAddress): Promise<Running> {
  const password = readPassword(home)
  for (let tries = 1; ; tries += 1) {
    const running = await findRunning(home)
    const started = running ? undefined : await start(home, await choose(home.cluster))
    const address = running ?? started!.address
    const url = urlOf(address, password)
    const outcome = await waitUntilReady(home, { address, url }, started?.child)
    if (outcome.ready) return { address, url, pid: await runningPid(home) }
    const said = started ? logTail(home.folder, started.logFrom) : ''
    if (tries === TRIES || (started && !STILL_THERE.test(said))) {
      throw new DatabaseUnavailable(home.folder, 'The database did not start', said || outcome.said)
    }
    await pause(200)
  }
}

/** Stops the cluster's postmaster, gently first; returns when it is gone. Does nothing when none runs. */
export async function bringDown(home: Home): Promise<void> {
  const pid = await runningPid(home)
  if (pid === undefined) return
  for (const [name, waitMs] of WAYS_TO_STOP) {
    signal(pid, name)
    if (await until(waitMs, () => !isPostmaster(pid))) return
    home.log(`The database did not stop within ${waitMs / 1000} s of ${name}.`)
  }
  throw new DatabaseUnavailable(home.folder, `The database (process ${pid}) could not be stopped`)
}

/** Asks the postmaster to stop without waiting, for a process that is about to end. */
export function askToStop(home: Home): void {
  const pid = readPidFile(home.cluster)?.pid
  if (pid && isPostmasterOf(clusterNameOf(home.cluster), pid)) signal(pid, 'SIGINT')
}

/** `tcpPort` only where the postmaster listens on TCP instead of the socket. */
type PidFile = { pid: number; tcpPort: number | undefined; status: string }

/** postmaster.pid: process id, folder, start, port, socket folder (empty without sockets), TCP address, memory, status. */
function readPidFile(cluster: string): PidFile | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const [pid, , , port, socketFolder, host, , status = ''] = lines
  if (!Number(pid)) return undefined
  const tcpPort = socketFolder === '' && host ? Number(port) : undefined
  return { pid: Number(pid), tcpPort, status: status.trim() }
}

/**
 * The process id of this cluster's living postmaster. The pid file alone proves nothing: its process may be dead and
 * the number given to somebody else. A process under our cluster's name is ours, and so is any postmaster while
 * somebody answers in the cluster's own folder (the folder may have been moved under it).
 */
async function runningPid(home: Home): Promise<number | undefined> {
  const file = readPidFile(home.cluster)
  if (!file) return undefined
  if (isPostmasterOf(clusterNameOf(home.cluster), file.pid)) return file.pid
  const isAnswering = await answers(socketAddress(home.cluster))
  return isAnswering && isPostmaster(file.pid) ? file.pid : undefined
}

/** The address of the running postmaster, or undefined when none runs and the ground is clear to start one. */
async function findRunning(home: Home): Promise<Address | undefined> {
  const pid = await runningPid(home)
  const tcpPort = readPidFile(home.cluster)?.tcpPort
  // A port of a dead postmaster may answer for somebody else; the socket in the cluster's folder cannot.
  const address = pid && tcpPort ? { port: tcpPort } : socketAddress(home.cluster)
  if (await until(pid ? DEAF_WAIT_MS : 0, () => answers(address))) return address
  if (pid) {
    home.log(`The running database (process ${pid}) does not answer: restarting it.`)
    await bringDown(home)
  }
  await clearAfterCrash(home)
  return undefined
}

/** Waits for the last processes of a postmaster that was killed, and removes its files, which would stop a new one. */
async function clearAfterCrash(home: Home): Promise<void> {
  const name = clusterNameOf(home.cluster)
  if (!(await until(ORPHAN_WAIT_MS, () => backendsOf(name).length === 0))) {
    // One busy with a long query does not notice that its postmaster is dead; its work is lost already.
    for (const pid of backendsOf(name)) signal(pid, 'SIGKILL')
    await until(ORPHAN_WAIT_MS, () => backendsOf(name).length === 0)
  }
  for (const file of ['postmaster.pid', `.s.PGSQL.${SOCKET_PORT}`, `.s.PGSQL.${SOCKET_PORT}.lock`]) {
    rmSync(join(home.cluster, file), { force: true })
  }
}

async function start(
  home: Home,
  address: Address,
): Promise<{ child: ChildProcess; address: Address; logFrom: number }> {
  const { file, from } = openLog(home.folder)
  const child = spawn(
    join(home.program.folder, 'bin', 'postgres'),
    ['-D', clusterArgument(home), ...settings(home.cluster, address).flatMap((setting) => ['-c', setting])],
    {
      ...home.runAs,
      cwd: home.cluster,
      env: PROGRAM_ENVIRONMENT,
      stdio: ['ignore', file, file],
      // A session of its own: Ctrl-C at our terminal must not stop it before we have finished with it.
      detached: true,
    },
  )
  closeSync(file)
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  child.unref()
  return { child, address, logFrom: from }
}

function settings(cluster: string, address: Address): string[] {
  const overTcp = 'port' in address
  const plenty = totalmem() >= 4 * 1024 ** 3
  return [
    `cluster_name=${clusterNameOf(cluster)}`,
    `listen_addresses=${overTcp ? '127.0.0.1' : ''}`,
    `port=${overTcp ? address.port : SOCKET_PORT}`,
    `unix_socket_directories=${overTcp ? '' : '.'}`,
    'unix_socket_permissions=0700',
    'max_connections=100',
    `shared_buffers=${plenty ? '256MB' : '128MB'}`,
    `effective_cache_size=${plenty ? '2GB' : '512MB'}`,
    'work_mem=8MB',
    'maintenance_work_mem=128MB',
    'synchronous_commit=on',
    'wal_level=replica',
    // What a long transaction leaves in the journal is written out as it comes, so that a message's commit finds little of it.
    'wal_writer_delay=10ms',
    'wal_writer_flush_after=256kB',
    'max_wal_size=1GB',
    'random_page_cost=1.1',
    'jit=off',
    'timezone=UTC',
    'log_timezone=UTC',
    'lc_messages=C',
    // What buyers wrote stays out of the log: no statements, no details with the values of a row.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_checkpoints=off',
  ]
}

type Outcome = { ready: boolean; said: string }

/** Ready when a query is answered; not ready when the process has ended or nobody answers any more. */
async function waitUntilReady(
  home: Home,
  { address, url }: { address: Address; url: string },
  child: ChildProcess | undefined,
): Promise<Outcome> {
  const end = performance.now() + READY_WAIT_MS
  let nextWord = performance.now() + 5_000
  let said = ''
  for (;;) {
    // Asked only once its own file says ready: every refusal before that is a line in its log.
    const status = readPidFile(home.cluster)?.status
    if (status === 'ready') {
      const result = await tryQuery(url)
      if (result === 'ready') return { ready: true, said: '' }
      said = result.said
      if (result.refused) {
        child?.kill('SIGINT')
        throw new DatabaseUnavailable(home.folder, 'The database refuses us', said)
      }
    }
    if (status === 'stopping') await finishStopping(home)
    const isGone = child ? child.exitCode !== null || child.signalCode !== null : !(await answers(address))
    if (isGone || performance.now() > end) return { ready: false, said }
    if (performance.now() > nextWord) {
      home.log('The database is still getting ready (after a crash it replays its journal first).')
      nextWord += 5_000
    }
    await pause(10)
  }
}

/** Somebody asked it to stop. Left alone it may wait for its clients for ever, so it is asked the firmer way. */
async function finishStopping(home: Home): Promise<void> {
  home.log('The database is stopping: waiting, then starting it again.')
  await bringDown(home)
}

async function tryQuery(url: string): Promise<'ready' | { said: string; refused: boolean }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A connection that breaks after its error was reported must not end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return 'ready'
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === '53300') return 'ready' // All its connections are in use: it is up.
    // Class 28 is a wrong password, 3D000 a missing database: waiting does not help.
    return { said: message, refused: code?.startsWith('28') === true || code === '3D000' }
  } finally {
    await client.end().catch(() => undefined)
  }
}
