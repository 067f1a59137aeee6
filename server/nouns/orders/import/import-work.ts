import type { Database } from '#platform/database/database.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import { holdImport, releaseImport } from './imports.store.ts'
import { Stopped } from './take-in.ts'

/** How many imports a process works on at a time; each takes a connection of its own. */
const atOnce = 2

export interface ImportWork {
  /** Runs `work` while holding the import; false when another process holds it. */
  hold(id: string, work: () => Promise<void>): Promise<boolean>
  /** Does `work` when there is room for it, and after what it does for that import already. Its failure is told to `onError`, except that it was stopped. */
  inBackground(id: string, work: () => Promise<void>): void
  /** True while it does something for that import, or is going to. */
  isBusy(id: string): boolean
  isStopped(): boolean
  /** Resolves when nothing is under way or waiting any more. */
  settle(): Promise<void>
  /** Lets running work end at its next chunk and begins no more. */
  stop(): Promise<void>
}

export const createImportWork = (
  db: Database,
  onError: (importId: string, error: unknown) => void,
): ImportWork => {
  let isStopped = false
  const waiting: (() => Promise<void>)[] = []
  const working = new Set<Promise<void>>()
  const last = new Map<string, Promise<void>>()

  const hold = async (id: string, work: () => Promise<void>): Promise<boolean> => {
    const client = await db.connect('app')
    let broken: Error | undefined
    const noteBroken = (error: Error) => {
      broken = error
    }
    client.on('error', noteBroken)
    try {
      if (!(await holdImport(client, id))) return false
      try {
        await work()
        return true
      } finally {
        await releaseImport(client, id).catch(noteBroken)
      }
    } finally {
      client.off('error', noteBroken)
      client.release(broken)
    }
  }
  const drain = (): void => {
    while (working.size < atOnce && !isStopped) {
      const next = waiting.shift()
      if (!next) return
      const one: Promise<void> = outsideClaim(next).finally(() => {
        working.delete(one)
        drain()
      })
      working.add(one)
    }
  }
  const settle = async () => {
    while (working.size > 0) await Promise.all(working)
  }
  return {
    hold,
    inBackground: (id, work) => {
      const before = last.get(id)
      const { promise, resolve } = Promise.withResolvers<void>()
      last.set(id, promise)
      waiting.push(async () => {
        await before
        try {
          await work()
        } catch (error) {
          if (!(error instanceof Stopped)) onError(id, error)
        } finally {
          if (last.get(id) === promise) last.delete(id)
          resolve()
        }
      })
      drain()
    },
    isBusy: (id) => last.has(id),
    isStopped: () => isStopped,
    settle,
    stop: async () => {
      isStopped = true
      await settle()
    },
  }
}
