import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { postBuyerMessage } from '#contract/conversations/widget.ts'
import { openTurn } from '#nouns/promises/index.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { startOfWaiting } from '#platform/calendar/calendar.rules.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { VisitorCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import {
  parseConversation,
  parseMessage,
  previewOf,
  toBuyerMessage,
  toInboxRow,
  toMessage,
  type MessageRow,
} from './conversation-row.ts'
import type { Admissions } from './distribution/admissions.ts'
import type { Lines } from './distribution/lines.ts'
import type { ConversationPorts } from './ports.ts'
import { createPostings } from './postings.ts'
import type { Notices } from './rush/notices.ts'
import { cleanText } from './text.rules.ts'

/** The hot path: a buyer writes; one statement stores it, then it is pushed, then hands are found for it. */
export const createBuyerMessages = (
  ports: ConversationPorts & {
    notices: Pick<Notices, 'announcedWait'>
    lines: Pick<Lines, 'stands'>
    admissions: Admissions
  },
) => {
  const postings = createPostings(ports.db)
  const post = async (
    caller: VisitorCaller,
    body: BodyOf<typeof postBuyerMessage>,
  ): Promise<ReplyOf<typeof postBuyerMessage>> => {
    const facts = await ports.directory.facts(caller.shopId)
    const now = ports.clock.now()
    const text = cleanText(body.text)
    const fileIds = body.fileIds ?? []
    if (text === '' && fileIds.length === 0) throw new AppError('message.empty')
    const attachments =
      fileIds.length === 0
        ? []
        : await ports.db.inShop(caller.shopId, (tx) => ports.attachments(tx, fileIds, caller.visitorId))
    const turn = openTurn(now, startOfWaiting(facts.calendar, now), facts.settings)
    const ids = { message: newId(), turn: newId(), inquiry: newId(), event: newId() }
    const { answerTargetSeconds, answerDueSeconds } = facts.settings
    // Nothing is late for what the shop announced beforehand; how long the buyer waited is measured all the same.
    const dueSeconds = Math.max(answerDueSeconds, await ports.notices.announcedWait(caller.shopId))
    const result = await postings.store(caller.shopId, {
      conversation: caller.conversationId,
      visitor: caller.visitorId,
      message: ids.message,
      client: body.clientId,
      text,
      attachments,
      preview: previewOf(text, attachments),
      at: now,
      turn: ids.turn,
      inquiry: ids.inquiry,
      event: ids.event,
      clock_at: turn.clockAt,
      target_s: answerTargetSeconds,
      due_s: dueSeconds,
      away_s: awaySeconds(facts, now),
    })
    if (!result) throw notFound()
    if (!result.created) return { message: toBuyerMessage(parseMessage(result.message ?? {})) }
    const conversation = parseConversation(result.conversation)
    const message: MessageRow = {
      id: ids.message,
      conversation_id: conversation.id,
      number: conversation.last_number,
      author: 'buyer',
      automatic: null,
      member_id: null,
      agent_name: null,
      text,
      attachments,
      at: now,
      client_id: body.clientId,
      answered_in_ms: null,
      is_holding: false,
      phrase_id: null,
    }
    ports.live.publish({
      id: ids.event,
      shop: facts.id,
      xid: BigInt(result.xid ?? '0'),
      seq: result.seq ?? 0,
      name: 'message.posted',
      subject: conversation.id,
      version: conversation.version,
      audience: ['desk', `visitor:${caller.visitorId}`],
      timeline: conversation.customer_id,
      actor: null,
      facts: {},
      occurredAt: now,
      recordedAt: now,
      filled: {
        desk: { message: toMessage(message), conversation: toInboxRow(conversation, facts) },
        visitor: { message: toBuyerMessage(message) },
      },
    })
    if (conversation.next_fire_at) ports.live.nudge(conversation.next_fire_at)
    const holder = conversation.assignee_id === null ? undefined : facts.members.get(conversation.assignee_id)
    const opensAt =
      turn.clockAt > now && conversation.turn_id === ids.turn ? conversation.turn_clock_at : null
    const opened = result.opened ?? false
    // Whoever goes on writing while they stand in line stands there already.
    const isInLine = conversation.assignee_id === null && ports.lines.stands(facts.id)
    if (opened || opensAt !== null || (holder?.presence !== 'on' && !isInLine)) {
      ports.live.background(
        'admit conversation',
        ports.admissions.admit(
          facts,
          {
            conversationId: conversation.id,
            opened,
            opensAt: opensAt && opensText(opensAt, now, facts.timeZone, caller.language),
            language: caller.language,
          },
          now,
        ),
      )
    }
    return { message: toBuyerMessage(message) }
  }

  return { post }
}

/**
 * RSP-04: the away reply goes out when the buyer has waited a minute, and at once when everybody has been away for longer
 * than that already. Seconds from the start of the clock.
 */
const awaySeconds = (facts: ShopFacts, now: Date): number => {
  const setting = facts.settings.awayReplySeconds
  const answering = [...facts.members.values()].filter(
    (m) => !m.hasLeft && m.roles.some((role) => role !== 'dispatch' && role !== 'finance'),
  )
  if (answering.length === 0 || answering.some((m) => m.presence === 'on')) return setting
  const awaySince = Math.max(...answering.map((m) => m.presenceSince.getTime()))
  return Math.min(setting, Math.max(0, Math.ceil((awaySince - now.getTime()) / 1000) + setting))
}

/** "09:00" today, with the day before it otherwise, in the shop's time zone. */
export const opensText = (at: Date, now: Date, timeZone: string, language: 'zh' | 'en'): string => {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const day = (date: Date) => date.toLocaleDateString('en-CA', { timeZone })
  const time = at.toLocaleTimeString(locale, { timeZone, hour: '2-digit', minute: '2-digit', hour12: false })
  if (day(at) === day(now)) return language === 'zh' ? `今天 ${time} ` : `${time} today`
  const when = at.toLocaleDateString(locale, { timeZone, month: 'long', day: 'numeric', weekday: 'short' })
  return language === 'zh' ? `${when} ${time} ` : `${when}, ${time}`
}
