import type { ReplyOf } from '#contract/endpoint.ts'
import type { readChain, readOwnership, Team } from '#contract/conversations/ownership.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { selectCandidates } from '../distribution/candidates.store.ts'
import type { ConversationPorts } from '../ports.ts'
import { requireConversation } from '../turn-clock.ts'
import { chainOf } from './chain.rules.ts'
import { listProblems } from './problems.store.ts'
import { teamOf } from './teams.rules.ts'
import {
  filedByMember,
  handsOfInquiry,
  latestInquiry,
  manyHands,
  noteViolation,
  ownedByMember,
  violationsSince,
} from './violations.store.ts'

/** Through whose hands issues go, who owns how much, and whose ownership was not kept. */
export const createOwnershipReport = ({
  db,
  clock,
  directory,
}: Pick<ConversationPorts, 'db' | 'clock' | 'directory'>) => {
  const chain = async (caller: MemberCaller, id: string): Promise<ReplyOf<typeof readChain>> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      await requireConversation(tx, id)
      const inquiry = await latestInquiry(tx, caller.shopId, id)
      if (!inquiry) return { links: [], hops: 0, isFlagged: false, teams: [] }
      const hands = await handsOfInquiry(tx, caller.shopId, id, inquiry.id)
      const problems = (await listProblems(tx, caller.shopId, { conversationId: id }, null, 100)).filter(
        (one) => one.inquiry_id === inquiry.id,
      )
      const found = chainOf(
        hands.map((hand) => ({
          memberId: hand.member_id,
          team: teamOf(facts.members.get(hand.member_id)?.roles ?? []),
          what: hand.what,
          at: hand.at,
          note: hand.note,
        })),
        problems.map((one) => ({
          team: one.team as Team,
          filedAt: one.filed_at,
          solvedAt: one.solved_at,
          what: one.what,
        })),
        inquiry.closed_at ?? clock.now(),
      )
      return {
        ...found,
        links: found.links.map(({ memberId, from, ...link }) => ({
          ...link,
          memberName: memberId === null ? null : (facts.members.get(memberId)?.displayName ?? null),
          from: from.toISOString(),
        })),
      }
    })
  }

  const report = async (caller: MemberCaller, days = 30): Promise<ReplyOf<typeof readOwnership>> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    const since = new Date(now.getTime() - days * DAY_MS)
    return db.inShop(caller.shopId, async (tx) => {
      const owned = await ownedByMember(tx, caller.shopId)
      const filed = await filedByMember(tx, caller.shopId, since)
      const violations = await violationsSince(tx, caller.shopId, since)
      const people = await selectCandidates(tx, now)
      const weights = people.reduce((sum, one) => sum + one.profile.weight, 0)
      const total = [...owned.values()].reduce((sum, count) => sum + count, 0)
      const flagged = await manyHands(tx, caller.shopId, since)
      return {
        since: since.toISOString(),
        members: people
          .map((one) => ({
            id: one.id,
            name: facts.members.get(one.id)?.displayName ?? '',
            presence: one.presence,
            owned: owned.get(one.id) ?? 0,
            fairShare: weights === 0 ? 0 : Math.round((total * one.profile.weight * 10) / weights) / 10,
            filed: filed.get(one.id) ?? 0,
            violations: violations
              .filter((row) => row.member_id === one.id)
              .slice(0, 50)
              .map((row) => ({
                kind: row.kind as ReplyOf<
                  typeof readOwnership
                >['members'][number]['violations'][number]['kind'],
                conversationId: row.conversation_id,
                isHeldBack: row.is_held_back,
                at: row.at.toISOString(),
              })),
          }))
          .sort((a, b) => b.owned - a.owned || (a.name < b.name ? -1 : 1)),
        flagged: flagged.map((row) => ({
          conversationId: row.conversation_id,
          buyerName: row.buyer_name,
          hops: row.hops,
          since: row.since.toISOString(),
        })),
      }
    })
  }
  return {
    chain,
    report,
    /** For whoever finds one elsewhere, in the words of an answer say; once an occasion. */
    noteViolation,
  }
}
