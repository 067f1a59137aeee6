/** Work that goes on after a request was answered; a stop waits for it, a failure is logged. */
export const backgroundWork = (failed: (name: string) => (error: unknown) => void) => {
  const pending = new Set<Promise<unknown>>()
  const background = (name: string, work: Promise<unknown>) => {
    const running = work.catch(failed(name)).finally(() => pending.delete(running))
    pending.add(running)
  }
  /** Resolves when nothing runs in the background any more. */
  const settle = async () => {
    while (pending.size > 0) await Promise.all(pending)
  }
  return { background, settle }
}
