import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './prospects.module.css'
import { prospectWords } from './prospects.words.ts'

/** Conversations that ended without thanks (BUY-16). */
export function ThanklessList() {
  const words = useWords(prospectWords)
  const time = useShopTime()
  const { id: memberId, shop } = useMembership()
  const client = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: ['thankless', memberId],
    queryFn: ({ pageParam }) =>
      api('GET /api/thankless-endings', { query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  useStreamEvents((event) => {
    if (event.name === 'conversation.closed')
      void client.invalidateQueries({ queryKey: ['thankless', memberId] })
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.shows.thankless} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={8} />}
      {list.data && rows.length === 0 && (
        <EmptyState title={words.empty.thankless.title} lead={words.empty.thankless.lead} />
      )}
      <ul className={css.list}>
        {rows.map((row) => (
          <li key={`${row.conversationId} ${row.closedAt}`} className={css.prospect}>
            <div className={css.who}>
              <Link
                className={`figure ${css.name}`}
                to="/s/$slug/inbox/{-$id}"
                params={{ slug: shop.slug, id: row.conversationId }}
              >
                {row.buyerName}
              </Link>
              <span className={css.quiet}>
                {words.closed(time.since(row.closedAt), row.closedBy ?? words.desk)}
              </span>
            </div>
            <p className={css.about}>
              <span>{row.wasAsked ? words.asked.yes : words.asked.no}</span>
              {row.questions && <span>{words.left[row.questions]}</span>}
              {row.unresolved > 0 && <span className={css.amber}>{words.unresolved(row.unresolved)}</span>}
            </p>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <p className={css.more}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.older}
          </Button>
        </p>
      )}
    </>
  )
}
