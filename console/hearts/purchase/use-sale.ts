import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Selling } from '#contract/purchase/selling.ts'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'

const stirs = ['product.', 'prospect.', 'trial.', 'concerns.', 'catalogue.']

const keyOf = (memberId: string, conversationId: string) => ['selling', memberId, conversationId]

/** Keeps it current by the stream; called once on a screen, or each change would be fetched as often. */
export function useSaleEvents(conversationId: string): void {
  const memberId = useMembership().id
  const client = useQueryClient()
  useStreamEvents((event) => {
    const isHere =
      event.subject === conversationId
        ? event.name !== 'conversation.read'
        : event.data['conversation'] === conversationId
    if (isHere || stirs.some((start) => event.name.startsWith(start)))
      void client.invalidateQueries({ queryKey: keyOf(memberId, conversationId) })
  })
}

/** How the sale in one conversation stands. */
export function useSale(conversationId: string) {
  const memberId = useMembership().id
  return useQuery({
    queryKey: keyOf(memberId, conversationId),
    queryFn: () => api('GET /api/conversations/:id/selling', { params: { id: conversationId } }),
    staleTime: 60_000,
  })
}

/** Runs a change of the sale; its answer is the sale as it then is. */
export function useSaleChange(conversationId: string, onDone?: () => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = keyOf(memberId, conversationId)
  return useMutation({
    mutationFn: (call: () => Promise<Selling>) => call(),
    onSuccess: (sale) => {
      client.setQueryData(key, sale)
      onDone?.()
    },
    onError: () => client.invalidateQueries({ queryKey: key }),
  })
}
