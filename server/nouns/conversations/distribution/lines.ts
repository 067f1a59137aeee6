import type { LoggedEvent } from '#platform/events/event.ts'

/** What may make room on the desk, or change who takes whom. */
const makesRoom =
  /^(conversation[.](closed|joined|parted)|staff[.](joined|changed|left|presence_changed)|distribution[.]changed|setting[.]changed)$/

/**
 * In which shops a line stands: nobody has a place, so whoever comes lines up and nothing is asked of the database for
 * them. Places that become free are given out by the sweep, in the order of the queue; the sweep that finds nobody left in
 * the line ends it. Kept by each process for itself, for what it last saw: a word that never reached it costs as long as until
 * the next recurring sweep.
 */
export const createLines = () => {
  const standing = new Set<string>()
  /** How often a line was ended; who saw no place before that must not begin it again. */
  const ended = new Map<string, number>()
  /** Whom buyers are just being greeted by, before their rows say so. */
  const greeting = new Map<string, Map<string, number>>()
  const seen = (shopId: string): number => ended.get(shopId) ?? 0
  return {
    stands: (shopId: string): boolean => standing.has(shopId),
    /** Taken before looking for a place, and given to `begin` after. */
    seen,
    begin: (shopId: string, before: number): void => {
      if (before === seen(shopId)) standing.add(shopId)
    },
    end: (shopId: string): void => {
      standing.delete(shopId)
      ended.set(shopId, seen(shopId) + 1)
    },
    /** True when a place may have become free. A person who hands a buyer on has one more; distribution itself never does. */
    hears: ({ name, actor }: Pick<LoggedEvent, 'name' | 'actor'>): boolean =>
      makesRoom.test(name) || (name === 'conversation.assigned' && actor !== null),
    greetingBy: (shopId: string): ReadonlyMap<string, number> => greeting.get(shopId) ?? new Map(),
    /** Counts until the returned function is called. */
    greets: (shopId: string, memberId: string): (() => void) => {
      const here = greeting.get(shopId) ?? new Map<string, number>()
      greeting.set(shopId, here)
      here.set(memberId, (here.get(memberId) ?? 0) + 1)
      return () => {
        const left = (here.get(memberId) ?? 1) - 1
        if (left > 0) here.set(memberId, left)
        else here.delete(memberId)
        if (here.size === 0) greeting.delete(shopId)
      }
    },
  }
}
export type Lines = ReturnType<typeof createLines>
