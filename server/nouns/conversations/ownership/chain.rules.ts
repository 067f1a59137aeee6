/**
 * 经手链 (RTE-07): through whose hands an issue went, how long it was with each team, and how often it changed hands. One
 * change is help; more than one is what makes a buyer wait, and is flagged. A problem filed to a team is a stretch with
 * that team, from the filing until it is solved.
 */
import type { Team } from '#contract/conversations/ownership.ts'

export interface Hand {
  memberId: string
  team: Team
  what: 'assigned' | 'owner'
  at: Date
  note: string | null
}
export interface Filing {
  team: Team
  filedAt: Date
  solvedAt: Date | null
  what: string
}
export interface Link {
  memberId: string | null
  team: Team
  what: 'assigned' | 'owner' | 'problem'
  from: Date
  heldMs: number
  note: string | null
}
export interface Chain {
  links: Link[]
  hops: number
  isFlagged: boolean
  teams: { team: Team; heldMs: number }[]
}

/** `until`: when the inquiry ended, or now. Hands come in the order of their times. */
export const chainOf = (hands: readonly Hand[], filings: readonly Filing[], until: Date): Chain => {
  const held = changesOf(hands.filter(({ what }) => what === 'assigned'))
  const owned = changesOf(hands.filter(({ what }) => what === 'owner'))
  const links: Link[] = [
    ...stretches(held, until),
    ...stretches(owned, until),
    ...filings.map((one) => ({
      memberId: null,
      team: one.team,
      what: 'problem' as const,
      from: one.filedAt,
      heldMs: Math.max(0, (one.solvedAt ?? until).getTime() - one.filedAt.getTime()),
      note: one.what,
    })),
  ].sort((a, b) => a.from.getTime() - b.from.getTime())
  const hops = Math.max(0, held.length - 1) + filings.length
  const times = new Map<Team, number>()
  for (const link of links)
    if (link.what !== 'owner') times.set(link.team, (times.get(link.team) ?? 0) + link.heldMs)
  return {
    links,
    hops,
    isFlagged: hops > 1,
    teams: [...times].map(([team, heldMs]) => ({ team, heldMs })).sort((a, b) => b.heldMs - a.heldMs),
  }
}

/** The same person twice in a row is one stretch. */
const changesOf = (hands: readonly Hand[]): Hand[] =>
  hands.filter((hand, i) => i === 0 || hands[i - 1]?.memberId !== hand.memberId)

const stretches = (hands: readonly Hand[], until: Date): Link[] =>
  hands.map((hand, i) => ({
    memberId: hand.memberId,
    team: hand.team,
    what: hand.what,
    from: hand.at,
    heldMs: Math.max(0, (hands[i + 1]?.at ?? until).getTime() - hand.at.getTime()),
    note: hand.note,
  }))
