import { stat } from 'node:fs/promises'
import {
  customerFields,
  customerFormatOf,
  importCustomers,
  shownIdentities,
  usualStoreName,
  type CustomerImportPorts,
} from '#nouns/customers/index.ts'
import { AppError } from '#platform/http/app-error.ts'
import { goalOf, noCounts, noSample, type Taken, type Taker } from './takers.ts'

const firstShown = 8

/** Tables of people: Shopify's, WooCommerce's, or any that says by what a person is known. */
export const customerTaker = (ports: CustomerImportPorts): Taker => ({
  fields: customerFields,
  needsStore: true,
  platform: customerFormatOf,
  goal: (facts, headers) => {
    const format = customerFormatOf(headers)
    return goalOf(facts, format, usualStoreName(format, facts.language))
  },
  take: async ({ map, newStore, storeId, sheet, isStrict, onStep, ...taking }) => {
    const { size } = await stat(taking.path).catch(() => ({ size: 0 }))
    let bytes = 0
    const rows: string[][] = []
    try {
      const result = await importCustomers(ports, {
        ...taking,
        isStrict,
        storeId: storeId ?? undefined,
        storeName: newStore ?? undefined,
        sheet: sheet ?? undefined,
        map,
        onBytes: (read) => {
          bytes = read
        },
        onStep: () => onStep(size > 0 ? Math.min(1, bytes / size) : 0),
        onRecord: (record) => {
          if (rows.length < firstShown)
            rows.push([record.name, ...shownIdentities(record.identities), record.city ?? ''])
        },
      })
      const { read, customers, created, updated, unchanged, refused, refusedCount, columns } = result
      const isHeld = isStrict && !taking.isDryRun && refusedCount > 0
      return {
        counts: isHeld
          ? { ...noCounts, read, things: customers }
          : { read, things: customers, created, updated, unchanged },
        refused,
        refusedCount,
        columns,
        sample: { fields: ['name', 'account', 'email', 'phone', 'city'], rows },
        error: isHeld ? 'strict_refused' : null,
        errorDetail: isHeld ? String(refusedCount) : '',
      }
    } catch (error) {
      return failedAs(error)
    }
  },
})

/** What is wrong with the file is its result; anything else is thrown on. */
const failedAs = (error: unknown): Taken => {
  if (!(error instanceof AppError) || error.code !== 'import.unreadable') throw error
  const { failure, detail } = error.details ?? {}
  return {
    counts: noCounts,
    refused: [],
    refusedCount: 0,
    columns: {},
    sample: noSample,
    error: failure === 'unknown_column' ? 'missing_column' : String(failure),
    errorDetail: typeof detail === 'string' ? detail : '',
  }
}
