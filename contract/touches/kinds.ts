/** Words of the touches, without schemas: browsers load them. */
export const touchKinds = ['service', 'care'] as const
export type TouchKind = (typeof touchKinds)[number]

/** By what a touch is refused, the lasting ones first. */
export const gateRules = [
  'no_more',
  'contact_policy',
  'consent',
  'trouble',
  'waiting',
  'cooling',
  'cap',
  'apart',
  'quiet',
] as const
export type GateRule = (typeof gateRules)[number]
