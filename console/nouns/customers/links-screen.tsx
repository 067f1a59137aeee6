import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { CustomersTabs } from './customers-tabs.tsx'
import { readLinksSearch } from './customers-search.ts'
import { customersWords } from './customers.words.ts'
import { LinkRow } from './link-row.tsx'
import { linksWords } from './links.words.ts'
import css from './links.module.css'

/** Pairs of customers that may be one person, the surest first. */
export function LinksScreen() {
  const words = useWords(linksWords)
  const title = useWords(customersWords).title
  const { id: memberId } = useMembership()
  const { show } = readLinksSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const client = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: ['customer-links', memberId, show],
    queryFn: ({ pageParam }) =>
      api('GET /api/customer-links', { query: { show, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  useStreamEvents((event) => {
    if (event.name === 'customer.merged' || event.name === 'customer.unmerged')
      void client.invalidateQueries({ queryKey: ['customer-links'] })
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const empty = show === 'decided' ? words.emptyDecided : words.empty
  return (
    <Screen title={title} tabs={<CustomersTabs value={show} />}>
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.tabs[show]} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={8} />}
      {list.data && rows.length === 0 && <EmptyState title={empty.title} lead={empty.lead} />}
      {rows.length > 0 && (
        <>
          {show !== 'decided' && <p className={css.lead}>{show === 'weak' ? words.leadWeak : words.lead}</p>}
          <ul className={css.list}>
            {rows.map((link) => (
              <LinkRow key={link.id} link={link} />
            ))}
          </ul>
        </>
      )}
      {list.hasNextPage && (
        <p className={css.more}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.older}
          </Button>
        </p>
      )}
    </Screen>
  )
}
