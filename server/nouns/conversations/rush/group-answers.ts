import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type {
  listGroupAnswers,
  previewGroupAnswer,
  sendGroupAnswer,
  GroupAnswer,
} from '#contract/conversations/rush.ts'
import { fillSlots, openSlots } from '#contract/conversations/slots.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import type { createAnswers } from '../answers.ts'
import { findByClientId, findConversation } from '../conversations.store.ts'
import type { ConversationPorts } from '../ports.ts'
import { addressWords } from '../slots.rules.ts'
import { cleanText } from '../text.rules.ts'
import {
  countTargets,
  findGroupAnswer,
  insertGroupAnswer,
  insertTargets,
  newestGroupAnswers,
  nextTargets,
  selectAddressed,
  settleTarget,
  unfinishedGroupAnswers,
  type Addressed,
  type GroupAnswerRow,
  type TargetRow,
} from './group-answers.store.ts'

/** After so many the count is told, so that whoever sent it sees it go. */
const pieceOf = 25
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
  const running = new Map<string, Promise<void>>()

  const textFor = (facts: ShopFacts, text: string, to: Addressed): string =>
    fillSlots(text, {
      ...addressWords(to.style ?? facts.settings.addressStyle, to.language),
      shop: facts.name,
      buyer: to.buyer_name,
    }).text

  const preview = async (
    caller: MemberCaller,
    body: BodyOf<typeof previewGroupAnswer>,
  ): Promise<ReplyOf<typeof previewGroupAnswer>> => {
    const facts = await directory.facts(caller.shopId)
    const text = cleanText(body.text)
    if (text === '') throw new AppError('message.empty')
    const people = await db.inShop(caller.shopId, (tx) =>
      selectAddressed(tx, caller.shopId, body.conversationIds),
    )
    const versions = new Map<string, { text: string; count: number; language: 'zh' | 'en' }>()
    for (const one of people) {
      const filled = textFor(facts, text, one)
      const known = versions.get(filled)
      if (known) known.count += 1
      else versions.set(filled, { text: filled, count: 1, language: one.language })
    }
    const shown = [...versions.values()].sort((a, b) => b.count - a.count)
    return {
      count: people.length,
      versions: shown.slice(0, 12),
      gone: body.conversationIds.length - people.length,
      openSlots: [...new Set(shown.flatMap((one) => openSlots(one.text).map((slot) => slot.name)))],
    }
  }

  const send = async (caller: MemberCaller, body: BodyOf<typeof sendGroupAnswer>): Promise<GroupAnswer> => {
    const seen = await preview(caller, body)
    if (seen.openSlots.length > 0) throw new AppError('message.unfilled_slot', { slots: seen.openSlots })
    // Read before anybody has it: nine hundred refusals afterwards would help nobody.
    await ports.guard.pass(caller, { conversationId: body.conversationIds[0] ?? null }, seen.versions)
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
    if (row.ended_at === null) ports.live.background('group answer', goOn(caller.shopId, row.id))
    return shown(row)
  }

  /** Works through what is left of one; once at a time in this process, and in two it does no harm. */
  const goOn = (shopId: string, id: string): Promise<void> => {
    const before = running.get(id)
    if (before) return before
    const work = outsideClaim(() => workThrough(shopId, id)).finally(() => running.delete(id))
    running.set(id, work)
    return work
  }
  const workThrough = async (shopId: string, id: string) => {
    const facts = await directory.facts(shopId)
    for (;;) {
      const group = await db.inShop(shopId, (tx) => findGroupAnswer(tx, id))
      if (!group) return
      const targets = await db.inShop(shopId, (tx) => nextTargets(tx, id, pieceOf))
      const lanes = Array.from({ length: sideBySide }, (_, i) =>
        targets.filter((_one, n) => n % sideBySide === i),
      )
      await Promise.all(
        lanes.map(async (lane) => {
          for (const target of lane) await answerOne(facts, group, target)
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
      if (targets.length < pieceOf) return
    }
  }

  const answerOne = async (facts: ShopFacts, group: GroupAnswerRow, target: TargetRow) => {
    const settle = (state: Parameters<typeof settleTarget>[3]) =>
      db.inShop(facts.id, (tx) => settleTarget(tx, group.id, target.conversation_id, state))
    const { row, to } = await db.inShop(facts.id, async (tx) => ({
      row: await findConversation(tx, target.conversation_id),
      to: (await selectAddressed(tx, facts.id, [target.conversation_id]))[0],
    }))
    const clientId = `group:${group.id}`
    const isOurs = row?.last_author === 'agent' && row.turn_id === null
    if (!row || !to || row.turn_id !== target.turn_id) {
      // Sent by a process that died before it could say so, or answered by a person.
      const sent =
        isOurs &&
        (await db.inShop(facts.id, (tx) => findByClientId(tx, target.conversation_id, clientId))) !== null
      return settle(sent ? 'sent' : 'answered_meanwhile')
    }
    // One more line of theirs may be another question: a person reads it.
    if (row.last_author === 'buyer' && row.last_number !== target.saw_number) return settle('asked_more')
    try {
      await answers.post(
        asSender(facts, group),
        target.conversation_id,
        {
          clientId,
          text: textFor(facts, group.text, to),
          sawNumber: target.saw_number,
        },
        { isOneOfMany: true },
      )
      return await settle('sent')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return settle(error.code === 'conversation.answered_by_other' ? 'answered_meanwhile' : 'failed')
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
    preview,
    send,
    list: async (caller: MemberCaller): Promise<ReplyOf<typeof listGroupAnswers>> => ({
      rows: (await db.inShop(caller.shopId, (tx) => newestGroupAnswers(tx, caller.shopId))).map(shown),
    }),
    /** What a process that died left is sent on. */
    goOnAll: async (): Promise<void> => {
      for (const { id, shop_id } of await db.asSystem(unfinishedGroupAnswers)) await goOn(shop_id, id)
    },
  }
}

const shown = (row: GroupAnswerRow): GroupAnswer => ({
  id: row.id,
  text: row.text,
  byName: row.by_name,
  at: row.at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  targets: row.targets,
  sent: row.sent,
  skipped: row.skipped,
})
