import type { Import } from '#contract/orders/orders.ts'
import { ApiError } from '../../parts/api.ts'
import { CodeLine, useErrorSaid } from '../../parts/screen-states.tsx'
import { useFormat } from '../../parts/format.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { Refusals } from './refusals.tsx'

/** A table that could not be taken in: why, what to do, and how much of it is in all the same. */
export function ImportFailed({
  one,
  error,
  onOther,
}: {
  one?: Import
  error?: unknown
  onOther: (file: File) => void
}) {
  const words = useWords(importWords)
  const said = useErrorSaid()
  const format = useFormat()
  const { code, detail } = failureOf(one, error)
  const stored = one && !one.dryRun ? one.created + one.updated : 0
  const failures: Readonly<Record<string, { what: string; todo: string }>> = words.failures
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
        <p>{stored > 0 ? words.brokeOff(format.count(stored)) : words.nothingChanged}</p>
        {detail && (
          <p className={css.quiet}>
            {showsColumns.has(code) ? words.columnsSeen(detail) : words.failureDetail(detail)}
          </p>
        )}
        {one && <p className={css.quiet}>{one.fileName}</p>}
        <p className={css.actions}>
          <ChooseFile label={words.other} isFilled onFile={onOther} />
        </p>
        <CodeLine code={code} requestId={error instanceof ApiError ? error.requestId : ''} />
      </div>
      {one && <Refusals one={one} />}
    </>
  )
}

/** Failures whose detail is the columns that were found. */
const showsColumns: ReadonlySet<string> = new Set([
  'header_not_recognised',
  'missing_column',
  'duplicate_column',
  'wrong_report',
])

/** The failure's code and what it found. */
function failureOf(one: Import | undefined, error: unknown): { code: string; detail: string } {
  if (one?.error) return { code: one.error, detail: one.errorDetail ?? '' }
  if (!(error instanceof ApiError)) return { code: 'internal', detail: '' }
  const { failure, detail } = error.details
  return {
    code: typeof failure === 'string' ? failure : error.code,
    detail: typeof detail === 'string' ? detail : '',
  }
}
