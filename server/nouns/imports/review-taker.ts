import { reviewFields, type createReviewImports } from '#nouns/products/index.ts'
import { goalOf, type Taker } from './takers.ts'

/** Tables of what buyers wrote of products; they belong to a store. */
export const reviewTaker = (imports: ReturnType<typeof createReviewImports>): Taker => ({
  fields: reviewFields,
  needsStore: true,
  platform: () => 'other',
  goal: (facts) => goalOf(facts, null, null),
  take: async ({ map, newStore, storeId, sheet, ...taking }) => {
    const { reviews, first, error, errorDetail, refused, refusedCount, columns, ...counts } =
      await imports.importFile({
        ...taking,
        storeId: storeId ?? undefined,
        // Looked at without a store, all of them are new.
        storeName: newStore ?? '',
        sheet: sheet ?? undefined,
        columns: map,
      })
    const { read, created, updated, unchanged } = counts
    return {
      counts: { read, things: reviews, created, updated, unchanged },
      refused,
      refusedCount,
      columns,
      sample: {
        fields: ['at', 'title', 'stars', 'text', 'buyer'],
        rows: first.map((review) => [
          review.at,
          review.title ?? review.externalId ?? review.orderNumber ?? '',
          review.stars === null ? (review.verdict ?? '') : String(review.stars),
          review.text.slice(0, 120),
          review.buyerName,
        ]),
      },
      error,
      errorDetail,
    }
  },
})
