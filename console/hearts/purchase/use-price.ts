import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'

const keyOf = (memberId: string, conversationId: string) => ['price', memberId, conversationId]

/** Keeps it current by the stream; called once on a screen, or each change would be fetched as often. */
export function usePriceEvents(conversationId: string): void {
  const memberId = useMembership().id
  const client = useQueryClient()
  useStreamEvents((event) => {
    const isOurs = event.subject === conversationId
    if (
      (isOurs &&
        [
          'message.posted',
          'basket.changed',
          'freight.allowed',
          'freight.taken_back',
          'bargain.changed',
        ].includes(event.name)) ||
      ['offer.changed', 'price.policy_changed', 'product.changed'].includes(event.name)
    )
      void client.invalidateQueries({ queryKey: keyOf(memberId, conversationId) })
  })
}

/** What is known of prices and offers for one conversation. */
export function usePricePanel(conversationId: string) {
  const memberId = useMembership().id
  return useQuery({
    queryKey: keyOf(memberId, conversationId),
    queryFn: ({ signal }) =>
      api('GET /api/conversations/:id/price', { params: { id: conversationId }, signal }),
    staleTime: 15_000,
  })
}
