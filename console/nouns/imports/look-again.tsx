import { useMutation } from '@tanstack/react-query'
import type { Import } from '#contract/orders/orders.ts'
import { api, upload } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { SheetSelect } from './sheet-select.tsx'

type Look = { storeId?: string | null; sheet?: string; lines?: false }

/** Looks at an import of orders once more, read otherwise. */
export function useLookAgain(id: string, onNext: (next: Import) => void) {
  return useMutation({
    mutationFn: (body: Look) => api('POST /api/imports/:id/look', { params: { id }, body }),
    onSuccess: onNext,
  })
}

/** What else belongs to the file: another of its sheets, a second file with the lines of its orders. */
export function LookAgain({ one, onNext }: { one: Import; onNext: (next: Import) => void }) {
  const words = useWords(importWords).again
  const look = useLookAgain(one.id, onNext)
  const giving = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData()
      form.append('file', file, file.name)
      return upload('POST /api/imports/:id/lines', form, undefined, undefined, { params: { id: one.id } })
    },
    onSuccess: onNext,
  })
  return (
    <>
      {one.sheets.length > 1 && (
        <SheetSelect sheets={one.sheets} value={one.sheet ?? ''} onPick={(sheet) => look.mutate({ sheet })} />
      )}
      <p className={css.actions}>
        {one.linesName === null ? (
          <ChooseFile label={words.lines} onFile={(file) => giving.mutate(file)} />
        ) : (
          <>
            <span className={css.quiet}>{words.withLines(one.linesName)}</span>
            <Button kind="quiet" isBusy={look.isPending} onClick={() => look.mutate({ lines: false })}>
              {words.withoutLines}
            </Button>
          </>
        )}
      </p>
      <ErrorLine error={look.error ?? giving.error} />
    </>
  )
}

/** A workbook whose sheets go on with each other: one is named before anything is read. */
export function OneSheet({
  one,
  onNext,
  onFile,
}: {
  one: Import
  onNext: (next: Import) => void
  onFile: (file: File) => void
}) {
  const words = useWords(importWords)
  const look = useLookAgain(one.id, onNext)
  return (
    <div className={css.lead}>
      <p className="song">{words.again.sheets}</p>
      <p className={css.quiet}>{one.fileName}</p>
      <ErrorLine error={look.error} />
      <p className={css.actions}>
        {one.sheets.map((sheet) => (
          <Button key={sheet} isBusy={look.isPending} onClick={() => look.mutate({ sheet })}>
            {sheet}
          </Button>
        ))}
        <ChooseFile label={words.other} onFile={onFile} />
      </p>
    </div>
  )
}
