/** The closed lists of the purchase heart, without schemas: browsers load them. */
export const doubtOutcomes = ['resolved', 'unresolved', 'withdrawn'] as const
export type DoubtOutcome = (typeof doubtOutcomes)[number]
export const experiences = ['visual', 'price', 'service'] as const
export type Experience = (typeof experiences)[number]
export const guideKeys = ['steps', 'ask_needs', 'trust', 'facts', 'visual', 'price', 'service'] as const
export type GuideKey = (typeof guideKeys)[number]
/** What the shop says of every sale, in the order in which it is said. */
export const disclosureItems = ['process', 'dispatch_time', 'fee', 'carrier', 'methods'] as const
export type DisclosureItem = (typeof disclosureItems)[number]
export const dropReasons = [
  'price',
  'unsuitable',
  'no_stock',
  'elsewhere',
  'only_asked',
  'no_answer',
  'other',
] as const
export type DropReason = (typeof dropReasons)[number]
export const prospectViews = ['due', 'open', 'won', 'dropped'] as const
export type ProspectView = (typeof prospectViews)[number]
export const trialStates = ['given', 'answered', 'improving', 'done'] as const
export type TrialState = (typeof trialStates)[number]
export const trialVerdicts = ['good', 'mixed', 'bad'] as const
export type TrialVerdict = (typeof trialVerdicts)[number]
export const trialAspects = ['design', 'quality', 'use', 'packing', 'other'] as const
export type TrialAspect = (typeof trialAspects)[number]
export const evidenceKinds = ['disclosure', 'point', 'concern', 'claim', 'unsaid'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]
