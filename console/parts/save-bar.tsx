import type { ReactNode } from 'react'
import { Button } from './controls.tsx'
import css from './save-bar.module.css'
import { ErrorLine } from './screen-states.tsx'
import type { VersionedDraft } from './versioned-draft.ts'

/** Whether the draft above it is saved, and what stands in its way; keeps to the lower edge while there is something to save. */
export function SaveBar({
  draft,
  problems,
  words,
}: {
  draft: VersionedDraft
  /** What the server found wrong, said with its places; nothing: null. */
  problems: ReactNode
  words: Record<'unsaved' | 'saved' | 'save' | 'discard' | 'conflict' | 'loadTheirs', string>
}) {
  if (!draft.isChanged && !draft.wasSaved) return null
  return (
    <div className={css.bar} role="status">
      {draft.isConflict ? (
        <>
          <span className={css.state}>{words.conflict}</span>
          <Button onClick={() => void draft.loadTheirs()}>{words.loadTheirs}</Button>
        </>
      ) : problems ? (
        <div className={css.problems} role="alert">
          {problems}
        </div>
      ) : (
        <span className={css.state}>{draft.isChanged ? words.unsaved : words.saved}</span>
      )}
      {draft.error && !draft.isConflict && !problems && <ErrorLine error={draft.error} />}
      {draft.isChanged && (
        <span className={css.deeds}>
          <Button kind="quiet" onClick={draft.discard}>
            {words.discard}
          </Button>
          <Button kind="filled" isBusy={draft.isSaving} onClick={draft.save}>
            {words.save}
          </Button>
        </span>
      )}
    </div>
  )
}
