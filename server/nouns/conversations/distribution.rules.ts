/**
 * 消息分流 (RTE-01): a conversation goes to the available agent with the least load under the cap; the agent who served
 * this buyer before comes first when available (RTE-03). Equal loads: whoever has waited longest for a chat.
 */
export interface Candidate {
  id: string
  presence: 'on' | 'break' | 'off'
  /** Open conversations held now; the cap counts these. */
  held: number
  /** Held, and buyers just greeted in this agent's name who may write any moment; fairness counts these. */
  load: number
  cap: number
  lastAssignedAt: Date | null
}

export type Choice =
  | { kind: 'chosen'; id: string; because: 'served_before' | 'least_load' }
  | { kind: 'nobody'; because: 'nobody_on_desk' | 'all_full' }

export const chooseAgent = (candidates: readonly Candidate[], servedBefore: string | null): Choice => {
  const onDesk = candidates.filter((c) => c.presence === 'on')
  if (onDesk.length === 0) return { kind: 'nobody', because: 'nobody_on_desk' }
  const free = onDesk.filter((c) => c.held < c.cap)
  if (free.length === 0) return { kind: 'nobody', because: 'all_full' }
  if (servedBefore !== null && free.some((c) => c.id === servedBefore))
    return { kind: 'chosen', id: servedBefore, because: 'served_before' }
  const first = free.reduce((best, c) => (isBefore(c, best) ? c : best))
  return { kind: 'chosen', id: first.id, because: 'least_load' }
}

const isBefore = (a: Candidate, b: Candidate) => {
  if (a.load !== b.load) return a.load < b.load
  const waitedA = a.lastAssignedAt?.getTime() ?? 0
  const waitedB = b.lastAssignedAt?.getTime() ?? 0
  return waitedA !== waitedB ? waitedA < waitedB : a.id < b.id
}
