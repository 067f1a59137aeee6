import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { postAutomatic } from '../automatic.ts'
import { coachOnDesk } from '../coaching/coaching.store.ts'
import type { ConversationRow } from '../conversation-row.ts'
import { lastServedBy, lockDistribution } from '../conversations.store.ts'
import { assign, needsOf } from '../distribution.ts'
import { chooseAgent } from '../distribution.rules.ts'
import { dueStepsOf, nextStepAt, type DueStep, type LadderTurn } from '../ladder.rules.ts'
import { waitText } from '../rush/place.rules.ts'
import type { Place } from '../rush/place.rules.ts'
import type { Lines } from './lines.ts'
import { visitorLanguage } from '../visitors.store.ts'
import { heldSince, selectCandidates } from './candidates.store.ts'
import {
  dutyLeadOf,
  hasOpenAlarm,
  insertStep,
  stepsDone,
  wasTold,
  type LadderOutcome,
} from './ladder.store.ts'

/** Somebody who was told a moment ago looks already: further chats of theirs are in the same list. */
const quietMs = 30_000

export interface LadderPorts {
  /** Where this buyer stands, as far as it is known. */
  placeOf(shopId: string, visitorId: string): Place
  lines: Pick<Lines, 'stands'>
}
interface Done {
  outcome: LadderOutcome
  memberId: string | null
  row: ConversationRow
}

/**
 * Does the steps that are due for a locked conversation whose buyer waits past the limit; each once a turn, by its row.
 * Returns the row as it is then and when to look again.
 */
export const climb = async (
  tx: Tx,
  ports: LadderPorts,
  facts: ShopFacts,
  conversation: ConversationRow,
  now: Date,
): Promise<{ row: ConversationRow; next: Date | null }> => {
  const { turn_id: turnId, turn_clock_at: clockAt, turn_due_at: dueAt } = conversation
  if (!turnId || !clockAt || !dueAt) return { row: conversation, next: null }
  const holder = conversation.assignee_id
  const coachId = holder === null ? null : await coachOnDesk(tx, facts.id, holder)
  const turn: LadderTurn = {
    clockAt,
    dueAt,
    heldSince: await heldSince(tx, conversation),
    isCoached: coachId !== null,
  }
  // Mostly no step has come yet: then none is looked up. One that was done before the hands changed is found done next time.
  const isAnyDue = dueStepsOf(turn, facts.settings, new Set(), now).length > 0
  const done = isAnyDue ? await stepsDone(tx, turnId) : new Set<DueStep['step']>()
  let row = conversation
  for (const due of dueStepsOf(turn, facts.settings, done, now)) {
    const result = await doStep(tx, ports, facts, row, due, coachId, now)
    row = result.row
    done.add(due.step)
    await insertStep(tx, {
      turn_id: turnId,
      step: due.step,
      shop_id: facts.id,
      conversation_id: row.id,
      member_id: result.memberId,
      outcome: result.outcome,
      due_at: due.at,
      at: now,
    })
  }
  return { row, next: nextStepAt(turn, facts.settings, done) }
}

const doStep = (
  tx: Tx,
  ports: LadderPorts,
  facts: ShopFacts,
  row: ConversationRow,
  { step }: DueStep,
  coachId: string | null,
  now: Date,
): Promise<Done> =>
  step === 'nudge'
    ? nudge(tx, row, now)
    : step === 'coach'
      ? tellCoach(tx, row, coachId, now)
      : step === 'second'
        ? handToSecond(tx, ports, facts, row, now)
        : step === 'lead'
          ? callLead(tx, row, now)
          : tellBuyer(tx, ports, facts, row, now)

const tell = (
  tx: Tx,
  row: ConversationRow,
  name: 'ladder.nudged' | 'ladder.coach_called' | 'ladder.lead_called',
  to: string,
  now: Date,
) =>
  record(tx, now, {
    name,
    subject: row.id,
    version: row.version,
    audience: [`member:${to}`],
    actor: null,
    facts: { conversation: row.id, turn: row.turn_id, member: to, buyer: row.buyer_name },
  })

const nudge = async (tx: Tx, row: ConversationRow, now: Date): Promise<Done> => {
  const memberId = row.assignee_id
  if (memberId === null) return { outcome: 'nobody_free', memberId, row }
  if (await wasTold(tx, row.shop_id, memberId, 'nudge', new Date(now.getTime() - quietMs)))
    return { outcome: 'in_alarm', memberId, row }
  await tell(tx, row, 'ladder.nudged', memberId, now)
  return { outcome: 'told', memberId, row }
}

/** The newcomer's coach hears of it first; once in a breath, as everybody does. */
const tellCoach = async (tx: Tx, row: ConversationRow, coachId: string | null, now: Date): Promise<Done> => {
  if (coachId === null) return { outcome: 'nobody_free', memberId: null, row }
  if (await wasTold(tx, row.shop_id, coachId, 'coach', new Date(now.getTime() - quietMs)))
    return { outcome: 'in_alarm', memberId: coachId, row }
  await tell(tx, row, 'ladder.coach_called', coachId, now)
  return { outcome: 'told', memberId: coachId, row }
}

/** Another agent with a place takes the buyer; the owner of the inquiry stays who they are. */
const handToSecond = async (
  tx: Tx,
  ports: LadderPorts,
  facts: ShopFacts,
  row: ConversationRow,
  now: Date,
): Promise<Done> => {
  if (ports.lines.stands(facts.id)) return { outcome: 'nobody_free', memberId: null, row }
  await lockDistribution(tx, facts.id)
  const others = (await selectCandidates(tx, now)).filter((c) => c.id !== row.assignee_id)
  const before = await lastServedBy(tx, row)
  const choice = chooseAgent(others, before, await needsOf(tx, facts, row))
  if (choice.kind === 'nobody') return { outcome: 'nobody_free', memberId: null, row }
  const how = { by: null, note: 'ladder', withOwnership: false }
  return {
    outcome: 'handed',
    memberId: choice.id,
    row: await assign(tx, facts, row, choice.id, how, now),
  }
}

/** Not for single chats while the queue's alarm says it of all of them, nor many times in a breath. */
const callLead = async (tx: Tx, row: ConversationRow, now: Date): Promise<Done> => {
  const memberId = await dutyLeadOf(tx, row.shop_id)
  if (memberId === null) return { outcome: 'nobody_free', memberId, row }
  const isSaid =
    (await hasOpenAlarm(tx, row.shop_id, row.lane)) ||
    (await wasTold(tx, row.shop_id, memberId, 'lead', new Date(now.getTime() - quietMs)))
  if (isSaid) return { outcome: 'in_alarm', memberId, row }
  await tell(tx, row, 'ladder.lead_called', memberId, now)
  return { outcome: 'told', memberId, row }
}

/** The buyer is told what is known of the wait; once a turn, and it stops no clock (RSP-05). */
const tellBuyer = async (
  tx: Tx,
  ports: LadderPorts,
  facts: ShopFacts,
  row: ConversationRow,
  now: Date,
): Promise<Done> => {
  const language = (await visitorLanguage(tx, row.visitor_id)) ?? facts.language
  const text = waitText(ports.placeOf(facts.id, row.visitor_id), language)
  const posted = await postAutomatic(tx, facts, row, 'waiting', text, row.turn_id ?? row.id, now)
  return { outcome: 'sent', memberId: null, row: posted?.row ?? row }
}
