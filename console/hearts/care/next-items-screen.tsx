import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { CustomersTabs } from '../../nouns/customers/customers-tabs.tsx'
import { customersWords } from '../../nouns/customers/customers.words.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice } from '../../parts/controls.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { NextItemReport } from './next-item-report.tsx'
import { NextItemRow } from './next-item-row.tsx'
import { NextItemRulesDialog } from './next-item-rules.tsx'
import { nextItemShows, readNextItemsSearch, type NextItemShow } from './next-items-search.ts'
import css from './next-items.module.css'
import { nextItemWords } from './next-items.words.ts'
import { nextItemsKey, useFollowNextItems, type Done } from './use-next-items.ts'

/** Who could be offered what next, and why; what was sent, what was left, and whether it helps. */
export function NextItemsScreen() {
  const words = useWords(nextItemWords)
  const title = useWords(customersWords).title
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const isLeading = useHasRole('owner', 'lead')
  const show = readNextItemsSearch(useSearch({ strict: false }) as Record<string, unknown>).show ?? 'open'
  const [isRuling, setRuling] = useState(false)
  useFollowNextItems()
  const seen = nextItemShows.filter((one) => one !== 'report' || isLeading)
  return (
    <Screen
      title={title}
      tabs={<CustomersTabs value="next" />}
      right={
        isLeading && (
          <Button kind="quiet" onClick={() => setRuling(true)}>
            {words.rules}
          </Button>
        )
      }
    >
      <p className={css.lead}>{words.lead}</p>
      <div className={css.filters}>
        <Choice
          label={words.showLabel}
          isLabelHidden
          value={show}
          options={seen.map((value) => ({ value, label: words.shows[value] }))}
          onChange={(value) =>
            void navigate({
              to: '/s/$slug/customers/next',
              params: { slug },
              search: { show: value === 'open' ? undefined : value },
              replace: true,
            })
          }
        />
      </div>
      {show === 'report' ? <NextItemReport /> : <Listed key={show} show={show} />}
      {isRuling && <NextItemRulesDialog onClose={() => setRuling(false)} />}
    </Screen>
  )
}

function Listed({ show }: { show: Exclude<NextItemShow, 'report'> }) {
  const words = useWords(nextItemWords)
  const memberId = useMembership().id
  const [done, setDone] = useState<Done | null>(null)
  const list = useInfiniteQuery({
    queryKey: [...nextItemsKey(memberId), show],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/next-items', {
        query: { view: show, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const isOff = list.data?.pages[0]?.isOn === false
  return (
    <>
      {done && (
        <p className={css.done} role="status">
          {words.done[done.how](done.name)}
        </p>
      )}
      {isOff && show === 'open' && <p className={css.lead}>{words.off}</p>}
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.title} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={8} />}
      {list.data && rows.length === 0 && (
        <EmptyState title={words.empty[show].title} lead={words.empty[show].lead} />
      )}
      <ul className={css.list}>
        {rows.map((row) => (
          <NextItemRow key={row.id} item={row} onDone={setDone} />
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
