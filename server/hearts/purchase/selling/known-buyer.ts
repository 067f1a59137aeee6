import type { RecommendationPorts } from '../recommendations/recommending.ts'
import { hasNeedsNote, selectUnsuitable } from './selling.store.ts'

/** What the selling conversation knows of a buyer, for whoever recommends: listened first (REC-03), never pushed (ORD-05). */
export const knownOfBuyer: Pick<RecommendationPorts, 'isUnsuitable' | 'hasNeedsNote'> = {
  isUnsuitable: async (tx, talk) =>
    new Set((await selectUnsuitable(tx, talk)).map(({ product_id: productId }) => productId)),
  hasNeedsNote,
}
