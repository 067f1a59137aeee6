import type { Import } from '#contract/orders/orders.ts'
import { ApiError } from '../../parts/api.ts'
import { CodeLine, useErrorSaid } from '../../parts/screen-states.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { Refusals } from './refusals.tsx'

/** A table that cannot be read as a whole: what it is instead, and what to do. Nothing was changed. */
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
  const { code, detail } = failureOf(one, error)
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
        {detail && <p className={css.quiet}>{words.columnsSeen(detail)}</p>}
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

/** The failure's code, and behind a colon what it found, e.g. `missing_column: 订单编号`. */
function failureOf(one: Import | undefined, error: unknown): { code: string; detail: string } {
  if (one?.error) {
    const [code = '', ...rest] = one.error.split(':')
    return { code: code.trim(), detail: rest.join(':').trim() }
  }
  if (!(error instanceof ApiError)) return { code: 'internal', detail: '' }
  const { failure, detail } = error.details
  return {
    code: typeof failure === 'string' ? failure : error.code,
    detail: typeof detail === 'string' ? detail : '',
  }
}
