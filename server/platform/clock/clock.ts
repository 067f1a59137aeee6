/** The one source of time. Business code is handed a Clock and never asks the machine itself. */
export interface Clock {
  now(): Date
  /** Monotonic milliseconds: only differences mean anything; immune to wall clock jumps. */
  monotonic(): number
  /**
   * Calls `wake` once, at or soon after `when` (wall time), also when the wall clock jumped past it.
   * Never calls it before this function has returned. Returns cancel, which is safe to call twice.
   */
  at(when: Date, wake: () => void): () => void
}

/**
 * A timer counts running milliseconds, not wall time: it stands still while a laptop sleeps and knows nothing
 * of a corrected clock. So no timer is trusted for longer than this; then the wall clock is read again.
 */
const RECHECK_MS = 1000

/** The machine's clock. A pending `at` keeps the process alive until it fires or is cancelled. */
export function systemClock(): Clock {
  return {
    now: () => new Date(),
    monotonic: () => performance.now(),
    at(when, wake) {
      const due = validTime(when)
      let timer: NodeJS.Timeout | undefined
      const arm = () => {
        timer = setTimeout(check, Math.min(RECHECK_MS, Math.max(0, due - Date.now())))
      }
      const check = () => (Date.now() >= due ? wake() : arm())
      arm()
      return () => clearTimeout(timer)
    },
  }
}

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  /** Time passes: wall and monotonic move together; each wake sees its own moment as `now`. */
  advance(ms: number): Promise<void>
  /** Time passes until `to`; an earlier `to` turns the wall clock back and leaves monotonic alone. */
  set(to: Date | string): Promise<void>
  /**
   * The wall clock is corrected by `ms`, either sign: monotonic stays, wakes overtaken run at the new time.
   */
  jump(ms: number): Promise<void>
}

interface Alarm {
  due: number
  order: number
  wake: () => void
}

/**
 * Wakes run in order of their time, then of their asking; between two of them pending microtasks and I/O
 * callbacks get a turn, so that what one wake starts can ask for the next. An alarm set for a time that
 * has passed fires at the next move, or by itself on the next turn of the event loop.
 */
export function testClock(start: Date | string): TestClock {
  let wall = validTime(start)
  let monotonic = 0
  let asked = 0
  const alarms = new Set<Alarm>()

  const takeDue = (until: number): Alarm | undefined => {
    let first: Alarm | undefined
    for (const alarm of alarms) {
      if (alarm.due > until) continue
      if (!first || alarm.due < first.due || (alarm.due === first.due && alarm.order < first.order))
        first = alarm
    }
    if (first) alarms.delete(first)
    return first
  }

  const pass = async (until: number): Promise<void> => {
    await settle()
    for (let alarm = takeDue(until); alarm; alarm = takeDue(until)) {
      const moment = Math.max(wall, alarm.due)
      monotonic += moment - wall
      wall = moment
      alarm.wake()
      await settle()
    }
    monotonic += Math.max(0, until - wall)
    wall = Math.max(wall, until)
  }

  return {
    now: () => new Date(wall),
    monotonic: () => monotonic,
    at(when, wake) {
      const alarm = { due: validTime(when), order: asked++, wake }
      alarms.add(alarm)
      if (alarm.due <= wall) setImmediate(() => alarms.delete(alarm) && wake())
      return () => void alarms.delete(alarm)
    },
    async advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`time passes forwards only, not by ${ms} ms; use jump`)
      await pass(wall + ms)
    },
    async set(to) {
      const target = validTime(to)
      if (target < wall) wall = target
      await pass(target)
    },
    async jump(ms) {
      await settle()
      wall = validTime(new Date(wall + ms))
      await pass(wall)
    },
  }
}

/**
 * A few turns of the event loop, each with all its microtasks; real I/O may need longer and must be awaited
 * by the test.
 */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

function validTime(when: Date | string): number {
  const ms = new Date(when).getTime()
  if (Number.isNaN(ms)) throw new RangeError(`not a time: ${String(when)}`)
  return ms
}
