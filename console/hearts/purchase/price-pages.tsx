import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '../../parts/controls.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { priceListsWords } from './price-lists.words.ts'
import css from './price.module.css'

const changing = [
  'bargain.changed',
  'offer.missed',
  'price.fell',
  'word.kept',
  'word.broken',
  'word.released',
]

/** One of the lists of what came of prices, page by page, kept current by the stream. `of`: which part of it. */
export function PricePages<Row>({
  list,
  of,
  load,
  children,
}: {
  list: 'bargains' | 'missed' | 'refunds'
  of?: string
  load: (cursor: string | undefined) => Promise<{ rows: Row[]; next: string | null }>
  children: (row: Row) => ReactNode
}) {
  const words = useWords(priceListsWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['price lists', memberId, list, ...(of ? [of] : [])]
  useStreamEvents((event) => {
    if (changing.includes(event.name)) void client.invalidateQueries({ queryKey: key })
  })
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam === '' ? undefined : pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  if (pages.error && !pages.data)
    return <ErrorState error={pages.error} thing={words.lists[list]} retry={() => void pages.refetch()} />
  if (pages.isPending) return <Loading lines={8} />
  if (rows.length === 0)
    return <EmptyState title={of === 'settled' ? words.emptySettled : words.empty[list]} />
  return (
    <>
      <ul className={css.list}>{rows.map((row) => children(row))}</ul>
      {pages.hasNextPage && (
        <Button isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  )
}
