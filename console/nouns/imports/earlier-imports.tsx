import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { EarlierList } from './earlier-list.tsx'
import { importWords } from './import.words.ts'

/** Imports so far, newest first; each can be opened again, also one that is still going in. */
export function EarlierImports({ currentId }: { currentId: string | null }) {
  const words = useWords(importWords)
  const memberId = useMembership().id
  const list = useInfiniteQuery({
    queryKey: ['imports', memberId],
    queryFn: ({ pageParam }) =>
      api('GET /api/imports', { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = (list.data?.pages.flatMap((page) => page.rows) ?? []).filter((one) => one.id !== currentId)
  if (list.isPending || (rows.length === 0 && currentId)) return null
  return (
    <EarlierList
      list={list}
      rows={rows}
      to="/s/$slug/orders/import"
      intoOf={(one) => one.storeName}
      none={list.data && words.noEarlier}
    />
  )
}
