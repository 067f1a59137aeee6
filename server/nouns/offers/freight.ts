import type { BodyOf } from '#contract/endpoint.ts'
import type { allowFreight, PricePanel } from '#contract/purchase/price.ts'
import { leading } from '#contract/staff/roles.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { findConversation } from './basket.store.ts'
import { isSamePerson } from './coupons.store.ts'
import { giveOpenBargain, takeBackFromOpenBargain } from './bargains.store.ts'
import { freightLimit, judgeFreight } from './freight.rules.ts'
import {
  findOrderStore,
  insertAllowance,
  lockAllowance,
  lockAllowances,
  selectAllowances,
  withdrawAllowance,
  type AllowanceRecord,
} from './freight.store.ts'
import type { OfferPorts } from './offer-desk.ts'
import { policyInForce } from './policy.ts'

export type Freight = ReturnType<typeof createFreight>
type Given = PricePanel['freight']['given']

export const createFreight = ({ db, clock, directory }: OfferPorts) => ({
  /**
   * @throws AppError not_found; offer.beyond_authority {limit, left, currency, may: names of those who may}; access.denied for
   * an API key, which has no authority of its own.
   */
  allow: async (
    caller: MemberCaller,
    conversationId: string,
    body: BodyOf<typeof allowFreight>,
  ): Promise<Record<string, never>> => {
    const { memberId } = caller
    if (memberId === null) throw new AppError('access.denied')
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      const conversation = await findConversation(tx, conversationId)
      if (!conversation) throw notFound()
      const orderId = body.orderId ?? null
      const order = orderId === null ? null : await findOrderStore(tx, orderId)
      const isTheirs =
        order === null ||
        order.customer_id === conversation.customer_id ||
        (await isSamePerson(tx, order.customer_id, conversation.customer_id))
      if ((orderId !== null && !order) || !isTheirs) throw notFound()
      await lockAllowances(tx, conversationId)
      if (orderId !== null) await lockAllowances(tx, orderId)
      const policy = await policyInForce(tx, caller.shopId)
      const given = sum(
        await selectAllowances(tx, caller.shopId, { conversationId, orderId }),
        facts.currency,
      )
      const limit = freightLimit(policy, { id: memberId, roles: caller.roles })
      const verdict = judgeFreight(limit, given, body.minor)
      if (verdict.is === 'beyond') {
        const { limit: most, left } = verdict
        const may = whoMay(
          facts,
          (member) => judgeFreight(freightLimit(policy, member), given, body.minor).is === 'allowed',
        )
        throw new AppError('offer.beyond_authority', { limit: most, left, currency: facts.currency, may })
      }
      const now = clock.now()
      await insertAllowance(tx, now, caller.shopId, {
        id: newId(),
        conversationId,
        orderId,
        customerId: conversation.customer_id,
        memberId,
        minor: body.minor,
        currency: facts.currency,
        reason: body.reason.trim(),
      })
      await giveOpenBargain(tx, now, caller.shopId, conversationId, 'freight', memberId)
      await record(tx, now, {
        name: 'freight.allowed',
        subject: conversationId,
        version: 1,
        audience: ['desk'],
        timeline: conversation.customer_id,
        actor: memberId,
        facts: { minor: body.minor, currency: facts.currency },
      })
      return {}
    })
  },

  /**
   * What was noted by mistake counts no more. Whoever gave it may, and whoever leads.
   * @throws AppError not_found; access.denied; state.conflict when it is taken back already.
   */
  takeBack: (caller: MemberCaller, id: string): Promise<Record<string, never>> =>
    db.inShop(caller.shopId, async (tx) => {
      const allowance = await lockAllowance(tx, id)
      if (!allowance) throw notFound()
      const { memberId } = caller
      if (memberId === null || !mayTakeBack(caller, allowance.member_id)) throw new AppError('access.denied')
      if (allowance.withdrawn_at !== null) throw new AppError('state.conflict')
      const now = clock.now()
      await withdrawAllowance(tx, now, id, memberId)
      const { conversation_id: conversationId } = allowance
      if (conversationId !== null) {
        const left = await selectAllowances(tx, caller.shopId, { conversationId })
        if (left.length === 0) await takeBackFromOpenBargain(tx, caller.shopId, conversationId)
      }
      await record(tx, now, {
        name: 'freight.taken_back',
        subject: conversationId ?? id,
        version: 2,
        audience: ['desk'],
        timeline: allowance.customer_id,
        actor: memberId,
        facts: { minor: allowance.amount, currency: allowance.currency },
      })
      return {}
    }),

  /** What was given in a conversation or for an order and counts, the earliest first. */
  given: async (
    tx: Tx,
    facts: ShopFacts,
    caller: MemberCaller,
    of: { conversationId: string } | { orderId: string },
  ): Promise<Given> =>
    (await selectAllowances(tx, facts.id, of)).map((row) => ({
      id: row.id,
      amount: { minor: row.amount, currency: row.currency },
      reason: row.reason,
      by: facts.members.get(row.member_id)?.displayName ?? null,
      at: row.at.toISOString(),
      mayTakeBack: mayTakeBack(caller, row.member_id),
    })),

  /** Minor units of the shop's currency that this member may still take off; null: without limit. */
  left: async (
    tx: Tx,
    facts: ShopFacts,
    caller: MemberCaller,
    conversationId: string,
  ): Promise<number | null> => (await freightAuthority(tx, caller, conversationId, facts.currency)).left,
})

const mayTakeBack = (caller: MemberCaller, giverId: string): boolean =>
  caller.memberId === giverId || leading.some((role) => caller.roles.includes(role))

/** What a member may take off in one conversation, what of it is left, and what was given in it by anybody; minor units. */
export const freightAuthority = async (
  tx: Tx,
  member: Pick<MemberCaller, 'shopId' | 'memberId' | 'roles'>,
  conversationId: string,
  currency: string,
): Promise<{ limit: number | null; left: number | null; given: number; currency: string }> => {
  const policy = await policyInForce(tx, member.shopId)
  const limit = freightLimit(policy, { id: member.memberId, roles: member.roles })
  const given = sum(await selectAllowances(tx, member.shopId, { conversationId }), currency)
  return {
    limit,
    left: limit === null ? null : Math.max(0, limit - given),
    given,
    currency,
  }
}

const sum = (rows: readonly AllowanceRecord[], currency: string): number =>
  rows.reduce((total, row) => total + (row.currency === currency ? row.amount : 0), 0)

const whoMay = (
  facts: ShopFacts,
  may: (member: { id: string; roles: readonly string[] }) => boolean,
): string[] =>
  [...facts.members.values()]
    .filter((member) => !member.hasLeft && may(member))
    .map(({ displayName }) => displayName)
    .slice(0, 10)
