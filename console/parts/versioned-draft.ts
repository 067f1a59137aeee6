import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiError } from './api.ts'

/**
 * A draft of something that is edited and saved as a whole, while colleagues may do the same. What a colleague saved comes in
 * quietly as long as nothing of one's own would be lost; saving over it is a conflict, and theirs can be taken.
 */
export function useVersionedDraft<K extends { version: number }, V>({
  known,
  queryKey,
  valueOf,
  read,
  save,
  onSaved,
}: {
  known: K
  queryKey: readonly unknown[]
  valueOf: (known: K) => V
  read: () => Promise<K>
  save: (draft: V, base: K) => Promise<K>
  onSaved?: () => void
}) {
  const client = useQueryClient()
  const [base, setBase] = useState(known)
  const [draft, setDraft] = useState(() => valueOf(known))
  const isChanged = JSON.stringify(draft) !== JSON.stringify(valueOf(base))
  const take = (next: K) => {
    setBase(next)
    setDraft(valueOf(next))
  }
  useEffect(() => {
    if (known.version === base.version || isChanged) return
    setBase(known)
    setDraft(valueOf(known))
  }, [known, base.version, isChanged, valueOf])
  const saving = useMutation({
    mutationFn: () => save(draft, base),
    onSuccess: (reply) => {
      take(reply)
      void client.invalidateQueries({ queryKey: [...queryKey] })
      onSaved?.()
    },
  })
  const change = (next: V) => {
    setDraft(next)
    saving.reset()
  }
  return {
    draft,
    saved: valueOf(base),
    isChanged,
    wasSaved: saving.isSuccess,
    isSaving: saving.isPending,
    error: saving.error,
    isConflict: saving.error instanceof ApiError && saving.error.code === 'state.version',
    change,
    discard: () => change(valueOf(base)),
    save: () => saving.mutate(),
    loadTheirs: async () => {
      take(await client.fetchQuery({ queryKey: [...queryKey], queryFn: read, staleTime: 0 }))
      saving.reset()
    },
  }
}
export type VersionedDraft = Pick<
  ReturnType<typeof useVersionedDraft>,
  'isChanged' | 'wasSaved' | 'isSaving' | 'error' | 'isConflict' | 'discard' | 'save' | 'loadTheirs'
>
