import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type {
  listGroupAnswers,
  sendGroupAnswer,
  GroupAnswer,
  NotSentReason,
} from '#contract/conversations/rush.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import type { createAnswers } from '../answers.ts'
import { findByClientId, findConversation } from '../conversations.store.ts'
import type { ConversationPorts } from '../ports.ts'
import { cleanText } from '../text.rules.ts'
import { createGroupForms } from './group-forms.ts'
import {
  countTargets,
  findGroupAnswer,
  insertGroupAnswer,
  insertTargets,
  newestGroupAnswers,
  nextTargets,
  noteFailedTry,
  selectAddressed,
  settleTarget,
  unfinishedGroupAnswers,
  type GroupAnswerRow,
  type TargetRow,
} from './group-answers.store.ts'

/** After so many the count is told, so that whoever sent it sees it go. */
const pieceOf = 25
/** A database that is away for a moment is no fault of the buyer's; what fails so often is left to a person. */
const mostTries = 3
/** Answers on their way at once; the rest of the desk keeps its connections. */
const sideBySide = 3

/**
 * One reviewed answer to many like questions. Each goes the way of any answer, in a transaction of its own: the clock stops,
 * words are kept, the buyer's page shows it. The rows say who is still to have it, so that a restart goes on, and the
 * message's client id, made of group and conversation, stores it once.
 */
export const createGroupAnswers = (
  ports: ConversationPorts,
  answers: Pick<ReturnType<typeof createAnswers>, 'post'>,
) => {
  const { db, clock, directory } = ports
  const forms = createGroupForms(ports)
  const running = new Map<string, Promise<void>>()

  const send = async (caller: MemberCaller, body: BodyOf<typeof sendGroupAnswer>): Promise<GroupAnswer> => {
    const before = await db.inShop(caller.shopId, (tx) => findGroupAnswer(tx, body.id))
    if (!before) {
      const seen = await forms.preview(caller, body)
      if (seen.openSlots.length > 0) throw new AppError('message.unfilled_slot', { slots: seen.openSlots })
      await forms.read(caller, seen.versions, body.conversationIds[0] ?? null)
    }
    const row = await db.inShop(caller.shopId, async (tx) => {
      const known = await findGroupAnswer(tx, body.id)
      if (known) return known
      const isNew = await insertGroupAnswer(tx, {
        id: body.id,
        shopId: caller.shopId,
        text: cleanText(body.text),
        by: caller.memberId,
        byName: caller.displayName,
        at: clock.now(),
      })
      if (isNew) await insertTargets(tx, caller.shopId, body.id, body.conversationIds)
      return findGroupAnswer(tx, body.id)
    })
    if (!row) throw notFound()
    if (row.ended_at !== null) return shown(row)
    const work = goOn(caller.shopId, row.id)
    ports.live.background('group answer', work)
    if (row.targets > pieceOf) return shown(row)
    // So few are done in a moment, and the reply says what became of each; a failure is told by the work itself.
    await Promise.allSettled([work])
    const after = await outsideClaim(() => db.inShop(caller.shopId, (tx) => findGroupAnswer(tx, row.id)))
    return shown(after ?? row)
  }

  /** Works through what is left of one; once at a time in this process, and in two it does no harm. */
  const goOn = (shopId: string, id: string): Promise<void> => {
    const before = running.get(id)
    if (before) return before
    const work = outsideClaim(() => workThrough(shopId, id)).finally(() => running.delete(id))
    running.set(id, work)
    return work
  }
  /** @throws the first failure that nobody expected, after all others had their turn. */
  const workThrough = async (shopId: string, id: string) => {
    const facts = await directory.facts(shopId)
    const failures: unknown[] = []
    let last: string | null = null
    for (;;) {
      const after: string | null = last
      const group = await db.inShop(shopId, (tx) => findGroupAnswer(tx, id))
      if (!group) return
      const targets: TargetRow[] = await db.inShop(shopId, (tx) => nextTargets(tx, id, after, pieceOf))
      const lanes = Array.from({ length: sideBySide }, (_, i) =>
        targets.filter((_one, n) => n % sideBySide === i),
      )
      await Promise.all(
        lanes.map(async (lane) => {
          for (const target of lane) {
            const failure = await tryOne(facts, group, target)
            if (failure) failures.push(failure.error)
          }
        }),
      )
      await db.inShop(shopId, async (tx) => {
        const counted = await countTargets(tx, id, clock.now())
        if (!counted) return
        await record(tx, clock.now(), {
          name: 'group_answer.progressed',
          subject: id,
          version: counted.version,
          audience: ['desk'],
          actor: counted.by,
          facts: { sent: counted.sent, skipped: counted.skipped, targets: counted.targets },
        })
      })
      last = targets.at(-1)?.conversation_id ?? null
      if (targets.length < pieceOf) break
    }
    if (failures.length > 0) throw failures[0]
  }

  /** One target's failure is its own: it is tried again by the sweep, and the others go on. */
  const tryOne = async (facts: ShopFacts, group: GroupAnswerRow, target: TargetRow) => {
    try {
      await answerOne(facts, group, target)
      return null
    } catch (error) {
      await db.inShop(facts.id, (tx) => noteFailedTry(tx, group.id, target.conversation_id, mostTries))
      return { error }
    }
  }

  const answerOne = async (facts: ShopFacts, group: GroupAnswerRow, target: TargetRow): Promise<void> => {
    const settle = (state: Parameters<typeof settleTarget>[3]) =>
      db.inShop(facts.id, (tx) => settleTarget(tx, group.id, target.conversation_id, state))
    const { row, to } = await db.inShop(facts.id, async (tx) => ({
      row: await findConversation(tx, target.conversation_id),
      to: (await selectAddressed(tx, facts.id, [target.conversation_id]))[0],
    }))
    const clientId = `group:${group.id}`
    if (!row || !to || row.turn_id !== target.turn_id) {
      // Sent by a process that died before it could say so, or answered by a person.
      const sent = await db.inShop(facts.id, (tx) => findByClientId(tx, target.conversation_id, clientId))
      return settle(sent ? 'sent' : !row || row.state === 'closed' ? 'closed' : 'answered_meanwhile')
    }
    // One more line of theirs may be another question: a person reads it.
    if (row.last_author === 'buyer' && row.last_number !== target.saw_number) return settle('asked_more')
    const { text, open } = forms.fillFor(facts, group.text, to)
    if (open.length > 0) return settle('refused')
    try {
      await answers.post(
        asSender(facts, group),
        target.conversation_id,
        { clientId, text, sawNumber: target.saw_number },
        { isOneOfMany: true, question: { turnId: target.turn_id, sawNumber: target.saw_number } },
      )
      return await settle('sent')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      // Something happened between the look and the lock: the second look says what.
      if (error.code === 'state.version') return answerOne(facts, group, target)
      return settle(reasonOf.get(error.code) ?? 'failed')
    }
  }
  /** In the name of whoever reviewed it, but in nobody's hands: nine hundred chats would fill anybody's, and flatter their figures. */
  const asSender = (facts: ShopFacts, group: GroupAnswerRow): MemberCaller => ({
    kind: 'member',
    shopId: facts.id,
    memberId: null,
    accountId: null,
    sessionId: null,
    actorId: group.by ?? group.id,
    displayName: group.by_name,
    roles: ['lead'],
    scopes: [],
  })

  return {
    preview: forms.preview,
    send,
    list: async (caller: MemberCaller): Promise<ReplyOf<typeof listGroupAnswers>> => ({
      rows: (await db.inShop(caller.shopId, (tx) => newestGroupAnswers(tx, caller.shopId))).map(shown),
    }),
    /** What a process that died left is sent on. */
    goOnAll: async (): Promise<void> => {
      const failures: unknown[] = []
      for (const { id, shop_id } of await db.asSystem(unfinishedGroupAnswers))
        await goOn(shop_id, id).catch((error: unknown) => failures.push(error))
      if (failures.length > 0) throw failures[0]
    },
  }
}

const reasonOf = new Map<string, NotSentReason>([
  ['conversation.answered_by_other', 'answered_meanwhile'],
  ['conversation.closed', 'closed'],
  ['not_found', 'closed'],
  ['message.guarded', 'refused'],
  ['message.unfilled_slot', 'refused'],
])

const shown = (row: GroupAnswerRow): GroupAnswer => ({
  id: row.id,
  text: row.text,
  byName: row.by_name,
  at: row.at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  targets: row.targets,
  sent: row.sent,
  skipped: row.skipped,
  notSent: row.not_sent,
})
