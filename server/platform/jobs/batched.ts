import { setTimeout as pause } from 'node:timers/promises'

export interface Batching<T> {
  /** Milliseconds from the beginning of one batch to the next of the same key, at least. */
  everyMs: number
  /** Things in a batch at most; the rest waits for the next. */
  most: number
  handle(key: string, things: readonly T[]): Promise<void>
}

interface Waiting<T> {
  thing: T
  resolve(): void
  reject(error: unknown): void
}

/**
 * For what follows a change and may wait a moment: what comes when nothing came lately is handled at once, what comes soon after
 * waits for others of its key and goes with them. One batch of a key at a time. Resolves when the thing was handled; a failure
 * is told to everything in its batch.
 */
export const batched = <T>({ everyMs, most, handle }: Batching<T>) => {
  const lines = new Map<string, Waiting<T>[]>()
  const work = async (key: string, line: Waiting<T>[]): Promise<void> => {
    while (line.length > 0) {
      const taken = line.splice(0, most)
      const rest = pause(everyMs, undefined, { ref: false })
      try {
        await handle(
          key,
          taken.map(({ thing }) => thing),
        )
        for (const one of taken) one.resolve()
      } catch (error) {
        for (const one of taken) one.reject(error)
      }
      await rest
    }
    lines.delete(key)
  }
  return (key: string, thing: T): Promise<void> =>
    new Promise((resolve, reject) => {
      const waiting = { thing, resolve, reject }
      const line = lines.get(key)
      if (line) return void line.push(waiting)
      const fresh = [waiting]
      lines.set(key, fresh)
      void work(key, fresh)
    })
}
