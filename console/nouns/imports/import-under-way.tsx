import { useMutation } from '@tanstack/react-query'
import type { Import } from '#contract/orders/orders.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import { Counts } from './counts.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { ProgressBar } from './progress-bar.tsx'

/** How far it is, and the way to stop it. Whoever asked sees it stop within a second or so. */
export function ImportUnderWay({ one, said }: { one: Import; said: string }) {
  const words = useWords(importWords)
  const stop = useMutation({
    mutationFn: () => api('POST /api/imports/:id/stop', { params: { id: one.id } }),
  })
  return (
    <>
      <ProgressBar
        said={said}
        share={one.bytes > 0 ? one.doneBytes / one.bytes : 0}
        about={one.fileName}
        left={one.secondsLeft === null ? null : words.left(one.secondsLeft)}
      />
      <p className={css.actions}>
        <Button isBusy={stop.isPending || stop.isSuccess} onClick={() => stop.mutate()}>
          {words.stop}
        </Button>
      </p>
      <ErrorLine error={stop.error} />
    </>
  )
}

/** Somebody stopped it: what is in stays in, and it can be gone on with. */
export function ImportStopped({
  one,
  onContinue,
  onFile,
}: {
  one: Import
  onContinue: (next: Import) => void
  onFile: (file: File) => void
}) {
  const words = useWords(importWords)
  const format = useFormat()
  const going = useMutation({
    mutationFn: () => api('POST /api/imports/:id/continue', { params: { id: one.id } }),
    onSuccess: onContinue,
  })
  const stored = one.created + one.updated
  return (
    <div className={css.lead}>
      <p className="song">
        {stored > 0 ? words.stopped.stored(format.count(stored)) : words.stopped.nothing}
      </p>
      <p className={css.quiet}>
        {words.stopped.lead} {one.fileName}
      </p>
      <Counts one={one} />
      <p className={css.actions}>
        <Button kind="filled" isBusy={going.isPending} onClick={() => going.mutate()}>
          {words.stopped.go}
        </Button>
        <ChooseFile label={words.other} onFile={onFile} />
      </p>
      <ErrorLine error={going.error} />
    </div>
  )
}
