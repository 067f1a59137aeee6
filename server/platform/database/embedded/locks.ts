// Node has no file locks, SQLite inside Node has: an exclusive transaction on an empty file is a lock that the kernel
// itself drops when its process ends, however it ends. Nothing goes stale, a recycled process id cannot fool it, and
// it holds between containers that share a volume, where process ids mean nothing.
// Trap (POSIX): a process that opens and closes a file it has locked this way drops its own lock. Never read or copy
// these files.
import { chownSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

export type Role = 'server' | 'attach'
export type Lock = { release(): void }
export type User = { role: Role; pid: number }

const SQLITE_BUSY = 5
const POLL_MS = 25

/** Takes the lock at `path` (the file is made when missing), or returns undefined when any process holds it. */
export function tryLock(path: string): Lock | undefined {
  const database = new DatabaseSync(path)
  try {
    // The journal in memory: otherwise the lock writes a file beside, which a full disk refuses and kill -9 leaves.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined
    throw error
  }
  return { release: () => database.close() }
}

/** Waits up to `waitMs` for the lock at `path`; undefined when it stayed taken. */
export async function waitForLock(path: string, waitMs: number): Promise<Lock | undefined> {
  const until = performance.now() + waitMs
  for (;;) {
    const lock = tryLock(path)
    if (lock || performance.now() > until) return lock
    await pause(POLL_MS)
  }
}

/** The folder of lock files: one `door` held while the database is started or stopped, one file for each user. */
export function locksFolder(folder: string): string {
  const locks = join(folder, 'postgres.locks')
  mkdirSync(locks, { recursive: true, mode: 0o700 })
  keepOwner(folder, locks)
  return locks
}

export function doorPath(folder: string): string {
  return join(locksFolder(folder), 'door')
}

/** Registers this process as a user of the database until `release` or its end. Call only behind the door. */
export function takeSeat(folder: string, role: Role): Lock {
  const path = join(locksFolder(folder), `${role}-${process.pid}-${randomUUID()}`)
  const lock = tryLock(path)
  if (!lock) throw new Error(`The lock file ${path} is taken although its name was new.`)
  keepOwner(folder, path)
  return {
    release: () => {
      lock.release()
      rmSync(path, { force: true })
    },
  }
}

/** The living users of the database; what dead ones left behind is removed. Call only behind the door. */
export function seatedUsers(folder: string): User[] {
  const locks = locksFolder(folder)
  const users: User[] = []
  for (const name of readdirSync(locks)) {
    const [, role, pid] = /^(server|attach)-(\d+)-[\da-f-]+$/.exec(name) ?? []
    if (!role) continue
    const free = tryLock(join(locks, name))
    if (free) {
      free.release()
      rmSync(join(locks, name), { force: true })
    } else {
      users.push({ role: role as Role, pid: Number(pid) })
    }
  }
  return users
}

/** A command run once by root must not leave files that the folder's own user cannot open. */
export function keepOwner(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(folder)
  chownSync(path, uid, gid)
}
