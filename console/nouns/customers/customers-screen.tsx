import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { memo, useCallback, useMemo } from 'react'
import type { CustomerRow } from '#contract/customers/customers.ts'
import { api } from '../../parts/api.ts'
import { ButtonLink } from '../../parts/controls.tsx'
import { ExportMenu } from '../../parts/export-menu.tsx'
import { useFormat } from '../../parts/format.tsx'
import { LongList, useIsNarrow } from '../../parts/long-list.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { CustomersTabs } from './customers-tabs.tsx'
import { readCustomersSearch } from './customers-search.ts'
import { customersWords } from './customers.words.ts'
import css from './customers.module.css'

/** Everybody the shop knows, the latest first; a search says by what each was found. */
export function CustomersScreen() {
  const words = useWords(customersWords)
  const { shop, id: memberId } = useMembership()
  const { q } = readCustomersSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const find = useCallback(
    (text: string) =>
      void navigate({
        to: '/s/$slug/customers',
        params: { slug: shop.slug },
        search: { q: text || undefined },
        replace: true,
      }),
    [navigate, shop.slug],
  )
  const list = useInfiniteQuery({
    queryKey: ['customers', memberId, q ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/customers', {
        query: { limit: 100, ...(q && { q }), ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
  const hasNone = list.isSuccess && rows.length === 0
  return (
    <Screen
      title={words.title}
      tabs={!(hasNone && !q) && <CustomersTabs value="people" />}
      right={
        !(hasNone && !q) && (
          <>
            <SearchBox label={words.search} hint={words.searchHint} value={q ?? ''} onSearch={find} />
            <ExportMenu path="/customers" query={{ q }} />
          </>
        )
      }
    >
      {list.error && (
        <ErrorState
          error={list.error}
          thing={words.title}
          kept={q && words.kept}
          retry={() => void list.refetch()}
        />
      )}
      {list.isPending && <Loading lines={10} />}
      {hasNone && !q && (
        <EmptyState title={words.empty.title} lead={words.empty.lead}>
          <p className={css.first}>
            <ButtonLink kind="filled" to="/s/$slug/orders/import" params={{ slug: shop.slug }}>
              {words.empty.import}
            </ButtonLink>
          </p>
        </EmptyState>
      )}
      {hasNone && q && (
        <EmptyState title={words.none.title} lead={words.none.lead(q)} withFlower={false}>
          <p className={css.first}>
            <button type="button" className="link" onClick={() => find('')}>
              {words.clear}
            </button>
          </p>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <div data-fading={list.isPlaceholderData || undefined} className={css.rows}>
          <CustomerHead />
          <CustomerRows
            rows={rows}
            hasMore={list.hasNextPage}
            isFetching={list.isFetchingNextPage}
            onMore={list.fetchNextPage}
          />
        </div>
      )}
    </Screen>
  )
}

function CustomerRows({
  rows,
  hasMore,
  isFetching,
  onMore,
}: {
  rows: readonly CustomerRow[]
  hasMore: boolean
  isFetching: boolean
  onMore: () => Promise<unknown>
}) {
  const words = useWords(customersWords)
  const isNarrow = useIsNarrow()
  const more = useCallback(() => void onMore(), [onMore])
  return (
    <>
      <LongList
        rows={rows}
        keyOf={(row) => row.id}
        rowHeight={isNarrow ? 64 : 36}
        label={words.title}
        hasMore={hasMore}
        isFetching={isFetching}
        onMore={more}
        render={(row) => <CustomerLine row={row} />}
      />
      {isFetching && (
        <p className={css.more} role="status">
          {words.loadingMore}
        </p>
      )}
    </>
  )
}

const CustomerLine = memo(function CustomerLine({ row }: { row: CustomerRow }) {
  const words = useWords(customersWords)
  const format = useFormat()
  const time = useShopTime()
  const { slug } = useMembership().shop
  return (
    <Link className={css.line} to="/s/$slug/customers/$id" params={{ slug, id: row.id }} preload={false}>
      <span className={css.name}>
        <b>{row.name}</b>
        {row.matched && row.matched.shown !== row.name && (
          <span className={css.matched}>
            {words.matchedBy(words.matched[row.matched.kind] ?? '', row.matched.shown)}
          </span>
        )}
      </span>
      <span className={css.city}>{row.city}</span>
      <span className={css.bought}>
        {row.orderCount > 0 && <span>{words.orders(format.count(row.orderCount))}</span>}
        {row.spent.map((amount) => (
          <span key={amount.currency}>{format.money(amount)}</span>
        ))}
      </span>
      <span className={css.when}>{row.lastOrderAt && time.latest(row.lastOrderAt)}</span>
      <span className={css.when}>{row.lastTalkAt && time.latest(row.lastTalkAt)}</span>
    </Link>
  )
})

function CustomerHead() {
  const { columns } = useWords(customersWords)
  return (
    <div className={`${css.line} ${css.columns}`} aria-hidden="true">
      <span>{columns.name}</span>
      <span className={css.city}>{columns.city}</span>
      <span className={css.bought}>{columns.bought}</span>
      <span className={css.when}>{columns.lastOrder}</span>
      <span className={css.when}>{columns.lastTalk}</span>
    </div>
  )
}
