import { sql } from 'kysely'
import type { ViolationKind } from '#contract/conversations/ownership.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

export interface NewViolation {
  shopId: string
  memberId: string
  kind: ViolationKind
  /** What it happened on: a message, a hand-over, a problem. The same occasion counts once. */
  occasion: string
  conversationId: string
  /** The buyer never read it: the guard held it back. */
  isHeldBack?: boolean
  at: Date
}
/** Keeps that first-inquiry ownership was not kept; once an occasion. */
export const noteViolation = async (tx: Tx, violation: NewViolation): Promise<void> => {
  await tx
    .insertInto('conversations.violations')
    .values({
      id: newId(),
      shop_id: violation.shopId,
      member_id: violation.memberId,
      kind: violation.kind,
      occasion: violation.occasion,
      conversation_id: violation.conversationId,
      is_held_back: violation.isHeldBack ?? false,
      at: violation.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
export const violationsSince = async (tx: Tx, shopId: string, since: Date) =>
  tx
    .selectFrom('conversations.violations')
    .select(['member_id', 'kind', 'conversation_id', 'at', 'is_held_back'])
    .where('shop_id', '=', shopId)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(1000)
    .execute()
export const ownedByMember = async (tx: Tx, shopId: string): Promise<Map<string, number>> =>
  new Map(
    (
      await sql<{ id: string; count: number }>`
      select owner_id as id, count(*)::int as count from conversations.inquiries where shop_id = ${shopId} and closed_at is null group by 1`.execute(
        tx,
      )
    ).rows.map(({ id, count }) => [id, count]),
  )
export const filedByMember = async (tx: Tx, shopId: string, since: Date): Promise<Map<string, number>> =>
  new Map(
    (
      await sql<{ id: string; count: number }>`
      select filed_by as id, count(*)::int as count from conversations.problems where shop_id = ${shopId} and filed_at >= ${since} and filed_by is not null group by 1`.execute(
        tx,
      )
    ).rows.map(({ id, count }) => [id, count]),
  )
/** Inquiries since then that went through more than one change of hands, the most first. */
export const manyHands = async (tx: Tx, shopId: string, since: Date) =>
  (
    await sql<{ conversation_id: string; buyer_name: string; hops: number; since: Date }>`
    with changes as (
      select h.inquiry_id, h.member_id is distinct from lag(h.member_id) over (partition by h.inquiry_id order by h.at, h.id) as is_change
      from conversations.hands h where h.shop_id = ${shopId} and h.what = 'assigned' and h.inquiry_id is not null and h.at >= ${since}
    ), hops as (select inquiry_id, count(*) filter (where is_change)::int - 1 as hops from changes group by 1)
    select i.conversation_id, c.buyer_name, i.opened_at as since,
      h.hops + (select count(*)::int from conversations.problems p where p.inquiry_id = i.id) as hops
    from hops h join conversations.inquiries i on i.id = h.inquiry_id join conversations.conversations c on c.id = i.conversation_id
    where h.hops + (select count(*)::int from conversations.problems p where p.inquiry_id = i.id) > 1
    order by 4 desc, 3 desc limit 50`.execute(tx)
  ).rows
export const handsOfInquiry = async (tx: Tx, shopId: string, conversationId: string, inquiryId: string) =>
  (
    await sql<{ member_id: string; what: 'assigned' | 'owner'; at: Date; note: string | null }>`
    select member_id, what, at, note from conversations.hands where shop_id = ${shopId} and conversation_id = ${conversationId}
      and inquiry_id = ${inquiryId} order by at, id limit 500`.execute(tx)
  ).rows
/** The open inquiry of a conversation, or the last one. */
export const latestInquiry = async (tx: Tx, shopId: string, conversationId: string) =>
  (
    await sql<{ id: string; opened_at: Date; closed_at: Date | null }>`
    select id, opened_at, closed_at from conversations.inquiries where shop_id = ${shopId} and conversation_id = ${conversationId}
      and split_from is null order by opened_at desc limit 1`.execute(tx)
  ).rows[0] ?? null
