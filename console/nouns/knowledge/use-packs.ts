import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Attachment } from '#contract/conversations/conversations.ts'
import { packText } from '#contract/knowledge/pack-text.ts'
import type { Pack } from '#contract/knowledge/packs.ts'
import { api, type Reply } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'

/** What suits the products of an order, or of the last order in a chat; kept current by the stream. */
export function useSuiting(of: { orderId: string } | { conversationId: string }) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['packs', memberId, of]
  useStreamEvents((event) => {
    if (event.name === 'pack.changed' || event.name === 'article.changed')
      void client.invalidateQueries({ queryKey: key })
  })
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/knowledge/packs', { query: of, signal }),
    staleTime: 60_000,
  })
}

/** The text for the buyer and the files as uploads of one's own, all at once. */
export function useTakePacks() {
  return useMutation({
    mutationFn: async ({ rows, language }: Reply<'GET /api/knowledge/packs'>) => {
      const files: Attachment[] = []
      for (const pack of rows)
        if (pack.items.some(({ kind }) => kind === 'file'))
          files.push(
            ...(
              await api('POST /api/knowledge/packs/:productId/files', {
                params: { productId: pack.productId },
                body: {},
              })
            ).files,
          )
      return { text: packText(rows, language), files }
    },
  })
}

export const countItems = (packs: readonly Pack[]): { texts: number; files: number } => {
  const all = packs.flatMap(({ items }) => items)
  return {
    texts: new Set(all.filter(({ kind }) => kind === 'article').map(({ id }) => id)).size,
    files: all.filter(({ kind }) => kind === 'file').length,
  }
}
