import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Confirmation, Correction } from '#contract/purchase/confirmation.ts'
import { api } from '#console/parts/api.ts'
import { useMembership } from '#console/parts/session.tsx'
import { useStreamEvents } from '#console/parts/stream.tsx'

/** Everything read of confirmations lies below this key. */
export const confirmationsKey = (memberId: string) => ['confirmations', memberId] as const

/** Reads again what a confirmation of the shop changed, here or elsewhere. */
export function useConfirmationEvents(): void {
  const memberId = useMembership().id
  const client = useQueryClient()
  useStreamEvents((event) => {
    if (event.name.startsWith('confirmation.'))
      void client.invalidateQueries({ queryKey: confirmationsKey(memberId) })
  })
}

/** Orders of the buyer in one chat that are to be confirmed. */
export function useChatConfirmations(conversationId: string, customerId: string | null) {
  const memberId = useMembership().id
  return useQuery({
    queryKey: [...confirmationsKey(memberId), 'chat', conversationId, customerId],
    queryFn: () => api('GET /api/conversations/:id/confirmations', { params: { id: conversationId } }),
    enabled: customerId !== null,
  })
}

export type Deed =
  | { do: 'send'; conversationId?: string | undefined }
  | { do: 'answer'; correction?: Correction; said?: string }
  | { do: 'take' }
  | { do: 'decide'; decision: 'release' | 'keep'; reason: string }
  | { do: 'tips'; moment: 'payment' | 'dispatch'; conversationId?: string | undefined }
  | { do: 'revoke' }
  | { do: 'doubt'; doubt: string }

/** What can be done with one confirmation; afterwards all that was read is read again. */
export function useDeed({ row }: Confirmation) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: confirmationsKey(memberId) })
  return useMutation({
    mutationFn: (deed: Deed): Promise<Confirmation> => {
      const params = { id: row.id }
      const { version } = row
      switch (deed.do) {
        case 'send':
          return api('POST /api/confirmations/:id/sending', {
            params,
            body: { version, ...(deed.conversationId ? { conversationId: deed.conversationId } : {}) },
          })
        case 'answer':
          return api('POST /api/confirmations/:id/answer', {
            params,
            body: {
              version,
              ...(deed.correction ? { correction: deed.correction } : {}),
              ...(deed.said ? { said: deed.said } : {}),
            },
          })
        case 'take':
          return api('POST /api/confirmations/:id/taking', { params, body: { version } })
        case 'decide':
          return api('POST /api/confirmations/:id/hold-decision', {
            params,
            body: { version, decision: deed.decision, reason: deed.reason },
          })
        case 'tips':
          return api('POST /api/confirmations/:id/tips', {
            params,
            body: {
              moment: deed.moment,
              ...(deed.conversationId ? { conversationId: deed.conversationId } : {}),
            },
          })
        case 'revoke':
          return api('DELETE /api/confirmations/:id/links', { params })
        case 'doubt':
          return api('POST /api/orders/:id/confirmation', {
            params: { id: row.orderId },
            body: { doubt: deed.doubt },
          })
      }
    },
    onSettled: again,
  })
}
export type DeedMutation = ReturnType<typeof useDeed>
