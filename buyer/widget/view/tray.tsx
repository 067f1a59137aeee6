import type { Picked } from '../state.ts'
import { fileSize } from '../uploads.ts'
import type { Words } from '../words.ts'
import { Progress } from './attachments.tsx'
import { CloseIcon, FileIcon } from './icons.tsx'

/** What goes with the next message. */
export function Tray({
  tray,
  words,
  onRemove,
}: {
  tray: readonly Picked[]
  words: Words
  onRemove: (localId: string) => void
}) {
  if (tray.length === 0) return null
  return (
    <ul class="tray">
      {tray.map((file) => (
        <li key={file.localId} class={file.preview ? 'is-picture' : ''}>
          {file.preview ? (
            <img src={file.preview} alt={file.name} />
          ) : (
            <span class="tray-file">
              <FileIcon />
              <span class="file-name">{file.name}</span>
              <span class="file-size">{fileSize(file.bytes)}</span>
            </span>
          )}
          <Progress share={file.share} />
          <span class="unseen">
            {file.share < 1 ? words.waitingFiles(Math.round(file.share * 100)) : words.uploaded}
          </span>
          <button
            type="button"
            aria-label={words.removeFile(file.name)}
            onClick={() => onRemove(file.localId)}
          >
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  )
}
