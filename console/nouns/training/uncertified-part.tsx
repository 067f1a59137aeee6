import { useQuery } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import type { BesideChatProps } from '../../parts/beside-chat.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { uncertifiedWords } from './uncertified.words.ts'

/** To a newcomer: what is talked about is a product whose test they have not passed (TRN-08). Nothing for everybody else. */
export function UncertifiedPart({ conversationId }: BesideChatProps) {
  const words = useWords(uncertifiedWords)
  const { id } = useMembership()
  const read = useQuery({
    queryKey: ['training', id, 'uncertified', conversationId],
    queryFn: () => api('GET /api/conversations/:id/uncertified', { params: { id: conversationId } }),
  })
  const products = read.data?.products ?? []
  if (products.length === 0) return null
  return (
    <section aria-label={words.title}>
      <h3>{words.title}</h3>
      <p role="status">{words.says(products.map(({ name }) => name))}</p>
    </section>
  )
}
