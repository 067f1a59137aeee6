/** How far a backup or a restore has come. */
export interface BackupProgress {
  step: 'tables' | 'files' | 'checking' | 'indexes'
  /** 0 to 1 within the step. */
  share: number
  /** Of this step, from how it went so far; null while that says too little. */
  secondsLeft: number | null
}

/** Tells at most five times a second. `monotonic` counts milliseconds. */
export const progressTeller = (
  tell: ((progress: BackupProgress) => void) | undefined,
  monotonic: () => number,
) => {
  let step: BackupProgress['step'] | null = null
  let began = 0
  let told = -Infinity
  return (now: BackupProgress['step'], share: number): void => {
    if (!tell) return
    const at = monotonic()
    if (step !== now) {
      step = now
      began = at
      told = -Infinity
    }
    if (at - told < 200) return
    told = at
    const spent = at - began
    const known = Math.min(1, Math.max(0, share))
    // A guess from the first instants is worth less than none.
    const secondsLeft = spent > 2000 && known > 0.02 ? Math.round((spent * (1 - known)) / known / 1000) : null
    tell({ step: now, share: known, secondsLeft })
  }
}
