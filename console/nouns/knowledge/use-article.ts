import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Article } from '#contract/knowledge/knowledge.ts'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'

/** One article, kept current by the stream. */
export function useArticle(id: string) {
  const memberId = useMembership().id
  const client = useQueryClient()
  useStreamEvents((event) => {
    if (event.subject === id) void client.invalidateQueries({ queryKey: ['article', memberId, id] })
  })
  return useQuery({
    queryKey: ['article', memberId, id],
    queryFn: () => api('GET /api/knowledge/articles/:id', { params: { id } }),
  })
}

/** Runs a change of an article; its answer is the article as it then is. */
export function useArticleChange(onDone?: (article: Article) => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: (call: () => Promise<Article>) => call(),
    onSuccess: (article) => {
      client.setQueryData(['article', memberId, article.id], article)
      void client.invalidateQueries({ queryKey: ['articles', memberId] })
      void client.invalidateQueries({ queryKey: ['knowledge search', memberId] })
      void client.invalidateQueries({ queryKey: ['editions', memberId, article.id] })
      onDone?.(article)
    },
  })
}
