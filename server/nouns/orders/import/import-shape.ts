import type { Import } from '#contract/orders/orders.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { ImportRecord } from './imports.store.ts'

/** An import as it is shown at `now`: what was left when it last told of itself has shrunk since. */
export const toImport = (row: ImportRecord, facts: ShopFacts, now: Date): Import => {
  const isUnderWay = row.state === 'previewing' || row.state === 'running'
  const since = row.beat_at ? (now.getTime() - row.beat_at.getTime()) / 1000 : 0
  const { counts } = row
  return {
    id: row.id,
    state: row.state,
    dryRun: row.is_dry_run,
    fileName: row.file_name,
    bytes: row.bytes,
    format: row.format,
    mappingName: row.mapping ? (row.mapping.name ?? '') : null,
    storeId: row.store_id,
    isNewStore: row.is_new_store,
    sheet: row.sheet,
    sheets: row.sheets,
    needsSheet: row.state === 'mapping' && row.headers === null,
    linesName: row.lines_name,
    storeName: row.store_id === null ? null : (facts.stores.get(row.store_id)?.name ?? null),
    doneBytes: row.done_bytes,
    secondsLeft:
      isUnderWay && row.seconds_left !== null ? Math.max(0, Math.round(row.seconds_left - since)) : null,
    read: counts.read ?? 0,
    orders: counts.orders ?? 0,
    lines: counts.lines ?? 0,
    customers: counts.customers ?? 0,
    products: counts.products ?? 0,
    created: counts.created ?? 0,
    updated: counts.updated ?? 0,
    unchanged: counts.unchanged ?? 0,
    duplicates: counts.duplicates ?? 0,
    refused: row.refused,
    refusedCount: row.refused_count,
    sample: row.sample,
    error: row.error,
    errorDetail: row.error_detail,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}
