import { useRef } from 'react'
import type { Attachment } from '#contract/conversations/conversations.ts'
import { useWords } from '../../parts/words.tsx'
import { FileChips } from '../conversations/file-chips.tsx'
import { useUploads } from '../conversations/use-uploads.ts'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

const mostFiles = 5

/** Pictures and files that go with a phrase. */
export function PhraseFiles({
  files,
  canChange,
  onFiles,
}: {
  files: readonly Attachment[]
  canChange: boolean
  onFiles: (change: (files: readonly Attachment[]) => readonly Attachment[]) => void
}) {
  const words = useWords(phrasesWords)
  const input = useRef<HTMLInputElement>(null)
  const { uploads, add, remove } = useUploads((file) => onFiles((all) => [...all, file].slice(0, mostFiles)))
  return (
    <div className={css.files}>
      <FileChips
        files={files}
        uploads={uploads}
        isTooMany={false}
        onCancel={remove}
        onDrop={(id) => onFiles((all) => all.filter((file) => file.id !== id))}
      />
      {canChange && files.length + uploads.length < mostFiles && (
        <button type="button" className="link" onClick={() => input.current?.click()}>
          {words.addFile}
        </button>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-hidden="true"
        onChange={(e) => {
          add([...(e.target.files ?? [])].slice(0, mostFiles - files.length))
          e.target.value = ''
        }}
      />
    </div>
  )
}
