import { useCallback, useEffect, useRef, useState } from 'react'
import type { Api } from '#contract/endpoints.ts'
import { upload } from '../../parts/api.ts'
import { takeHandedFile } from './handed-file.ts'

type Uploads = 'POST /api/imports' | 'POST /api/table-imports'
type Reply<K extends Uploads> = Api[K]['reply']

/** Sends a table: how far it is, or why it was refused. A file that was dropped on another screen is sent at once. */
export function useSending<K extends Uploads>(
  to: K,
  onStarted: (one: Reply<K>) => void,
  fields: Readonly<Record<string, string>> = none,
) {
  const [progress, setProgress] = useState<{ name: string; percent: number } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [file, setFile] = useState<File | null>(null)
  const send = useCallback(
    (chosen: File) => {
      setError(null)
      setFile(chosen)
      setProgress({ name: chosen.name, percent: 0 })
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      form.append('file', chosen, chosen.name)
      const onProgress = (sent: number, total: number) =>
        setProgress({ name: chosen.name, percent: total > 0 ? Math.floor((sent / total) * 100) : 0 })
      void upload(to, form, onProgress)
        .then(onStarted, setError)
        .finally(() => setProgress(null))
    },
    [to, onStarted, fields],
  )
  // A file dropped on another screen brought us here. Taken once, also when React mounts twice.
  const isTaken = useRef(false)
  useEffect(() => {
    if (isTaken.current) return
    isTaken.current = true
    const handed = takeHandedFile()
    if (handed) send(handed)
  }, [send])
  return { progress, error, file, send }
}
const none = {}
