import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'

export type OffersView = 'current' | 'ended'

/** The shop's offers, kept current by the stream; at most 200. */
export function useOffers(view: OffersView) {
  const memberId = useMembership().id
  const client = useQueryClient()
  useStreamEvents((event) => {
    if (event.name === 'offer.changed' || event.name === 'offer.used')
      void client.invalidateQueries({ queryKey: ['offers', memberId] })
  })
  return useQuery({
    queryKey: ['offers', memberId, view],
    queryFn: ({ signal }) => api('GET /api/offers', { query: { view, limit: 200 }, signal }),
  })
}

/** Campaigns with their announced times, the latest first. */
export function useCampaigns() {
  const memberId = useMembership().id
  return useQuery({ queryKey: ['offers', memberId, 'campaigns'], queryFn: () => api('GET /api/campaigns') })
}

/** Runs a change of offers and fetches them anew. */
export function useOfferChange<T>(onDone?: (result: T) => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: (call: () => Promise<T>) => call(),
    onSuccess: (result) => {
      void client.invalidateQueries({ queryKey: ['offers', memberId] })
      onDone?.(result)
    },
  })
}
