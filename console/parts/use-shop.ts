import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import { useMembership } from './session.tsx'

/** The shop with its stores, as it was within the last half minute. */
export const useShop = () => {
  const { id } = useMembership()
  return useQuery({ queryKey: ['shop', id], queryFn: () => api('GET /api/shop'), staleTime: 30_000 })
}
