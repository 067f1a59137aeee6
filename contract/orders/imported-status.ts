/**
 * Where an order stands. `closed` ended after it was paid (refunded), `cancelled` before. `unknown` keeps an
 * order whose platform has invented a new word; `sourceStatus` holds that word.
 */
export const importedStatuses = [
  'pending',
  'paid',
  'partially_shipped',
  'shipped',
  'completed',
  'closed',
  'cancelled',
  'unknown',
] as const
export type ImportedStatus = (typeof importedStatuses)[number]
