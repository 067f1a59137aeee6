import { useNavigate } from '@tanstack/react-router'
import { useState, type DragEvent, type ReactNode } from 'react'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { handFile } from './handed-file.ts'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import type { TablePlace, tablePlaces } from './table-place.ts'

/** A screen onto which an exported table may be dropped. `onFile` takes it; otherwise the import screen `to` opens with it. */
export function DropFile({
  onFile,
  to = '/s/$slug/orders/import',
  children,
}: {
  onFile?: ((file: File) => void) | undefined
  to?: '/s/$slug/orders/import' | (typeof tablePlaces)[TablePlace]['screen']
  children: ReactNode
}) {
  const words = useWords(importWords)
  const { slug } = useMembership().shop
  const mayImport = useHasRole('owner', 'lead')
  const navigate = useNavigate()
  const [isOver, setOver] = useState(false)
  if (!mayImport) return children
  const take = (file: File) => {
    if (onFile) return onFile(file)
    handFile(file)
    void navigate({ to, params: { slug } })
  }
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
    take(file)
  }
  return (
    <div
      className={css.dropzone}
      onDragOver={onDragOver}
      onDrop={onDrop}
      onDragLeave={(e) => !e.currentTarget.contains(e.relatedTarget as Node | null) && setOver(false)}
    >
      {children}
      {isOver && <div className={css.over}>{words.dropHere}</div>}
    </div>
  )
}
