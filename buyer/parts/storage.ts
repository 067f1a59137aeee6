/**
 * What this browser remembers. Where storage is blocked or full (private windows, strict settings, embedded
 * browsers), it remembers until the page is left, and nothing else changes.
 */
export interface Memory {
  read(name: string): unknown
  /** Null forgets. The value must survive JSON. */
  write(name: string, value: unknown): void
}

export function openMemory(storage: () => Storage): Memory {
  const here = new Map<string, string | null>()
  const stored = (name: string): string | null => {
    if (here.has(name)) return here.get(name) ?? null
    try {
      return storage().getItem(name)
    } catch {
      // Blocked: merely touching localStorage throws. The map above is all there is.
      return null
    }
  }
  return {
    read(name) {
      try {
        return JSON.parse(stored(name) ?? 'null') as unknown
      } catch {
        // Somebody else wrote under our name; what cannot be read is as good as nothing.
        return null
      }
    },
    write(name, value) {
      const text = value === null ? null : JSON.stringify(value)
      try {
        if (text === null) storage().removeItem(name)
        else storage().setItem(name, text)
        here.delete(name)
      } catch {
        // Blocked or full: keep it for as long as the page lives.
        here.set(name, text)
      }
    },
  }
}
