import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Product } from '#contract/products/products.ts'
import { api, ApiError } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'

/** One product, kept current by the stream. */
export function useProduct(id: string) {
  const memberId = useMembership().id
  const client = useQueryClient()
  useStreamEvents((event) => {
    if (event.subject === id || event.name === 'catalogue.changed')
      void client.invalidateQueries({ queryKey: ['product', memberId, id] })
  })
  return useQuery({
    queryKey: ['product', memberId, id],
    queryFn: () => api('GET /api/products/:id', { params: { id } }),
  })
}

/** Runs a change of the product; its answer is the product as it then is. A colleague's change in between is fetched. */
export function useProductChange(id: string, onDone?: () => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['product', memberId, id]
  return useMutation({
    mutationFn: (call: () => Promise<Product>) => call(),
    onSuccess: (product) => {
      client.setQueryData(key, product)
      void client.invalidateQueries({ queryKey: ['products', memberId] })
      void client.invalidateQueries({ queryKey: ['product history', memberId, id] })
      onDone?.()
    },
    onError: (error) => {
      if (isOvertaken(error)) void client.invalidateQueries({ queryKey: key })
    },
  })
}

export const isOvertaken = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'state.version'
export const isNameTaken = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'name.taken'
