import { useState, type DragEvent, type ReactNode } from 'react'
import css from './drop-zone.module.css'

/** Files dragged over an element and let go there; anything else that is dragged is left to the browser. */
export function useDropping(onFiles: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false)
  const handlers = {
    onDragOver: (e: DragEvent) => {
      if (!e.dataTransfer.types.includes('Files')) return
      e.preventDefault()
      setOver(true)
    },
    onDragLeave: (e: DragEvent) => {
      if (!e.currentTarget.contains(e.relatedTarget as Node | null)) setOver(false)
    },
    onDrop: (e: DragEvent) => {
      setOver(false)
      if (e.dataTransfer.files.length === 0) return
      e.preventDefault()
      onFiles([...e.dataTransfer.files])
    },
  }
  return { isOver, handlers }
}

/** A screen onto which one file may be dropped; `said` stands over it while the file is held above. */
export function DropZone({
  said,
  onFile,
  children,
}: {
  said: string
  onFile: (file: File) => void
  children: ReactNode
}) {
  const { isOver, handlers } = useDropping(([file]) => file && onFile(file))
  return (
    <div className={css.zone} {...handlers}>
      {children}
      {isOver && <div className={css.over}>{said}</div>}
    </div>
  )
}
