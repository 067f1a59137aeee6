import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type {
  fileProblem,
  listProblems as listEndpoint,
  Problem,
  Team,
} from '#contract/conversations/ownership.ts'
import { dueRows, nextFireOf, type DueSource } from '#nouns/promises/index.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { addOpenMs } from '#platform/calendar/calendar.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { newId } from '#platform/ids/ids.ts'
import { lockConversation } from '../conversations.store.ts'
import { findInquiry } from '../inquiries.store.ts'
import type { ConversationPorts } from '../ports.ts'
import {
  answeredSince,
  changeProblem,
  countByCategory,
  findProblem,
  insertProblem,
  listProblems,
  lockProblem,
  openProblemsOf,
  selectUncontacted,
  type ProblemRow,
} from './problems.store.ts'
import { isOfTeam } from './teams.rules.ts'
import { noteViolation } from './violations.store.ts'

/** Reminded so often without the team having contacted the buyer, the watching was not done. */
const remindersUntilViolation = 3
/** Read again after so long even when nothing was said. */
const keptMs = 60_000

/**
 * Problems filed inside the desk (RTE-05): the team contacts the buyer; the owner of the inquiry is reminded until it has, and
 * again until it is solved (RTE-06).
 */
export const createProblems = (ports: Pick<ConversationPorts, 'db' | 'clock' | 'directory' | 'live'>) => {
  const { db, clock, directory } = ports
  const nextReminder = (facts: ShopFacts, now: Date): Date => {
    const ms = facts.settings.remindOwnerMinutes * 60_000
    return addOpenMs(facts.calendar, now, ms) ?? new Date(now.getTime() + ms)
  }
  const tell = async (
    tx: Tx,
    name: 'problem.filed' | 'problem.changed',
    id: string,
    actor: string | null,
  ) => {
    const row = await findProblem(tx, id)
    if (!row) throw new AppError('internal')
    await record(tx, clock.now(), {
      name,
      subject: id,
      version: row.version,
      audience: ['desk'],
      timeline: row.customer_id,
      actor,
      facts: { conversation: row.conversation_id, team: row.team, category: row.category },
    })
    return row
  }

  /** @throws AppError not_found; conversation.closed: an issue that is over has no owner to watch. */
  const file = async (
    caller: MemberCaller,
    conversationId: string,
    body: BodyOf<typeof fileProblem>,
  ): Promise<Problem> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    const nextFireAt = nextReminder(facts, now)
    const row = await db.inShop(caller.shopId, async (tx) => {
      const conversation = await lockConversation(tx, conversationId)
      if (!conversation || conversation.state === 'visiting') throw notFound()
      if (conversation.state === 'closed' || conversation.inquiry_owner_id === null)
        throw new AppError('conversation.closed')
      const id = newId()
      await insertProblem(tx, {
        id,
        shop_id: caller.shopId,
        conversation_id: conversation.id,
        inquiry_id: conversation.inquiry_id,
        customer_id: conversation.customer_id,
        category: body.category,
        team: body.team,
        what: body.what.trim(),
        owner_id: conversation.inquiry_owner_id,
        filed_by: caller.memberId,
        filed_at: now,
        next_fire_at: nextFireAt,
      })
      return tell(tx, 'problem.filed', id, caller.memberId)
    })
    ports.live.nudge(nextFireAt)
    return shown(row, facts)
  }

  const list = async (
    caller: MemberCaller,
    { cursor, limit = 50, ...filter }: QueryOf<typeof listEndpoint>,
  ): Promise<ReplyOf<typeof listEndpoint>> => {
    const facts = await directory.facts(caller.shopId)
    const { rows, open } = await db.inShop(caller.shopId, async (tx) => ({
      rows: await listProblems(tx, caller.shopId, filter, decodeCursor(cursor), limit + 1),
      open: await countByCategory(tx, caller.shopId),
    }))
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit).map((row) => shown(row, facts)),
      next: last ? encodeCursor(last.filed_at, last.id) : null,
      open: open as ReplyOf<typeof listEndpoint>['open'],
    }
  }

  const change = async (
    caller: MemberCaller,
    id: string,
    work: (row: ProblemRow, facts: ShopFacts, now: Date) => Parameters<typeof changeProblem>[2] | null,
  ): Promise<Problem> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      const row = await lockProblem(tx, id)
      if (!row) throw notFound()
      const changes = work(row, facts, clock.now())
      if (!changes) return shown(row, facts)
      await changeProblem(tx, id, changes)
      return shown(await tell(tx, 'problem.changed', id, caller.memberId), facts)
    })
  }
  const contacted = (by: string | null, at: Date, facts: ShopFacts, now: Date) => ({
    contacted_at: at,
    contacted_by: by,
    next_fire_at: nextReminder(facts, now),
  })

  /** Somebody of the team answered in the chat: the buyer has been contacted. */
  const noteAnswer = async (shopId: string, conversationId: string, memberId: string): Promise<void> => {
    if ((await uncontacted(shopId))?.has(conversationId) === false) return
    const facts = await directory.facts(shopId)
    const roles = facts.members.get(memberId)?.roles ?? []
    await db.inShop(shopId, async (tx) => {
      for (const problem of await openProblemsOf(tx, shopId, conversationId)) {
        if (problem.contacted_at !== null || !isOfTeam(roles, problem.team as Team)) continue
        const locked = await lockProblem(tx, problem.id)
        if (!locked || locked.contacted_at !== null) continue
        const at = clock.now()
        await changeProblem(tx, problem.id, contacted(memberId, at, facts, at))
        await tell(tx, 'problem.changed', problem.id, memberId)
      }
    })
  }

  /** Every answer asks, and hardly any is about a problem: where buyers wait to be contacted is kept at hand. */
  const kept = new Map<string, { at: number; of: Promise<ReadonlySet<string> | null> }>()
  const uncontacted = (shopId: string): Promise<ReadonlySet<string> | null> => {
    const now = clock.now().getTime()
    const known = kept.get(shopId)
    if (known && Math.abs(now - known.at) < keptMs) return known.of
    const of = db.inShop(shopId, (tx) => selectUncontacted(tx, shopId))
    of.catch(() => kept.delete(shopId))
    kept.set(shopId, { at: now, of })
    return of
  }

  const remind = (shopId: string, id: string, now: Date) =>
    db.inShop(shopId, async (tx) => {
      const row = await lockProblem(tx, id)
      if (!row || row.solved_at !== null || row.next_fire_at === null || row.next_fire_at > now) return
      const facts = await directory.facts(shopId)
      if (row.contacted_at === null) {
        // An answer that a process died over: the messages say it as well.
        const answers = await answeredSince(tx, row.conversation_id, row.filed_at)
        const first = answers.find((one) =>
          isOfTeam(facts.members.get(one.member_id)?.roles ?? [], row.team as Team),
        )
        if (first) {
          await changeProblem(tx, id, contacted(first.member_id, first.at, facts, now))
          await tell(tx, 'problem.changed', id, first.member_id)
          return
        }
      }
      await remindOwner(tx, facts, row, now)
    })
  const remindOwner = async (tx: Tx, facts: ShopFacts, row: ProblemRow, now: Date) => {
    const inquiry = row.inquiry_id === null ? null : await findInquiry(tx, row.inquiry_id)
    const ownerId = inquiry && inquiry.closed_at === null ? inquiry.owner_id : row.owner_id
    const reminders = row.reminders + 1
    await changeProblem(tx, row.id, { reminders, next_fire_at: nextReminder(facts, now) })
    await record(tx, now, {
      name: 'inquiry.reminded',
      subject: row.id,
      version: row.version + 1,
      audience: [`member:${ownerId}`],
      timeline: row.customer_id,
      actor: null,
      facts: {
        conversation: row.conversation_id,
        member: ownerId,
        waitsFor: row.contacted_at === null ? 'contact' : 'solution',
        reminders,
      },
    })
    if (row.contacted_at === null && reminders >= remindersUntilViolation)
      await noteViolation(tx, {
        shopId: facts.id,
        memberId: ownerId,
        kind: 'no_follow_through',
        occasion: row.id,
        conversationId: row.conversation_id,
        at: now,
      })
  }

  return {
    file,
    list,
    noteAnswer,
    /** A problem was filed or changed. */
    forget: (shopId: string): void => {
      kept.delete(shopId)
    },
    solve: (caller: MemberCaller, id: string, outcome: string) =>
      change(caller, id, (row, _facts, now) =>
        row.solved_at !== null
          ? null
          : {
              solved_at: now,
              solved_by: caller.memberId,
              outcome: outcome.trim(),
              next_fire_at: null,
              ...(row.contacted_at === null ? { contacted_at: now, contacted_by: caller.memberId } : {}),
            },
      ),
    contact: (caller: MemberCaller, id: string) =>
      change(caller, id, (row, facts, now) =>
        row.contacted_at !== null || row.solved_at !== null
          ? null
          : contacted(caller.memberId, now, facts, now),
      ),
    /** Reminders to owners, for the engine. */
    dueSource: (): DueSource => ({
      name: 'filed problems',
      nextFireAt: (shops) => db.asSystem((tx) => nextFireOf(tx, 'conversations.problems', shops)),
      fireDue: async (now, limit, shops) => {
        const due = await db.asSystem((tx) => dueRows(tx, 'conversations.problems', now, limit, shops))
        for (const row of due) await remind(row.shop_id, row.id, now)
        return due.length
      },
    }),
  }
}

const shown = (row: ProblemRow, facts: ShopFacts): Problem => {
  const nameOf = (id: string | null) => (id === null ? null : (facts.members.get(id)?.displayName ?? null))
  return {
    id: row.id,
    conversationId: row.conversation_id,
    buyerName: row.buyer_name,
    category: row.category as Problem['category'],
    team: row.team as Problem['team'],
    what: row.what,
    state: row.solved_at !== null ? 'solved' : row.contacted_at !== null ? 'contacted' : 'filed',
    ownerId: row.owner_id,
    ownerName: nameOf(row.owner_id),
    filedByName: nameOf(row.filed_by),
    filedAt: row.filed_at.toISOString(),
    contactedAt: row.contacted_at?.toISOString() ?? null,
    contactedByName: nameOf(row.contacted_by),
    solvedAt: row.solved_at?.toISOString() ?? null,
    outcome: row.outcome,
    reminders: row.reminders,
    version: row.version,
  }
}
