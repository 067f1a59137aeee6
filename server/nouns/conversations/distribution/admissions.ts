import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { gather } from '#platform/database/gather.ts'
import { record } from '#platform/events/record.ts'
import { addressOf } from '../addressing.ts'
import { automaticText, conversationEvent, postAutomatic } from '../automatic.ts'
import type { ConversationRow } from '../conversation-row.ts'
import {
  lockConversation,
  lockDistribution,
  lockFreeConversations,
  wasAnsweredSince,
} from '../conversations.store.ts'
import { giveOut, rememberNeeds } from '../distribution.ts'
import { hasPlace } from '../distribution.rules.ts'
import type { ConversationPorts } from '../ports.ts'
import { selectCandidates } from './candidates.store.ts'
import type { Lines } from './lines.ts'

/** A buyer wrote whom nobody on the desk holds. */
export interface Admission {
  conversationId: string
  /** This message opened the inquiry. */
  opened: boolean
  /** Outside hours: when somebody will be there, in words; null within them. */
  opensAt: string | null
  language: 'zh' | 'en'
}
interface Sitting {
  facts: ShopFacts
  now: Date
  admission: Admission
}

/** Together they keep the shop's distribution locked; beyond this little is gained. */
const most = 16
const patienceMs = 100
/** After an answer so fresh whoever gave it is taken to be there still. */
const stillThereMs = 15 * 60_000

/**
 * Finds hands for buyers who just wrote, and outside hours tells them when somebody will be there. Those who come together
 * share one transaction and one look at who has a place. While a line stands they join it: what they need is noted, and
 * nobody is asked for a place.
 */
export const createAdmissions = (
  ports: Pick<ConversationPorts, 'db' | 'clock'> & { lines: Lines; sweep(shopId: string): Promise<unknown> },
) => {
  const { db, lines } = ports
  const shops = new Map<string, (sitting: Sitting) => Promise<true>>()

  const admitAll = async (
    tx: Tx,
    sittings: readonly Sitting[],
    rows: ReadonlyMap<string, ConversationRow>,
  ) => {
    const [{ facts, now }] = [sittings[0] as Sitting]
    const open = sittings.flatMap(({ admission }) => {
      const row = rows.get(admission.conversationId)
      return row?.state === 'open' ? [{ row, isNew: admission.opened, admission }] : []
    })
    const asked = await rememberNeeds(tx, facts, open)
    const isLining = lines.stands(facts.id) && open.every(({ row }) => row.assignee_id === null)
    const seen = lines.seen(facts.id)
    let after = asked.map(({ row }) => row)
    let isFull = isLining
    if (!isLining) {
      await lockDistribution(tx, facts.id)
      const candidates = await selectCandidates(tx, now)
      after = await giveOut(tx, facts, asked, candidates, now)
      isFull = !candidates.some((one) => one.presence === 'on' && hasPlace(one))
    }
    const current = new Map(after.map((row) => [row.id, row]))
    await record(
      tx,
      now,
      open.flatMap(({ row, isNew }) =>
        isNew ? [conversationEvent(facts, current.get(row.id) ?? row, 'conversation.opened', null)] : [],
      ),
    )
    for (const { row, admission } of open)
      if (admission.opensAt !== null) await sayOpening(tx, facts, current.get(row.id) ?? row, admission, now)
    return { facts, seen, isFull, isLining }
  }
  const sayOpening = async (
    tx: Tx,
    facts: ShopFacts,
    row: ConversationRow,
    { opensAt, language }: Admission,
    now: Date,
  ) => {
    if (!row.turn_id) return
    // Somebody answers though it is after hours: to a buyer in the middle of that talk the line would be untrue.
    if (await wasAnsweredSince(tx, row.id, new Date(now.getTime() - stillThereMs))) return
    const text = await automaticText(tx, facts, 'closed_hours', language, {
      agent: null,
      style: (await addressOf(tx, facts, row.customer_id)).style,
      opensAt,
    })
    await postAutomatic(tx, facts, row, 'closed_hours', text, row.turn_id, now)
  }
  /** After the commit: the line begins, or goes on without whoever joined it just as it ended. */
  const settle = ({ facts, seen, isFull, isLining }: Awaited<ReturnType<typeof admitAll>>) => {
    if (isFull) lines.begin(facts.id, seen)
    return isLining && seen !== lines.seen(facts.id) ? ports.sweep(facts.id) : undefined
  }
  const together = async (sittings: Sitting[]): Promise<(true | undefined)[]> => {
    const shopId = (sittings[0] as Sitting).facts.id
    const ids = sittings.map(({ admission }) => admission.conversationId)
    const { rows, done } = await db.inShop(shopId, async (tx) => {
      const locked = await lockFreeConversations(tx, ids)
      const held = sittings.filter(({ admission }) => locked.has(admission.conversationId))
      return { rows: locked, done: held.length === 0 ? null : await admitAll(tx, held, locked) }
    })
    if (done) await settle(done)
    return ids.map((id) => (rows.has(id) ? true : undefined))
  }
  const alone = async (sitting: Sitting): Promise<true> => {
    const done = await db.inShop(sitting.facts.id, async (tx) => {
      const row = await lockConversation(tx, sitting.admission.conversationId)
      return row ? admitAll(tx, [sitting], new Map([[row.id, row]])) : null
    })
    if (done) await settle(done)
    return true
  }
  return {
    admit: async (facts: ShopFacts, admission: Admission, now: Date): Promise<void> => {
      let sit = shops.get(facts.id)
      if (!sit) {
        sit = gather<Sitting, true>({
          most,
          patienceMs,
          about: ({ admission: { conversationId } }) => conversationId,
          alone,
          together,
        })
        shops.set(facts.id, sit)
      }
      await sit({ facts, admission, now })
    },
  }
}
export type Admissions = ReturnType<typeof createAdmissions>
