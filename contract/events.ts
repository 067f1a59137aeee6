/**
 * The closed catalogue of events. An event is thin: name, subject, version, audience, and a few facts
 * that let a client decide what to fetch again. `push` events also carry the filled rows.
 */
export const eventNames = [
  'shop.created',
  'shop.changed',
  'store.created',
  'staff.invited',
  'staff.joined',
  'staff.changed',
  'staff.left',
  'staff.presence_changed',
  'setting.changed',
  'calendar.changed',
  'customer.created',
  'customer.changed',
  'customer.identity_added',
  'customer.merged',
  'customer.unmerged',
  'order.imported',
  'import.progressed',
  'import.finished',
  'table_import.progressed',
  'table_import.finished',
  'conversation.opened',
  'conversation.assigned',
  'conversation.closed',
  'conversation.reopened',
  'conversation.read',
  'conversation.identified',
  'message.posted',
  'inquiry.owner_changed',
  'inquiry.closed',
  'inquiry.split',
  'inquiry.reminded',
  'hand_over.proposed',
  'hand_over.ended',
  'problem.filed',
  'problem.changed',
  'conversation.marked',
  'conversation.joined',
  'conversation.parted',
  'ladder.nudged',
  'ladder.coach_called',
  'ladder.lead_called',
  'queue.alarm_raised',
  'queue.alarm_cleared',
  'notice.changed',
  'distribution.changed',
  'group_answer.progressed',
  'clock.missed',
  'clock.kept',
  'word.given',
  'word.kept',
  'word.broken',
  'word.released',
  'word.told',
  'phrase.changed',
  'addressing.changed',
  'guard.changed',
  'guard.logged',
  'product.created',
  'product.changed',
  'catalogue.changed',
  'roster.changed',
  'platform_score.changed',
  'training.changed',
  'certificate.given',
  'certificate.ended',
  'debrief.changed',
  'hint.given',
  'hint.used',
  'selling.noted',
  'concerns.changed',
  'prospect.opened',
  'prospect.followed_up',
  'prospect.won',
  'prospect.dropped',
  'trial.changed',
  'evidence.attached',
  'offer.changed',
  'offer.used',
  'offer.missed',
  'price.policy_changed',
  'price.fell',
  'basket.changed',
  'freight.allowed',
  'freight.taken_back',
  'bargain.changed',
  'recommendation.made',
  'recommendations.computed',
  'contact_policy.changed',
  'touch.sent',
  'touch.no_more',
  'touch.welcome_again',
  'touch.rules_changed',
  'next_items.looked',
  'next_items.rules_changed',
  'next_item.sent',
  'next_item.declined',
  'confirmation.opened',
  'confirmation.sent',
  'confirmation.confirmed',
  'confirmation.corrected',
  'confirmation.taken',
  'confirmation.doubted',
  'confirmation.cut_off_passed',
  'confirmation.released',
  'confirmation.kept',
  'confirmation.tips_sent',
  'confirmation.rated',
  'confirmation.ended',
  'confirmation.links_revoked',
  'confirmation.rules_changed',
  'article.changed',
  'article.acknowledged',
  'pack.changed',
  'knowledge.asked',
  'knowledge.repeat_changed',
  'knowledge.synonyms_changed',
] as const
export type EventName = (typeof eventNames)[number]

/** Those that may stand on a person's timeline: each has a sentence of its own there. */
export const timelineEventNames = [
  'customer.created',
  'customer.changed',
  'customer.identity_added',
  'customer.merged',
  'customer.unmerged',
  'order.imported',
  'conversation.opened',
  'conversation.assigned',
  'conversation.closed',
  'conversation.reopened',
  'conversation.read',
  'conversation.identified',
  'conversation.marked',
  'conversation.joined',
  'conversation.parted',
  'message.posted',
  'inquiry.owner_changed',
  'inquiry.closed',
  'inquiry.split',
  'inquiry.reminded',
  'hand_over.proposed',
  'problem.filed',
  'problem.changed',
  'clock.missed',
  'clock.kept',
  'word.given',
  'word.kept',
  'word.broken',
  'word.released',
  'word.told',
  'selling.noted',
  'prospect.opened',
  'prospect.followed_up',
  'prospect.won',
  'prospect.dropped',
  'trial.changed',
  'offer.used',
  'freight.allowed',
  'freight.taken_back',
  'confirmation.opened',
  'confirmation.sent',
  'confirmation.confirmed',
  'confirmation.corrected',
  'confirmation.taken',
  'confirmation.doubted',
  'confirmation.cut_off_passed',
  'confirmation.released',
  'confirmation.kept',
  'confirmation.tips_sent',
  'confirmation.rated',
  'confirmation.ended',
  'confirmation.links_revoked',
  'touch.sent',
  'touch.no_more',
  'touch.welcome_again',
] as const satisfies readonly EventName[]
export type TimelineEventName = (typeof timelineEventNames)[number]

/** Position in the log: `epoch.xid.seq`, all decimal; order is numeric part by part. */
export type Position = string

/** What the stream delivers. `data` is filled once per audience. */
export interface StreamEvent {
  id: string
  name: EventName
  subject: string
  version: number
  at: string
  data: Record<string, unknown>
}

/** Not logged, lost on reconnect by design. */
export type Signal =
  | { kind: 'typing'; conversationId: string; by: 'buyer' | 'agent'; name?: string }
  | { kind: 'presence'; memberId: string; state: string }
  /** To a buyer who waits: how many stand before them, and how long that takes at the measured rate; null: unknown. */
  | { kind: 'place'; ahead: number | null; waitSeconds: number | null }

/**
 * Frames of `GET /api/stream` and `GET /api/widget/stream` (text/event-stream).
 * `event: event` carries StreamEvent; `event: cursor` carries {after} to resume from;
 * `event: signal` carries Signal; `event: reset` means: forget and fetch everything again;
 * comment lines every 15 s keep proxies awake.
 */
export type StreamFrame =
  | { event: 'event'; data: StreamEvent }
  | { event: 'cursor'; data: { after: Position } }
  | { event: 'signal'; data: Signal }
  | { event: 'reset'; data: { reason: string } }
