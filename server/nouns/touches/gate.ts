import type { ContactChannel, ContactForm, ContactPolicy } from '#contract/touches/contact-policy.ts'
import type { TouchKind } from '#contract/touches/kinds.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { ContactPolicies } from './contact-policies.ts'
import { judgeTouch, type GateFacts, type Verdict } from './gate.rules.ts'
import { noMoreIn } from './no-more.rules.ts'
import {
  endTouch,
  findByKey,
  gateFactRows,
  insertNoMore,
  linesToHear,
  lockBudget,
  openNoMore,
  putTouch,
  rootOf,
  rulesInForce,
  type FactRow,
  type NewTouch,
} from './touches.store.ts'

export interface TouchPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  policies: Pick<ContactPolicies, 'inForce'>
}
export interface GateWish {
  customerId: string
  kind: TouchKind
  channel: ContactChannel
  with?: readonly ContactForm[]
  /** Of the order, of the conversation: every store whose buyer this is here. */
  storeIds: readonly (string | null)[]
}
/** How far back a buyer's own words are read for a "no more" that nobody heard. */
const heardDays = 180

/** The gate that everything passes which the shop sends of its own accord; what is owed passes too, and is written down. */
export const createGate = ({ clock, directory, policies }: TouchPorts) => {
  const nobody: GateFacts = { caredAt: [], isNoMore: false, isWaiting: false, troubles: [], refused: [] }

  /** The verdict on each wish, in their order. Reads only. */
  const judge = async (tx: Tx, shopId: string, wishes: readonly GateWish[]): Promise<Verdict[]> => {
    if (wishes.length === 0) return []
    const now = clock.now()
    const { timeZone } = await directory.facts(shopId)
    const rules = await rulesInForce(tx, shopId)
    const longest = Math.max(rules.withinDays, rules.apartDays)
    const rows = await gateFactRows(tx, shopId, [...new Set(wishes.map((wish) => wish.customerId))], {
      caredFrom: new Date(now.getTime() - longest * DAY_MS),
      troubleFrom: new Date(now.getTime() - rules.coolingDays * DAY_MS),
    })
    const facts = byPerson(rows)
    // Few stores, many wishes: what is in force is asked once for each combination.
    const inForce = new Map<string, ContactPolicy[]>()
    for (const { storeIds } of wishes) {
      const key = storeIds.join()
      if (!inForce.has(key)) inForce.set(key, await policies.inForce(tx, shopId, storeIds))
    }
    return wishes.map((wish) =>
      judgeTouch(facts.get(wish.customerId) ?? nobody, rules, {
        ...wish,
        policies: inForce.get(wish.storeIds.join()) ?? [],
        now,
        timeZone,
      }),
    )
  }

  /** What this person wrote and nobody heard: a process was killed, or we did not know yet who it was. */
  const listen = async (tx: Tx, shopId: string, rootId: string): Promise<boolean> => {
    const now = clock.now()
    if (await openNoMore(tx, shopId, rootId)) return false
    const since = new Date(now.getTime() - heardDays * DAY_MS)
    for (const line of await linesToHear(tx, shopId, rootId, since)) {
      const said = noMoreIn(line.text)
      if (said === null) continue
      await insertNoMore(tx, now, {
        shopId,
        customerId: rootId,
        source: 'chat',
        said,
        conversationId: line.conversation_id,
        messageId: line.id,
        by: null,
      })
      await record(tx, now, {
        name: 'touch.no_more',
        subject: rootId,
        version: 1,
        audience: ['desk'],
        timeline: rootId,
        facts: { source: 'chat' },
      })
      return true
    }
    return false
  }

  /**
   * Takes a place in this person's budget, in the caller's transaction; nobody else takes one of the same person meanwhile. The
   * same key finds its own place again.
   * @throws AppError not_found; touch.refused {by, from}
   */
  const take = async (
    tx: Tx,
    touch: Omit<NewTouch, 'messageId'>,
    wish: Pick<GateWish, 'with' | 'storeIds'>,
  ): Promise<{ touchId: string }> => {
    const rootId = await rootOf(tx, touch.customerId)
    if (rootId === null) throw notFound()
    await lockBudget(tx, rootId)
    const before = await findByKey(tx, touch.shopId, touch.key)
    if (before && before.state !== 'let_go') return { touchId: before.id }
    await listen(tx, touch.shopId, rootId)
    const [verdict] = await judge(tx, touch.shopId, [{ ...wish, ...touch, customerId: rootId }])
    if (verdict?.is === 'refused')
      throw new AppError('touch.refused', { by: verdict.by, from: verdict.from?.toISOString() ?? null })
    const touchId = await putTouch(tx, clock.now(), { ...touch, messageId: null }, 'taken')
    if (touchId === null) throw new AppError('state.conflict')
    return { touchId }
  }

  const told = (tx: Tx, touch: Pick<NewTouch, 'customerId' | 'kind' | 'purpose' | 'channel' | 'by'>) =>
    record(tx, clock.now(), {
      name: 'touch.sent',
      subject: touch.customerId,
      version: 1,
      audience: ['desk'],
      timeline: touch.customerId,
      actor: touch.by,
      facts: { kind: touch.kind, purpose: touch.purpose, channel: touch.channel },
    })

  return {
    judge,
    /** Hears what this person wrote; under the lock of their budget. */
    hear: async (tx: Tx, shopId: string, customerId: string): Promise<void> => {
      const rootId = await rootOf(tx, customerId)
      if (rootId === null) return
      await lockBudget(tx, rootId)
      await listen(tx, shopId, rootId)
    },
    take,
    /** The place was used: the message is out. */
    sent: async (
      tx: Tx,
      touch: { touchId: string; messageId: string | null } & Parameters<typeof told>[1],
    ): Promise<void> => {
      await endTouch(tx, touch.touchId, { state: 'sent', at: clock.now(), messageId: touch.messageId })
      await told(tx, touch)
    },
    /** Nothing went out after all: the place is free again. */
    letGo: (tx: Tx, touchId: string): Promise<void> => endTouch(tx, touchId, { state: 'let_go' }),
    /** Writes down what was owed and went out anyway; once for each key. */
    note: async (tx: Tx, touch: NewTouch): Promise<void> => {
      if ((await putTouch(tx, clock.now(), touch, 'sent')) !== null) await told(tx, touch)
    },
  }
}
export type Gate = ReturnType<typeof createGate>

const byPerson = (rows: readonly FactRow[]): Map<string, GateFacts> => {
  const people = new Map<
    string,
    {
      caredAt: Date[]
      isNoMore: boolean
      isWaiting: boolean
      troubles: { endedAt: Date | null }[]
      refused: ContactChannel[]
    }
  >()
  for (const row of rows) {
    const one = people.get(row.root) ?? {
      caredAt: [],
      isNoMore: false,
      isWaiting: false,
      troubles: [],
      refused: [],
    }
    people.set(row.root, one)
    if (row.what === 'care' && row.at) one.caredAt.push(row.at)
    if (row.what === 'no_more') one.isNoMore = true
    if (row.what === 'waiting') one.isWaiting = true
    if (row.what === 'trouble') one.troubles.push({ endedAt: row.at })
    if (row.what === 'refused' && row.channel) one.refused.push(row.channel)
  }
  return people
}
