import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import type { Elsewhere } from './chat-rows.rules.ts'

const none: readonly never[] = []

/** The talks that are told together with this one, and what was said there. Nobody unknown has a second one. */
export function useTogether({ id, customerId }: InboxRow): {
  others: readonly InboxRow[]
  elsewhere: readonly Elsewhere[]
} {
  const { id: memberId } = useMembership()
  const client = useQueryClient()
  const queryKey = ['together', memberId, id]
  const { data } = useQuery({
    queryKey,
    queryFn: () => api('GET /api/conversations/:id/together', { params: { id } }),
    enabled: customerId !== null,
    // Kept by the stream while it is open; what came meanwhile is fetched when it is opened again.
    staleTime: 0,
  })
  useStreamEvents(({ name, subject }) => {
    const isOther = data?.joined.some((one) => one.conversation.id === subject) ?? false
    if (/^conversation[.](joined|parted)$/.test(name) || (isOther && /^(message|conversation)[.]/.test(name)))
      void client.invalidateQueries({ queryKey })
  })
  return useMemo(() => {
    const others = data?.joined.map((one) => one.conversation) ?? none
    const nameOf = new Map(others.map((one) => [one.id, one.storeName]))
    return {
      others,
      elsewhere: (data?.messages ?? none).flatMap((message) => {
        const from = nameOf.get(message.conversationId)
        return from === undefined ? [] : [{ message, from }]
      }),
    }
  }, [data])
}
