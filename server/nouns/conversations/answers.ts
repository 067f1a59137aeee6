import { isPhraseAsItStands } from '#contract/conversations/phrase-use.ts'
import { openSlots } from '#contract/conversations/slots.ts'
import type { Finding } from '#contract/guard/finding.ts'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { postAnswer } from '#contract/conversations/conversations.ts'
import { insertTurn, isHoldingText, judgeAnswer } from '#nouns/promises/index.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { addOpenMs, openMsBetween } from '#platform/calendar/calendar.rules.ts'
import { DAY_MS, localOf } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { recordConversation, recordMessage } from './automatic.ts'
import { previewOf, toMessage, type ConversationRow, type MessageRow } from './conversation-row.ts'
import {
  answerSince,
  findByClientId,
  findConversation,
  insertMessage,
  lockConversation,
  updateConversation,
} from './conversations.store.ts'
import { assign } from './distribution.ts'
import { noteViolation } from './ownership/violations.store.ts'
import { countUse, findPhrase, type PhraseRow } from './phrases.store.ts'
import { refusePhrase } from './phrase-sending.ts'
import type { ConversationPorts } from './ports.ts'
import { cleanText } from './text.rules.ts'
import { showEarliestWord } from './word-sight.ts'

type Body = BodyOf<typeof postAnswer>

/** A person answers: the turn's clock ends, words that promised an answer are kept, a holding text opens one. */
export const createAnswers = (ports: ConversationPorts) => {
  const post = async (
    caller: MemberCaller,
    conversationId: string,
    body: Body,
    how: {
      quoted?: readonly string[]
      isOneOfMany?: boolean
      /** It answers this question alone: `state.version` once the buyer wrote more, or whoever else answered. */
      question?: { turnId: string; sawNumber: number }
    } = {},
  ): Promise<ReplyOf<typeof postAnswer>> => {
    const facts = await ports.directory.facts(caller.shopId)
    const now = ports.clock.now()
    const text = cleanText(body.text)
    if (text === '' && (body.fileIds ?? []).length === 0) throw new AppError('message.empty')
    const open = openSlots(text)
    if (open.length > 0) throw new AppError('message.unfilled_slot', { slots: open.map((slot) => slot.name) })
    // Loaded before the transaction: whoever holds one connection must not wait for another.
    const guard = await ports.guard.guardOf(caller.shopId)
    let refused: readonly Finding[] = []
    let occasion = conversationId
    try {
      return await ports.db.inShop(caller.shopId, async (tx) => {
        const row = await lockConversation(tx, conversationId)
        if (!row || row.state === 'visiting') throw notFound()
        const before = await findByClientId(tx, row.id, body.clientId)
        if (before) return { message: toMessage(before), wordId: null }
        if (row.state === 'closed') throw new AppError('conversation.closed')
        await refuseSecondAnswer(tx, caller, row, body)
        if (how.question && !isStillAsked(row, how.question)) throw new AppError('state.version')
        const phrase = body.phraseId ? await findPhrase(tx, body.phraseId) : null
        if (phrase) await refusePhrase(tx, caller, row, phrase)
        const isCanned = phrase !== null && isPhraseAsItStands(phrase.text, text)
        const findings = await ports.guard.read(tx, guard, {
          text,
          isCanned,
          quoted: how.quoted ?? [],
          writer: caller,
          talk: {
            conversationId: row.id,
            customerId: row.customer_id,
            since: row.opened_at,
            pageTitle: row.page_title,
          },
        })
        // However often the same words are tried on one question, they are one occasion.
        occasion = row.turn_id ?? row.inquiry_id ?? row.id
        refused = findings.filter((finding) => finding.action === 'block')
        if (refused.length > 0) throw new AppError('message.guarded', { findings })
        const sent = await write(tx, facts, caller, row, { ...body, text }, phrase, now)
        await ports.guard.keep(
          tx,
          caller,
          guard,
          {
            messageId: sent.message.id,
            number: sent.message.number,
            conversationId: row.id,
            text,
            phraseId: phrase?.id ?? null,
            isCanned,
            seen: body.guard?.seen ?? [],
            changed: body.guard?.changed ?? [],
            isOneOfMany: how.isOneOfMany ?? false,
          },
          findings,
          now,
        )
        await noteElsewhere(tx, caller, { conversationId: row.id, occasion: sent.message.id, now }, findings)
        return sent
      })
    } catch (error) {
      if (refused.length > 0)
        ports.live.background(
          'guard log',
          ports.guard.keepRefused(caller, conversationId, text, refused, (tx, at) =>
            noteElsewhere(tx, caller, { conversationId, occasion, isHeldBack: true, now: at }, refused),
          ),
        )
      throw error
    }
  }

  const write = async (
    tx: Tx,
    facts: ShopFacts,
    caller: MemberCaller,
    row: ConversationRow,
    body: Body,
    phrase: PhraseRow | null,
    now: Date,
  ) => {
    const attachments = await attachmentsOf(tx, caller, body.fileIds ?? [], phrase)
    if (phrase) await countUse(tx, phrase.id)
    const isHolding = phrase?.is_holding === true || isHoldingText(body.text)
    const waitedMs = row.turn_clock_at ? openMsBetween(facts.calendar, row.turn_clock_at, now) : null
    const message: MessageRow = {
      id: newId(),
      conversation_id: row.id,
      number: row.last_number + 1,
      author: 'agent',
      automatic: null,
      member_id: caller.memberId,
      agent_name: caller.displayName,
      text: body.text,
      attachments,
      at: now,
      client_id: body.clientId,
      answered_in_ms: row.turn_id ? waitedMs : null,
      is_holding: isHolding,
      phrase_id: phrase?.id ?? null,
    }
    await insertMessage(tx, facts.id, message)
    if (row.turn_id) await endTurn(tx, facts, row, caller.memberId, waitedMs ?? 0, isHolding, now)
    await updateConversation(tx, row.id, {
      last_number: message.number,
      last_text: previewOf(body.text, attachments),
      last_at: now,
      last_author: 'agent',
      read_by_shop: message.number,
      turn_id: null,
      turn_started_at: null,
      turn_clock_at: null,
      turn_target_at: null,
      turn_due_at: null,
      turn_is_first: null,
      turn_missed_at: null,
      turn_away_at: null,
      turn_automatic: 0,
      next_fire_at: null,
    })
    const wordId = await promise(tx, facts, caller, row, message, body, now)
    if (row.assignee_id === null && caller.memberId) {
      const fresh = await findConversation(tx, row.id)
      if (fresh)
        await assign(
          tx,
          facts,
          fresh,
          caller.memberId,
          { by: caller.memberId, note: null, withOwnership: false },
          now,
        )
    }
    const after = await findConversation(tx, row.id)
    if (!after) throw notFound()
    if (row.turn_id && row.turn_missed_at === null && row.turn_due_at && now <= row.turn_due_at)
      await recordConversation(tx, facts, after, 'clock.kept', now, caller.memberId, {
        turn: row.turn_id,
        waitedMs,
        isHolding,
      })
    await recordMessage(tx, facts, after, message, now, caller.memberId)
    return { message: toMessage(message), wordId }
  }

  /** In the order in which they were chosen; what comes with a phrase is the shop's and not the sender's. */
  const attachmentsOf = async (
    tx: Tx,
    caller: MemberCaller,
    ids: readonly string[],
    phrase: PhraseRow | null,
  ) => {
    const ofPhrase = new Map((phrase?.attachments ?? []).map((file) => [file.id, file]))
    const uploaded = ids.filter((id) => !ofPhrase.has(id))
    const own = uploaded.length === 0 ? [] : await ports.attachments(tx, uploaded, caller.actorId)
    const all = new Map([...ofPhrase, ...own.map((file) => [file.id, file] as const)])
    return ids.flatMap((id) => all.get(id) ?? [])
  }

  /** Words of this answer: kept ones, the one a holding text opens, the one noted with it. Returns the id of the last. */
  const promise = async (
    tx: Tx,
    facts: ShopFacts,
    caller: MemberCaller,
    row: ConversationRow,
    message: MessageRow,
    body: Body,
    now: Date,
  ): Promise<string | null> => {
    const given = {
      shopId: facts.id,
      heart: 'purchase' as const,
      givenBy: caller.memberId,
      toName: row.buyer_name,
      customerId: row.customer_id,
      conversationId: row.id,
      inquiryId: row.inquiry_id,
      messageId: message.id,
    }
    let wordId: string | null = null
    if (!message.is_holding) {
      const kept = await ports.words.keepAnswerWords(tx, now, row.id, caller.memberId, message.id)
      // A word that broke stays in sight until the answer came; this is it.
      if (kept.length === 0 && row.word_id) await showEarliestWord(tx, row.id)
    } else if (row.turn_id || row.word_id === null) {
      const minutes = facts.settings.holdingAnswerMinutes
      const dueAt =
        addOpenMs(facts.calendar, now, minutes * 60_000) ?? new Date(now.getTime() + minutes * 60_000)
      wordId = (
        await ports.words.give(tx, now, {
          ...given,
          kind: 'answer_due',
          what: row.last_author === 'buyer' ? row.last_text : body.text,
          dueAt,
        })
      ).id
    }
    if (body.word)
      wordId = (
        await ports.words.give(tx, now, {
          ...given,
          kind: 'said',
          what: body.word.what,
          dueAt: new Date(body.word.dueAt),
        })
      ).id
    return wordId
  }
  return { post }
}

/** Told to go elsewhere (RTE-09): what the guard found is whose ownership was not kept, sent or held back. */
const noteElsewhere = async (
  tx: Tx,
  caller: MemberCaller,
  what: { conversationId: string; occasion: string; isHeldBack?: boolean; now: Date },
  findings: readonly Finding[],
) => {
  if (caller.memberId === null || !findings.some(({ kind }) => kind === 'deflection')) return
  const { now: at, ...of } = what
  await noteViolation(tx, {
    ...of,
    shopId: caller.shopId,
    memberId: caller.memberId,
    kind: 'told_elsewhere',
    at,
  })
}

/** A colleague answered after what this agent saw: nothing is sent unless they insist. */
const refuseSecondAnswer = async (tx: Tx, caller: MemberCaller, row: ConversationRow, body: Body) => {
  if (body.anyway || body.sawNumber === undefined) return
  const other = await answerSince(tx, row.id, body.sawNumber, caller.memberId)
  if (other)
    throw new AppError('conversation.answered_by_other', {
      byName: other.agent_name,
      message: toMessage(other),
    })
}

/** An automatic message of ours in between is no answer. */
const isStillAsked = (row: ConversationRow, { turnId, sawNumber }: { turnId: string; sawNumber: number }) =>
  row.turn_id === turnId && (row.last_author !== 'buyer' || row.last_number === sawNumber)

/** Keeps the outcome of the turn that an answer ends. */
const endTurn = async (
  tx: Tx,
  facts: ShopFacts,
  row: ConversationRow,
  memberId: string | null,
  waitedMs: number,
  isHolding: boolean,
  now: Date,
) => {
  if (!row.turn_id || !row.turn_started_at || !row.turn_clock_at || !row.turn_target_at || !row.turn_due_at)
    return
  await insertTurn(tx, {
    id: row.turn_id,
    shopId: facts.id,
    conversationId: row.id,
    inquiryId: row.inquiry_id,
    channel: row.channel,
    isFirst: row.turn_is_first ?? false,
    memberId,
    startedAt: row.turn_started_at,
    clockAt: row.turn_clock_at,
    targetAt: row.turn_target_at,
    dueAt: row.turn_due_at,
    answeredAt: now,
    waitedMs,
    outcome: judgeAnswer(
      { clockAt: row.turn_clock_at, targetAt: row.turn_target_at, dueAt: row.turn_due_at },
      now,
      facts.settings.answerDueSeconds,
    ),
    automaticCount: row.turn_automatic,
    wasHeld: isHolding,
    localHour: Math.floor((localOf(facts.timeZone, row.turn_clock_at.getTime()) % DAY_MS) / 3_600_000),
  })
}
