import { useState, type DragEvent, type ReactNode } from 'react'
import { useWords } from '../../parts/words.tsx'
import { documentWords } from './document.words.ts'
import css from './document.module.css'

/** A screen onto which a document may be dropped. */
export function DocumentDrop({ onFile, children }: { onFile: (file: File) => void; children: ReactNode }) {
  const words = useWords(documentWords)
  const [isOver, setOver] = useState(false)
  const onDragOver = (e: DragEvent) => {
    if (!e.dataTransfer.types.includes('Files')) return
    e.preventDefault()
    setOver(true)
  }
  const onDrop = (e: DragEvent) => {
    setOver(false)
    const file = e.dataTransfer.files[0]
    if (!file) return
    e.preventDefault()
    onFile(file)
  }
  return (
    <div
      className={css.dropzone}
      onDragOver={onDragOver}
      onDrop={onDrop}
      onDragLeave={(e) => !e.currentTarget.contains(e.relatedTarget as Node | null) && setOver(false)}
    >
      {children}
      {isOver && <div className={css.over}>{words.drop}</div>}
    </div>
  )
}

export function ChooseDocument({ onFile }: { onFile: (file: File) => void }) {
  const words = useWords(documentWords)
  return (
    <label className={css.choose}>
      {words.choose}
      <input
        type="file"
        accept=".docx,.html,.htm,.md,.markdown,.txt,.xlsx,.csv,.tsv"
        className="visually-hidden"
        onChange={(e) => {
          const file = e.target.files?.[0]
          e.target.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}
