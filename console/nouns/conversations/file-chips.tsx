import type { Attachment } from '#contract/conversations/conversations.ts'
import { useErrorSaid } from '../../parts/screen-states.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './composer.module.css'
import { composerWords } from './composer.words.ts'
import { messageLimits } from './limits.ts'
import { bytesText, thumbOf } from './message-line.tsx'
import type { Uploading } from './use-uploads.ts'

interface Props {
  files: readonly Attachment[]
  uploads: readonly Uploading[]
  /** More were chosen than one message carries; the first were taken. */
  isTooMany: boolean
  onDrop: (id: string) => void
  onCancel: (id: string) => void
}

/** Files that go with the message, and those still on their way. */
export function FileChips({ files, uploads, isTooMany, onDrop, onCancel }: Props) {
  const words = useWords(composerWords)
  const said = useErrorSaid()
  if (files.length === 0 && uploads.length === 0) return null
  return (
    <ul className={css.chips}>
      {files.map((file) => (
        <li key={file.id}>
          {file.mime.startsWith('image/') && <img src={thumbOf(file)} alt="" />}
          <span className={css.fileName}>{file.name}</span>
          <span className="meta">{bytesText(file.bytes)}</span>
          <Remove name={file.name} onClick={() => onDrop(file.id)} />
        </li>
      ))}
      {uploads.map((one) => (
        <li key={one.id} data-failed={one.error !== null || undefined}>
          <span className={css.fileName}>{one.name}</span>
          {one.error === null ? (
            <span className="meta">
              <progress max={100} value={one.percent} aria-label={one.name} /> {words.uploading(one.percent)}
            </span>
          ) : (
            <span className={css.failed} role="alert">
              {said(one.error).what}
            </span>
          )}
          <Remove name={one.name} onClick={() => onCancel(one.id)} />
        </li>
      ))}
      {isTooMany && (
        <li className={css.tooMany} role="status">
          {words.tooManyFiles(messageLimits.attachments)}
        </li>
      )}
    </ul>
  )
}

function Remove({ name, onClick }: { name: string; onClick: () => void }) {
  const words = useWords(composerWords)
  return (
    <button type="button" className={css.remove} aria-label={words.removeFile(name)} onClick={onClick}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <path
          d="M1.5 1.5 L8.5 8.5 M8.5 1.5 L1.5 8.5"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinecap="round"
        />
      </svg>
    </button>
  )
}
