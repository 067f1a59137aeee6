import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/** How far behind, as `nice` counts: it gets what others leave, and not nothing where they leave little. */
const nice = 10

/** Puts this process behind other work of this machine. */
export const stayBehind = (): void => setPriority(nice)

/**
 * The same for a session's backend, where it runs on this machine and we may; anywhere else nothing happens. A process of that
 * number that is no backend of `database` is left alone: the server may live in a container with numbers of its own.
 */
export const putBehind = (pid: number, database: string): void => {
  try {
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    if (title.startsWith('postgres: ') && title.includes(` ${database} `)) setPriority(pid, nice)
  } catch {
    // Another machine or system, or another user's: it goes on as it is.
  }
}
