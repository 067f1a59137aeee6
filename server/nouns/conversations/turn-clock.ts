import { dueFires, dueRows, insertTurn, nextFire, nextFireOf, type DueSource } from '#nouns/promises/index.ts'
import { AppError } from '#platform/http/app-error.ts'
import { addressOf } from './addressing.ts'
import { automaticText, postAutomatic, recordConversation } from './automatic.ts'
import type { ConversationRow } from './conversation-row.ts'
import { findConversation, heldAmong, lockConversation, updateConversation } from './conversations.store.ts'
import { climb, type LadderPorts } from './distribution/ladder.ts'
import type { ConversationPorts } from './ports.ts'
import { visitorLanguage } from './visitors.store.ts'

/** Transactions at once for chats that no step of the ladder binds together. */
const sideBySide = 3
const table = 'conversations.conversations'

/**
 * The clocks of waiting buyers, for the engine: marks the miss once at the limit, sends the away reply once (RSP-02, RSP-04,
 * RSP-05), and climbs the ladder while nobody answers.
 */
export const turnClockSource = (ports: ConversationPorts & { ladder: LadderPorts }): DueSource => {
  const fireOne = (shopId: string, id: string, now: Date) =>
    ports.db.inShop(shopId, async (tx) => {
      const row = await lockConversation(tx, id)
      // Answered meanwhile, or handled by another process.
      if (!row?.turn_id || !row.turn_due_at || !row.next_fire_at || row.next_fire_at > now) return
      const facts = await ports.directory.facts(shopId)
      const fire = dueFires(
        { dueAt: row.turn_due_at, awayAt: row.turn_away_at, missedAt: row.turn_missed_at },
        now,
      )
      const missedAt = row.turn_missed_at ?? (fire.markMissed ? now : null)
      const awayAt = fire.sendAway ? null : row.turn_away_at
      const climbed = await climb(tx, ports.ladder, facts, row, now)
      const next = earliest(nextFire({ dueAt: row.turn_due_at, awayAt, missedAt }), climbed.next)
      const marked = await updateConversation(tx, id, {
        turn_missed_at: missedAt,
        turn_away_at: awayAt,
        // Due exactly now is not late yet: look again a moment later.
        next_fire_at: next !== null && next <= now ? new Date(now.getTime() + 1) : next,
      })
      if (fire.markMissed)
        await recordConversation(tx, facts, marked, 'clock.missed', now, null, { turn: row.turn_id })
      if (!fire.sendAway) return
      const language = (await visitorLanguage(tx, row.visitor_id)) ?? facts.language
      const text = await automaticText(tx, facts, 'away', language, {
        agent: null,
        style: (await addressOf(tx, facts, row.customer_id)).style,
      })
      await postAutomatic(tx, facts, marked, 'away', text, row.turn_id, now)
    })
  return {
    name: 'turn clocks',
    nextFireAt: (shops) => ports.db.asSystem((tx) => nextFireOf(tx, table, shops)),
    fireDue: async (now, limit, shops) => {
      const { due, inHands } = await ports.db.asSystem(async (tx) => {
        const rows = await dueRows(tx, table, now, limit, shops)
        return {
          due: rows,
          inHands: await heldAmong(
            tx,
            rows.map(({ id }) => id),
          ),
        }
      })
      // Those in hands one after the other: whoever was just reminded of one is not reminded of the next. The others side by side.
      const held = due.filter(({ id }) => inHands.has(id))
      const others = due.filter(({ id }) => !inHands.has(id))
      const lanes = [
        held,
        ...Array.from({ length: sideBySide }, (_, i) => others.filter((_row, n) => n % sideBySide === i)),
      ]
      await Promise.all(
        lanes.map(async (lane) => {
          for (const row of lane) await fireOne(row.shop_id, row.id, now)
        }),
      )
      return due.length
    },
  }
}

const earliest = (a: Date | null, b: Date | null): Date | null =>
  a === null ? b : b === null || a <= b ? a : b

/** A turn that ends without any answer, because the conversation is closed over it. */
export const abandonTurn = async (
  tx: Parameters<typeof insertTurn>[0],
  row: ConversationRow,
  localHour: number,
): Promise<void> => {
  if (!row.turn_id) return
  if (!row.turn_started_at || !row.turn_clock_at || !row.turn_target_at || !row.turn_due_at)
    throw new AppError('internal')
  await insertTurn(tx, {
    id: row.turn_id,
    shopId: row.shop_id,
    conversationId: row.id,
    inquiryId: row.inquiry_id,
    channel: row.channel,
    isFirst: row.turn_is_first ?? false,
    memberId: row.assignee_id,
    startedAt: row.turn_started_at,
    clockAt: row.turn_clock_at,
    targetAt: row.turn_target_at,
    dueAt: row.turn_due_at,
    answeredAt: null,
    waitedMs: null,
    outcome: 'unanswered',
    automaticCount: row.turn_automatic,
    wasHeld: false,
    localHour,
  })
}

export const requireConversation = async (
  tx: Parameters<typeof findConversation>[0],
  id: string,
): Promise<ConversationRow> => {
  const row = await findConversation(tx, id)
  if (!row || row.state === 'visiting') throw new AppError('not_found')
  return row
}
