import type { BodyOf, QueryOf } from '#contract/endpoint.ts'
import type { answerTrial, listTrials, settleTrial, Trial } from '#contract/purchase/prospects.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import type { SellingPorts } from '../ports.ts'
import { afterFeedback, mayMoveTrial } from './trials.rules.ts'
import { lockTrial, selectTrials, updateTrial, type TrialRow } from './trials.store.ts'

/** Samples, what buyers say of them, and what the products learn (BUY-13). */
export const createTrials = ({ db, clock, directory }: SellingPorts) => {
  const move = async (
    caller: MemberCaller,
    id: string,
    version: number,
    to: (row: TrialRow, facts: ShopFacts) => Parameters<typeof updateTrial>[2],
  ): Promise<Trial> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx: Tx) => {
      const row = await lockTrial(tx, id)
      if (!row) throw notFound()
      if (row.version !== version) throw new AppError('state.version', { version: row.version })
      const next = to(row, facts)
      if (!mayMoveTrial(row.state, next.state)) throw new AppError('state.conflict', { state: row.state })
      await updateTrial(tx, id, next)
      await record(tx, next.now, {
        name: 'trial.changed',
        subject: id,
        version: row.version + 1,
        audience: ['desk'],
        timeline: row.customer_id,
        actor: caller.memberId,
        facts: { state: next.state, product: row.product_id },
      })
      const after = await lockTrial(tx, id)
      if (!after) throw notFound()
      return showTrial(facts, after)
    })
  }
  return {
    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listTrials>,
    ): Promise<{ rows: Trial[]; next: string | null }> => {
      const facts = await directory.facts(caller.shopId)
      const limit = query.limit ?? 50
      const rows = await db.inShop(caller.shopId, (tx) =>
        selectTrials(tx, {
          state: query.state ?? null,
          after: decodeCursor(query.cursor),
          limit: limit + 1,
        }),
      )
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        rows: rows.slice(0, limit).map((row) => showTrial(facts, row)),
        next: last ? encodeCursor(last.changed_at, last.id) : null,
      }
    },
    answer: (caller: MemberCaller, id: string, body: BodyOf<typeof answerTrial>): Promise<Trial> =>
      move(caller, id, body.version, (row, facts) => {
        const improve = body.improve?.trim() || null
        const owner = body.ownerId ? facts.members.get(body.ownerId) : null
        if (body.ownerId && (!owner || owner.hasLeft)) throw notFound()
        return {
          state: afterFeedback(improve),
          verdict: body.verdict,
          aspect: body.aspect ?? null,
          feedback: body.feedback.trim(),
          improve,
          ownerId: improve === null ? null : (owner?.id ?? row.owner_id ?? caller.memberId),
          outcome: null,
          now: clock.now(),
        }
      }),
    settle: (caller: MemberCaller, id: string, body: BodyOf<typeof settleTrial>): Promise<Trial> =>
      move(caller, id, body.version, (row) => {
        if (row.verdict === null) throw new AppError('state.conflict', { state: row.state })
        return {
          state: 'done',
          verdict: row.verdict,
          aspect: row.aspect,
          feedback: row.feedback,
          improve: row.improve,
          ownerId: row.owner_id,
          outcome: body.outcome.trim(),
          now: clock.now(),
        }
      }),
  }
}
export type Trials = ReturnType<typeof createTrials>

const showTrial = (facts: ShopFacts, row: TrialRow): Trial => {
  const nameOf = (member: string | null) => (member && facts.members.get(member)?.displayName) || null
  return {
    id: row.id,
    buyerName: row.buyer_name,
    customerId: row.customer_id,
    conversationId: row.conversation_id,
    product: { id: row.product_id, name: row.product_name ?? '' },
    state: row.state,
    note: row.note,
    verdict: row.verdict,
    aspect: row.aspect,
    feedback: row.feedback,
    improve: row.improve,
    outcome: row.outcome,
    ownerId: row.owner_id,
    ownerName: nameOf(row.owner_id),
    givenBy: nameOf(row.given_by),
    givenAt: row.given_at.toISOString(),
    askAt: row.ask_at.toISOString(),
    version: row.version,
  }
}
