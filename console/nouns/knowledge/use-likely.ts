import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contract/endpoints.ts'
import { likelyFrom } from '#contract/knowledge/kinds.ts'
import type { FoundArticle, FoundFact } from '#contract/knowledge/knowledge.ts'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'

/** What the strip offers: an article's sentence, or a fact of a product with its source. */
export type Offer =
  | { kind: 'article'; id: string; article: FoundArticle }
  | { kind: 'fact'; id: string; fact: FoundFact }
const mostOffered = 3

/** Examples of how to meet a feeling are for practice; said as they stand they would be no feeling at all. */
const offersOf = ({ rows, facts }: Api['GET /api/knowledge/search']['reply']): Offer[] =>
  [
    ...facts.map((fact): Offer & { score: number } => ({
      kind: 'fact',
      id: fact.id,
      fact,
      score: fact.score,
    })),
    ...rows
      .filter(({ score, answer, mark }) => score >= likelyFrom && answer !== '' && mark !== 'empathy')
      .map((article): Offer & { score: number } => ({
        kind: 'article',
        id: article.id,
        article,
        score: article.score,
      })),
  ]
    .toSorted((one, other) => other.score - one.score)
    .slice(0, mostOffered)

/** What answers the buyer's last message, best first; asked once a message and never while somebody types. */
export function useLikely(conversationId: string, number: number, text: string) {
  const memberId = useMembership().id
  return useQuery({
    queryKey: ['likely', memberId, conversationId, number],
    queryFn: ({ signal }) =>
      api('GET /api/knowledge/search', {
        query: { q: text.slice(0, 500), conversationId, approved: true, limit: 3 },
        signal,
      }),
    enabled: number > 0 && text.trim().length > 1,
    select: offersOf,
    staleTime: 600_000,
    gcTime: 600_000,
  })
}

export function useKnowledge(q: string, query: { approved?: boolean; section?: string } = {}) {
  const memberId = useMembership().id
  return useQuery({
    queryKey: ['knowledge search', memberId, q, query],
    queryFn: ({ signal }) =>
      api('GET /api/knowledge/search', { query: { q, limit: 20, ...query } as never, signal }),
    enabled: q.trim() !== '',
    placeholderData: (before) => before,
    staleTime: 30_000,
  })
}

/** The last answer in this conversation that came from the knowledge, and whether it answered. */
export function useLastAsked(conversationId: string) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['last asked', memberId, conversationId]
  useStreamEvents((event) => {
    if (event.name === 'knowledge.asked' && event.data['conversation'] === conversationId)
      void client.invalidateQueries({ queryKey: key })
  })
  return useQuery({
    queryKey: key,
    queryFn: () => api('GET /api/knowledge/asked/last', { query: { conversationId } }),
    staleTime: 600_000,
  })
}

export function useNoteAsked() {
  return useMutation({
    mutationFn: (body: Api['POST /api/knowledge/asked']['body']) =>
      api('POST /api/knowledge/asked', { body }),
  })
}
export function useSayAnswered(conversationId: string) {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, answered }: { id: string; answered: 'yes' | 'no' }) =>
      api('PUT /api/knowledge/asked/:id/answered', { params: { id }, body: { answered } }),
    onSuccess: (asked) => client.setQueryData(['last asked', memberId, conversationId], { asked }),
  })
}
