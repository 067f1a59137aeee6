/** 话术把关 [PHR-06, PRM-05, ORD-04, PRC-06, PHR-09]: the lists a shop starts with, in Chinese and English. */
import type { GuardEntry } from '#contract/guard/kinds.ts'
import { argumentWords } from './arguments.rules.ts'
import { claims } from './claims.rules.ts'
import { deflections } from './deflections.rules.ts'
import { priceChanges } from './prices.rules.ts'
import { approvedPromises, promises } from './promises.rules.ts'
import { toneWords } from './tone-words.rules.ts'

export const shippedEntries: readonly GuardEntry[] = [
  ...deflections,
  ...priceChanges,
  ...argumentWords,
  ...promises,
  ...claims,
  ...approvedPromises,
  ...toneWords,
]
