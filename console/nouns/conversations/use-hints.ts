import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Hint } from '#contract/conversations/coaching.ts'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { putIntoDraft } from './put-draft.ts'

const none: readonly Hint[] = []

/** What a coach said quietly in this chat, and to whom the member who looks may say something. */
export function useHints({ id, assigneeId }: InboxRow) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const hints = useQuery({
    // Whoever holds it decides to whom one may hint.
    queryKey: ['hints', memberId, id, assigneeId],
    queryFn: () => api('GET /api/conversations/:id/hints', { params: { id } }),
    staleTime: 60_000,
    placeholderData: (before) => before && { ...before, to: null },
  })
  useStreamEvents((event) => {
    const isHere = event.name.startsWith('hint.') && event.data['conversation'] === id
    if (isHere || event.name === 'training.changed')
      void client.invalidateQueries({ queryKey: ['hints', memberId, id] })
  })
  const to = hints.data?.to ?? null
  return {
    hints: hints.data?.rows ?? none,
    to,
    /** Looking in on a newcomer is not reading for them: what is unread stays so for who answers. */
    isLookingIn: to !== null || (assigneeId !== memberId && (hints.isPending || hints.isPlaceholderData)),
  }
}

/** Puts a hint into the draft; the first time it is noted that it was of use. */
export function useUsingHint() {
  const memberId = useMembership().id
  const client = useQueryClient()
  const noting = useMutation({
    mutationFn: (id: string) => api('POST /api/hints/:id/using', { params: { id } }),
    onSuccess: (hint) => client.invalidateQueries({ queryKey: ['hints', memberId, hint.conversationId] }),
  })
  return (hint: Hint) => {
    if (putIntoDraft(hint.conversationId, hint.text) && hint.usedAt === null) noting.mutate(hint.id)
  }
}
