import {
  type CustomerTouches,
  type GateVerdict,
  type Touch,
  type TouchRules,
} from '#contract/touches/touches.ts'
import type { ContactChannel } from '#contract/touches/contact-policy.ts'
import { writeAudit, type ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { Verdict } from './gate.rules.ts'
import type { Gate, TouchPorts } from './gate.ts'
import { noMoreIn } from './no-more.rules.ts'
import {
  insertNoMore,
  insertRules,
  latestTouches,
  liftNoMore,
  lockBudget,
  openNoMore,
  rootOf,
  rulesInForce,
  type TouchRecord,
} from './touches.store.ts'

const shown = 20
/** Which way a person would be written to by; the freest answers for the page. */
const ways: readonly ContactChannel[] = ['chat', 'platform_chat', 'email', 'sms', 'phone']

/** What people at the desk read and note of touches: on a customer's page, in the settings, and what buyers say. */
export const createTouchDesk = (ports: TouchPorts, gate: Gate) => {
  const { db, clock, directory } = ports

  const show = async (tx: Tx, facts: ShopFacts, rootId: string): Promise<CustomerTouches> => {
    const rows = await latestTouches(tx, facts.id, rootId, shown)
    const noMore = await openNoMore(tx, facts.id, rootId)
    const verdicts = await gate.judge(
      tx,
      facts.id,
      ways.map((channel) => ({ customerId: rootId, kind: 'care', channel, storeIds: [] })),
    )
    const nameOf = (id: string | null) => (id === null ? null : (facts.members.get(id)?.displayName ?? null))
    return {
      lastAt: rows.find((row) => row.kind === 'care')?.taken_at.toISOString() ?? null,
      next: shownVerdict(verdicts.find(({ is }) => is === 'allowed') ?? verdicts[0] ?? { is: 'allowed' }),
      noMore: noMore && {
        at: noMore.at.toISOString(),
        source: noMore.source,
        said: noMore.said,
        by: nameOf(noMore.by),
        conversationId: noMore.conversation_id,
      },
      rows: rows.map((row) => toTouch(row, nameOf(row.by))),
    }
  }
  const changing = async (
    caller: MemberCaller,
    customerId: string,
    work: (tx: Tx, rootId: string, now: Date) => Promise<void>,
  ): Promise<CustomerTouches> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      const rootId = await rootOf(tx, customerId)
      if (rootId === null) throw notFound()
      await lockBudget(tx, rootId)
      await work(tx, rootId, clock.now())
      return show(tx, facts, rootId)
    })
  }

  return {
    ofCustomer: async (caller: MemberCaller, customerId: string): Promise<CustomerTouches> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const rootId = await rootOf(tx, customerId)
        if (rootId === null) throw notFound()
        return show(tx, facts, rootId)
      })
    },
    /** A second note of the same changes nothing. */
    noMore: (caller: MemberCaller, customerId: string, said: string): Promise<CustomerTouches> =>
      changing(caller, customerId, async (tx, rootId, now) => {
        if (await openNoMore(tx, caller.shopId, rootId)) return
        await insertNoMore(tx, now, {
          shopId: caller.shopId,
          customerId: rootId,
          source: 'hand',
          said,
          conversationId: null,
          messageId: null,
          by: caller.memberId,
        })
        await record(tx, now, {
          name: 'touch.no_more',
          subject: rootId,
          version: 1,
          audience: ['desk'],
          timeline: rootId,
          actor: caller.actorId,
          facts: { source: 'hand' },
        })
      }),
    /** @throws AppError not_found; state.conflict where nothing is to be lifted. */
    lift: (caller: MemberCaller, customerId: string, why: string): Promise<CustomerTouches> =>
      changing(caller, customerId, async (tx, rootId, now) => {
        const lifted = await liftNoMore(tx, now, {
          shopId: caller.shopId,
          customerId: rootId,
          why,
          by: caller.memberId,
        })
        if (lifted === 0) throw new AppError('state.conflict')
        await record(tx, now, {
          name: 'touch.welcome_again',
          subject: rootId,
          version: 1,
          audience: ['desk'],
          timeline: rootId,
          actor: caller.actorId,
        })
        await writeAudit(tx, now, {
          action: 'touch.welcome_again',
          subject: rootId,
          by: caller.actorId,
          details: { why },
        })
      }),
    /** A buyer wrote this. Whoever is not known yet is heard when something is to be sent to them. */
    hear: async (shopId: string, said: { customerId: string; text: string }): Promise<void> => {
      if (noMoreIn(said.text) === null) return
      await db.inShop(shopId, (tx) => gate.hear(tx, shopId, said.customerId))
    },
    rules: (caller: MemberCaller): Promise<TouchRules> =>
      db.inShop(caller.shopId, (tx) => rulesInForce(tx, caller.shopId)),
    changeRules: (caller: MemberCaller, rules: TouchRules): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const before = await rulesInForce(tx, caller.shopId)
        await insertRules(tx, now, { shopId: caller.shopId, rules, by: caller.actorId })
        await record(tx, now, {
          name: 'touch.rules_changed',
          subject: caller.shopId,
          version: 1,
          audience: ['desk'],
          actor: caller.actorId,
        })
        await writeAudit(tx, now, {
          action: 'touch.rules_changed',
          subject: caller.shopId,
          by: caller.actorId,
          details: { from: before, to: rules },
        })
        return {}
      }),
  }
}
export type TouchDesk = ReturnType<typeof createTouchDesk>

export const shownVerdict = (verdict: Verdict): GateVerdict =>
  verdict.is === 'allowed' ? verdict : { ...verdict, from: verdict.from?.toISOString() ?? null }

const toTouch = (row: TouchRecord, by: string | null): Touch => ({
  id: row.id,
  at: (row.sent_at ?? row.taken_at).toISOString(),
  kind: row.kind,
  channel: row.channel,
  purpose: row.purpose,
  isUnsent: row.state === 'taken',
  by,
  orderId: row.order_id,
  conversationId: row.conversation_id,
})
