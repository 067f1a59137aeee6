import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { EarlierList } from './earlier-list.tsx'
import { tableImportWords } from './table-import.words.ts'
import { tablePlaces, type TablePlace } from './table-place.ts'

/** Tables that came in here before, the newest first. */
export function EarlierTables({ place, currentId }: { place: TablePlace; currentId: string | null }) {
  const { kinds } = useWords(tableImportWords)
  const memberId = useMembership().id
  const list = useInfiniteQuery({
    queryKey: ['table-imports', memberId, place],
    queryFn: ({ pageParam }) =>
      api('GET /api/table-imports', {
        query: { of: place, limit: 20, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = (list.data?.pages.flatMap((page) => page.rows) ?? []).filter((one) => one.id !== currentId)
  if (list.isPending || (rows.length === 0 && !list.error)) return null
  return (
    <EarlierList
      list={list}
      rows={rows}
      to={tablePlaces[place].screen}
      intoOf={(one) => one.store?.name ?? kinds[one.kind]}
    />
  )
}
