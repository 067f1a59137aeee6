// Who is that process? Asked by its arguments, which everybody may read: in a container root may not even see the
// working directory of a process of another user.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const POLL_MS = 10

/** The arguments a process was started with, program first; empty when there is no such process (or a dead one). */
export function argumentsOf(pid: number): string[] {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout.trim().split(/\s+/).filter(Boolean)
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return []
    throw error
  }
}

/** True when the process is a postmaster of any cluster. */
export function isPostmaster(pid: number): boolean {
  return basename(argumentsOf(pid)[0] ?? '') === 'postgres'
}

/** True when the process is the postmaster that we started under this cluster name. */
export function isPostmasterOf(clusterName: string, pid: number): boolean {
  return isPostmaster(pid) && argumentsOf(pid).includes(`cluster_name=${clusterName}`)
}

/** Backends and helpers of a cluster: PostgreSQL writes the cluster's name into their titles. Linux only. */
export function backendsOf(clusterName: string): number[] {
  if (process.platform !== 'linux') return []
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const title = `postgres: ${clusterName}: `
  return pids.map(Number).filter((pid) => argumentsOf(pid)[0]?.startsWith(title))
}

/** Sends a signal; false when the process is already gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/** Polls until `condition` holds; false when it did not within `waitMs`. */
export async function until(waitMs: number, condition: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + waitMs
  for (;;) {
    if (await condition()) return true
    if (performance.now() > end) return false
    await pause(POLL_MS)
  }
}
