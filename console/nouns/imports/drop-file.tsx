import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { DropZone } from '../../parts/drop-zone.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { handFile } from './handed-file.ts'
import { importWords } from './import.words.ts'
import type { ImportPath } from './table-place.ts'

/** A screen onto which an exported table may be dropped. `onFile` takes it; otherwise the import screen `to` opens with it. */
export function DropFile({
  onFile,
  to = '/s/$slug/orders/import',
  children,
}: {
  onFile?: ((file: File) => void) | undefined
  to?: ImportPath
  children: ReactNode
}) {
  const words = useWords(importWords)
  const { slug } = useMembership().shop
  const mayImport = useHasRole('owner', 'lead')
  const navigate = useNavigate()
  if (!mayImport) return children
  const take = (file: File) => {
    if (onFile) return onFile(file)
    handFile(file)
    void navigate({ to, params: { slug } })
  }
  return (
    <DropZone said={words.dropHere} onFile={take}>
      {children}
    </DropZone>
  )
}
