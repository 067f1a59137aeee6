import type { TableImport } from '#contract/imports/table-imports.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { TableRecord } from './tables.store.ts'
import { noCounts, noSample, type Takers } from './takers.ts'

/** A table import as it is shown. */
export const toTableImport = (row: TableRecord, facts: ShopFacts, takers: Takers): TableImport => {
  const sample = { ...noSample, ...row.sample }
  const known = row.store_id === null ? undefined : facts.stores.get(row.store_id)
  return {
    id: row.id,
    state: row.state,
    kind: row.kind,
    fileName: row.file_name,
    bytes: row.bytes,
    percent: row.percent,
    store: known
      ? { id: known.id, name: known.name }
      : row.new_store === null
        ? null
        : { id: null, name: row.new_store },
    sheet: row.sheet,
    sheets: row.sheets,
    headers: row.headers,
    fields: [...takers[row.kind].fields],
    columns: row.columns,
    ...noCounts,
    ...row.counts,
    refused: row.refused,
    refusedCount: row.refused_count,
    sample: { fields: [...sample.fields], rows: sample.rows.map((cells) => [...cells]) },
    error: row.error,
    errorDetail: row.error_detail,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}
