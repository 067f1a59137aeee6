import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock, testClock } from './clock.ts'

const START = '2026-03-02T09:00:00.000Z'
const after = (ms: number) => new Date(Date.parse(START) + ms)

describe('the machine clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date(START) }))
  afterEach(() => void vi.useRealTimers())

  test('wakes once at the time asked', () => {
    const wake = vi.fn()
    systemClock().at(after(90_000), wake)
    vi.advanceTimersByTime(89_999)
    expect(wake).toHaveBeenCalledTimes(0)
    vi.advanceTimersByTime(1)
    expect(wake).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(600_000)
    expect(wake).toHaveBeenCalledTimes(1)
  })

  test('a wall clock that jumped past the time (a suspended laptop) is noticed within a second', () => {
    const wake = vi.fn()
    systemClock().at(after(3_600_000), wake)
    vi.setSystemTime(after(7_200_000))
    vi.advanceTimersByTime(1000)
    expect(wake).toHaveBeenCalledTimes(1)
  })

  test('a wall clock turned back delays the wake until its time comes again', () => {
    const wake = vi.fn()
    systemClock().at(after(500), wake)
    vi.setSystemTime(after(-10_000))
    vi.advanceTimersByTime(10_499)
    expect(wake).toHaveBeenCalledTimes(0)
    vi.advanceTimersByTime(1)
    expect(wake).toHaveBeenCalledTimes(1)
  })

  test('a time in the past wakes after the call has returned', () => {
    const wake = vi.fn()
    systemClock().at(after(-1), wake)
    expect(wake).toHaveBeenCalledTimes(0)
    vi.advanceTimersByTime(1)
    expect(wake).toHaveBeenCalledTimes(1)
  })

  test('a time further away than a timer can count is not fired at once', () => {
    const wake = vi.fn()
    const cancel = systemClock().at(after(60 * 86_400_000), wake)
    vi.advanceTimersByTime(5000)
    expect(wake).toHaveBeenCalledTimes(0)
    cancel()
  })

  test('cancelled is cancelled, twice does no harm, and no timer stays behind', () => {
    const wake = vi.fn()
    const cancel = systemClock().at(after(5000), wake)
    vi.advanceTimersByTime(2500)
    cancel()
    cancel()
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(10_000)
    expect(wake).toHaveBeenCalledTimes(0)
  })

  test('monotonic time ignores a jump of the wall clock', () => {
    const clock = systemClock()
    const before = clock.monotonic()
    vi.setSystemTime(after(-86_400_000))
    vi.advanceTimersByTime(250)
    expect(clock.monotonic() - before).toBeCloseTo(250, 3)
    expect(clock.now()).toEqual(after(-86_400_000 + 250))
  })

  test('refuses a time that is none', () => {
    expect(() => systemClock().at(new Date('never'), () => {})).toThrow(RangeError)
  })
})

describe('the test clock', () => {
  test('stands still until it is moved', async () => {
    const clock = testClock(START)
    expect(clock.now()).toEqual(new Date(START))
    await clock.advance(7000)
    expect(clock.now()).toEqual(after(7000))
    expect(clock.monotonic()).toBe(7000)
    await clock.set(after(10_000))
    expect(clock.monotonic()).toBe(10_000)
  })

  test('wakes run in order of time, each at its own moment, equal times in the order asked', async () => {
    const clock = testClock(START)
    const seen: string[] = []
    const note = (name: string) => () =>
      void seen.push(`${name} ${clock.now().getTime() - Date.parse(START)}`)
    clock.at(after(3000), note('c'))
    clock.at(after(1000), note('a'))
    clock.at(after(3000), note('d'))
    clock.at(after(2000), note('b'))
    clock.at(after(9000), note('later'))
    await clock.advance(5000)
    expect(seen).toEqual(['a 1000', 'b 2000', 'c 3000', 'd 3000'])
  })

  test('what a wake starts asynchronously may ask for a wake inside the same move', async () => {
    const clock = testClock(START)
    const seen: number[] = []
    const tick = async () => {
      seen.push(clock.monotonic())
      await Promise.resolve()
      await new Promise<void>((resolve) => setImmediate(resolve))
      clock.at(new Date(clock.now().getTime() + 1000), () => void tick())
    }
    clock.at(after(1000), () => void tick())
    await clock.advance(4500)
    expect(seen).toEqual([1000, 2000, 3000, 4000])
  })

  test('a jump forwards overtakes alarms, which all run at the new time; monotonic stays', async () => {
    const clock = testClock(START)
    const seen: Date[] = []
    clock.at(after(1000), () => void seen.push(clock.now()))
    clock.at(after(2000), () => void seen.push(clock.now()))
    await clock.jump(3_600_000)
    expect(seen).toEqual([after(3_600_000), after(3_600_000)])
    expect(clock.monotonic()).toBe(0)
  })

  test('a jump backwards delays what is pending and fires nothing twice', async () => {
    const clock = testClock(START)
    const wake = vi.fn()
    clock.at(after(1000), wake)
    await clock.jump(-5000)
    await clock.advance(5999)
    expect(wake).toHaveBeenCalledTimes(0)
    await clock.advance(1)
    await clock.set(after(-60_000))
    expect(clock.now()).toEqual(after(-60_000))
    expect(clock.monotonic()).toBe(6000)
    await clock.advance(120_000)
    expect(wake).toHaveBeenCalledTimes(1)
  })

  test('an alarm set for the past fires by itself, once, but not inside the call', async () => {
    const clock = testClock(START)
    const wake = vi.fn()
    const woken = new Promise<void>((resolve) => {
      clock.at(after(-1), () => resolve(wake()))
      expect(wake).toHaveBeenCalledTimes(0)
    })
    await woken
    await clock.advance(1)
    clock.at(after(-1), wake)()
    await clock.advance(1)
    expect(wake).toHaveBeenCalledTimes(1)
  })

  test('a wake may cancel another that is due at the same moment', async () => {
    const clock = testClock(START)
    const second = vi.fn()
    let cancel = () => {}
    clock.at(after(10), () => cancel())
    cancel = clock.at(after(10), second)
    await clock.advance(10)
    expect(second).toHaveBeenCalledTimes(0)
  })

  test('refuses to let time pass backwards', async () => {
    await expect(testClock(START).advance(-1)).rejects.toThrow(RangeError)
  })
})
