import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { OrderRow } from '#contract/orders/orders.ts'
import { api } from '../../parts/api.ts'
import { ButtonLink } from '../../parts/controls.tsx'
import { ExportMenu } from '../../parts/export-menu.tsx'
import { useFormat } from '../../parts/format.tsx'
import { GrowingList } from '../../parts/growing-list.tsx'
import { EmptyState, ErrorState, Loading, SmallDiamond } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useShop } from '../../parts/use-shop.ts'
import { useWords } from '../../parts/words.tsx'
import { DropFile } from '../imports/drop-file.tsx'
import { NoOrders } from './no-orders.tsx'
import { OrderLine, OrderLineHead } from './order-line.tsx'
import { readOrdersSearch, type OrdersSearch } from './orders-search.ts'
import { OrdersTabs } from './orders-tabs.tsx'
import { ordersWords } from './orders.words.ts'
import css from './orders.module.css'

/** All orders, newest first; one box finds number, nick, recipient, tracking number and product. */
export function OrdersScreen() {
  const words = useWords(ordersWords)
  const { slug } = useMembership().shop
  const search = readOrdersSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const show = useCallback(
    (change: OrdersSearch) =>
      void navigate({
        to: '/s/$slug/orders',
        params: { slug },
        search: (before) => ({ ...readOrdersSearch(before), ...change }),
        replace: true,
      }),
    [navigate, slug],
  )
  const find = useCallback((q: string) => show({ q: q || undefined }), [show])
  const { list, rows } = useOrders(search)
  const total = list.data?.pages[0]?.total
  const isEverything =
    !search.q &&
    !search.customerId &&
    !search.importId &&
    !search.storeId &&
    !search.dispatched &&
    !search.carrier &&
    (search.view ?? 'all') === 'all'
  const hasNone = list.isSuccess && rows.length === 0
  return (
    <DropFile>
      <Screen
        title={words.title}
        width="wide"
        right={
          <>
            {!(hasNone && isEverything) && (
              <SearchBox
                label={words.search}
                hint={words.searchHint}
                value={search.q ?? ''}
                onSearch={find}
              />
            )}
            {!hasNone && <ExportMenu path="/orders" query={{ ...search }} by="lines" />}
            <Age count={hasNone ? 0 : total} />
          </>
        }
        tabs={<OrdersTabs value={search.dispatched ?? search.view ?? 'all'} />}
      >
        <Filters search={search} rows={rows} onShow={show} />
        {search.dispatched && !search.carrier && (
          <Carriers counts={list.data?.pages[0]?.carriers ?? []} onShow={show} />
        )}
        {list.error && (
          <ErrorState
            error={list.error}
            thing={words.title}
            kept={words.kept}
            retry={() => void list.refetch()}
          />
        )}
        {list.isPending && <Loading lines={10} />}
        {hasNone && isEverything && <NoOrders />}
        {hasNone && !isEverything && <NoMatch search={search} onShow={show} />}
        {rows.length > 0 && (
          <GrowingList
            list={list}
            rows={rows}
            label={words.title}
            head={<OrderLineHead />}
            lead={list.error && <Stale readAt={list.dataUpdatedAt} />}
            render={(row) => <OrderLine row={row} />}
          />
        )}
      </Screen>
    </DropFile>
  )
}

function useOrders(search: OrdersSearch) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: ['orders', memberId, search],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/orders', {
        query: { ...search, limit: 100, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  useStreamEvents((event) => {
    if (event.name === 'import.finished') void client.invalidateQueries({ queryKey: ['orders', memberId] })
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
  return { list, rows }
}

/** After a failed reading the rows say when they were read. */
function Stale({ readAt }: { readAt: number }) {
  const words = useWords(ordersWords)
  const format = useFormat()
  return (
    <div className={css.stale}>
      <h2>{words.stale}</h2>
      <span>
        <SmallDiamond /> {words.staleAt(format.clock(readAt))}
      </span>
    </div>
  )
}

/** How many, and how old what we know is: imported data never looks live. */
function Age({ count }: { count: number | undefined }) {
  const words = useWords(ordersWords)
  const format = useFormat()
  const time = useShopTime()
  const { shop } = useMembership()
  const mayImport = useHasRole('owner', 'lead')
  const stores = useShop()
  const last = stores.data?.stores
    .flatMap((store) => (store.lastImportAt ? [store.lastImportAt] : []))
    .sort()
    .at(-1)
  return (
    <>
      {count !== undefined && <span>{words.count(format.count(count))}</span>}
      {last && <span title={words.ageLong}>{words.age(time.since(last))}</span>}
      {mayImport && count !== 0 && (
        <ButtonLink to="/s/$slug/orders/import" params={{ slug: shop.slug }}>
          {words.import}
        </ButtonLink>
      )}
    </>
  )
}

function Filters({
  search,
  rows,
  onShow,
}: {
  search: OrdersSearch
  rows: readonly OrderRow[]
  onShow: (change: OrdersSearch) => void
}) {
  const words = useWords(ordersWords)
  const first = rows[0]
  const filters: [string, OrdersSearch][] = [
    ...(search.customerId
      ? [
          [words.filter.customer(first?.buyerName ?? '…'), { customerId: undefined }] as [
            string,
            OrdersSearch,
          ],
        ]
      : []),
    ...(search.storeId
      ? [[words.filter.store(first?.storeName ?? '…'), { storeId: undefined }] as [string, OrdersSearch]]
      : []),
    ...(search.importId ? [[words.filter.import, { importId: undefined }] as [string, OrdersSearch]] : []),
    ...(search.carrier
      ? [[words.filter.carrier(search.carrier), { carrier: undefined }] as [string, OrdersSearch]]
      : []),
  ]
  if (filters.length === 0) return null
  return (
    <p className={css.filters}>
      {filters.map(([said, without]) => (
        <span key={said}>
          {said}{' '}
          <button type="button" className="link" onClick={() => onShow(without)}>
            {words.clear}
          </button>
        </span>
      ))}
    </p>
  )
}

/** How many of these each carrier has; each opens its own. */
function Carriers({
  counts,
  onShow,
}: {
  counts: readonly { carrier: string | null; count: number }[]
  onShow: (change: OrdersSearch) => void
}) {
  const words = useWords(ordersWords)
  const format = useFormat()
  if (counts.length === 0) return null
  return (
    <p className={css.filters}>
      <span>{words.byCarrier}</span>
      {counts.map(({ carrier, count }) =>
        carrier === null ? (
          <span key="">{words.noCarrier(format.count(count))}</span>
        ) : (
          <button key={carrier} type="button" className="figure" onClick={() => onShow({ carrier })}>
            {words.ofCarrier(carrier, format.count(count))}
          </button>
        ),
      )}
    </p>
  )
}

function NoMatch({ search, onShow }: { search: OrdersSearch; onShow: (change: OrdersSearch) => void }) {
  const words = useWords(ordersWords)
  const { slug } = useMembership().shop
  return (
    <EmptyState
      title={words.none.title}
      lead={search.q ? words.none.lead(search.q) : words.none.view}
      withFlower={false}
    >
      <p className={css.all}>
        {search.q && (
          <button type="button" className="link" onClick={() => onShow({ q: undefined })}>
            {words.clear}
          </button>
        )}
        <Link className="link" to="/s/$slug/orders" params={{ slug }} search={{}}>
          {words.none.all}
        </Link>
      </p>
    </EmptyState>
  )
}
