import type { Clock } from '#platform/clock/clock.ts'

/** Remembers answers for a short while, so that credentials cost no query per request. */
export interface BriefCache<V> {
  /** From the cache, or by `load`, which runs once for all who ask meanwhile. Null is not remembered. */
  get(key: string, load: () => Promise<V | null>): Promise<V | null>
  /** Forgets what matches, and whatever is still being loaded: it may have read the old state. */
  forget(matches: (value: V) => boolean): void
}

interface Entry<V> {
  answer: Promise<V | null>
  value: V | null
  until: number
}

export const createBriefCache = <V>(clock: Clock, lifeMs: number, most: number): BriefCache<V> => {
  const entries = new Map<string, Entry<V>>()

  const load = (key: string, work: () => Promise<V | null>): Promise<V | null> => {
    const entry: Entry<V> = { answer: work(), value: null, until: clock.monotonic() + lifeMs }
    const drop = () => {
      if (entries.get(key) === entry) entries.delete(key)
    }
    entry.answer.then((value) => {
      entry.value = value
      if (value === null) drop()
    }, drop)
    // The oldest goes first: a Map keeps the order of insertion.
    const [oldest] = entries.size >= most ? entries.keys() : []
    if (oldest !== undefined) entries.delete(oldest)
    entries.delete(key)
    entries.set(key, entry)
    return entry.answer
  }

  return {
    get: (key, work) => {
      const entry = entries.get(key)
      return entry && clock.monotonic() < entry.until ? entry.answer : load(key, work)
    },
    forget: (matches) => {
      for (const [key, entry] of entries)
        if (entry.value === null || matches(entry.value)) entries.delete(key)
    },
  }
}
