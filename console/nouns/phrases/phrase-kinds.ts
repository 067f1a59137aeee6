import { phraseKinds } from '#contract/conversations/phrase-kinds.ts'

export { phraseKinds }
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
  'packing',
  'days',
  'offer',
] as const
