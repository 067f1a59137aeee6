// Who uses the database of a folder, from entering to leaving: the last one out stops it.
import { setTimeout as pause } from 'node:timers/promises'
import { answers, forgetAddress, socketAddress } from './address.ts'
import type { Home } from './cluster.ts'
import { DatabaseUnavailable, FolderInUse } from './errors.ts'
import { doorPath, seatedUsers, takeSeat, tryLock, waitForLock, type Lock, type Role } from './locks.ts'
import { limitLog } from './log-file.ts'
import { askToStop, bringDown, bringUp, type Running } from './postmaster.ts'
import { isPostmaster } from './processes.ts'

// Somebody who is just stopping (a restart, Ctrl-C and up-arrow) is waited for before we refuse.
const LEAVING_WAIT_MS = 2_000
// Making, starting and stopping are bounded themselves; this is longer than any of them.
const DOOR_WAIT_MS = 150_000
const WATCH_MS = 1_000
const UPKEEP_MS = 10 * 60_000

/** Waits for the door of the folder; for a server, also that no other server sits behind it. */
export async function enter(folder: string, role: Role): Promise<Lock> {
  const end = performance.now() + LEAVING_WAIT_MS
  for (;;) {
    const door = await passDoor(folder)
    const holder = role === 'server' ? seatedUsers(folder).find((user) => user.role === 'server') : undefined
    if (!holder) return door
    door.release()
    if (performance.now() > end) throw new FolderInUse(folder, holder.pid)
    await pause(50)
  }
}

async function passDoor(folder: string): Promise<Lock> {
  let door: Lock | undefined
  try {
    door = await waitForLock(doorPath(folder), DOOR_WAIT_MS)
  } catch (error) {
    throw new DatabaseUnavailable(folder, 'The data folder could not be locked', String(error))
  }
  if (door) return door
  throw new DatabaseUnavailable(
    folder,
    'Another process is starting or stopping the database and does not finish',
  )
}

/** Takes a seat (call behind the door) and returns the function that gives it up, which may be called twice. */
export function stay(home: Home, role: Role, running: Running): () => Promise<void> {
  const seat = takeSeat(home.folder, role)
  const leaveInHaste = () => hurryOut(home, seat)
  process.once('exit', leaveInHaste)
  const rest = role === 'server' ? keepServing(home, running) : () => undefined

  const leave = async () => {
    rest()
    const door = await passDoor(home.folder)
    try {
      process.off('exit', leaveInHaste)
      seat.release()
      if (seatedUsers(home.folder).length > 0) return
      await bringDown(home)
      forgetAddress(home.cluster)
    } finally {
      door.release()
    }
  }
  let leaving: Promise<void> | undefined
  return () => (leaving ??= leave())
}

/** A process that ends without having left still leaves, as far as that can be done without waiting. */
function hurryOut(home: Home, seat: Lock): void {
  try {
    const door = tryLock(doorPath(home.folder))
    if (!door) return
    seat.release()
    if (seatedUsers(home.folder).length === 0) askToStop(home)
    door.release()
  } catch (error) {
    home.log(`The database could not be left in order: ${String(error)}`)
  }
}

/**
 * The server's standing duties: a database that was killed is started again at the same address, the log is kept
 * short, and the link in the temporary folder is renewed in case a clean-up removed it. Returns what ends them.
 */
function keepServing(home: Home, running: Running): () => void {
  let isOver = false
  let timer: NodeJS.Timeout
  let nextUpkeep = performance.now() + UPKEEP_MS
  let { pid } = running

  const round = async () => {
    // Its process is unknown to us when it runs in another container on the same volume.
    const isServing = pid === undefined ? await answers(running.address) : isPostmaster(pid)
    if (!isServing) pid = await revive(home, running, () => isOver)
    if (performance.now() > nextUpkeep) {
      nextUpkeep += UPKEEP_MS
      limitLog(home.folder)
      socketAddress(home.cluster)
    }
  }
  const goOn = () => {
    if (isOver) return
    timer = setTimeout(() => {
      round()
        .catch((error: unknown) => home.log(`The database is not well: ${String(error)}`))
        .finally(goOn)
    }, WATCH_MS).unref()
  }
  goOn()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

async function revive(home: Home, running: Running, isOver: () => boolean): Promise<number | undefined> {
  const door = await passDoor(home.folder)
  try {
    if (isOver()) return undefined
    home.log('The database has ended unexpectedly: starting it again.')
    return (await bringUp(home, () => Promise.resolve(running.address))).pid
  } finally {
    door.release()
  }
}
