import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const microsecondsPerTick = 10_000

interface Ticks {
  parent: number
  own: number
  ofGone: number
}

const ticksOf = (pid: string): Ticks | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat
      .slice(stat.lastIndexOf(') ') + 2)
      .split(' ')
      .map(Number)
    const at = (i: number) => fields[i] ?? 0
    return { parent: at(1), own: at(11) + at(12), ofGone: at(13) + at(14) }
  } catch {
    return null // it has just ended
  }
}

/**
 * Microseconds of processor time that our processes and the database of `clusterFolder` have used so far. Unlike the
 * clock it does not grow when others work on the machine, so it is the figure to go by there. Null where there is no /proc.
 */
export const processorTime = (clusterFolder: string): number | null => {
  try {
    const postmaster = Number(
      readFileSync(join(clusterFolder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0],
    )
    let total = 0
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const ticks = ticksOf(pid)
      if (!ticks) continue
      // Sessions that have ended are counted by their parent.
      if (Number(pid) === postmaster) total += ticks.ofGone
      else if (ticks.parent === postmaster || ticks.parent === process.pid) total += ticks.own
    }
    return total * microsecondsPerTick
  } catch {
    return null
  }
}
