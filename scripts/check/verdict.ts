/** What a step of the check found: it passes with no faults. One sentence each; the note is for the summary. */
export interface Verdict {
  faults: string[]
  note: string
  /** Worth seeing, never a failure. */
  warnings?: string[]
}
