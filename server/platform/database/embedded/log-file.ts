import { closeSync, copyFileSync, fstatSync, openSync, readSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { keepOwner } from './locks.ts'

const LIMIT_BYTES = 10 * 1024 * 1024
const TAIL_BYTES = 8192
const TAIL_LINES = 12

export function logPath(folder: string): string {
  return join(folder, 'postgres.log')
}

/** Opens PostgreSQL's log for appending. `from` is where this start's lines begin, in bytes. Close `file` yourself. */
export function openLog(folder: string): { file: number; from: number } {
  limitLog(folder)
  const file = openSync(logPath(folder), 'a', 0o600)
  keepOwner(folder, logPath(folder))
  return { file, from: fstatSync(file).size }
}

/** Keeps the log and one older part at 10 MB each. PostgreSQL appends, so the file may be cut while it writes. */
export function limitLog(folder: string): void {
  const path = logPath(folder)
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= LIMIT_BYTES) return
  copyFileSync(path, `${path}.1`)
  truncateSync(path)
}

/** The last lines of the log after byte `from`. */
export function logTail(folder: string, from: number): string {
  const file = openSync(logPath(folder), 'r')
  try {
    const { size } = fstatSync(file)
    const start = Math.max(from > size ? 0 : from, size - TAIL_BYTES)
    const buffer = Buffer.alloc(size - start)
    readSync(file, buffer, 0, buffer.length, start)
    return buffer.toString('utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n')
  } finally {
    closeSync(file)
  }
}
