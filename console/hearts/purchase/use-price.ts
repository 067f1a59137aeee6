import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'

/** What is known of prices and offers for one conversation, kept current by the stream. */
export function usePricePanel(conversationId: string) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['price', memberId, conversationId]
  useStreamEvents((event) => {
    const isOurs = event.subject === conversationId
    if (
      (isOurs &&
        ['message.posted', 'basket.changed', 'freight.allowed', 'bargain.changed'].includes(event.name)) ||
      ['offer.changed', 'price.policy_changed', 'product.changed'].includes(event.name)
    )
      void client.invalidateQueries({ queryKey: key })
  })
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      api('GET /api/conversations/:id/price', { params: { id: conversationId }, signal }),
    staleTime: 15_000,
  })
}
