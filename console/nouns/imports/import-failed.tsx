import type { ReactNode } from 'react'
import type { TableImport } from '#contract/imports/table-imports.ts'
import type { Import } from '#contract/orders/orders.ts'
import { ApiError } from '../../parts/api.ts'
import { CodeLine, useErrorSaid } from '../../parts/screen-states.tsx'
import { useFormat } from '../../parts/format.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { Refusals } from './refusals.tsx'
import { tableImportWords } from './table-import.words.ts'

/** A table that could not be taken in: why, what to do, and how much of it is in all the same. */
export function ImportFailed({
  one,
  error,
  onOther,
  better,
}: {
  one?: Import | TableImport
  error?: unknown
  onOther: (file: File) => void
  /** What is better done with this file than choosing another. */
  better?: ReactNode
}) {
  const words = useWords(importWords)
  const tables = useWords(tableImportWords)
  const said = useErrorSaid()
  const format = useFormat()
  const { code, detail } = failureOf(one, error)
  // How much of an order table is in, is counted; of another it is known only that something may be.
  const stored = one && 'dryRun' in one && !one.dryRun ? one.created + one.updated : 0
  const mayBeIn = one && !('dryRun' in one) && brokenOff.has(code)
  const failures: Readonly<Record<string, { what: string; todo: string }>> = {
    ...words.failures,
    ...tables.failures,
  }
  const known =
    failures[code] ??
    (error ? said(error) : { what: words.unknownFailure, todo: words.failures.unreadable.todo })
  return (
    <>
      <div className={css.lead} role="alert">
        <p className="song">{words.failed}</p>
        <p>
          {known.what} {known.todo}
        </p>
        <p>
          {mayBeIn
            ? tables.mayBeIn
            : stored > 0
              ? words.brokeOff(format.count(stored))
              : words.nothingChanged}
        </p>
        {detail && (
          <p className={css.quiet}>
            {showsColumns.has(code) ? words.columnsSeen(detail) : words.failureDetail(detail)}
          </p>
        )}
        {one && <p className={css.quiet}>{one.fileName}</p>}
        <p className={css.actions}>
          {better}
          <ChooseFile label={words.other} isFilled={!better} onFile={onOther} />
        </p>
        <CodeLine code={code} requestId={error instanceof ApiError ? error.requestId : ''} />
      </div>
      {one && <Refusals one={one} />}
    </>
  )
}

/** Endings that say nothing of how much was taken in before. */
const brokenOff: ReadonlySet<string> = new Set(['internal', 'gave_up', 'interrupted', 'unreadable'])

/** Failures whose detail is the columns that were found. */
const showsColumns: ReadonlySet<string> = new Set([
  'header_not_recognised',
  'missing_column',
  'duplicate_column',
  'wrong_report',
  'nothing_to_know_by',
])

/** The failure's code and what it found. */
function failureOf(one: Import | TableImport | undefined, error: unknown): { code: string; detail: string } {
  if (one?.error) return { code: one.error, detail: one.errorDetail ?? '' }
  if (!(error instanceof ApiError)) return { code: 'internal', detail: '' }
  const { failure, detail } = error.details
  return {
    code: typeof failure === 'string' ? failure : error.code,
    detail: typeof detail === 'string' ? detail : '',
  }
}
