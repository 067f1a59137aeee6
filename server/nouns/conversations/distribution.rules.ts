/**
 * 消息分流 (RTE-01): a conversation goes to an agent on the desk with a place left, never over the cap. The agent who served
 * this buyer before comes first when there (RTE-03), else the deputy whom an absent one named. Then whoever fits the buyer
 * best (服务匹配, RTE-11): language, product line, a newcomer's certificate (TRN-08), tier lane, difficulty; where nobody fits, whoever is there, for an
 * answer by anybody beats none. Among those: the least load for their weight, over the chats held and, when these are
 * even, over those of the last hour; then whoever has waited longest for one.
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
  /** How many were given to them in the last hour. */
  recent: number
  profile: Profile
}
export interface Profile {
  /** 1…10; somebody with 10 is given twice as many as somebody with 5. */
  weight: number
  /** Skill groups; empty: any. The same for languages. */
  skills: readonly string[]
  languages: readonly ('zh' | 'en')[]
  lane: 'both' | 'ordinary' | 'vip'
  takesDifficult: boolean
  traineeCap: number | null
  /** Products of which a newcomer has passed the test; null: nobody new, who may answer on all of them (TRN-08). */
  certifiedFor: readonly string[] | null
  deputyId: string | null
}
/** Somebody of whom nothing was said. */
export const plainProfile: Profile = {
  weight: 5,
  skills: [],
  languages: [],
  lane: 'both',
  takesDifficult: true,
  traineeCap: null,
  certifiedFor: null,
  deputyId: null,
}

/** What a conversation needs of whoever takes it. */
export interface Needs {
  language: 'zh' | 'en' | null
  skills: readonly string[]
  lane: 'ordinary' | 'vip'
  isDifficult: boolean
  /** Products it is about, as far as page and question name them. */
  productIds: readonly string[]
}
export const noNeeds: Needs = {
  language: null,
  skills: [],
  lane: 'ordinary',
  isDifficult: false,
  productIds: [],
}

export type Choice =
  | { kind: 'chosen'; id: string; because: 'served_before' | 'deputy' | 'fits' | 'least_load' }
  | { kind: 'nobody'; because: 'nobody_on_desk' | 'all_full' }

export const chooseAgent = (
  candidates: readonly Candidate[],
  servedBefore: string | null,
  needs: Needs = noNeeds,
): Choice => {
  const onDesk = candidates.filter((c) => c.presence === 'on')
  if (onDesk.length === 0) return { kind: 'nobody', because: 'nobody_on_desk' }
  const free = onDesk.filter(hasPlace)
  if (free.length === 0) return { kind: 'nobody', because: 'all_full' }
  if (servedBefore !== null && free.some((c) => c.id === servedBefore))
    return { kind: 'chosen', id: servedBefore, because: 'served_before' }
  const absent = candidates.find((c) => c.id === servedBefore && c.presence !== 'on')
  const deputyId = absent?.profile.deputyId ?? null
  if (deputyId !== null && free.some((c) => c.id === deputyId))
    return { kind: 'chosen', id: deputyId, because: 'deputy' }
  const misfits = free.map((c) => misfit(c.profile, needs))
  const best = Math.min(...misfits)
  const fitting = free.filter((_, i) => misfits[i] === best)
  const first = fitting.reduce((found, c) => (isBefore(c, found) ? c : found))
  return { kind: 'chosen', id: first.id, because: fitting.length < free.length ? 'fits' : 'least_load' }
}

/** Most chats at once: somebody who learns has fewer. */
export const capOf = ({ cap, profile }: Pick<Candidate, 'cap' | 'profile'>): number =>
  Math.min(cap, profile.traineeCap ?? cap)
export const hasPlace = (candidate: Candidate): boolean => candidate.held < capOf(candidate)

/** How badly somebody fits; 0 fits. A language they do not speak weighs more than anything else together. */
export const misfit = (profile: Profile, needs: Needs): number => {
  const speaks =
    needs.language === null || profile.languages.length === 0 || profile.languages.includes(needs.language)
  const knows =
    needs.skills.length === 0 ||
    profile.skills.length === 0 ||
    needs.skills.some((skill) => profile.skills.includes(skill))
  const isOfLane = profile.lane === 'both' || profile.lane === needs.lane
  const dares = !needs.isDifficult || (profile.takesDifficult && profile.traineeCap === null)
  return (
    (speaks ? 0 : 16) +
    (knows ? 0 : 8) +
    (isCertified(profile, needs) ? 0 : 4) +
    (isOfLane ? 0 : 2) +
    (dares ? 0 : 1)
  )
}

/** A newcomer without the product's test comes after whoever may answer on it (TRN-08), and before nobody at all. */
const isCertified = ({ certifiedFor }: Profile, { productIds }: Needs): boolean =>
  certifiedFor === null || productIds.every((id) => certifiedFor.includes(id))

const isBefore = (a: Candidate, b: Candidate) => {
  const [loadA, loadB] = [a.load / a.profile.weight, b.load / b.profile.weight]
  if (loadA !== loadB) return loadA < loadB
  // One more would make it so many: the one with the greater weight comes first, but not every time.
  const [recentA, recentB] = [(a.recent + 1) / a.profile.weight, (b.recent + 1) / b.profile.weight]
  if (recentA !== recentB) return recentA < recentB
  const waitedA = a.lastAssignedAt?.getTime() ?? 0
  const waitedB = b.lastAssignedAt?.getTime() ?? 0
  return waitedA !== waitedB ? waitedA < waitedB : a.id < b.id
}
