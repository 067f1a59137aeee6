import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { memo, useCallback, useMemo } from 'react'
import type { CustomerRow } from '#contract/customers/customers.ts'
import { api } from '../../parts/api.ts'
import { ButtonLink } from '../../parts/controls.tsx'
import { ExportMenu } from '../../parts/export-menu.tsx'
import { useFormat } from '../../parts/format.tsx'
import lines from '../../parts/growing-list.module.css'
import { GrowingList } from '../../parts/growing-list.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { DropFile } from '../imports/drop-file.tsx'
import { CustomersTabs } from './customers-tabs.tsx'
import { readCustomersSearch } from './customers-search.ts'
import { customersWords } from './customers.words.ts'
import css from './customers.module.css'

/** Everybody the shop knows, the latest first; a search says by what each was found. */
export function CustomersScreen() {
  const words = useWords(customersWords)
  const { shop, id: memberId } = useMembership()
  const { q, importId } = readCustomersSearch(useSearch({ strict: false }) as Record<string, unknown>)
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
  const mayImport = useHasRole('owner', 'lead')
  const client = useQueryClient()
  useStreamEvents((event) => {
    if (event.name === 'import.finished' || event.name === 'table_import.finished')
      void client.invalidateQueries({ queryKey: ['customers', memberId] })
  })
  const list = useInfiniteQuery({
    queryKey: ['customers', memberId, q ?? '', importId ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/customers', {
        query: {
          limit: 100,
          ...(q ? { q } : importId && { importId }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
  const hasNone = list.isSuccess && rows.length === 0
  const isEverything = !q && !importId
  return (
    <DropFile to="/s/$slug/customers/import">
      <Screen
        title={words.title}
        width="wide"
        tabs={!(hasNone && isEverything) && <CustomersTabs value="people" />}
        right={
          !(hasNone && isEverything) && (
            <>
              <SearchBox label={words.search} hint={words.searchHint} value={q ?? ''} onSearch={find} />
              <ExportMenu path="/customers" query={{ q, importId: q ? undefined : importId }} />
              {mayImport && (
                <ButtonLink to="/s/$slug/customers/import" params={{ slug: shop.slug }}>
                  {words.import}
                </ButtonLink>
              )}
            </>
          )
        }
      >
        {importId && !q && (
          <p className={css.filter}>
            {words.onlyImport}{' '}
            <button type="button" className="link" onClick={() => find('')}>
              {words.clear}
            </button>
          </p>
        )}
        {list.error && (
          <ErrorState
            error={list.error}
            thing={words.title}
            kept={q && words.kept}
            retry={() => void list.refetch()}
          />
        )}
        {list.isPending && <Loading lines={10} />}
        {hasNone && isEverything && (
          <EmptyState title={words.empty.title} lead={words.empty.lead}>
            <p className={css.first}>
              <ButtonLink kind="filled" to="/s/$slug/orders/import" params={{ slug: shop.slug }}>
                {words.empty.import}
              </ButtonLink>{' '}
              {mayImport && (
                <ButtonLink to="/s/$slug/customers/import" params={{ slug: shop.slug }}>
                  {words.empty.table}
                </ButtonLink>
              )}
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
          <GrowingList
            list={list}
            rows={rows}
            label={words.title}
            head={<CustomerHead />}
            render={(row) => <CustomerLine row={row} />}
          />
        )}
      </Screen>
    </DropFile>
  )
}

const CustomerLine = memo(function CustomerLine({ row }: { row: CustomerRow }) {
  const words = useWords(customersWords)
  const format = useFormat()
  const time = useShopTime()
  const { slug } = useMembership().shop
  return (
    <Link
      className={`${lines.line} ${css.line}`}
      to="/s/$slug/customers/$id"
      params={{ slug, id: row.id }}
      preload={false}
    >
      <span className={css.name}>
        <b>{row.name}</b>
        {row.matched && row.matched.shown !== row.name && (
          <span className={css.matched}>
            {words.matchedBy(words.matched[row.matched.kind] ?? '', row.matched.shown)}
          </span>
        )}
      </span>
      <span className={css.city}>{row.city}</span>
      <span className={css.orders}>{row.orderCount > 0 && words.orders(format.count(row.orderCount))}</span>
      <span className={css.spent}>
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
    <div className={`${lines.line} ${css.line}`}>
      <span>{columns.name}</span>
      <span className={css.city}>{columns.city}</span>
      <span className={css.orders}>{columns.bought}</span>
      <span className={css.spent} />
      <span className={css.when}>{columns.lastOrder}</span>
      <span className={css.when}>{columns.lastTalk}</span>
    </div>
  )
}
