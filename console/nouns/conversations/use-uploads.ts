import { useCallback, useEffect, useRef, useState } from 'react'
import type { Attachment } from '#contract/conversations/conversations.ts'
import { newId, upload } from '../../parts/api.ts'

export interface Uploading {
  id: string
  name: string
  percent: number
  error: unknown
}

/** Files on their way to the server; each comes out through `onDone`. */
export function useUploads(onDone: (file: Attachment) => void) {
  const [uploads, setUploads] = useState<readonly Uploading[]>([])
  const running = useRef(new Map<string, AbortController>())
  const change = (id: string, part: Partial<Uploading>) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)))
  const remove = useCallback((id: string) => {
    running.current.get(id)?.abort()
    running.current.delete(id)
    setUploads((all) => all.filter((one) => one.id !== id))
  }, [])
  const add = (files: readonly File[]) => {
    for (const file of files) {
      const id = newId()
      const stop = new AbortController()
      running.current.set(id, stop)
      setUploads((all) => [...all, { id, name: file.name, percent: 0, error: null }])
      const form = new FormData()
      form.append('file', file, file.name)
      const onProgress = (sent: number, total: number) =>
        change(id, { percent: total > 0 ? Math.floor((sent / total) * 100) : 0 })
      void upload('POST /api/files', form, onProgress, stop.signal).then(
        (stored) => {
          onDone(stored)
          remove(id)
        },
        (error: unknown) => {
          if (!stop.signal.aborted) change(id, { error })
        },
      )
    }
  }
  useEffect(() => {
    const all = running.current
    return () => {
      for (const stop of all.values()) stop.abort()
    }
  }, [])
  return { uploads, add, remove }
}
