import { stat } from 'node:fs/promises'
import { record } from '#platform/events/record.ts'
import { AppError } from '#platform/http/app-error.ts'
import { fingerprint, SeenRows } from '#platform/tabular/seen-rows.ts'
import {
  emptyCounts,
  failureOf,
  refusedOf,
  settleStore,
  storeOf,
  undone,
  type CatalogueImportPorts,
  type Counts,
  type FileWanted,
} from './product-imports.ts'
import { openReviews, type ReviewDraft } from './read-reviews.ts'
import type { ReviewField } from './review-columns.ts'
import { RefusedLines } from './refused-lines.ts'
import { putReviews, type ReviewOutcome } from './reviews-in.store.ts'

export interface ReviewImportResult extends Counts {
  reviews: number
  /** How many of those written know their product, and their order. */
  ofProducts: number
  ofOrders: number
  /** The first reviews of the file. */
  first: readonly ReviewDraft[]
}
type Wanted = FileWanted & { columns?: Partial<Record<ReviewField, string | null>> | undefined }

const chunkSize = 500
const mostBytes = 4 * 1024 ** 3
const firstShown = 8

/** Takes tables of buyers' reviews in. They are history: nothing is opened and nobody is told. */
export const createReviewImports = (ports: CatalogueImportPorts) => {
  const { db, clock } = ports

  /** Reads the whole file; with `storeId` null it writes nothing and everything counts as new. */
  const pass = async (wanted: Wanted, zone: string, storeId: string | null, isKept: boolean) => {
    const { size } = await stat(wanted.path).catch(() => ({ size: 0 }))
    let bytes = 0
    const file = await openReviews(wanted.path, {
      ...optionsOf(wanted, zone),
      onBytes: (read) => {
        bytes = read
      },
    })
    const first: ReviewDraft[] = []
    const sums: ReviewOutcome & { reviews: number } = {
      reviews: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      ofProducts: 0,
      ofOrders: 0,
    }
    const late = new RefusedLines()
    const seen = new SeenRows()
    let waiting: ReviewDraft[] = []
    const flush = async () => {
      const chunk = waiting
      waiting = []
      if (chunk.length === 0) return
      await wanted.onStep?.(size > 0 ? Math.min(1, bytes / size) : 0)
      if (storeId === null) {
        sums.created += chunk.length
        return
      }
      const outcome = await undone<ReviewOutcome>(!isKept, (keep) =>
        db.inShop(wanted.shopId, async (tx) =>
          keep(
            await putReviews(
              tx,
              clock.now(),
              { shopId: wanted.shopId, storeId, importId: wanted.importId ?? null },
              chunk,
            ),
          ),
        ),
      )
      for (const key of ['created', 'updated', 'unchanged', 'ofProducts', 'ofOrders'] as const)
        sums[key] += outcome[key]
    }
    try {
      for await (const batch of file.batches) {
        for (const review of batch) {
          const { line, ...content } = review
          const before = seen.note(review.key, fingerprint(JSON.stringify(content)), line)
          if (before.is === 'different')
            late.add({ line, field: null, reason: 'conflict', detail: String(before.line) })
          if (before.is !== 'new') continue
          sums.reviews += 1
          waiting.push(review)
          if (first.length < firstShown) first.push(review)
          if (waiting.length >= chunkSize) await flush()
        }
      }
      await flush()
    } finally {
      await file.close()
    }
    return {
      ...sums,
      first,
      columns: file.columns,
      read: file.read(),
      ...refusedOf(file.refused.first, late.first),
      refusedCount: file.refused.count + late.count,
    }
  }

  return {
    /**
     * Reviews of one store, by name or the shop's only one. A file that cannot be read ends with its `error`.
     * @throws AppError import.unreadable when there is no such file; request.invalid {stores} when several would do.
     */
    importFile: async (wanted: Wanted): Promise<ReviewImportResult> => {
      const facts = await ports.directory.facts(wanted.shopId)
      const stores = [...facts.stores.values()]
      if (wanted.storeName === undefined && wanted.storeId === undefined && stores.length > 1)
        throw new AppError('request.invalid', { stores: stores.map(({ name }) => name) })
      const known =
        wanted.storeName === undefined && wanted.storeId === undefined
          ? ((stores.length === 1 ? stores[0] : null) ?? null)
          : storeOf(facts, wanted)
      const zone = known?.timeZone ?? facts.timeZone
      const empty = {
        ...emptyCounts(wanted, known?.name ?? wanted.storeName ?? null),
        reviews: 0,
        ofProducts: 0,
        ofOrders: 0,
        first: [],
      }
      if (wanted.isDryRun || wanted.isStrict) {
        const looked = await failureOf(() => pass(wanted, zone, known?.id ?? null, false))
        if ('error' in looked) return { ...empty, ...looked }
        if (wanted.isStrict && looked.refusedCount > 0)
          return {
            ...empty,
            ...looked,
            created: 0,
            updated: 0,
            unchanged: 0,
            error: 'strict_refused',
            errorDetail: String(looked.refusedCount),
          }
        if (wanted.isDryRun) return { ...empty, ...looked }
      }
      const file = await failureOf(async () => {
        await (await openReviews(wanted.path, optionsOf(wanted, zone))).close()
        return null
      })
      if (file !== null) return { ...empty, ...file }
      const storeId = await settleStore(ports, facts, wanted, known, 'other')
      const done = await failureOf(() => pass(wanted, zone, storeId, true))
      if ('error' in done) return { ...empty, ...done }
      await db.inShop(facts.id, (tx) =>
        record(tx, clock.now(), {
          name: 'catalogue.changed',
          subject: facts.id,
          version: 1,
          audience: ['desk'],
          actor: wanted.by,
          facts: { how: 'reviews', created: done.created, updated: done.updated },
        }),
      )
      return { ...empty, ...done }
    },
  }
}

const optionsOf = ({ sheet, columns }: Wanted, zone: string) => ({
  zone,
  maxBytes: mostBytes,
  sheet,
  columns,
})
