import type { BothLanguages, GuardKind } from './kinds.ts'

/** One thing that the guard says about a text. Offsets are UTF-16 units of the text as it was written. */
export interface Finding {
  kind: GuardKind
  action: 'block' | 'warn'
  start: number
  end: number
  /** The words themselves. */
  found: string
  /** The entry's sentence; null where the client words it from `facts`. */
  reason: BothLanguages | null
  facts: Readonly<Record<string, string | number>>
  /** The better phrase and where it goes; null: nothing to offer. */
  fix: { start: number; end: number; text: string } | null
  entryId: string | null
}
