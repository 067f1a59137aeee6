/**
 * The server's time in this browser: local clocks may be minutes off, and a countdown of seconds must not be.
 * Between two notes time runs by the browser's steady clock, so that a changed wall clock moves nothing.
 */
let serverAt = Date.now()
let steadyAt = performance.now()
let wallAt = Date.now()
const staleListeners = new Set<() => void>()

/** Takes note of a `now` that the server just sent (ISO 8601). */
export function noteServerNow(iso: string): void {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return
  serverAt = time
  steadyAt = performance.now()
  wallAt = Date.now()
}

/** Epoch milliseconds of the server, as far as known. */
export function serverNow(): number {
  const steady = performance.now() - steadyAt
  const wall = Date.now() - wallAt
  // After sleep the steady clock may have stood still; after a changed wall clock the other is wrong. Ask again.
  if (Math.abs(steady - wall) > 2_000) {
    serverAt += Math.abs(wall) > 86_400_000 ? steady : Math.max(steady, wall)
    steadyAt = performance.now()
    wallAt = Date.now()
    for (const listener of staleListeners) listener()
  }
  return serverAt + (performance.now() - steadyAt)
}

/** Calls back when the server's time has become doubtful and should be fetched again. */
export function onStaleNow(listener: () => void): () => void {
  staleListeners.add(listener)
  return () => void staleListeners.delete(listener)
}
