/** The kinds in the order of a talk with a buyer. Repeats the contract's list, which would bring its schemas along. */
export const phraseKinds = [
  'first_greeting',
  'returning_greeting',
  'away',
  'closed_hours',
  'faq',
  'packing_notice',
  'offer',
  'bargaining',
  'recommendation',
  'probing_close',
  'order_confirmation',
  'dispatch_notice',
  'receipt_tips',
  'handover',
  'apology',
  'care_visit',
  'holiday_greeting',
  'closing',
  'rating_reminder',
  'other',
] as const
export type PhraseKind = (typeof phraseKinds)[number]

/** Kinds that the desk sends by itself. */
export const automaticKinds: readonly PhraseKind[] = [
  'first_greeting',
  'returning_greeting',
  'away',
  'closed_hours',
  'closing',
]

export const knownSlots = [
  'hail',
  'address',
  'shop',
  'agent',
  'buyer',
  'order',
  'carrier',
  'tracking',
] as const
