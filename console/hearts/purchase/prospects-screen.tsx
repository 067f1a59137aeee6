import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CustomersTabs } from '../../nouns/customers/customers-tabs.tsx'
import { customersWords } from '../../nouns/customers/customers.words.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, Choice } from '../../parts/controls.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { ProspectRow } from './prospect-row.tsx'
import { ThanklessList } from './thankless-list.tsx'
import css from './prospects.module.css'
import { prospectShows, readProspectsSearch, type ProspectsSearch } from './prospects-search.ts'
import { prospectWords } from './prospects.words.ts'

/** Who asked and did not buy: those to be written to today first. */
export function ProspectsScreen() {
  const words = useWords(prospectWords)
  const title = useWords(customersWords).title
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const search = readProspectsSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const show = search.show ?? 'due'
  const go = (change: ProspectsSearch) =>
    void navigate({
      to: '/s/$slug/customers/prospects',
      params: { slug },
      search: { ...search, ...change },
      replace: true,
    })
  return (
    <Screen title={title} tabs={<CustomersTabs value="prospects" />}>
      <p className={css.lead}>{show === 'thankless' ? words.leadThankless : words.lead}</p>
      <div className={css.filters}>
        <Choice
          label={words.showLabel}
          isLabelHidden
          value={show}
          options={prospectShows.map((value) => ({ value, label: words.shows[value] }))}
          onChange={(value) => go({ show: value === 'due' ? undefined : value })}
        />
        {show !== 'thankless' && (
          <Checkbox
            label={words.mine}
            checked={search.mine === '1'}
            onChange={(e) => go({ mine: e.target.checked ? '1' : undefined })}
          />
        )}
      </div>
      {show === 'thankless' ? <ThanklessList /> : <Prospects show={show} isMine={search.mine === '1'} />}
    </Screen>
  )
}

function Prospects({ show, isMine }: { show: 'due' | 'open' | 'won' | 'dropped'; isMine: boolean }) {
  const words = useWords(prospectWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: ['prospects', memberId, show, isMine],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/prospects', {
        query: { view: show, ...(isMine && { mine: true }), ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  useStreamEvents((event) => {
    if (event.name.startsWith('prospect.'))
      void client.invalidateQueries({ queryKey: ['prospects', memberId] })
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.title} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={8} />}
      {list.data && rows.length === 0 && (
        <EmptyState title={words.empty[show].title} lead={words.empty[show].lead} />
      )}
      <ul className={css.list}>
        {rows.map((row) => (
          <ProspectRow key={row.id} prospect={row} />
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
